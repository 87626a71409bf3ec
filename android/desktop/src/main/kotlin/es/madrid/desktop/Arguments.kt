// What the program is asked for on the command line.

package es.madrid.desktop

import es.madrid.kit.AppConfig
import es.madrid.kit.HereRequest
import es.madrid.kit.Language
import java.nio.file.Path

/** How the program is called. */
internal const val USAGE =
    "desktop --city URL --home DIR [--headless --out DIR] [--lang es|en] [--as PERSONA] [--lat DEGREES] [--lon DEGREES] " +
        "[--until home|nothing]"

/**
 * The call, checked.
 *
 * @property out where the pictures go; `null` opens a window.
 * @property config what the app is opened with.
 * @property here where the person is.
 * @property persona who signs in at the mock city from the window.
 * @property until what to draw once, without a window, and say how long it took since the process was started.
 */
internal data class Arguments(
    val out: Path?,
    val config: AppConfig,
    val here: HereRequest,
    val persona: String,
    val until: Until?,
)

/** What can be timed: the first screen of the person who has signed in, or a screen with nothing on it. */
internal enum class Until { HOME, NOTHING }

/** The call was not understood; the text says why. */
internal class BadCall(text: String) : Exception(text)

private val options = setOf("--city", "--home", "--out", "--lang", "--as", "--lat", "--lon", "--until")

/** Reads the call. Throws [BadCall]. */
internal fun arguments(args: Array<String>): Arguments {
    val given = given(args)
    fun needed(option: String) = given[option] ?: throw BadCall("$option is missing")
    val headless = "--headless" in given
    return Arguments(
        out = if (headless) Path.of(needed("--out")) else null,
        config = AppConfig(
            homeDir = needed("--home"),
            cityUrl = needed("--city"),
            language = language(given["--lang"]),
            rootsPem = null,
            pins = emptyList(),
            pinsExpire = null,
        ),
        here = HereRequest(lat = degrees(given, "--lat", SOL_LAT), lon = degrees(given, "--lon", SOL_LON)),
        persona = given["--as"] ?: "p-carmen",
        until = given["--until"]?.let(::until),
    )
}

private fun given(args: Array<String>): Map<String, String> {
    val given = mutableMapOf<String, String>()
    val rest = args.iterator()
    while (rest.hasNext()) {
        val option = rest.next()
        when {
            option == "--headless" -> given[option] = ""
            option !in options -> throw BadCall("$option is not known")
            !rest.hasNext() -> throw BadCall("$option has no value")
            else -> given[option] = rest.next()
        }
    }
    return given
}

private fun language(word: String?): Language = when (word) {
    null, "es" -> Language.ES
    "en" -> Language.EN
    else -> throw BadCall("--lang is es or en, not $word")
}

private fun until(word: String): Until =
    Until.entries.firstOrNull { it.name.lowercase() == word } ?: throw BadCall("--until is home or nothing, not $word")

private fun degrees(given: Map<String, String>, option: String, default: Double): Double {
    val text = given[option] ?: return default
    return text.toDoubleOrNull() ?: throw BadCall("$option is a number of degrees, not $text")
}

/** The Puerta del Sol. */
private const val SOL_LAT = 40.4169
private const val SOL_LON = -3.7035
