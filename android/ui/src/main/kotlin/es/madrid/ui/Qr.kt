// Codes that another phone reads from this screen.

package es.madrid.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.platform.InfiniteAnimationPolicy
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.QrView
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlin.math.floor

/** Squares of white around a code (ISO/IEC 18004, 7.3.7). */
private const val QUIET = 4

/** How long each of several codes is in sight: long enough for a camera, and slower than what flickers (WCAG 2.2, 2.3.1). */
private const val TURN_MILLIS = 700L

/** A code, black on white whatever the colours of the app: cameras want it so. [spoken] is what it says to who cannot see it. */
@Composable
internal fun Qr(code: QrView, spoken: String = code.text) = Box(
    Modifier.fillMaxWidth().padding(12.dp),
    contentAlignment = Alignment.Center,
) {
    Canvas(
        Modifier
            .widthIn(max = 480.dp)
            .fillMaxWidth()
            .aspectRatio(1f)
            .clip(Corners.remark)
            .semantics {
                role = Role.Image
                contentDescription = spoken
            },
    ) { squares(code) }
}

/** Several codes, one after the other, for ever. */
@Composable
internal fun QrTurns(codes: List<QrView>, spoken: String) {
    var place by remember(codes) { mutableIntStateOf(0) }
    LaunchedEffect(codes) {
        suspend fun turn() {
            while (true) {
                delay(TURN_MILLIS)
                place = (place + 1) % codes.size
            }
        }
        val policy = currentCoroutineContext()[InfiniteAnimationPolicy]
        if (policy == null) turn() else policy.onInfiniteOperation { turn() }
    }
    codes.getOrNull(place)?.let { Qr(it, spoken) }
}

/** Every square is as many whole points wide, or grey lines would be between them. */
private fun DrawScope.squares(code: QrView) {
    drawRect(Color.White)
    val count = code.size.toInt()
    val side = floor(size.minDimension / (count + 2 * QUIET)).coerceAtLeast(1f)
    val edge = floor((size.minDimension - side * count) / 2)
    code.squares.forEachIndexed { place, square ->
        if (square != 0.toByte()) {
            drawRect(Color.Black, Offset(edge + place % count * side, edge + place / count * side), Size(side, side))
        }
    }
}
