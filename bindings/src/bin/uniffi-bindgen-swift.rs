//! Generates the Swift side with its header and module map apart: `uniffi-bindgen-swift LIBRARY OUT --swift-sources`.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
