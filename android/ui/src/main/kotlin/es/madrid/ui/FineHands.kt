// What the buttons of the screens of fines set going.

package es.madrid.ui

import androidx.compose.ui.graphics.ImageBitmap
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.DebtKind
import es.madrid.kit.FineActionKind
import es.madrid.kit.SessionActionKind

/** The hands of the person with their fines. [session], [refresh] and [retry] as in [CityHands]. */
internal class FineHands(
    private val app: AppModel,
    private val phone: PhoneHands,
    private val route: Route,
    session: (SessionActionKind) -> Unit,
    refresh: () -> Unit,
    retry: () -> Unit,
) {
    val actions = FinesActions(
        open = { route.go(Screen.Fine(it)) },
        choose = ::choose,
        typed = { fine, text ->
            app.fines.type(fine, text)
            app.begin { app.fines.keep() }
        },
        attach = { fine -> app.begin { phone.chooseFile()?.let { app.fines.attach(fine, it) } } },
        detach = { fine, paper -> app.begin { app.fines.detach(fine, paper) } },
        send = { fine -> app.begin { app.fines.send(fine) } },
        driverTyped = { driver ->
            app.fines.type(driver)
            app.begin { app.fines.keep() }
        },
        nameDriver = { driver -> app.begin { app.fines.nameDriver(driver) } },
        discard = { fine, kind -> app.begin { app.fines.discard(fine, kind) } },
        verify = { route.go(Screen.VerifyFine) },
        session = session,
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    val verify = VerifyFineActions(
        verify = { bulletin, plate -> app.begin { app.fines.verify(bulletin, plate) } },
        changed = app.fines::forgetVerified,
        back = route::back,
    )

    /** A photo of the evidence, ready to be drawn. One that is none says what the app says of what it cannot read. */
    fun picture(png: ByteArray): Block<ImageBitmap> =
        phone.picture(png)?.let { Block.Shown(it) } ?: Block.Failed(app.fines.unreadable)

    private fun choose(fine: String, kind: FineActionKind) = route.go(
        when (kind) {
            FineActionKind.PAY -> Screen.Pay(DebtKind.FINE, fine)
            FineActionKind.ALLEGE -> Screen.Allege(fine)
            FineActionKind.NAME_DRIVER -> Screen.NameDriver(fine)
        },
    )
}
