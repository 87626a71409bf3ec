// The very first start: what the app is for, in which language, and whether to sign in now or later.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.statusBarsPadding
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import es.madrid.kit.LanguageChoiceView
import es.madrid.kit.PointView
import es.madrid.kit.WelcomeView

/** What the person can do there. */
class WelcomeActions(
    val language: (Language) -> Unit = {},
    val signIn: () -> Unit = {},
    val lookAround: () -> Unit = {},
)

/** The welcome. [trouble] is why the language could not be kept, or `null`. */
@Composable
fun WelcomeScreen(view: WelcomeView, trouble: ExplanationView? = null, actions: WelcomeActions = WelcomeActions()) = Page(
    top = { Hero(view.title) },
) {
    item(key = "languages") { Languages(view.languages, actions.language) }
    trouble?.let { item(key = "trouble") { Trouble(it) } }
    item(key = "body") {
        Column(Modifier.padding(start = edge, end = edge, top = 20.dp, bottom = 8.dp)) { CardText(view.body) }
    }
    items(view.points) { Point(it) }
    item(key = "ways") {
        Column(
            Modifier.padding(start = 12.dp, end = 12.dp, top = 24.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            FirstChoice(view.signInLabel, done = actions.signIn)
            OtherChoice(view.lookAroundLabel, done = actions.lookAround)
        }
    }
}

/** The seven stars of the city, and the name of the app. */
@Composable
private fun Hero(title: String) = Box(
    Modifier.fillMaxWidth().background(Palette.bar).statusBarsPadding(),
    contentAlignment = Alignment.TopCenter,
) {
    Column(
        Modifier.widthIn(max = Sizes.column).fillMaxWidth().padding(horizontal = edge, vertical = Space.wide),
        verticalArrangement = Arrangement.spacedBy(Space.gap),
    ) {
        SevenStars(Modifier.width(120.dp))
        Text(
            title,
            Modifier.semantics {
                heading()
                paneTitle = title
            },
            style = MaterialTheme.typography.displaySmall,
            color = Palette.onBar,
        )
    }
}

@Composable
private fun Languages(languages: List<LanguageChoiceView>, choose: (Language) -> Unit) =
    Chips(Modifier.fillMaxWidth().padding(start = edge, end = edge, top = 20.dp).selectableGroup()) {
        languages.forEach { ChoiceChip(it.label, it.isChosen) { choose(it.language) } }
    }

@Composable
private fun Point(point: PointView) {
    Row(
        Modifier
            .fillMaxWidth()
            .padding(start = edge, end = edge, top = 16.dp)
            .semantics(mergeDescendants = true) {},
        horizontalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        Icon(check, contentDescription = null, Modifier.size(26.dp), tint = Palette.accent)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp)) {
            Text(point.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            CardText(point.body, Palette.quietInk)
        }
    }
}
