#!/usr/bin/env bash
# Speed of a release build: a whole run over one file of 300 lines, over many files, and over a tree of
# 2,000 generated drivers; lexing of many files. The compiler's own parser is the peer in the same run.
# usage: Tools/benchmark.sh [FOLDER …]   folders of Swift sources (default: this checkout)
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
folders=("${@:-$top}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

swift build --package-path "$top" -c release --product dmalint >&2
swift build --package-path "$top/Tools/Benchmark" -c release >&2
dmalint="$top/.build/release/dmalint"

# A driver of 300 lines: 20 functions that fill, start, wait and read.
{
  echo 'import Synchronization'
  echo 'import _Volatile'
  for number in $(seq 1 20); do
    cat <<SWIFT
struct Channel$number {
  let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_${number}040)
  let length = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_${number}044)
  let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_${number}048)
  func exchange(_ words: UnsafeMutableBufferPointer<UInt32>) -> UInt32 {
    for i in words.indices { words[i] = UInt32(i) }
    address.store(UInt32(UInt(bitPattern: words.baseAddress!)))
    length.store(UInt32(words.count))
    atomicMemoryFence(ordering: .releasing)
    control.store(1)
    while control.load() & 2 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
    return words[0]
  }
}
SWIFT
  done | head -298
} > "$work/Driver.swift"

echo "one file of $(wc -l < "$work/Driver.swift") lines, $(grep -c 'func ' "$work/Driver.swift") transfers:"
runs=20
# A new executable is read from the disk once: that is not counted.
for _ in 1 2 3; do "$dmalint" check "$work/Driver.swift" --platform generic --quiet > /dev/null || true; done
before=$(awk '{print $16 + $17}' /proc/$$/stat)
for _ in $(seq $runs); do "$dmalint" check "$work/Driver.swift" --platform generic --quiet > /dev/null || true; done
after=$(awk '{print $16 + $17}' /proc/$$/stat)
awk -v ticks=$((after - before)) -v runs=$runs -v hz="$(getconf CLK_TCK)" \
  'BEGIN {printf "  check: %.1f ms of CPU a run (mean of %d)\n", ticks * 1000 / hz / runs, runs}'
if command -v valgrind >/dev/null; then
  valgrind --tool=callgrind --callgrind-out-file="$work/callgrind" "$dmalint" check "$work/Driver.swift" \
    --platform generic --quiet > /dev/null 2> "$work/log" || true
  awk '/Collected/ {printf "  check: %.1f million instructions\n", $4 / 1e6}' "$work/log"
fi
# Files of about that length as people write them; milliseconds of CPU, each the mean of ten runs.
count=0
while read -r file; do
  TIMEFORMAT='%U %S'
  { time for _ in 1 2 3 4 5 6 7 8 9 10; do "$dmalint" "$file" > /dev/null 2>&1 || true; done; } 2>&1 |
    awk '{print ($1 + $2) * 100}' >> "$work/files"
  count=$((count + 1))
done < <(find "${folders[@]}" -name '*.swift' -type f -not -path '*/.build/*' -exec wc -l {} + |
  awk '$1 >= 290 && $1 <= 310 && $2 != "total" {sub(/^ *[0-9]+ /, ""); print}' | sort | head -40)
if [ "$count" -gt 0 ]; then
  sort -n "$work/files" | awk '{all[NR] = $1; sum += $1} END {
    printf "%d files of 290 to 310 lines: mean %.1f, median %.1f, most %.1f ms of CPU\n", \
      NR, sum / NR, all[int((NR + 1) / 2)], all[NR]}'
fi
find "${folders[@]}" -name '*.swift' -type f -not -path '*/.build/*' |
  "$top/Tools/Benchmark/.build/release/Benchmark" -

# CPU seconds of a command, and the seconds it took.
measure() {
  TIMEFORMAT='%U %S %R'
  { time timeout 900 "$@" > /dev/null 2> /dev/null || true; } 2>&1 | awk '{print $1 + $2, $3}'
}

# Checks a list of files with one thread and with two, and has the compiler parse them.
compare() {
  local name=$1 list=$2
  shift 2
  local bytes
  bytes=$(tr '\n' '\0' < "$list" | xargs -0 cat | wc -c)
  local one two peer
  one=$(measure "$dmalint" check "$@" --platform generic --jobs 1)
  two=$(measure "$dmalint" check "$@" --platform generic --jobs 2)
  # A file at a time would measure the start of the compiler.
  peer=$(measure sh -c "tr '\\n' '\\0' < '$list' | xargs -0 -n 500 swiftc -frontend -parse")
  local memory=0
  if [ -x /usr/bin/time ]; then
    /usr/bin/time -o "$work/memory" -f '%M' "$dmalint" check "$@" --platform generic > /dev/null 2>&1 || true
    memory=$(tail -1 "$work/memory")
  fi
  awk -v name="$name" -v bytes="$bytes" -v one="$one" -v two="$two" -v peer="$peer" -v memory="$memory" 'BEGIN {
    split(one, a); split(two, b); split(peer, c); mb = bytes / 1e6
    printf "%s: %.1f MB, check %.2f s of CPU, %.1f MB/s; two threads %.2f times one; peak %d MB; ", \
      name, mb, a[1], mb / (a[1] + 1e-9), a[2] / (b[2] + 1e-9), memory / 1024
    printf "the compiler only parses it in %.2f s: %.1f times\n", c[1], c[1] / (a[1] + 1e-9)
  }'
}

find "${folders[@]}" -name '*.swift' -type f -not -path '*/.build/*' > "$work/ordinary"
compare "ordinary Swift" "$work/ordinary" "${folders[@]}"
"$top/Tools/Benchmark/.build/release/GenerateDrivers" 1 2000 "$work/drivers"
find "$work/drivers" -name '*.swift' > "$work/dense"
compare "2,000 drivers" "$work/dense" "$work/drivers"
