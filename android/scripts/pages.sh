#!/bin/sh
# Fails when a library cannot be loaded on a phone with memory pages of 16 KB: pages.sh FILE...
set -eu
readelf=$(command -v llvm-readelf || command -v readelf)
for file in "$@"; do
    alignments=$("$readelf" --program-headers --wide "$file" | awk '$1 == "LOAD" { print $NF }')
    [ -n "$alignments" ] || { echo "$file: no program" >&2; exit 1; }
    for alignment in $alignments; do
        if [ $((alignment)) -lt 16384 ]; then
            echo "$file: aligned to $alignment, not to 16 KB" >&2
            exit 1
        fi
    done
done
