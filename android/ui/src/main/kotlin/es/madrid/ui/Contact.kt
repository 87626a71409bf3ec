// How the city reaches the person: read, or written. What is written stays until the phone has taken it.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.MutableState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusDirection
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import es.madrid.kit.ContactRequest
import es.madrid.kit.ContactView
import es.madrid.kit.ExplanationView

/** The fields that can be wrong. */
internal enum class Field(val code: String) { PHONE("input.phone"), EMAIL("input.email") }

/** The field that a mistake is about; `null` when it is about none. */
internal fun fieldOf(mistake: ExplanationView): Field? = Field.entries.firstOrNull { it.code == mistake.code }

/** What is known, and the button that lets it be written. */
@Composable
internal fun Contact(view: ContactView, around: AroundProfile, actions: ProfileActions) = WideCard {
    CardTitle(view.title)
    if (around.isEditing) {
        Form(view, around.mistake, actions)
    } else {
        Fact(view.phoneLabel, view.phone)
        Fact(view.emailLabel, view.email ?: view.noEmailLabel)
        OtherChoice(view.editLabel) { actions.edit(true) }
    }
}

/** Only what was changed is sent. */
@Composable
private fun Form(view: ContactView, mistake: ExplanationView?, actions: ProfileActions) {
    val known = view.email.orEmpty()
    var phone by rememberWritten(view.phone)
    var email by rememberWritten(known)
    fun mistakeOf(field: Field) = mistake?.takeIf { fieldOf(it) == field }
    fun send() {
        val request = ContactRequest(phone.takeIf { it != view.phone }, email.takeIf { it != known })
        if (request.phone == null && request.email == null) actions.edit(false) else actions.contact(request)
    }
    val focus = LocalFocusManager.current
    val next = { focus.moveFocus(FocusDirection.Next) }
    Written(view.phoneLabel, phone, KeyboardType.Phone, mistakeOf(Field.PHONE), { next() }) { phone = it }
    Written(view.emailLabel, email, KeyboardType.Email, mistakeOf(Field.EMAIL), ::send) { email = it }
    FirstChoice(view.saveLabel, done = ::send)
    OtherChoice(view.cancelLabel) { actions.edit(false) }
}

/**
 * What is written where [known] stood. What the city comes to know replaces it, and nothing else does, also when the process
 * ended meanwhile: then it is kept beside what it was written over, or one person would find what another wrote.
 */
@Composable
private fun rememberWritten(known: String): MutableState<String> {
    val saver = listSaver<String, String>(
        save = { listOf(known, it) },
        restore = { (before, text) -> if (before == known) text else known },
    )
    return rememberSaveable(known, stateSaver = saver) { mutableStateOf(known) }
}

/** A field with its label above it, where it has room in any size. */
@Composable
internal fun Written(
    label: String,
    text: String,
    keyboard: KeyboardType,
    mistake: ExplanationView?,
    done: () -> Unit,
    write: (String) -> Unit,
) = Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
    // The field itself says its label to a screen reader.
    Text(
        label,
        Modifier.clearAndSetSemantics {},
        style = MaterialTheme.typography.labelLarge,
        color = Palette.ink,
    )
    OutlinedTextField(
        text,
        { write(it.inOneLine()) },
        Modifier.fillMaxWidth().semantics {
            contentDescription = label
            mistake?.let { error(it.title) }
        },
        textStyle = MaterialTheme.typography.bodyLarge,
        isError = mistake != null,
        keyboardOptions = KeyboardOptions(
            keyboardType = keyboard,
            imeAction = if (keyboard == KeyboardType.Phone) ImeAction.Next else ImeAction.Done,
        ),
        keyboardActions = KeyboardActions { done() },
    )
    mistake?.let { Mistake(it) }
}

/** A field wraps what is long, so that all of it is seen; the person has not written any line of their own. */
internal fun String.inOneLine(): String = replace("\n", "")

@Composable
private fun Mistake(mistake: ExplanationView) = Column(
    Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
    verticalArrangement = Arrangement.spacedBy(2.dp),
) {
    Text(mistake.title, style = MaterialTheme.typography.labelLarge, color = Palette.danger)
    Text(mistake.body, style = MaterialTheme.typography.bodyMedium, color = Palette.danger)
    Text(mistake.nextStep, style = MaterialTheme.typography.labelLarge, color = Palette.danger)
}
