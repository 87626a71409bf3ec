// The design language, put on: what bindings/design/tokens.json says, in the terms of Compose's own components.

package es.madrid.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily

/**
 * Draws [content] in the app's colours and letters. [letters] is the typeface; sizes are in sp, so that they follow
 * what the person has set on the phone. With [reducedMotion] nothing moves by itself.
 */
@Composable
fun MadridTheme(
    letters: FontFamily = FontFamily.Default,
    dark: Boolean = isSystemInDarkTheme(),
    reducedMotion: Boolean = false,
    content: @Composable () -> Unit,
) {
    val colours = if (dark) darkColours else lightColours
    CompositionLocalProvider(LocalColours provides colours, LocalReducedMotion provides reducedMotion) {
        MaterialTheme(
            colorScheme = remember(colours) { material(colours) },
            shapes = shapes,
            typography = remember(letters) { typography(letters) },
            content = content,
        )
    }
}

/** Material's roles in ours: all that its components draw with, or they would bring colours of their own. */
private fun material(colours: Colours): ColorScheme = lightColorScheme(
    primary = colours.accent,
    onPrimary = colours.onAccent,
    primaryContainer = colours.pale,
    onPrimaryContainer = colours.onPale,
    inversePrimary = colours.pale,
    secondary = colours.accent,
    onSecondary = colours.onAccent,
    secondaryContainer = colours.pale,
    onSecondaryContainer = colours.onPale,
    tertiary = colours.noticeMark,
    onTertiary = colours.noticePage,
    tertiaryContainer = colours.noticePage,
    onTertiaryContainer = colours.ink,
    background = colours.page,
    onBackground = colours.ink,
    surface = colours.page,
    onSurface = colours.ink,
    surfaceVariant = colours.pale,
    onSurfaceVariant = colours.quietInk,
    // Nothing is tinted by how high it lies.
    surfaceTint = colours.page,
    inverseSurface = colours.ink,
    inverseOnSurface = colours.page,
    error = colours.danger,
    onError = colours.onAccent,
    errorContainer = colours.pressingPage,
    onErrorContainer = colours.danger,
    outline = colours.outline,
    outlineVariant = colours.line,
    surfaceBright = colours.page,
    surfaceDim = colours.backdrop,
    surfaceContainerLowest = colours.page,
    surfaceContainerLow = colours.page,
    surfaceContainer = colours.page,
    surfaceContainerHigh = colours.page,
    surfaceContainerHighest = colours.pale,
)

private val shapes = Shapes(
    extraSmall = Corners.tag,
    small = Corners.badge,
    medium = Corners.control,
    large = Corners.card,
    extraLarge = Corners.sheet,
)

/** Material's roles that the screens use; the others stay as they are but for the typeface. */
private fun typography(letters: FontFamily): Typography {
    fun TextStyle.lettered() = copy(fontFamily = letters)
    return Typography(
        displaySmall = TextScale.display.lettered(),
        headlineSmall = TextScale.title.lettered(),
        titleLarge = TextScale.heading.lettered(),
        titleMedium = TextScale.name.lettered(),
        titleSmall = TextScale.label.lettered(),
        bodyLarge = TextScale.body.lettered(),
        bodyMedium = TextScale.detail.lettered(),
        bodySmall = TextScale.detail.lettered(),
        labelLarge = TextScale.label.lettered(),
        labelMedium = TextScale.small.lettered(),
        labelSmall = TextScale.small.lettered(),
    )
}
