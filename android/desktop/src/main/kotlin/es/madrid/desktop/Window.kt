// The same screens in a window, with the app running behind them.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import es.madrid.kit.AppModel
import es.madrid.kit.Browser
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid
import es.madrid.ui.FailureScreen
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme

/** The app's name: the same in every language. */
private const val NAME = "Madrid en tu móvil"

/** Opens the window and returns when the person closes it. */
internal fun showWindow(madrid: Madrid, arguments: Arguments) {
    val app = AppModel(madrid)
    window {
        MadridApp(app, DesktopHands(browser(arguments), arguments.here))
    }
}

/** The same for an app that cannot be opened. */
internal fun showFailure(why: ExplanationView) = window { FailureScreen(why) }

private fun window(screen: @Composable () -> Unit) = application(exitProcessOnExit = false) {
    Window(onCloseRequest = ::exitApplication, state = WindowState(width = 412.dp, height = 892.dp), title = NAME) {
        MadridTheme(inter, content = screen)
    }
}

/** Signs in as somebody of the mock city. Which one is looked up when it is needed: the city may come later. */
private fun browser(arguments: Arguments) = Browser { url, callbackScheme ->
    val personas = MockCity(arguments.config.cityUrl).personas()
    personas.first { it.id == arguments.persona }.visit(url, callbackScheme)
}
