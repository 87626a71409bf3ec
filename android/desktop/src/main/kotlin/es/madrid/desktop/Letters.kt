// The typeface, which comes with the program: a machine without any font draws the same screens.

package es.madrid.desktop

import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font

/** Inter, in the three weights that the screens use. */
internal val inter: FontFamily by lazy {
    FontFamily(
        letters("Inter-Regular", FontWeight.Normal),
        letters("Inter-SemiBold", FontWeight.SemiBold),
        letters("Inter-Bold", FontWeight.Bold),
    )
}

private fun letters(name: String, weight: FontWeight) = Font(identity = name, data = bytes(name), weight = weight)

private fun bytes(name: String): ByteArray {
    val file = "/com/formdev/flatlaf/fonts/inter/$name.otf"
    val stream = checkNotNull(Arguments::class.java.getResourceAsStream(file)) { "$file is not on the class path" }
    return stream.use { it.readBytes() }
}
