// Codes in pictures, for a desktop that has no camera.

package es.madrid.desktop

import com.google.zxing.BarcodeFormat
import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.NotFoundException
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.multi.qrcode.QRCodeMultiReader
import java.io.ByteArrayInputStream
import java.io.IOException
import javax.imageio.ImageIO

private val HINTS = mapOf(DecodeHintType.TRY_HARDER to true, DecodeHintType.POSSIBLE_FORMATS to listOf(BarcodeFormat.QR_CODE))

/** What the QR codes of a picture say, a line each. `null` when there is none in it, or it is no picture. */
internal fun codesIn(picture: ByteArray): String? {
    val image = try {
        ImageIO.read(ByteArrayInputStream(picture))
    } catch (_: IOException) {
        null
    } ?: return null
    val points = image.getRGB(0, 0, image.width, image.height, null, 0, image.width)
    val source = RGBLuminanceSource(image.width, image.height, points)
    return try {
        QRCodeMultiReader().decodeMultiple(BinaryBitmap(HybridBinarizer(source)), HINTS).joinToString("\n") { it.text }
    } catch (_: NotFoundException) {
        null
    }
}
