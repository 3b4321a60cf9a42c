#!/usr/bin/env bash
# usage: boot.sh KERNEL PORT PROMPT INPUT LAST
# Boots a kernel for the Raspberry Pi 3 in QEMU. Once PROMPT is printed on PORT (mini or pl011), types
# INPUT there; once LAST is printed on either port, prints what both have said and succeeds. The port
# that is not PORT comes second. Status 3: there is no emulator. Status 4: LAST never came.
set -uo pipefail
kernel=$1 port=$2 prompt=$3 input=$4 last=$5
seconds=${BOOT_SECONDS:-20}
command -v qemu-system-aarch64 >/dev/null || {
  echo 'boot.sh: qemu-system-aarch64 is not installed (Debian: qemu-system-arm)' >&2
  exit 3
}
folder=$(mktemp -d)
mkfifo "$folder/input"
if [ "$port" = pl011 ]; then
  serial=(-serial stdio -serial "file:$folder/other")
else
  serial=(-serial "file:$folder/other" -serial stdio)
fi
: >"$folder/output"
: >"$folder/other"
qemu-system-aarch64 -M raspi3b -display none -monitor none "${serial[@]}" -kernel "$kernel" \
  <"$folder/input" >"$folder/output" 2>"$folder/error" &
emulator=$!
exec 3>"$folder/input"

status=4 typed=
for ((tick = 0; tick < seconds * 20; tick++)); do
  if [ -z "$typed" ] && [ -n "$input" ] && grep -qF -- "$prompt" "$folder/output"; then
    printf %s "$input" >&3
    typed=yes
  fi
  if grep -qF -- "$last" "$folder/output" "$folder/other"; then
    status=0
    break
  fi
  kill -0 $emulator 2>/dev/null || break
  sleep 0.05
done
kill $emulator 2>/dev/null
wait $emulator 2>/dev/null
exec 3>&-
tr -d '\r' <"$folder/output"
tr -d '\r' <"$folder/other"
grep -v 'terminating on signal' "$folder/error" >&2
rm -rf "$folder"
exit $status
