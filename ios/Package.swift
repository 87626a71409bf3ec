// swift-tools-version: 6.0
// The Swift side of the house, from the bottom up:
//   MadridCoreFFI  the C header of the Rust library (generated)
//   MadridCore     the Swift face of that header (generated)
//   MadridDesign   colours, letters, spaces and drawings as plain values (generated)
//   MadridKit      what a screen uses: streams and models, no UI toolkit, so it is tested on Linux as well
// App/ draws with MadridKit and MadridDesign; Xcode builds it, see project.yml.
// `cargo xtask test --only swift` writes the generated sources, names the folder of the Rust library to the linker, and
// treats every warning as an error.
import PackageDescription

/// The Rust library: on a phone the one that scripts/xcframework.sh makes; for tests the one that xtask names.
#if os(macOS)
    let isForXcode = Context.environment["MADRID_CITY"] == nil
#else
    let isForXcode = false
#endif
let library: Target =
    isForXcode
    ? .binaryTarget(name: "MadridCoreFFI", path: "MadridCoreFFI.xcframework")
    : .systemLibrary(name: "MadridCoreFFI")

let package = Package(
    name: "Madrid",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "MadridKit", targets: ["MadridKit"]),
        .library(name: "MadridDesign", targets: ["MadridDesign"]),
    ],
    targets: [
        library,
        .target(name: "MadridCore", dependencies: ["MadridCoreFFI"]),
        .target(name: "MadridDesign"),
        .target(name: "MadridKit", dependencies: ["MadridCore"]),
        .testTarget(name: "MadridKitTests", dependencies: ["MadridKit", "MadridCore", "MadridDesign"]),
    ],
    swiftLanguageModes: [.v6]
)
