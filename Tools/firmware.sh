#!/usr/bin/env bash
# Builds, boots and checks the reference firmwares with the toolchain and Debian's packages alone.
# With 'all', every variant and rewrite is compiled and every mutant is judged, and the score is printed;
# otherwise samples, which are others every day.
# usage: Tools/firmware.sh [all]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = all ]; then
  export DMALINT_ALL_VARIANTS=1 DMALINT_ALL_MUTANTS=1
fi
exec swift test --filter 'ReferenceFirmwareTests|TransferStepTests|VariantTests|RewriteTests|MutantTests|FirmwareFixtureTests'
