// Refused: requires that 'String' conform to 'View'
// A body that is a text of Swift and not one of SwiftUI.

import MadridKit
import SwiftUI

struct NoView: View {
    let place: PlaceView

    var body: some View { place.name }
}
