// The mock city, really running: one of its own for each test that needs it.

package es.madrid.kit

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.TimeUnit

/** A started city. It ends with [close], and with this process. */
class City private constructor(private val process: Process, val url: String) : AutoCloseable {
    private val web = HttpClient.newHttpClient()

    /** The port it answers on, so that another can take its place. */
    val port: Int get() = URI(url).port

    /** Changes random places, as a day at the city would. */
    fun churn(upserts: Int) {
        admin("POST", "churn", """{"upserts":$upserts,"deletes":0,"inserts":0}""")
    }

    /** From now on every answer below /v1/ has this fault: `"fault":"status","status":500`. */
    fun fault(rule: String) {
        admin("PUT", "faults", """{"rules":[{$rule,"path":"/v1/","probability":1.0}]}""")
    }

    /** From now on nobody gets through, neither to the city nor to its login. The city itself goes on. */
    fun vanish() {
        val rules = listOf("/v1/", "/idp/", "/.well-known/").joinToString(",") {
            """{"fault":"drop_before","path":"$it","probability":1.0}"""
        }
        admin("PUT", "faults", """{"rules":[$rules]}""")
    }

    /** The faults are over. */
    fun mend() {
        admin("DELETE", "faults", "")
    }

    /** A part of the city is `ok`, `slow` or `down` from now on. */
    fun sector(name: String, mood: String) {
        admin("PUT", "sectors", """{"$name":"$mood"}""")
    }

    /** Does to the person's sessions what the city's people can: `revoke`, `expire_access`. */
    fun sessions(person: String, action: String) {
        admin("POST", "sessions", """{"person":"$person","action":"$action"}""")
    }

    /** Changes how the city reaches the person, as at a counter. */
    fun contact(person: String, phone: String) {
        admin("PUT", "people/$person/contact", """{"phone":"$phone","email":null}""")
    }

    /** What phones' changes came to, an entry each: its kind, and how often it was done. */
    fun ledger(): List<Pair<String, Int>> = objects(admin("GET", "ledger")).filter { "sequence" in it }.map {
        text(it, "kind") to number(it, "effects")
    }

    /** How many login pages the city has shown. */
    fun loginPages(): Int = number(admin("GET", "logins"), "pages")

    /** Somebody who can sign in, by the city's key: `p-carmen`. */
    fun persona(id: String): Persona {
        val found = objects(admin("GET", "personas")).single { text(it, "id") == id }
        return Persona(id, text(found, "nif"), text(found, "password"), text(found, "otp"))
    }

    /** The reference on the letter about somebody's debt of a kind. */
    fun letter(person: String, kind: String): String = text(
        objects(admin("GET", "references")).first { text(it, "person") == person && text(it, "kind") == kind }, "reference",
    )

    /** The number of an account in somebody's name. */
    fun account(person: String): String = text(objects(admin("GET", "accounts")).first { text(it, "person") == person }, "iban")

    /** An official gives somebody a card: the link that the counter shows, and the code that they say. */
    fun counter(person: String, card: String): Pair<String, String> {
        val form = HttpRequest.newBuilder(URI("$url/mostrador"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("person=$person&card=$card&lang=es"))
            .build()
        val page = web.send(form, BodyHandlers.ofString()).body()
        val link = checkNotNull(Regex("""openid-credential-offer://[^"<]+""").find(page)) { "no offer in $page" }.value
        val code = checkNotNull(Regex("""id="tx-code">([^<]+)<""").find(page)) { "no code in $page" }.groupValues[1]
        return link.replace("&amp;", "&") to code
    }

    /** The city's desk asks for cards: the number of its question, and the link to it. */
    fun ask(question: String): Pair<String, String> = admin("POST", "questions", question).let {
        text(it, "id") to text(it, "cross_device")
    }

    /** A request to the administration, and what it answers. */
    fun admin(method: String, path: String, body: String = ""): String {
        val request = HttpRequest.newBuilder(URI("$url/admin/$path"))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build()
        val answer = web.send(request, BodyHandlers.ofString())
        check(answer.statusCode() in 200..299) { "the city refused $path: ${answer.statusCode()} ${answer.body()}" }
        return answer.body()
    }

    /** Stops it: from now on nobody answers there. Stopping twice is harmless. */
    override fun close() {
        process.destroy()
        check(process.waitFor(20, TimeUnit.SECONDS)) { "the city does not stop" }
    }

    companion object {
        /** An address where nobody answers. */
        const val NOBODY = "http://127.0.0.1:9"

        /** Starts a city that has at least [places] places and waits until it says that it is ready. */
        fun start(port: Int = 0, places: Int = 300): City {
            val program = checkNotNull(System.getProperty("madrid.city")) { "madrid.city names no program" }
            val process = ProcessBuilder(
                program, "serve", "--port", "$port", "--seed", "7", "--data", "memory", "--exit-with-stdin",
                "--synthetic", "$places",
            ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
            // Left open on purpose: the city lives until its input ends, which is with this process at the latest.
            val ready = checkNotNull(process.inputReader().readLine()) { "the city ended before it was ready" }
            val url = checkNotNull(Regex(""""http":"([^"]+)"""").find(ready)) { "the city says: $ready" }
            return City(process, url.groupValues[1])
        }
    }
}
