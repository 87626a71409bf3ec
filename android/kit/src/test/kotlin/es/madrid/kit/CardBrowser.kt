// Somebody at the page where the city gives out cards, in a browser without script.

package es.madrid.kit

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** A browser that is sent on more often than that is sent in a circle. */
private const val HOPS = 8

/** Goes where it is sent, signs [person] in, and says that the card is to be theirs. */
class CardBrowser(private val person: Persona) : Browser {
    private val web = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()

    override fun visit(url: String, callbackScheme: String): String? {
        var at = url
        repeat(HOPS) {
            if (at.startsWith("$callbackScheme:")) return at
            val onwards = if ("/idp/" in at) person.signIn(at) else page(at)
            at = URI(at).resolve(onwards ?: return null).toString()
        }
        return null
    }

    private fun page(at: String): String? {
        val answer = web.send(HttpRequest.newBuilder(URI(at)).build(), BodyHandlers.ofString())
        return answer.headers().firstValue("Location").orElseGet { choose(at.substringBefore('?'), answer.body()) }
    }

    /** The page asks whose card it is to be. */
    private fun choose(page: String, body: String): String? {
        val ticket = Regex("""name="ticket" value="([^"]+)"""").find(body)?.groupValues?.get(1) ?: return null
        val form = HttpRequest.newBuilder(URI(page))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("ticket=$ticket&holder=${person.id}"))
        return web.send(form.build(), BodyHandlers.discarding()).headers().firstValue("Location").orElse(null)
    }
}
