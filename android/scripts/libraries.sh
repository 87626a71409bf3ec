#!/bin/sh
# Builds the core for Android phones, into target/android/jniLibs. Gradle calls it before every build.
#
# Needs the Android NDK (ANDROID_NDK_HOME), cargo-ndk, and Rust's targets: rustup target add aarch64-linux-android
# x86_64-linux-android
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
out=target/android/jniLibs

# Phones with memory pages of 16 KB load no library that is aligned to less.
RUSTFLAGS="${RUSTFLAGS:-} -C link-arg=-Wl,-z,max-page-size=16384"
export RUSTFLAGS
cargo ndk --platform 28 --target arm64-v8a --target x86_64 --output-dir "$out" \
    build --release --package madrid-bindings
"$here/pages.sh" "$out"/*/*.so
