// The app: opens the core with what the phone lends to it, and draws what comes.
//
// No sentence, no rule and no sum in this folder: every word comes from a view of MadridKit. The only sentences of the shell
// are those with which iOS itself asks for a permission; they are in Resources/*.lproj/InfoPlist.strings.

import MadridKit
import SwiftUI

@main
struct MadridApp: App {
    @State private var opening = OpeningModel()

    var body: some Scene {
        WindowGroup { OpeningScreen(opening: opening) }
    }
}
