// What stands where something is about to be: its shape in pale, which breathes where motion is wanted.

package es.madrid.ui

import androidx.compose.animation.core.RepeatMode
import androidx.compose.animation.core.animateFloat
import androidx.compose.animation.core.infiniteRepeatable
import androidx.compose.animation.core.rememberInfiniteTransition
import androidx.compose.animation.core.tween
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.drawBehind
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.graphics.lerp
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.ProgressBarRangeInfo
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.progressBarRangeInfo
import androidx.compose.ui.unit.dp

/** Cards to come. */
@Composable
internal fun SkeletonCards() = Skeleton { bone ->
    repeat(3) {
        WideCard {
            Box(bone.fillMaxWidth(0.5f).height(24.dp))
            Box(bone.fillMaxWidth(0.35f).height(16.dp))
            Box(bone.fillMaxWidth().height(18.dp))
            Box(bone.fillMaxWidth(0.8f).height(18.dp))
        }
    }
}

/** Rows to come. */
@Composable
internal fun SkeletonRows() = Skeleton { bone ->
    repeat(8) {
        Row(
            Modifier.fillMaxWidth().padding(horizontal = edge, vertical = 14.dp),
            horizontalArrangement = Arrangement.spacedBy(14.dp),
        ) {
            Box(bone.size(Sizes.disc))
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                Box(bone.fillMaxWidth(0.7f).height(18.dp))
                Box(bone.fillMaxWidth(0.4f).height(14.dp))
            }
        }
    }
}

/** To the eye, shapes; to a screen reader, one word that it goes on. [bones] gets how a shape is drawn. */
@Composable
private fun Skeleton(bones: @Composable ColumnScope.(bone: Modifier) -> Unit) {
    val loading = LocalWords.current.loading
    val said = Modifier.clearAndSetSemantics {
        contentDescription = loading
        progressBarRangeInfo = ProgressBarRangeInfo.Indeterminate
        liveRegion = LiveRegionMode.Polite
    }
    val bone = bone()
    Column(Modifier.fillMaxWidth().then(said)) { bones(bone) }
}

/** The light is read while it is drawn, so that nothing but the drawing is done again for each frame. */
@Composable
private fun bone(): Modifier {
    val (dark, bright) = Palette.skeleton to Palette.skeletonShine
    val radius = 6.dp
    if (Motion.isReduced) return Modifier.background(dark, Corners.tag)
    val breath = infiniteRepeatable<Float>(tween(Motion.shimmer), RepeatMode.Reverse)
    val light = rememberInfiniteTransition().animateFloat(0f, 1f, breath)
    return Modifier.drawBehind {
        drawRoundRect(lerp(dark, bright, light.value), cornerRadius = CornerRadius(radius.toPx()))
    }
}
