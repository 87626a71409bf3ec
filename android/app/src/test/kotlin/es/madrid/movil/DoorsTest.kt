// The ways out of the app: which app takes over, and that nothing else can be started.

package es.madrid.movil

import android.content.Intent
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

class DoorsTest {
    @Test
    fun `a number is dialled by the person, the rest opens`() {
        val doors = listOf("tel:+34915000000", "mailto:a@madrid.es", "geo:40.4,-3.7", "https://madrid.es/a").map { door(it) }
        val actions = listOf(Intent.ACTION_DIAL, Intent.ACTION_SENDTO, Intent.ACTION_VIEW, Intent.ACTION_VIEW)
        assertEquals(actions, doors.map { it?.action })
        assertEquals("geo:40.4,-3.7", doors[2]?.dataString)
    }

    @Test
    fun `pages open as tabs above the app`() {
        for (url in listOf("https://madrid.es/a?b=c", "http://madrid.es")) {
            val page = door(url)
            assertEquals(url, page?.dataString)
            assertTrue(page?.hasExtra("android.support.customtabs.extra.SESSION") ?: false)
        }
    }

    @Test
    fun `no other address leads anywhere`() {
        val others = listOf("intent://a#Intent;end", "file:///data", "content://a", "javascript:a()", "madrid://home", "", "a")
        for (url in others) assertNull(door(url), url)
    }
}
