// Refused: value of type 'PlaceView' has no member 'nombre'
// A field that the kit's view does not have.

import MadridKit
import SwiftUI

struct WrongField: View {
    let place: PlaceView

    var body: some View { Text(place.nombre) }
}
