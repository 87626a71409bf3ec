// This phone: its language, its lock, what it holds, and how to leave for a while or for good.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.FactView
import es.madrid.kit.Language
import es.madrid.kit.RemovalView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView
import es.madrid.kit.SettingsView

/**
 * What stands around the settings.
 *
 * @property session how the session stands, with the ways to leave it.
 * @property removal what removing the person's data would take away; no such card without it.
 * @property isWeighing whether the person has opened that card.
 * @property troubles what could not be done.
 */
class AroundSettings(
    val session: SessionView? = null,
    val removal: RemovalView? = null,
    val isWeighing: Boolean = false,
    val troubles: List<ExplanationView> = emptyList(),
)

/** What the person can do there. */
class SettingsActions(
    val language: (Language) -> Unit = {},
    val appLock: (Boolean) -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val weigh: (Boolean) -> Unit = {},
    val remove: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The settings in each of their states. */
@Composable
fun SettingsScreen(
    settings: Block<SettingsView>,
    around: AroundSettings = AroundSettings(),
    actions: SettingsActions = SettingsActions(),
) {
    val view = (settings as? Block.Shown)?.view
    Page(
        top = { Bar(view?.title ?: LocalWords.current.settings, before = { BackDoor(actions.back) }) },
        isLoading = settings is Block.Loading,
    ) {
        items(around.troubles, key = { it.code }) { Trouble(it) }
        if (settings is Block.Failed) item { Failure(settings.explanation, actions.again) }
        if (view != null) body(view, actions)
        leaving(around, actions)
        if (view != null) item(key = "about") { Titled(view.aboutTitle, view.about) }
    }
}

private fun LazyListScope.body(view: SettingsView, actions: SettingsActions) {
    item(key = "languages") {
        WideCard {
            CardTitle(view.languagesTitle)
            Column(Modifier.selectableGroup()) {
                view.languages.forEach { ChoiceRow(it.label, it.isChosen) { actions.language(it.language) } }
            }
        }
    }
    view.appLock?.let { item(key = "lock") { WideCard { SwitchRow(it, actions.appLock) } } }
    item(key = "phone") { Titled(view.phoneTitle, view.phone) }
}

@Composable
private fun Titled(title: String, facts: List<FactView>) = WideCard {
    CardTitle(title)
    Facts(facts)
}

/** How to leave: for a while, or for good. It is there also where nothing could be read. */
private fun LazyListScope.leaving(around: AroundSettings, actions: SettingsActions) {
    val session = around.session ?: return
    item(key = "ways") {
        Column(
            Modifier.padding(start = 12.dp, end = 12.dp, top = 16.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) { session.actions.forEach { OtherChoice(it.label) { actions.session(it.kind) } } }
    }
    around.removal?.let { item(key = "removal") { Removal(it, around.isWeighing, actions.weigh, actions.remove) } }
}
