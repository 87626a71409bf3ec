// The same screens in a window, with the app running behind them.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid
import es.madrid.kit.NearRequest
import es.madrid.ui.MadridTheme
import es.madrid.ui.PlacesScreen

/** The app's name: the same in every language. */
private const val NAME = "Madrid en tu móvil"

/** Opens the window and returns when the person closes it. */
internal fun showWindow(madrid: Madrid, arguments: Arguments) {
    val app = AppModel(madrid)
    window { Places(app, arguments.request) }
}

/** The same for an app that cannot be opened. */
internal fun showFailure(why: ExplanationView) = window { PlacesScreen(Block.Failed(why)) }

private fun window(screen: @Composable () -> Unit) = application(exitProcessOnExit = false) {
    Window(onCloseRequest = ::exitApplication, state = WindowState(width = 412.dp, height = 892.dp), title = NAME) {
        MadridTheme(inter, screen)
    }
}

@Composable
private fun Places(app: AppModel, request: NearRequest) {
    LaunchedEffect(app) { app.watch() }
    LaunchedEffect(app, request) { app.places.watch(request) }
    LaunchedEffect(app) { app.refresh() }
    val list by app.places.nearby.collectAsState()
    val trouble by app.refreshFailure.collectAsState()
    val status by app.status.collectAsState()
    PlacesScreen(list, trouble, (status as? Block.Shown)?.view?.notices.orEmpty())
}
