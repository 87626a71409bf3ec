#!/bin/sh
# Makes what Xcode needs of the Rust side: ios/MadridCoreFFI.xcframework, the library for iPhones and for the simulator with
# its C header, and the generated Swift sources. Needs a Mac with Xcode and rustup. With --dry-run it prints what it would do.
set -eu

case "${1-}" in
    "") dry= ;;
    --dry-run) dry=yes ;;
    *)
        echo "usage: ios/scripts/xcframework.sh [--dry-run]" >&2
        exit 2
        ;;
esac

cd "$(dirname "$0")/../.."
# As the deployment target in project.yml: SQLite and ring are compiled for it too.
export IPHONEOS_DEPLOYMENT_TARGET=17.0
target=${CARGO_TARGET_DIR:-target}
library=libmadrid_bindings.a
phone=aarch64-apple-ios
simulators="aarch64-apple-ios-sim x86_64-apple-ios"
framework=ios/MadridCoreFFI.xcframework
# What this script makes on the way.
made="$target/xcframework"

run() {
    if [ -n "$dry" ]; then
        echo "$*"
    else
        "$@"
    fi
}

# The sources first, from a library of this machine: without `provoke`, which only the tests have.
run cargo build -p madrid-bindings --features generate
run "$target/debug/uniffi-bindgen" generate --no-format --language swift --out-dir "$made" \
    "$target/debug/libmadrid_bindings.dylib"
run cargo xtask design
run mkdir -p "$made/include" ios/Sources/MadridCore ios/Sources/MadridDesign
run cp "$made/MadridCoreFFI.h" "$made/include/"
run cp "$made/MadridCoreFFI.modulemap" "$made/include/module.modulemap"
run cp "$made/MadridCore.swift" ios/Sources/MadridCore/
run cp "$target/generated/swift-design/Tokens.swift" ios/Sources/MadridDesign/

for each in $phone $simulators; do
    run rustup target add "$each"
    # The static library alone: a phone links it into the app.
    run cargo rustc -p madrid-bindings --lib --crate-type staticlib --release --target "$each"
done

# One file for all simulators: those of Apple's processors and those of Intel's.
slices=
for each in $simulators; do
    slices="$slices $target/$each/release/$library"
done
run mkdir -p "$made/simulator"
# shellcheck disable=SC2086 # The slices are words of their own.
run lipo -create $slices -output "$made/simulator/$library"

run rm -rf "$framework"
run xcodebuild -create-xcframework \
    -library "$target/$phone/release/$library" -headers "$made/include" \
    -library "$made/simulator/$library" -headers "$made/include" \
    -output "$framework"
