#!/usr/bin/env bash
# usage: build.sh [OUTPUT-FOLDER]   compiles and links the kernel; then:
#   qemu-system-aarch64 -M raspi3b -display none -serial null -serial stdio -kernel .build/kernel.elf
# SWIFTFLAGS, if set, goes to the compiler as well.
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-.build}
mkdir -p "$out"
bin=$(dirname "$(readlink -f "$(command -v swiftc)")")
target=aarch64-none-none-elf

# shellcheck disable=SC2086
swiftc -target $target -enable-experimental-feature Embedded -wmo -Osize -parse-as-library \
  -module-name Kernel -I . -Xcc -ffreestanding -Xfrontend -function-sections -Xfrontend -disable-stack-protector ${SWIFTFLAGS:-} \
  -c ./*.swift -o "$out/kernel.o"
"$bin/clang" --target=$target -ffreestanding -fno-builtin -O2 -c runtime.c -o "$out/runtime.o"
"$bin/clang" --target=$target -c boot.S -o "$out/boot.o"
"$bin/ld.lld" --gc-sections -T link.ld "$out/boot.o" "$out/kernel.o" "$out/runtime.o" \
  -o "$out/kernel.elf"
