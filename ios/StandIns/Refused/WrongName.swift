// Refused: has no member 'paddding'
// A modifier that SwiftUI does not have.

import SwiftUI

struct WrongName: View {
    var body: some View { Text(verbatim: "").paddding() }
}
