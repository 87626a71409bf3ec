// Somebody at the bank's page: they press its buttons by plain HTTP, as in a browser without script.

package es.madrid.desktop

import java.net.URI
import java.net.URLEncoder
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** Pays with a card at the page that the city names. */
internal object Payer {
    /** A card that the bank takes at once. */
    const val GOOD = "4548812049400004"

    /** One that it refuses. */
    const val REFUSED = "4111111111111111"

    private val web = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()

    private class Page(val address: URI, val text: String)

    /** From the city's page to the bank's answer. */
    fun pay(url: String, card: String) {
        val bank = press(send(HttpRequest.newBuilder(URI(url)).build()))
        press(bank, mapOf("number" to card, "expiry" to "12/34", "cvv" to "123"))
    }

    /** Presses the first button of a page, after typing into its form. */
    private fun press(page: Page, typed: Map<String, String> = emptyMap()): Page {
        val action = Regex("""<form[^>]* action="([^"]*)"""").find(page.text)?.groupValues?.get(1).orEmpty()
        val hidden = Regex("""<input[^>]* type="hidden"[^>]*>""").findAll(page.text)
            .associate { said(it.value, "name") to said(it.value, "value") }
        val form = (hidden + typed).entries.joinToString("&") { (name, value) -> "${encoded(name)}=${encoded(value)}" }
        val request = HttpRequest.newBuilder(page.address.resolve(plain(action)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
        return send(request.build())
    }

    private fun send(request: HttpRequest): Page {
        val answer = web.send(request, BodyHandlers.ofString())
        if (answer.statusCode() != 200) throw NoMockCity("${request.uri()}: ${answer.statusCode()} ${answer.body()}")
        return Page(answer.uri(), answer.body())
    }

    private fun said(tag: String, name: String) =
        plain(Regex(""" $name="([^"]*)"""").find(tag)?.groupValues?.get(1).orEmpty())

    private fun plain(text: String) = text.replace("&quot;", "\"").replace("&amp;", "&")

    private fun encoded(text: String) = URLEncoder.encode(text, Charsets.UTF_8)
}
