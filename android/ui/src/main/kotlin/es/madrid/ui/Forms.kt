// The forms of the profile: what is written stays as it was written until the phone has taken it.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButtonDefaults
import androidx.compose.material3.FilledIconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import es.madrid.kit.ContactRequest
import es.madrid.kit.ContactView
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import es.madrid.kit.PreferencesRequest
import es.madrid.kit.PreferencesView
import es.madrid.kit.ProfileLabels

/** The fields of the profile's forms that can be wrong. */
internal enum class Field(val code: String) { PHONE("input.phone"), EMAIL("input.email") }

/** The field that a mistake is about; `null` when it is about none. */
internal fun fieldOf(mistake: ExplanationView): Field? = Field.entries.firstOrNull { it.code == mistake.code }

/** How the city reaches the person. Each field is sent on its own, when it differs from what is known. */
@Composable
internal fun ContactForm(
    contact: ContactView,
    labels: ProfileLabels,
    mistake: ExplanationView?,
    send: (ContactRequest) -> Unit,
) = WideCard {
    val wrong = mistake?.let { it to fieldOf(it) }
    fun mistakeOf(field: Field) = wrong?.takeIf { it.second == field }?.first
    Written(labels.phone, contact.phone, KeyboardType.Phone, mistakeOf(Field.PHONE)) {
        send(ContactRequest(phone = it, email = null))
    }
    Written(labels.email, contact.email.orEmpty(), KeyboardType.Email, mistakeOf(Field.EMAIL)) {
        send(ContactRequest(phone = null, email = it))
    }
}

@Composable
private fun Written(
    label: String,
    known: String,
    keyboard: KeyboardType,
    mistake: ExplanationView?,
    send: (String) -> Unit,
) {
    // What the city comes to know replaces what was written, and nothing else does.
    var written by rememberSaveable(known) { mutableStateOf(known) }
    Row(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalAlignment = Alignment.Top) {
        OutlinedTextField(
            written,
            { written = it },
            Modifier.weight(1f).semantics { mistake?.let { error(it.title) } },
            label = { Text(label) },
            textStyle = MaterialTheme.typography.bodyLarge,
            isError = mistake != null,
            supportingText = mistake?.let { { Mistake(it) } },
            singleLine = true,
            keyboardOptions = KeyboardOptions(keyboardType = keyboard, imeAction = ImeAction.Done),
            keyboardActions = KeyboardActions { send(written) },
        )
        if (written != known) Send(label) { send(written) }
    }
}

@Composable
private fun Send(label: String, send: () -> Unit) = FilledIconButton(
    send,
    Modifier.size(56.dp),
    colors = IconButtonDefaults.filledIconButtonColors(Palette.accent, Palette.onAccent),
) { Icon(check, contentDescription = label, Modifier.size(26.dp)) }

@Composable
private fun Mistake(mistake: ExplanationView) = Column(verticalArrangement = Arrangement.spacedBy(2.dp)) {
    Text(mistake.title, style = MaterialTheme.typography.labelLarge, color = Palette.danger)
    Text(mistake.body, style = MaterialTheme.typography.bodyMedium, color = Palette.danger)
    Text(mistake.nextStep, style = MaterialTheme.typography.labelLarge, color = Palette.danger)
}

/** What the person likes and allows. Each choice is sent as it is made. */
@Composable
internal fun PreferencesForm(
    known: PreferencesView,
    labels: ProfileLabels,
    send: (PreferencesRequest) -> Unit,
) = WideCard {
    fun wanted(
        language: Language = known.language,
        reminders: Boolean = known.reminders,
        analytics: Boolean = known.analytics,
    ) = PreferencesRequest(language, reminders, analytics)
    CardText(labels.language)
    Column(Modifier.selectableGroup()) {
        for ((language, name) in languages) {
            Choice(name, known.language == language) { send(wanted(language = language)) }
        }
    }
    Allowed(labels.reminders, known.reminders) { send(wanted(reminders = it)) }
    Allowed(labels.analytics, known.analytics) { send(wanted(analytics = it)) }
}

/** Every language by its own name, which is the same in every language. */
private val languages = listOf(Language.ES to "Español", Language.EN to "English")

@Composable
private fun Choice(name: String, isChosen: Boolean, choose: () -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .selectable(isChosen, role = Role.RadioButton, onClick = choose),
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        RadioButton(isChosen, onClick = null)
        CardText(name)
    }
}

@Composable
private fun Allowed(label: String, isAllowed: Boolean, change: (Boolean) -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .toggleable(isAllowed, role = Role.Switch, onValueChange = change),
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f)) { CardText(label) }
        Switch(isAllowed, onCheckedChange = null)
    }
}
