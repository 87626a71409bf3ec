// A screen: a bar that stays, and below it what is scrolled. Wide windows show it in a column that can still be read.

package es.madrid.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.Surface
import androidx.compose.material3.pulltorefresh.PullToRefreshBox
import androidx.compose.runtime.Composable
import androidx.compose.runtime.SideEffect
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.unit.coerceAtLeast
import androidx.compose.ui.unit.dp

/** Asking the city again, because the person wants it: whether it goes on, and how to begin. */
class Refresh(val isRunning: Boolean = false, val begin: () -> Unit = {})

/**
 * A screen. [top] stays in sight, and so does [bottom]. While it [isLoading], [skeleton] stands in place of [content]:
 * the list is not there yet, so the place where the person was in it is not lost.
 */
@Composable
internal fun Page(
    top: @Composable () -> Unit,
    isLoading: Boolean = false,
    skeleton: @Composable () -> Unit = { SkeletonCards() },
    page: Color = Palette.backdrop,
    refresh: Refresh? = null,
    bottom: (@Composable () -> Unit)? = null,
    content: LazyListScope.() -> Unit,
) {
    Surface(Modifier.fillMaxSize(), color = page) {
        Column {
            top()
            TileEdge()
            Box(Modifier.weight(1f)) {
                Pulled(refresh) { if (isLoading) Waiting(skeleton) else Scrolled(content) }
            }
            bottom?.invoke()
        }
    }
}

@OptIn(ExperimentalMaterial3Api::class)
@Composable
private fun Pulled(refresh: Refresh?, content: @Composable () -> Unit) {
    if (refresh == null) return content()
    PullToRefreshBox(refresh.isRunning, refresh.begin, Modifier.fillMaxSize()) { content() }
}

@Composable
private fun Waiting(skeleton: @Composable () -> Unit) {
    Box(Modifier.fillMaxSize().verticalScroll(rememberScrollState()), contentAlignment = Alignment.TopCenter) {
        Column(Modifier.widthIn(max = Sizes.column).fillMaxWidth()) { skeleton() }
    }
}

@Composable
private fun Scrolled(content: LazyListScope.() -> Unit) {
    val list = rememberLazyListState()
    // A list holds on to the first thing in sight. At its top that is the top itself: what comes late above all else is seen.
    SideEffect { if (list.firstVisibleItemIndex == 0 && list.firstVisibleItemScrollOffset == 0) list.requestScrollToItem(0) }
    BoxWithConstraints(Modifier.fillMaxSize()) {
        // The sides are part of the list: it is scrolled from there too.
        val side = ((maxWidth - Sizes.column) / 2).coerceAtLeast(0.dp)
        LazyColumn(
            Modifier.fillMaxSize(),
            state = list,
            contentPadding = PaddingValues(start = side, end = side, bottom = 24.dp),
            content = content,
        )
    }
}
