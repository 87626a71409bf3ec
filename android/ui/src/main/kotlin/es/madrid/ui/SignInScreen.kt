// Before the browser opens: what signing in is for, how it goes, and whether the phone should ask afterwards.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.ExplanationView
import es.madrid.kit.SignInView

/**
 * The invitation. [isUnderWay] is whether the browser is open now, [trouble] why it did not work the last time; [signIn]
 * gets whether the phone is to ask before it shows the person's data. Where it holds data already, that stays as it is.
 */
@Composable
fun SignInScreen(
    view: SignInView?,
    isUnderWay: Boolean = false,
    trouble: ExplanationView? = null,
    signIn: (Boolean) -> Unit = {},
    close: () -> Unit = {},
) {
    // What the person chose, once they chose; before, what is proposed.
    var chosen by rememberSaveable { mutableStateOf<Boolean?>(null) }
    val appLock = chosen ?: view?.appLock?.isOn ?: false
    Page(
        top = { Bar(view?.title, before = { CloseDoor(close) }) },
        isLoading = view == null,
        bottom = { if (isUnderWay) UnderWay() else view?.let { BottomChoice(it.actionLabel) { signIn(appLock) } } },
    ) {
        trouble?.let { item(key = "trouble") { Trouble(it) } }
        if (view == null) return@Page
        item(key = "body") { Column(Modifier.padding(start = edge, end = edge, top = 20.dp)) { CardText(view.body) } }
        items(view.steps) { Step(it) }
        view.appLock?.let { item(key = "lock") { WideCard { SwitchRow(it.copy(isOn = appLock)) { on -> chosen = on } } } }
    }
}

@Composable
private fun Step(words: String) {
    Row(
        Modifier.padding(start = edge, end = edge, top = 16.dp),
        horizontalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        Icon(forward, contentDescription = null, Modifier.size(24.dp), tint = Palette.accent)
        Box(Modifier.weight(1f)) { CardText(words) }
    }
}

/** The browser is open: touching again would do nothing, so there is no button. */
@Composable
private fun UnderWay() = Bottom {
    val loading = LocalWords.current.loading
    CircularProgressIndicator(Modifier.size(touch).semantics { contentDescription = loading }, color = Palette.accent)
}
