// What a scenario plays on: a city, a phone with a person in front of it, and the screens that phone shows.

package es.madrid.kit

import es.madrid.core.App
import es.madrid.core.AppException
import es.madrid.core.Subscription
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareSettings
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.nio.file.Files
import java.util.concurrent.ConcurrentHashMap

/** A city and a phone that speaks [language]. */
class Stage(private val language: Language) : AutoCloseable {
    /** The city. */
    val city: City = City.start(places = 0)

    /** The person's answer when the phone asks. */
    val keys = AskingKeyStore()

    /** The time that was found last. */
    var time: String? = null

    private val home = Files.createTempDirectory("phone")
    private val settings = softwareSettings("$home")
    private val views = ConcurrentHashMap<String, Any>()
    private val following = mutableListOf<Subscription>()
    private var opened: App? = null

    /** The open app. */
    val app: App get() = checkNotNull(opened)

    /** Switches the phone on. */
    suspend fun open() {
        val app = App.open(config(home, city.url, language), keys, softwareDeviceKeys(), settings, SilentLog)
        opened = app
        following += app.home().observe(null, HomeTo { show("home", it) })
        following += app.session().observe(SessionTo { show("session", it) })
        following += app.observeStatus(StatusTo { show("status", it) })
        following += app.observeSettings(SettingsTo { show("settings", it) })
    }

    /** Switches it off and on again. */
    suspend fun restart() {
        shut()
        views.clear()
        open()
    }

    /** What was asked for is on the screen. */
    fun show(name: String, view: Any) {
        views[name] = checkNotNull(value(view))
    }

    /** The view with this name as it is now; `null` where the core gives none. */
    suspend fun view(name: String): Any? = when (name) {
        "words" -> value(app.words())
        "welcome" -> value(app.welcome())
        "filter" -> value(app.places().filter())
        "profile" -> unlessRefused { app.profile().show() }
        "bookings" -> unlessRefused { app.bookings().show() }
        "removal" -> unlessRefused { app.session().removal() }
        else -> checkNotNull(views[name]) { "there is no view $name" }
    }

    private suspend fun unlessRefused(ask: suspend () -> Any): Any? = try {
        value(ask())
    } catch (_: AppException) {
        null
    }

    /** A request to the city's administration: `PUT sectors`. Gives its answer. */
    fun admin(request: String, body: Any?): Any? {
        val (method, path) = request.split(' ')
        val answer = city.admin(method, path, if (body == null) "" else "${json(body)}")
        return if (answer.isEmpty()) null else Json.parseToJsonElement(answer).plain()
    }

    private fun json(value: Any?): JsonElement = when (value) {
        null -> JsonNull
        is Map<*, *> -> JsonObject(value.entries.associate { (name, field) -> "$name" to json(field) })
        is List<*> -> JsonArray(value.map(::json))
        is Boolean -> JsonPrimitive(value)
        is Double -> JsonPrimitive(value.toLong())
        else -> JsonPrimitive("$value")
    }

    private suspend fun shut() {
        following.forEach { subscription -> subscription.use { it.cancel() } }
        following.clear()
        opened?.use { it.suspendStorage() }
        opened = null
    }

    override fun close() {
        city.use {
            runBlocking { shut() }
            home.toFile().deleteRecursively()
        }
    }
}
