// The Android shell on a desktop: in a window, or drawn into files with --headless.

package es.madrid.desktop

import es.madrid.kit.AppException
import es.madrid.kit.Madrid
import es.madrid.kit.Platform
import kotlinx.coroutines.runBlocking
import kotlin.system.exitProcess

/** Exit code 0 when it went well, 1 when the app cannot be opened or a screen shows a failure, 2 for a bad call. */
fun main(args: Array<String>) {
    val code = try {
        run(arguments(args))
    } catch (bad: BadCall) {
        complain("${bad.message}\n$USAGE", 2)
    } catch (failure: AppException) {
        complain("the app cannot be opened: $failure", 1)
    }
    // The core's threads would keep the process alive.
    exitProcess(code)
}

private fun run(arguments: Arguments): Int {
    val platform = Platform.software(arguments.config.homeDir)
    return runBlocking { Madrid.open(arguments.config, platform) }.use { madrid ->
        val out = arguments.out
        if (out == null) {
            showWindow(madrid, arguments)
            0
        } else {
            val good = runBlocking { drawScreens(madrid, arguments, out) }
            if (good) 0 else complain("the city's places could not be fetched: the picture says why", 1)
        }
    }
}

private fun complain(text: String, code: Int): Int {
    System.err.println(text)
    return code
}
