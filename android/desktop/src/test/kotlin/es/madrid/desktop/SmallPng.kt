// A PNG as small as a picture of a screen can be: few colours, one byte for each pixel, packed as tightly as it goes.

package es.madrid.desktop

import java.io.ByteArrayOutputStream
import java.io.DataOutputStream
import java.nio.file.Path
import java.util.zip.CRC32
import java.util.zip.Deflater
import java.util.zip.DeflaterOutputStream
import kotlin.io.path.writeBytes

/** The steps in which a small picture has its colours: a letter's edge has a handful of them instead of hundreds. */
internal const val STEP = 16

private val SIGNATURE = byteArrayOf(0x89.toByte(), 'P'.code.toByte(), 'N'.code.toByte(), 'G'.code.toByte(), 13, 10, 26, 10)

/** Eight bits for each pixel, and they are a place in the palette. */
private const val DEPTH = 8
private const val PALETTE = 3

/** Writes the picture. Its colours are off by half a step at most. */
internal fun writeSmall(pixels: Pixels, file: Path) {
    val palette = LinkedHashMap<Int, Int>()
    val places = ByteArrayOutputStream()
    for (y in 0 until pixels.height) {
        // Every row says how it is to be read: as it is.
        places.write(0)
        for (x in 0 until pixels.width) {
            places.write(palette.getOrPut(coarse(pixels.argb[y * pixels.width + x])) { palette.size })
        }
    }
    check(palette.size <= 256) { "${palette.size} colours are too many for a screen" }
    val bytes = ByteArrayOutputStream()
    DataOutputStream(bytes).use { png ->
        png.write(SIGNATURE)
        png.chunk("IHDR") {
            writeInt(pixels.width)
            writeInt(pixels.height)
            write(byteArrayOf(DEPTH.toByte(), PALETTE.toByte(), 0, 0, 0))
        }
        png.chunk("PLTE") { palette.keys.forEach { colour -> channels(colour).forEach(::writeByte) } }
        png.chunk("IDAT") { write(packed(places.toByteArray())) }
        png.chunk("IEND") {}
    }
    file.writeBytes(bytes.toByteArray())
}

private fun DataOutputStream.chunk(name: String, fill: DataOutputStream.() -> Unit) {
    val body = ByteArrayOutputStream().also { DataOutputStream(it).fill() }.toByteArray()
    val sum = CRC32().apply {
        update(name.toByteArray())
        update(body)
    }
    writeInt(body.size)
    writeBytes(name)
    write(body)
    writeInt(sum.value.toInt())
}

private fun packed(bytes: ByteArray): ByteArray {
    val out = ByteArrayOutputStream()
    DeflaterOutputStream(out, Deflater(Deflater.BEST_COMPRESSION)).use { it.write(bytes) }
    return out.toByteArray()
}

/** The nearest colour that the steps have; the last of them is the lightest there is. */
private fun coarse(argb: Int): Int = channels(argb).fold(0) { made, channel ->
    (made shl 8) or ((channel + STEP / 2) / STEP * STEP).coerceAtMost(0xFF)
}

/** Red, green and blue. */
internal fun channels(argb: Int): List<Int> = listOf(argb shr 16 and 0xFF, argb shr 8 and 0xFF, argb and 0xFF)
