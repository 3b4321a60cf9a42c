#!/usr/bin/env bash
# What dmalint says of every fixture by its dumps, beside what it must say: right, at another place,
# missed and false, for each set of dumps. The dumps are kept for the next run.
#
# usage: Tools/dumps.sh [SETS [NAME-PART]]   SETS: all (default), or of silgen,sil,ir,ir0,both,joined
# environment: TARGET (default: that of each fixture's platform), FOLDER for the dumps
set -euo pipefail
cd "$(dirname "$0")/.."
export DMALINT_DUMPS=${1:-all} DMALINT_DUMPS_PART=${2:-} DMALINT_DUMPS_TARGET=${TARGET:-}
export DMALINT_DUMPS_FOLDER=${FOLDER:-${TMPDIR:-/tmp}/dmalint-dumps}
exec swift test --filter DumpsAloneTests.figures
