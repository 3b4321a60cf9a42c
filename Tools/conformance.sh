#!/usr/bin/env bash
# What the readers of LLVM IR and SIL make of the files of compilers' own test trees: a sample, by kind,
# with the first gaps of each file. Which file a crash belongs to is said.
# usage: Tools/conformance.sh FOLDER[:FOLDER…] [COUNT [SEED]]   (default: 1000 files of each folder, seed 1)
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
export DMALINT_TREES=$1 DMALINT_TREES_COUNT=${2:-1000} DMALINT_TREES_SEED=${3:-1}
DMALINT_MUTATION_LOG=$(mktemp -d)
export DMALINT_MUTATION_LOG
trap 'rm -rf "$DMALINT_MUTATION_LOG"' EXIT
swift test --package-path "$top" --filter TestTreeTests.figures || {
  echo "the last file was $(cat "$DMALINT_MUTATION_LOG"/*)" >&2
  exit 1
}
