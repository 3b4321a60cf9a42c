#!/bin/sh
# Compiles the code blocks of the sections Wrong and Right of all rule pages, or of those given.
#
# Swift blocks are compiled as Embedded Swift for an Armv7E-M without an operating system, or as
# ordinary Swift for the host where the block's info string says `hosted`. C blocks are checked by
# clang. Blocks with a file name belong to one module until a name repeats, as in RulePage.
#
# usage: Tools/check-pages.sh [PAGE.md ...]
set -u
cd "$(dirname "$0")/.." || exit 2
swiftc=${SWIFTC:-swiftc}
clang=${CLANG:-clang}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- Rules/rules/*.md
failures=0
examples=0

for page in "$@"; do
  name=$(basename "$page" .md)
  # Writes each block to $work/NAME/SECTION-NUMBER/FILE; `hosted` is an empty file beside it.
  awk -v root="$work/$name" '
    /^## / { section = $2; wanted = section == "Wrong" || section == "Right"; example = 0; next }
    /^```/ && !inside && wanted {
      inside = 1
      file = ""; hosted = 0
      language = substr($1, 4)
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^file=/) file = substr($i, 6)
        if ($i == "hosted") hosted = 1
      }
      if (file == "" || !named || (file in seen)) { example++; delete seen; named = file != "" }
      if (file == "") file = "Example." language
      seen[file] = 1
      folder = root "/" section "-" example
      system("mkdir -p " folder)
      gsub("/", "_", file)
      path = folder "/" file
      if (hosted) print "" > (folder "/hosted")
      next
    }
    /^```/ && inside { inside = 0; close(path); next }
    inside { print > path }
    /^## / { named = 0 }
  ' "$page"
  for folder in "$work/$name"/*; do
    [ -d "$folder" ] || continue
    examples=$((examples + 1))
    if ls "$folder"/*.swift >/dev/null 2>&1; then
      if [ -e "$folder/hosted" ]; then
        set -- -parse-as-library -typecheck
      else
        set -- -target armv7em-none-none-eabi -enable-experimental-feature Embedded \
          -enable-experimental-feature Extern -wmo -parse-as-library -emit-ir -o /dev/null
      fi
      if ! "$swiftc" "$@" -module-name Example "$folder"/*.swift 2>"$work/log"; then
        failures=$((failures + 1))
        echo "$page: $(basename "$folder") does not compile:"
        cat "$work/log"
      elif grep -q "warning:" "$work/log"; then
        echo "$page: $(basename "$folder") compiles with warnings:"
        grep "warning:" "$work/log"
      fi
    fi
    for source in "$folder"/*.c; do
      [ -e "$source" ] || continue
      if ! "$clang" --target=armv7em-none-eabi -ffreestanding -fsyntax-only -Wall \
        "$source" 2>"$work/log"
      then
        failures=$((failures + 1))
        echo "$page: $(basename "$folder") does not compile:"
        cat "$work/log"
      fi
    done
  done
done
echo "$examples examples, $failures failures"
[ "$failures" -eq 0 ]
