// The Android shell on a desktop: in a window, or drawn into files with --headless.

package es.madrid.desktop

import es.madrid.kit.AppException
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid
import es.madrid.kit.Platform
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import kotlin.system.exitProcess

/** Exit code 0 when it went well, 1 when the app cannot be opened or a screen shows a failure, 2 for a bad call. */
fun main(args: Array<String>) {
    val code = try {
        run(arguments(args))
    } catch (bad: BadCall) {
        complain("${bad.message}\n$USAGE", 2)
    }
    // The core's threads would keep the process alive.
    exitProcess(code)
}

private fun run(arguments: Arguments): Int {
    val config = arguments.config
    val madrid = try {
        runBlocking { Madrid.open(config, Platform.desktop(config.homeDir)) }
    } catch (failure: AppException) {
        return cannotOpen(Madrid.explain(failure, config.language), arguments)
    }
    return madrid.use { if (arguments.out == null) openWindow(it, arguments) else draw(it, arguments, arguments.out) }
}

private fun openWindow(madrid: Madrid, arguments: Arguments): Int {
    showWindow(madrid, arguments)
    return 0
}

private fun draw(madrid: Madrid, arguments: Arguments, out: Path): Int {
    val good = runBlocking { drawPlaces(madrid, arguments, out) }
    if (!good) return complain("the city's places could not be fetched: the picture says why", 1)
    return try {
        runBlocking { Tour(arguments.config, MockCity(arguments.config.cityUrl), out).draw() }
        0
    } catch (ended: TourEnds) {
        complain("the citizen's tour ended: ${ended.message}", 1)
    } catch (other: NoMockCity) {
        complain("the citizen's tour needs the mock city: ${other.message}", 1)
    }
}

/** The person sees the same words on the screen, wherever it is. */
private fun cannotOpen(why: ExplanationView, arguments: Arguments): Int {
    if (arguments.out == null) showFailure(why) else drawFailure(why, arguments.out)
    return complain("the app cannot be opened: ${why.title} (${why.code})", 1)
}

private fun complain(text: String, code: Int): Int {
    System.err.println(text)
    return code
}
