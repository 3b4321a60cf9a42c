#!/usr/bin/env bash
# Damages Swift fixtures by bytes, tokens and structure and runs each through a whole check with all
# reports: no crash, and no input takes a minute.
# usage: Tools/mutate.sh [COUNT [SEED [DUMPS]]]   (default: 1000000 inputs, seed 1)
# DMALINT_MUTATION_FIRST=N begins at the N-th input, to run again what a failure names.
# With a folder, the dumps of LLVM IR and SIL below it instead of the fixtures.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
export DMALINT_MUTATIONS=${1:-1000000} DMALINT_MUTATION_SEED=${2:-1}
DMALINT_MUTATION_LOG=$(mktemp -d)
export DMALINT_MUTATION_LOG DMALINT_OPTIMISED_TESTS=1
trap 'rm -rf "$DMALINT_MUTATION_LOG"' EXIT
filter=WholeRunTests.mutatedSourcesDoNoHarm
if [ -n "${3:-}" ]; then
  export DMALINT_TREES=$3 DMALINT_TREES_MUTANTS=$DMALINT_MUTATIONS
  filter=TestTreeTests.mutants
fi
# What the compiler checks at run time it checks here as well: numbers, bounds and casts.
swift test --package-path "$top" --scratch-path "$top/.build/optimised" -c release \
  -Xswiftc -enable-testing --filter "$filter" || {
  echo "the last inputs were" "$DMALINT_MUTATION_LOG"/* >&2
  cat "$DMALINT_MUTATION_LOG"/* >&2
  exit 1
}
