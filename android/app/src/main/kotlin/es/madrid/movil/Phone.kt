// The phone as the screens and the core need it, put together from its parts.

package es.madrid.movil

import android.app.KeyguardManager
import android.content.Context
import android.os.Build
import es.madrid.kit.Browser
import es.madrid.kit.ChosenFile
import es.madrid.kit.HereRequest
import es.madrid.kit.Platform
import es.madrid.kit.SilentLog
import es.madrid.ui.PhoneHands
import kotlinx.coroutines.flow.Flow

/** What this process has of the phone. [context] is the app's, [isBack] waits until the person is in the app. */
internal class Phone(private val context: Context, isBack: suspend () -> Unit) : PhoneHands {
    /** The screen in front. */
    val front = Front()

    /** Visits to the login page. */
    val visits = Visits()

    /** What comes in from outside. */
    val inwards = Links(visits)

    /** Questions about what the app may know. */
    val permissions = Permissions(front)

    /** Files that the person chooses. */
    val papers = Papers(context, front, isBack)

    private val position = Position(context, permissions::location)

    override val browser: Browser = LoginPage(front, visits)

    override val links: Flow<String> = inwards.flow

    override suspend fun here(): HereRequest? = position.here()

    override fun open(url: String) = front.open(url)

    override fun addToCalendar(fileName: String, text: String) =
        front.show(HandedFiles.write(context, fileName, text.encodeToByteArray()), CALENDAR)

    override fun openDocument(fileName: String, mediaType: String, bytes: ByteArray) =
        front.show(HandedFiles.write(context, fileName, bytes), mediaType)

    override fun keep(fileName: String, bytes: ByteArray) = front.send(HandedFiles.write(context, fileName, bytes))

    override fun share(text: String) = front.share(text)

    override suspend fun chooseFile(): ChosenFile? = papers.choose()

    override fun picture(png: ByteArray) = es.madrid.movil.picture(png)
}

/** What the phone lends to the core. Making it touches the key store and the disk: not on the main thread. */
internal fun platform(context: Context, front: Front): Platform {
    val keys = HardwareKeys(Build.VERSION.SDK_INT, context.hasStrongBox)
    return Platform(
        keyStore = PhoneKeys(
            keys,
            AskPerson(front),
            hasScreenLock = { context.getSystemService(KeyguardManager::class.java)?.isDeviceSecure ?: false },
        ),
        deviceKeys = CardKeys(keys),
        settings = PhoneSettings(context.getSharedPreferences("madrid", Context.MODE_PRIVATE)),
        log = if (context.isDebuggable) Logcat else SilentLog,
    )
}
