// When the person wants to be told of a day: what they chose, and what they can choose instead.

package es.madrid.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import es.madrid.kit.TaxReminderChoiceView
import es.madrid.kit.TaxRemindersView

/** What a card says of reminders. [label] opens the choices, [spoken] is what a screen reader says of it; [choose] takes one. */
@Composable
internal fun Reminding(
    reminders: TaxRemindersView,
    chosen: TaxReminderChoiceView,
    label: String?,
    spoken: String?,
    choose: (UInt?) -> Unit,
) {
    var isChoosing by rememberSaveable { mutableStateOf(false) }
    if (label == null) return
    if (!isChoosing) {
        CardText(chosen.label, Palette.quietInk)
        OtherChoice(label, Pictograms.clock, spoken = spoken ?: label) { isChoosing = true }
        return
    }
    Said {
        Text(reminders.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        CardText(reminders.body)
    }
    Column(Modifier.selectableGroup()) {
        reminders.choices.forEach { choice ->
            ChoiceRow(choice.label, choice == chosen) {
                isChoosing = false
                choose(choice.daysBefore)
            }
        }
    }
}
