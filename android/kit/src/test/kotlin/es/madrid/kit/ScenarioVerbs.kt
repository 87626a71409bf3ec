// What a person and their phone can do: a line for each verb. The Rust and Swift runners have the same table.

package es.madrid.kit

import es.madrid.core.SearchRequest
import es.madrid.core.explainCode

/** The Puerta del Sol. */
private val SOL = HereRequest(lat = 40.4169, lon = -3.7035)

/** How many places are asked for. */
private const val FEW = 20u

/** Nothing gets through to the city, nor to its login. */
private val LOST = mapOf("rules" to listOf(mapOf("fault" to "drop_before", "path" to "/")))

/** The one of an enum that scenarios call so. */
inline fun <reified E : Enum<E>> word(name: Any?): E = enumValueOf<E>((name as String).uppercase())

/** What a verb is given. Each verb names all it knows; anything else fails. */
class Arguments(private val given: Any?) {
    private fun of(vararg known: String) = (given ?: emptyMap<String, Any?>()).fields(*known)

    /** No arguments. */
    fun none() = check(of().isEmpty())

    /** The only one. */
    @Suppress("UNCHECKED_CAST")
    fun <A> only(name: String): A = of(name).getValue(name) as A

    /** Several, of which any may be absent. */
    fun some(vararg known: String): Map<String, Any?> = of(*known)
}

/** Does what [verb] says. Throws as the boundary does. */
suspend fun Stage.perform(verb: String, with: Arguments) {
    when (verb) {
        "restart" -> with.none().also { restart() }
        "lose_network" -> with.none().also { admin("PUT faults", LOST) }
        "find_network" -> with.none().also { admin("DELETE faults", null) }
        "sync" -> with.none().also { app.sync() }
        "sync_if_due" -> with.none().also { app.syncIfDue() }
        "step_away" -> with.none().also { app.stepAway() }
        "suspend_storage" -> with.none().also { app.suspendStorage() }
        "resume_storage" -> with.none().also { app.resumeStorage() }
        "choose_language" -> app.chooseLanguage(word(with.only<String>("language")))
        "end_welcome" -> with.none().also { app.endWelcome() }
        "open_link" -> show("destination", app.openLink(with.only("url")))
        "explain" -> show("explanation", explainCode(with.only("code"), app.language()))
        "sign_in" -> signIn(with.some("as", "access", "app_lock", "closes_page"))
        "sign_out" -> with.none().also { app.session().signOut() }
        "lock" -> with.none().also { app.session().lock() }
        "unlock" -> with.none().also { app.session().unlock() }
        "answer" -> keys.agrees = with.only("yes")
        "set_app_lock" -> app.session().setAppLock(with.only("on"))
        "remove_my_data" -> with.none().also { app.session().removeMyData() }
        "act_for" -> app.home().actFor(with.only("id"))
        "order" -> app.home().order(with.only<List<*>>("first").map { word<BlockId>(it) })
        "raise" -> app.home().raise(word(with.only<String>("block")))
        "lower" -> app.home().lower(word(with.only<String>("block")))
        "hide" -> app.home().hide(word(with.only<String>("block")), true)
        "unhide" -> app.home().hide(word(with.only<String>("block")), false)
        "change_contact" -> with.some("phone", "email").let {
            app.profile().changeContact(ContactRequest(it["phone"] as String?, it["email"] as String?))
        }
        "change_preferences" -> changePreferences(with.some("language", "reminders", "analytics"))
        "keep_mine" -> with.none().also { app.profile().keepMine(oldestChange()) }
        "discard" -> with.none().also { app.profile().discard(oldestChange()) }
        "find_time" -> findTime(with.only("of"))
        "book_time" -> with.only<Double>("people").let {
            app.bookings().book(BookRequest(checkNotNull(time), it.toUInt()))
        }
        "cancel_booking" -> with.none().also { app.bookings().cancel(firstThatStands()) }
        "near" -> near(with.some("kind", "needs"))
        "search" -> search(with.some("text", "kind", "needs"))
        "show_place" -> show("place", app.places().show(with.only("id")))
        else -> error("not a verb")
    }
}

private suspend fun Stage.signIn(with: Map<String, Any?>) {
    val person = city.persona(with["as"] as String)
    val browser = if (with["closes_page"] == true) Browser { _, _ -> null } else person
    val request = SignInRequest(word(with["access"] ?: "light"), with["app_lock"] == true)
    app.session().signIn(request, BrowserOf(browser))
}

private suspend fun Stage.changePreferences(with: Map<String, Any?>) {
    val now = checkNotNull(app.profile().show().preferences)
    val request = PreferencesRequest(
        with["language"]?.let { word<Language>(it) } ?: now.language,
        with["reminders"] as Boolean? ?: now.reminders.isOn,
        with["analytics"] as Boolean? ?: now.analytics.isOn,
    )
    app.profile().changePreferences(request)
}

private suspend fun Stage.oldestChange(): Long = app.profile().show().pending.first().id

private suspend fun Stage.findTime(of: String) {
    val id = app.bookings().bookables(null).items.first { it.name == of }.id
    val days = app.bookings().slots(SlotsRequest(id, null)).days.drop(1)
    val found = days.firstNotNullOf { day ->
        app.bookings().slots(SlotsRequest(id, day.day)).takeIf { slots -> slots.slots.any { it.actionLabel != null } }
    }
    show("slots", found)
    time = found.slots.first { it.actionLabel != null }.slot
}

private suspend fun Stage.firstThatStands(): Long =
    app.bookings().show().groups.flatMap { it.bookings }.first { it.actions.isNotEmpty() }.id

private suspend fun Stage.near(with: Map<String, Any?>) =
    show("places", app.places().near(NearRequest(SOL, kinds(with), needs(with), FEW)))

private suspend fun Stage.search(with: Map<String, Any?>) =
    show("places", app.places().search(SearchRequest(with["text"] as String, kinds(with), needs(with), FEW)))

private fun kinds(with: Map<String, Any?>): List<PlaceKind> = listOfNotNull(with["kind"]).map { word(it) }

private fun needs(with: Map<String, Any?>): List<PlaceNeed> = (with["needs"] as List<*>?).orEmpty().map { word(it) }
