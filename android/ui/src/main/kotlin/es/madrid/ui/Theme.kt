// Colours and letters: Madrid's blue on white, quiet, and readable by everyone (WCAG 2.2 AA, see PaletteTest).

package es.madrid.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.sp

/** The colours of the app, by what they are for. */
internal object Palette {
    /** The bar at the top. */
    val bar = Color(0xFF0A2A7A)
    /** Text and marks on the bar. */
    val onBar = Color.White
    /** The page. */
    val page = Color.White
    /** Names, titles. */
    val ink = Color(0xFF14213D)
    /** What stands beside a name: address, kind. */
    val quietInk = Color(0xFF4A5673)
    /** What is to be found first: distances, pictograms. */
    val accent = Color(0xFF0037D6)
    /** Behind pictograms and tags. */
    val pale = Color(0xFFE9EFFC)
    /** Lines between rows. */
    val line = Color(0xFFDCE3F0)
    /** Behind something the person should know. */
    val noticePage = Color(0xFFFFF3DB)
    /** The mark of something the person should know. */
    val noticeMark = Color(0xFF8A5A00)
    /** Behind the cards of a screen that is made of cards. */
    val backdrop = Color(0xFFF1F4FA)
    /** The strip that says for whom the person acts. Nothing else has this colour. */
    val acting = Color(0xFF8A1453)
    /** Text and marks on that strip. */
    val onActing = Color.White
    /** Behind the badge of what presses. */
    val pressingPage = Color(0xFFFDE7E3)
    /** The words of that badge, wrong input, and what cannot be undone. */
    val danger = Color(0xFFA3180A)
    /** The edge of fields and of buttons that are not the first choice. */
    val outline = Color(0xFF6B7894)
    /** The dot of fresh data, on a card. */
    val freshOnPage = Color(0xFF1E7B45)
    /** The dot of stale data, on a card. */
    val staleOnPage = Color(0xFF9A6400)
    /** The dot of fresh data, on the bar. */
    val fresh = Color(0xFF8EE6B0)
    /** The dot of stale data, on the bar. */
    val stale = Color(0xFFFFD27A)
    /** The dot of missing data, on the bar. */
    val failed = Color(0xFFFFB4A9)
}

private val colours = lightColorScheme(
    primary = Palette.accent,
    onPrimary = Palette.onBar,
    background = Palette.page,
    onBackground = Palette.ink,
    surface = Palette.page,
    onSurface = Palette.ink,
    onSurfaceVariant = Palette.quietInk,
    secondaryContainer = Palette.pale,
    onSecondaryContainer = Palette.bar,
    surfaceContainerHighest = Palette.pale,
    outline = Palette.outline,
    outlineVariant = Palette.line,
    error = Palette.danger,
)

/**
 * Draws [content] in the app's colours and letters. [letters] is the typeface; sizes are in sp, so that they follow
 * what the person has set on the phone.
 */
@Composable
fun MadridTheme(letters: FontFamily = FontFamily.Default, content: @Composable () -> Unit) {
    MaterialTheme(colorScheme = colours, typography = typography(letters), content = content)
}

private fun typography(letters: FontFamily): Typography {
    fun style(size: Int, line: Int, weight: FontWeight) =
        TextStyle(fontFamily = letters, fontSize = size.sp, lineHeight = line.sp, fontWeight = weight)
    return Typography(
        headlineSmall = style(26, 32, FontWeight.Bold),
        titleLarge = style(22, 28, FontWeight.SemiBold),
        titleMedium = style(17, 23, FontWeight.SemiBold),
        bodyLarge = style(17, 25, FontWeight.Normal),
        bodyMedium = style(15, 21, FontWeight.Normal),
        bodySmall = style(15, 21, FontWeight.Normal),
        labelLarge = style(15, 21, FontWeight.SemiBold),
        labelMedium = style(13, 18, FontWeight.Normal),
    )
}
