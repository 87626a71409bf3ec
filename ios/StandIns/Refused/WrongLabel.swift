// Refused: incorrect argument label in call (have 'minimumHeight:', expected 'minHeight:')
// A modifier that SwiftUI has, with a label that it has not.

import SwiftUI

struct WrongLabel: View {
    var body: some View { Text(verbatim: "").frame(minimumHeight: 44) }
}
