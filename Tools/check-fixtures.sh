#!/usr/bin/env bash
# Compiles the firmwares below Tests/Fixtures: a fixture that is no program proves nothing.
#
# usage: Tools/check-fixtures.sh [NAME-PART ...]     those whose path contains one of the parts
#        Tools/check-fixtures.sh --part K/N          every N-th, from the K-th on
# environment: SWIFTC (default: swiftc on PATH), JOBS (default: 2)
set -uo pipefail
cd "$(dirname "$0")/.."
fixtures=Tests/Fixtures
export SWIFTC=${SWIFTC:-swiftc} fixtures
command -v "$SWIFTC" >/dev/null || { echo "there is no $SWIFTC" >&2; exit 77; }

# The target of a platform's compiler.
target() {
  case $1 in
    cortex-a* | bcm*) echo aarch64-none-none-elf ;;
    riscv64) echo riscv64-none-none-eabi ;;
    riscv32 | esp32*) echo riscv32-none-none-eabi ;;
    cortex-m0 | rp2040) echo armv6m-none-none-eabi ;;
    *) echo armv7em-none-none-eabi ;;
  esac
}
export -f target

check() {
  local fixture=$1 platform triple include=() swift=() c=() out header
  if [ -x "$fixture/build.sh" ]; then
    out=$("$fixture/build.sh" 2>&1) || { echo "FAIL $fixture"; echo "$out" | grep -A4 'error:'; }
    return
  fi
  while IFS= read -r file; do
    case $file in *.swift) swift+=("$file") ;; *.c) c+=("$file") ;; esac
  done < <(find "$fixture" -name '*.swift' -o -name '*.c' | sort)
  platform=$(head -q -n 4 "${swift[@]}" "${c[@]}" /dev/null | sed -n 's|^// platform: ||p' | head -1)
  triple=$(target "$platform")
  for header in "$fixtures"/Shims/*/ $(find "$fixture" -name module.modulemap -printf '%h\n'); do
    include+=(-I "$header")
  done
  if ((${#swift[@]})); then
    out=$("$SWIFTC" -target "$triple" -enable-experimental-feature Embedded -wmo -parse-as-library \
      -module-name Firmware -Xcc -ffreestanding "${include[@]}" -emit-ir -O -o /dev/null \
      "${swift[@]}" 2>&1) || { echo "FAIL $fixture ($triple)"; echo "$out" | grep -A4 'error:'; return; }
  fi
  for file in "${c[@]}"; do
    out=$("$(dirname "$(readlink -f "$(command -v "$SWIFTC")")")/clang" --target="$triple" -ffreestanding \
      -O2 -c -o /dev/null "${include[@]}" "$file" 2>&1) ||
      { echo "FAIL $file ($triple)"; echo "$out" | grep -A4 'error:'; return; }
  done
}
export -f check

part=0 parts=1 names=()
while (($#)); do
  case $1 in
    --part) part=${2%/*} parts=${2#*/}; shift 2 ;;
    *) names+=("$1"); shift ;;
  esac
done
list=$({ find $fixtures/Rules -mindepth 2 -maxdepth 2; find $fixtures/Firmware -mindepth 1 -maxdepth 1 -type d; } 2>/dev/null |
  sort | awk -v k="$part" -v n="$parts" 'NR % n == k % n')
if ((${#names[@]})); then
  list=$(grep -F "$(printf '%s\n' "${names[@]}")" <<<"$list")
fi
failures=$(xargs -r -d '\n' -P "${JOBS:-2}" -I{} bash -c 'check "$1"' _ {} <<<"$list")
[ -z "$failures" ] || echo "$failures"
echo "$(grep -c . <<<"$list") fixtures, $(grep -c '^FAIL' <<<"$failures") do not compile"
[ -z "$failures" ]
