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
 * gets whether the phone is to ask before it shows the person's data.
 */
@Composable
fun SignInScreen(
    view: SignInView,
    isUnderWay: Boolean = false,
    trouble: ExplanationView? = null,
    signIn: (Boolean) -> Unit = {},
    close: () -> Unit = {},
) {
    var appLock by rememberSaveable { mutableStateOf(view.appLock.isOn) }
    Page(
        top = { Bar(view.title, before = { CloseDoor(close) }) },
        bottom = { if (isUnderWay) UnderWay() else BottomChoice(view.actionLabel) { signIn(appLock) } },
    ) {
        trouble?.let { item(key = "trouble") { Trouble(it) } }
        item(key = "body") { Column(Modifier.padding(start = edge, end = edge, top = 20.dp)) { CardText(view.body) } }
        items(view.steps) { Step(it) }
        item(key = "lock") { WideCard { SwitchRow(view.appLock.copy(isOn = appLock)) { appLock = it } } }
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
