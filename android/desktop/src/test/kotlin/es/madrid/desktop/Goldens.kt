// The kept pictures of the screens: a picture of today is held against the one that somebody has looked at.

package es.madrid.desktop

import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.nameWithoutExtension
import kotlin.math.abs

/** How far a channel of a pixel may be off before the pixel counts as another: half a step of the file, and 4 of drawing. */
internal const val CHANNEL = STEP / 2 + 4

/** The side of a square about as large as a letter and its neighbours. */
internal const val TILE = 24

/** The next square begins in the middle of this one: what is cut by the edge of one is whole in another. */
internal const val NEXT_TILE = TILE / 2

/** How many pixels of one such square may be others: one digit of an amount must not hide in a long page. */
internal const val OTHERS_IN_TILE = 12

/** How many of a thousand pixels may be others: letters are not drawn the same to the last pixel on every machine. */
internal const val OTHERS = 1.0

/**
 * The pictures in the folder [kept]. What differs is put into [out]: as it is now, and where it differs. When
 * [isUpdating], what differs is kept from now on instead.
 */
internal class Goldens(private val kept: Path, private val out: Path, private val isUpdating: Boolean) {
    private val seen = mutableSetOf<String>()

    /** What differs, in words. */
    val differences = mutableListOf<String>()

    /** How many were compared. */
    val compared: Int get() = seen.size

    /** Kept pictures of screens that there are no more. */
    val orphans: List<String>
        get() = kept.listDirectoryEntries("*.png").map { it.nameWithoutExtension }.filter { it !in seen }.sorted()

    /** Holds the picture of today against the kept one. */
    fun compare(name: String, now: Pixels) {
        seen += name
        val file = kept.resolve("$name.png")
        val before = if (file.exists()) Pixels.of(ImageIO.read(file.toFile())) else null
        val difference = if (before == null) "there is no kept picture" else difference(before, now) ?: return
        if (isUpdating) return writeSmall(now, file)
        differences += "$name: $difference"
        writeSmall(now, out.resolve("$name-now.png"))
        before?.let { ImageIO.write(marked(it, now), "png", out.resolve("$name-difference.png").toFile()) }
    }

    /** Lets kept pictures go that nothing is held against any more. */
    fun tidy() {
        if (isUpdating) orphans.forEach { kept.resolve("$it.png").toFile().delete() }
    }

    init {
        kept.createDirectories()
        out.createDirectories()
        out.listDirectoryEntries("*.png").forEach { it.toFile().delete() }
    }
}

/** What is different, in words; `null` when it is within what is allowed. */
internal fun difference(before: Pixels, now: Pixels): String? {
    if (before.width != now.width || before.height != now.height) {
        return "it is ${now.width} by ${now.height} and was ${before.width} by ${before.height}"
    }
    val others = now.argb.indices.filter { isOther(before.argb[it], now.argb[it]) }
    val part = 1_000.0 * others.size / now.argb.size
    if (part > OTHERS) return "${others.size} pixels are others, $part of a thousand"
    val inTiles = others.flatMap { tiles(it, now.width) }.groupingBy { it }.eachCount()
    val (place, most) = inTiles.maxByOrNull { it.value } ?: return null
    return if (most > OTHERS_IN_TILE) "$most pixels are others in one place, that at $place" else null
}

/** The squares of a picture in which a pixel lies, each by its upper left corner. */
private fun tiles(place: Int, width: Int): List<Pair<Int, Int>> {
    val (column, row) = place % width / NEXT_TILE * NEXT_TILE to place / width / NEXT_TILE * NEXT_TILE
    val (columns, rows) = listOf(column - NEXT_TILE, column) to listOf(row - NEXT_TILE, row)
    return columns.flatMap { x -> rows.map { y -> x to y } }
}

private fun isOther(one: Int, other: Int) =
    abs((one shr 16 and 0xFF) - (other shr 16 and 0xFF)) > CHANNEL ||
        abs((one shr 8 and 0xFF) - (other shr 8 and 0xFF)) > CHANNEL ||
        abs((one and 0xFF) - (other and 0xFF)) > CHANNEL

/** The picture of today, pale, with what differs in red. */
private fun marked(before: Pixels, now: Pixels): BufferedImage {
    val marked = IntArray(now.argb.size) { place ->
        val (x, y) = place % now.width to place / now.width
        val was = if (x < before.width && y < before.height) before.argb[y * before.width + x] else 0
        if (isOther(was, now.argb[place])) 0xFFE00000.toInt() else now.argb[place] or 0xFFC0C0C0.toInt()
    }
    return Pixels(now.width, now.height, marked).image()
}
