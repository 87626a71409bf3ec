// What stands where something is about to be: its shape in pale, which breathes where motion is wanted.

package es.madrid.ui

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
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.ProgressBarRangeInfo
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.progressBarRangeInfo
import androidx.compose.ui.unit.dp

/** Cards to come. */
@Composable
internal fun SkeletonCards() = Skeleton {
    repeat(3) {
        WideCard {
            Bone(part = 0.5f, high = 24)
            Bone(part = 0.35f, high = 16)
            Bone(part = 1f, high = 18)
            Bone(part = 0.8f, high = 18)
        }
    }
}

/** Rows to come. */
@Composable
internal fun SkeletonRows() = Skeleton {
    repeat(8) {
        Row(
            Modifier.fillMaxWidth().padding(horizontal = edge, vertical = 14.dp),
            horizontalArrangement = Arrangement.spacedBy(14.dp),
        ) {
            Box(Modifier.size(44.dp).background(Palette.pale, CircleShape))
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                Bone(part = 0.7f, high = 18)
                Bone(part = 0.4f, high = 14)
            }
        }
    }
}

/** To the eye, shapes; to a screen reader, one word that it goes on. */
@Composable
private fun Skeleton(bones: @Composable ColumnScope.() -> Unit) {
    val loading = LocalWords.current.loading
    val said = Modifier.clearAndSetSemantics {
        contentDescription = loading
        progressBarRangeInfo = ProgressBarRangeInfo.Indeterminate
        liveRegion = LiveRegionMode.Polite
    }
    Column(Modifier.fillMaxWidth().then(said), content = bones)
}

@Composable
private fun Bone(part: Float, high: Int) {
    Box(Modifier.fillMaxWidth(part).height(high.dp).background(Palette.pale, RoundedCornerShape(6.dp)))
}
