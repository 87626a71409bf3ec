// The system's own reader of codes: it gives what a QR code says, and keeps no picture.

import SwiftUI
import Vision
import VisionKit

/// What the camera sees. Where the person does not lend it, it stays dark: what a code says can be written too.
struct CodeCamera: UIViewControllerRepresentable {
    let found: @MainActor (String) -> Void

    /// Whether this phone can read codes.
    @MainActor static var isThere: Bool { DataScannerViewController.isSupported }

    func makeCoordinator() -> Eye { Eye(found) }

    func makeUIViewController(context: Context) -> DataScannerViewController {
        let camera = DataScannerViewController(recognizedDataTypes: [.barcode(symbologies: [.qr])])
        camera.delegate = context.coordinator
        return camera
    }

    func updateUIViewController(_ camera: DataScannerViewController, context: Context) {
        context.coordinator.found = found
        try? camera.startScanning()
    }

    static func dismantleUIViewController(_ camera: DataScannerViewController, coordinator: Eye) {
        camera.stopScanning()
    }

    /// Hears what the camera sees. A code that moves is told again and again, and one that changes in its place too: it counts
    /// when it comes into sight, and when it says something else.
    @MainActor
    final class Eye: DataScannerViewControllerDelegate {
        fileprivate var found: @MainActor (String) -> Void
        private var last: String?

        fileprivate init(_ found: @escaping @MainActor (String) -> Void) {
            self.found = found
        }

        func dataScanner(
            _ dataScanner: DataScannerViewController, didAdd addedItems: [RecognizedItem], allItems: [RecognizedItem]
        ) {
            last = nil
            tell(addedItems)
        }

        func dataScanner(
            _ dataScanner: DataScannerViewController, didUpdate updatedItems: [RecognizedItem],
            allItems: [RecognizedItem]
        ) {
            tell(updatedItems)
        }

        private func tell(_ items: [RecognizedItem]) {
            for case .barcode(let code) in items {
                if let text = code.payloadStringValue, text != last {
                    last = text
                    found(text)
                }
            }
        }
    }
}
