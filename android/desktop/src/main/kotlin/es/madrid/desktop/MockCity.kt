// The mock city, as a developer moves it, and somebody of it who signs in by plain HTTP.

package es.madrid.desktop

import es.madrid.kit.Browser
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

private val web: HttpClient by lazy { HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build() }

/** The city does not do what a mock city does. */
internal class NoMockCity(text: String) : Exception(text)

/** Its switches. All throw [NoMockCity]. */
internal class MockCity(val url: String) {
    /** Everybody who can sign in. */
    fun personas(): List<Persona> = Regex("""\{[^{}]*}""").findAll(admin("GET", "personas"))
        .map { Persona(text(it.value, "id"), text(it.value, "nif"), text(it.value, "password")) }
        .filter { it.password.isNotEmpty() }
        .toList()

    /** A part of the city is `ok`, `slow` or `down`. */
    fun sector(name: String, mood: String) {
        admin("PUT", "sectors", """{"$name":"$mood"}""")
    }

    /** Ends the person's sessions on every phone. */
    fun endSessions(person: String) {
        admin("POST", "sessions", """{"person":"$person","action":"revoke"}""")
    }

    /** Changes how the city reaches the person, as at a counter. */
    fun changeContact(person: String, phone: String) {
        admin("PUT", "people/$person/contact", """{"phone":"$phone","email":null}""")
    }

    /** The reference on the letter about somebody's debt of a kind. */
    fun letter(person: String, kind: String): String = text(flat("references", person) { text(it, "kind") == kind }, "reference")

    /** The number of an account in somebody's name. */
    fun account(person: String): String = text(flat("accounts", person) { true }, "iban")

    /** An official gives somebody a card: the link that the counter shows. */
    fun counter(person: String, card: String): String {
        val page = web.send(form("$url/mostrador", "person=$person&card=$card&lang=es"), BodyHandlers.ofString()).body()
        val link = Regex("""openid-credential-offer://[^"<]+""").find(page) ?: throw NoMockCity("the counter has no $card for $person")
        return link.value.replace("&amp;", "&")
    }

    /** The city's desk asks for cards: the link to its question. */
    fun ask(question: String): String = text(admin("POST", "questions", question), "cross_device")

    private fun flat(path: String, person: String, wanted: (String) -> Boolean): String =
        Regex("""\{[^{}]*}""").findAll(admin("GET", path)).map { it.value }.firstOrNull { text(it, "person") == person && wanted(it) }
            ?: throw NoMockCity("$path has nothing of $person")

    private fun admin(method: String, path: String, body: String = ""): String {
        val request = HttpRequest.newBuilder(URI("$url/admin/$path"))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build()
        val answer = try {
            web.send(request, BodyHandlers.ofString())
        } catch (failed: IOException) {
            throw NoMockCity("$path: nobody answers (${failed.message})")
        }
        if (answer.statusCode() !in 200..299) throw NoMockCity("$path: ${answer.statusCode()} ${answer.body()}")
        return answer.body()
    }

    private fun text(json: String, name: String) =
        Regex(""""$name":"((?:[^"\\]|\\.)*)"""").find(json)?.groupValues?.get(1).orEmpty()
}

private fun form(url: String, typed: String) = HttpRequest.newBuilder(URI(url))
    .header("Content-Type", "application/x-www-form-urlencoded")
    .POST(BodyPublishers.ofString(typed))
    .build()

/**
 * The browser of somebody invented. A desktop has no way back from a page to a program like ours, so this one fills in the
 * pages itself: it signs in, and where a card is given out it says that the card is to be theirs.
 */
internal class Persona(val id: String, private val nif: String, val password: String) : Browser {
    /** A short name for files. */
    val name: String get() = id.substringAfter('-')

    override fun visit(url: String, callbackScheme: String): String? {
        var at = url
        repeat(HOPS) {
            if (at.startsWith("$callbackScheme:")) return at
            val onwards = if ("/idp/" in at) signIn(at) else take(at)
            at = URI(at).resolve(onwards ?: return null).toString()
        }
        return null
    }

    private fun signIn(url: String): String? {
        val (page, question) = url.split('?', limit = 2)
        return sent(form(page, "$question&method=password&document=$nif&password=$password&otp=$CODE"))
    }

    private fun take(url: String): String? {
        val answer = web.send(HttpRequest.newBuilder(URI(url)).build(), BodyHandlers.ofString())
        val ticket = Regex("""name="ticket" value="([^"]+)"""").find(answer.body())?.groupValues?.get(1)
        return answer.headers().firstValue("Location").orElse(null)
            ?: ticket?.let { sent(form(url.substringBefore('?'), "ticket=$it&holder=$id")) }
    }

    /** Where the answer sends the browser; `null` where the page is shown again. */
    private fun sent(request: HttpRequest): String? =
        web.send(request, BodyHandlers.discarding()).headers().firstValue("Location").orElse(null)

    private companion object {
        /** A browser that is sent on more often than that is sent in a circle. */
        const val HOPS = 8

        /** What the mock city sends to every telephone. */
        const val CODE = "246810"
    }
}
