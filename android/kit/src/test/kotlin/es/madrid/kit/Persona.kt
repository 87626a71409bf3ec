// Somebody of the mock city, and what they do in the browser: they fill in the login page by plain HTTP.

package es.madrid.kit

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.atomic.AtomicInteger

/** A browser in which this person signs in. Every visit is counted. */
class Persona(val id: String, nif: String, password: String, otp: String) : Browser {
    private val typed = "method=password&document=$nif&password=$password&otp=$otp"
    private val web = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()
    private val visited = AtomicInteger()

    /** How often the login page was opened. */
    val visits: Int get() = visited.get()

    /** Anything else than the way back is the page again: the city did not take what was typed. */
    override fun visit(url: String, callbackScheme: String): String? = signIn(url)?.takeIf { it.startsWith("$callbackScheme:") }

    /** Where the login page at [url] sends the browser; `null` where it stays. */
    fun signIn(url: String): String? {
        visited.incrementAndGet()
        val page = web.send(HttpRequest.newBuilder(URI(url)).build(), BodyHandlers.ofString())
        check(page.statusCode() == 200) { "the login page is not there: ${page.statusCode()}" }
        val (address, question) = url.split('?', limit = 2)
        val form = HttpRequest.newBuilder(URI(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("$question&$typed"))
            .build()
        return web.send(form, BodyHandlers.discarding()).headers().firstValue("Location").orElse(null)
    }
}

/** The flat objects of a JSON text. Enough for what the mock city says about itself. */
fun objects(json: String): List<String> = Regex("""\{[^{}]*}""").findAll(json).map { it.value }.toList()

/** A text of a flat object; empty where there is none. */
fun text(json: String, name: String): String =
    Regex(""""$name":"((?:[^"\\]|\\.)*)"""").find(json)?.groupValues?.get(1).orEmpty()

/** A whole number of a flat object. */
fun number(json: String, name: String): Int =
    checkNotNull(Regex(""""$name":(\d+)""").find(json)) { "no $name in $json" }.groupValues[1].toInt()
