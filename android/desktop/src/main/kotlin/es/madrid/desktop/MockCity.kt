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
internal class MockCity(private val url: String) {
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

/**
 * The browser of somebody invented. A desktop has no way back from a login page to a program like ours, so this one
 * fills in the page itself.
 */
internal class Persona(val id: String, private val nif: String, val password: String) : Browser {
    /** A short name for files. */
    val name: String get() = id.substringAfter('-')

    override fun visit(url: String, callbackScheme: String): String? {
        val (page, question) = url.split('?', limit = 2)
        val typed = "method=password&document=$nif&password=$password&otp=$CODE"
        val form = HttpRequest.newBuilder(URI(page))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("$question&$typed"))
            .build()
        val back = web.send(form, BodyHandlers.discarding()).headers().firstValue("Location")
        return back.filter { it.startsWith("$callbackScheme:") }.orElse(null)
    }

    private companion object {
        /** What the mock city sends to every telephone. */
        const val CODE = "246810"
    }
}
