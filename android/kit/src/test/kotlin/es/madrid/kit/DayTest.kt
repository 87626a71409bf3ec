// A persona's day: with the city and without it, and nothing that was written is lost or done twice.

package es.madrid.kit

import kotlinx.coroutines.flow.first
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

private const val NEW_PHONE = "+34611222333"

class DayTest {
    @Test
    fun `a change made without the city reaches it once`() = withSignedIn("p-marta") {
        val before = block(BlockId.OWE)
        assertEquals(FreshnessState.FRESH, before.freshness.state)
        assertTrue(before.items.isNotEmpty())

        city.vanish()
        assertTrue(app.profile.changeContact(ContactRequest(phone = "611 222 333", email = null)))
        app.refresh()
        assertNotNull(app.refreshFailure.value, "the city was there")
        val offline = block(BlockId.OWE)
        assertEquals(FreshnessState.STALE, offline.freshness.state)
        assertEquals(before.freshness.asOf, offline.freshness.asOf)
        assertEquals(before.items, offline.items)
        assertEquals(PendingState.WAITING, home().pending.single().state)
        assertEquals(NEW_PHONE, madrid.profile().first().contact?.phone, "what was asked for counts at once")

        city.mend()
        app.refresh()
        val waiting = homeWhen { it.pending.singleOrNull()?.state == PendingState.NEEDS_STRONGER_SIGN_IN }
        assertEquals(PendingActionKind.CONFIRM_IDENTITY, waiting.pending.single().actions.first().kind)
        assertEquals(emptyList(), city.ledger())

        assertTrue(app.session.signIn(person, AccessLevel.STRONG))
        homeWhen { it.pending.isEmpty() }
        refresh()
        assertEquals(listOf("contact" to 1), city.ledger())
        assertEquals(NEW_PHONE, madrid.profile().first().contact?.phone)
        assertEquals(FreshnessState.FRESH, block(BlockId.OWE).freshness.state)
    }

    @Test
    fun `a change made in two places is the person's to decide`() = withPerson("p-carmen") {
        signIn(AccessLevel.STRONG)
        city.vanish()
        assertTrue(app.profile.changeContact(ContactRequest(phone = NEW_PHONE, email = null)))
        city.contact("p-carmen", "+34699999999")
        city.mend()
        app.refresh()
        val conflict = homeWhen { it.pending.singleOrNull()?.state == PendingState.CONFLICT }.pending.single()
        assertEquals(
            setOf(PendingActionKind.KEEP_MINE, PendingActionKind.DISCARD),
            conflict.actions.map { it.kind }.toSet(),
        )
        assertTrue(app.profile.discard(conflict.id))
        refresh()
        assertEquals(emptyList(), home().pending)
        assertEquals("+34699999999", madrid.profile().first().contact?.phone)
        assertEquals(emptyList(), city.ledger())
    }

    @Test
    fun `what is no telephone and no address is said at its field`() = withSignedIn("p-carmen") {
        assertFalse(app.profile.changeContact(ContactRequest(phone = "12", email = null)))
        val phone = assertNotNull(app.profile.failure.value)
        assertEquals("input.phone", phone.code)
        assertTrue(phone.nextStep.isNotBlank())
        assertFalse(app.profile.changeContact(ContactRequest(phone = null, email = "nobody")))
        assertEquals("input.email", app.profile.failure.value?.code)
        assertTrue(app.profile.changeContact(ContactRequest(phone = null, email = "")))
        assertNull(app.profile.failure.value)
        assertNull(madrid.profile().first().contact?.email)
    }

    @Test
    fun `preferences need no stronger sign-in`() = withSignedIn("p-carmen") {
        val before = assertNotNull(madrid.profile().first().preferences)
        val wanted = PreferencesRequest(before.language, !before.reminders.isOn, before.analytics.isOn)
        assertTrue(app.profile.changePreferences(wanted))
        madrid.profile().first { it.pending.isEmpty() }
        refresh()
        assertEquals(listOf("preferences" to 1), city.ledger())
        assertNotEquals(before.reminders.isOn, madrid.profile().first().preferences?.reminders?.isOn)
    }

    @Test
    fun `what can be changed has words of its own, and is not said a second time`() = withSignedIn("p-carmen") {
        val profile = madrid.profile().first()
        val contact = assertNotNull(profile.contact)
        assertTrue(profile.facts.isNotEmpty())
        assertFalse(profile.facts.any { it.value == contact.phone || it.value == contact.email }, "${profile.facts}")
        val words = with(contact) { listOf(title, phoneLabel, emailLabel, editLabel, saveLabel, cancelLabel) }
        assertEquals(words.size, words.filter { it.isNotBlank() }.toSet().size, "$words")
    }

    @Test
    fun `a failure that was read is forgotten`() = withSignedIn("p-carmen") {
        assertFalse(app.profile.changeContact(ContactRequest(phone = "12", email = null)))
        assertNotNull(app.profile.failure.value)
        app.forgetFailures()
        assertNull(app.profile.failure.value)
    }
}
