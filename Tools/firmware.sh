#!/usr/bin/env bash
# Builds, boots and checks the reference firmwares with the toolchain and Debian's packages alone.
# All variants are compiled as well where DMALINT_ALL_VARIANTS is set.
# usage: Tools/firmware.sh
set -euo pipefail
cd "$(dirname "$0")/.."
exec swift test --filter 'ReferenceFirmwareTests|VariantTests'
