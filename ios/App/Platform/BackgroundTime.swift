// A little time after the app has left the screen, so that the files are closed before iOS stops it.

import UIKit

/// Time that the system lends to an app in the background.
@MainActor
final class BackgroundTime {
    private var loan = UIBackgroundTaskIdentifier.invalid

    /// Does `work` in borrowed time. An app that does not give the time back when it is asked to is ended.
    ///
    /// - Parameter work: what should not be cut off.
    static func lend(to work: () async -> Void) async {
        let time = BackgroundTime()
        time.loan = UIApplication.shared.beginBackgroundTask(withName: nil) { time.giveBack() }
        await work()
        time.giveBack()
    }

    private func giveBack() {
        guard loan != .invalid else { return }
        UIApplication.shared.endBackgroundTask(loan)
        loan = .invalid
    }
}
