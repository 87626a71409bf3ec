// Refused: main actor-isolated
// A model that is changed away from the main thread.

import MadridKit
import SwiftUI

struct OtherThread: Sendable {
    let session: SessionModel

    func leave() { session.lock() }
}
