// What the phone thinks of the person and what they told it: theirs to see, to change and to erase.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.AboutRequest
import es.madrid.kit.AboutView
import es.madrid.kit.Block
import es.madrid.kit.ChoiceView
import es.madrid.kit.ExplanationView
import es.madrid.kit.ForYouActionKind
import es.madrid.kit.ForYouItemView
import es.madrid.kit.InterestView
import es.madrid.kit.InterestWish
import es.madrid.kit.InterestsView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView
import es.madrid.kit.turned

/** What the person can do about what is their own. */
class OwnActions(
    val act: (ForYouItemView, ForYouActionKind) -> Unit = { _, _ -> },
    val switch: (Boolean) -> Unit = {},
    val wish: (String, InterestWish) -> Unit = { _, _ -> },
    val forget: (String) -> Unit = {},
    val tell: (AboutRequest) -> Unit = {},
    val erase: () -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The interests, behind the gate while [session] is closed. [trouble] is what could not be done. */
@Composable
fun InterestsScreen(
    interests: Block<InterestsView>,
    session: SessionView? = null,
    trouble: ExplanationView? = null,
    actions: OwnActions = OwnActions(),
) {
    val closed = session?.takeIf { it.isClosed }
    val view = (interests as? Block.Shown)?.view.takeIf { closed == null }
    var isErasing by rememberSaveable { mutableStateOf(false) }
    Page(
        top = { Bar(view?.title ?: LocalWords.current.interests, before = { BackDoor(actions.back) }) },
        isLoading = interests is Block.Loading && closed == null,
    ) {
        trouble?.let { item(key = "trouble") { Trouble(it) } }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            interests is Block.Failed -> item { Failure(interests.explanation, actions.again) }
            view != null -> {
                body(view, actions)
                item(key = "erase") {
                    Weighed(view.eraseLabel, view.eraseBody, emptyList(), view.eraseLabel, isErasing, { isErasing = it }) {
                        isErasing = false
                        actions.erase()
                    }
                }
            }
        }
    }
}

private fun LazyListScope.body(view: InterestsView, actions: OwnActions) {
    item(key = "switch") {
        WideCard {
            CardText(view.body)
            SwitchRow(view.switch, actions.switch)
        }
    }
    item(key = "about") { Told(view.about, actions.tell) }
    item(key = "reach") { Box(Modifier.padding(start = edge, end = edge, top = 16.dp)) { CardText(view.reach, Palette.quietInk) } }
    items(view.interests, key = { it.tag }, contentType = { "interest" }) { Interest(it, view, actions) }
}

/** What the phone thinks of one thing. */
@Composable
private fun Interest(interest: InterestView, view: InterestsView, actions: OwnActions) = Column(
    Modifier.padding(start = edge, end = edge, top = 16.dp),
    verticalArrangement = Arrangement.spacedBy(10.dp),
) {
    Column(Modifier.semantics(mergeDescendants = true) {}) {
        Text(interest.label, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Text(interest.levelLabel, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
    }
    Chips {
        Wished(view.moreLabel, interest, InterestWish.MORE, actions)
        Wished(view.lessLabel, interest, InterestWish.LESS, actions)
        if (interest.canForget) {
            ActionChip(view.forgetLabel, Pictograms.remove, spoken(view.forgetLabel, interest)) {
                actions.forget(interest.tag)
            }
        }
    }
    HorizontalDivider(Modifier.padding(top = 6.dp), color = Palette.line)
}

/** More or less of it: touched once more it is not wished for any longer. */
@Composable
private fun Wished(words: String, interest: InterestView, wish: InterestWish, actions: OwnActions) =
    ToggleChip(words, interest.wish == wish, sign(wish), spoken(words, interest)) { isOn ->
        if (isOn) actions.wish(interest.tag, wish) else actions.forget(interest.tag)
    }

private fun sign(wish: InterestWish) = if (wish == InterestWish.MORE) plus else Pictograms.minus

private fun spoken(words: String, interest: InterestView) = "$words: ${interest.label}"

/** What the person told, and what else they could tell. */
@Composable
private fun Told(about: AboutView, tell: (AboutRequest) -> Unit) = WideCard {
    CardTitle(about.title)
    CardText(about.body)
    Tellable(about.ages, about, tell)
    Tellable(listOf(about.withChildren, about.stepFree, about.littleSpanish), about, tell)
    Tellable(about.cards, about, tell)
    Tellable(about.life, about, tell)
}

@Composable
private fun Tellable(choices: List<ChoiceView>, about: AboutView, tell: (AboutRequest) -> Unit) = Chips {
    choices.forEach { choice -> ToggleChip(choice.label, choice.isChosen) { tell(about.turned(choice)) } }
}
