// A card, drawn in its issuer's colours where they can be read.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.CardStatus
import es.madrid.kit.CardView

/** The least contrast of letters that everybody can read (WCAG 2.2, 1.4.3). */
private const val READABLE = 4.5f

/** As high as a card of plastic looks, where the letters do not need more. */
private val faceHeight = 132.dp

/** The colours of a card: its [ground] and its [ink]. */
internal class CardColours(val ground: Color, val ink: Color)

/** The issuer's colours, if their letters can be read; else the app's. */
internal fun cardColours(ground: String?, ink: String?, ours: CardColours): CardColours {
    val theirs = CardColours(colour(ground) ?: return ours, colour(ink) ?: return ours)
    return if (contrast(theirs.ground, theirs.ink) >= READABLE) theirs else ours
}

@Composable
@ReadOnlyComposable
internal fun cardColours(ground: String?, ink: String?): CardColours =
    cardColours(ground, ink, CardColours(Palette.accent, Palette.onAccent))

/** A colour as `#rrggbb`. */
private fun colour(text: String?): Color? {
    val digits = text?.removePrefix("#")?.takeIf { it.length == 6 } ?: return null
    val (red, green, blue) = digits.chunked(2).map { it.toIntOrNull(16) ?: return null }
    return Color(red, green, blue)
}

private fun contrast(one: Color, other: Color): Float {
    val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
    return (light + 0.05f) / (dark + 0.05f)
}

/** A card. Touching it opens its screen, where [open] leads there. */
@Composable
internal fun CardFace(card: CardView, open: (() -> Unit)? = null) {
    val colours = cardColours(card.background, card.foreground)
    Face(colours, card.accessibilityLabel, open) {
        FaceName(card.name, colours)
        card.holder?.let { Text(it, style = MaterialTheme.typography.bodyLarge, color = colours.ink) }
        Text(card.issuer, style = MaterialTheme.typography.bodyMedium, color = colours.ink)
        Row(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalAlignment = Alignment.CenterVertically) {
            Icon(picture(card.status), contentDescription = null, Modifier.size(22.dp), tint = colours.ink)
            Text(card.statusLabel, style = MaterialTheme.typography.labelLarge, color = colours.ink)
        }
        card.untilLabel?.let { Text(it, style = MaterialTheme.typography.bodyMedium, color = colours.ink) }
    }
}

/** What a card looks like, with [content] on it. */
@Composable
internal fun Face(colours: CardColours, spoken: String, open: (() -> Unit)?, content: @Composable () -> Unit) {
    val touched = if (open == null) Modifier else Modifier.clickable(role = Role.Button, onClick = open)
    Column(
        Modifier
            .fillMaxWidth()
            .padding(start = 12.dp, end = 12.dp, top = 12.dp)
            .clip(Corners.card)
            .background(colours.ground)
            .border(1.dp, Palette.outline, Corners.card)
            .then(touched)
            .semantics(mergeDescendants = true) { contentDescription = spoken }
            .heightIn(min = faceHeight)
            .padding(16.dp),
        verticalArrangement = Arrangement.spacedBy(6.dp),
    ) { content() }
}

/** Large letters leave no room for larger ones. */
@Composable
internal fun FaceName(name: String, colours: CardColours) {
    val letters = MaterialTheme.typography
    Text(name, style = if (hasLargeLetters) letters.titleMedium else letters.titleLarge, color = colours.ink)
}

/** The words say it; the picture repeats it for the eye. */
private fun picture(status: CardStatus): ImageVector = when (status) {
    CardStatus.VALID -> check
    CardStatus.UNKNOWN -> Pictograms.clock
    CardStatus.SUSPENDED -> warning
    CardStatus.REVOKED, CardStatus.OVER -> Pictograms.close
}

/** The name of a card on a strip of its colours. */
@Composable
internal fun CardName(name: String, colours: CardColours) = Text(
    name,
    Modifier.fillMaxWidth().clip(Corners.remark).background(colours.ground).padding(if (hasLargeLetters) 8.dp else 12.dp),
    style = MaterialTheme.typography.run { if (hasLargeLetters) labelLarge else titleMedium },
    color = colours.ink,
)
