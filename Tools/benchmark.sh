#!/usr/bin/env bash
# Speed of a release build: a whole run over one file of 300 lines, and lexing of many files.
# usage: Tools/benchmark.sh [FOLDER …]   folders of Swift sources to lex (default: this checkout)
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
find "${folders[@]}" -name '*.swift' -type f -not -path '*/.build/*' |
  "$top/Tools/Benchmark/.build/release/Benchmark" -
