// The screens of fines, each with the state that it draws.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.graphics.ImageBitmap
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.FinePhotos
import es.madrid.kit.FineView

@Composable
internal fun FinesOf(app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.fines.watch() }
    val fines by app.fines.fines.collectAsState()
    FinesScreen(fines, aroundFines(app), hands.fines.actions)
}

@Composable
internal fun FineOf(id: String, app: AppModel, hands: Hands, round: Int) {
    val fine = fine(id, app, round)
    val view = fine.shown
    LaunchedEffect(app, id, view?.evidence?.photos?.size, round) { view?.let { app.fines.fetchPhotos(it) } }
    val photos by app.fines.photos.collectAsState()
    val drawn = remember(photos, id) { photos.takeIf { it.fine == id }?.drawn(hands.fines::picture).orEmpty() }
    FineScreen(fine, aroundFines(app, drawn), hands.fines.actions)
}

@Composable
internal fun AllegeOf(id: String, app: AppModel, hands: Hands, round: Int) =
    AllegeScreen(fine(id, app, round), aroundFines(app), hands.fines.actions)

@Composable
internal fun NameDriverOf(id: String, app: AppModel, hands: Hands, round: Int) =
    NameDriverScreen(fine(id, app, round), aroundFines(app), hands.fines.actions)

@Composable
internal fun VerifyFineOf(app: AppModel, hands: Hands) {
    val form = LocalWords.current.let { remember(app, it) { app.fines.verifyForm } }
    // What was asked on another day or by somebody else is not said of what is typed now.
    LaunchedEffect(app, LocalWords.current) { app.fines.forgetVerified() }
    val answer by app.fines.verified.collectAsState()
    val isAsking by app.fines.isAsking.collectAsState()
    val failure by app.fines.failure.collectAsState()
    VerifyFineScreen(form, answer, isAsking, once(failure), hands.fines.verify)
}

/** The fine, as soon as it is the one that was asked for: until then the model may still have the one before. */
@Composable
private fun fine(id: String, app: AppModel, round: Int): Block<FineView> {
    LaunchedEffect(app, id, round) { app.fines.watch(id) }
    val fine by app.fines.fine.collectAsState()
    return if (fine.shown?.let { it.id != id } == true) Block.Loading else fine
}

private fun FinePhotos.drawn(picture: (ByteArray) -> Block<ImageBitmap>): Map<UInt, Block<ImageBitmap>> =
    photos.mapValues { (_, photo) ->
        when (photo) {
            is Block.Loading -> photo
            is Block.Failed -> photo
            is Block.Shown -> picture(photo.view)
        }
    }

@Composable
private fun aroundFines(app: AppModel, photos: Map<UInt, Block<ImageBitmap>> = emptyMap()): AroundFines {
    val session by app.session.session.collectAsState()
    val refresh by app.refreshFailure.collectAsState()
    val failure by app.fines.failure.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    val isAsking by app.fines.isAsking.collectAsState()
    val discards by app.fines.discards.collectAsState()
    return AroundFines(session.shown, once(refresh), once(failure), isRefreshing, isAsking, discards, photos)
}
