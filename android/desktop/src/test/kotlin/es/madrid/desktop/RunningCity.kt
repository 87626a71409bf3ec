// A mock city of its own for a test of the whole app.

package es.madrid.desktop

import java.util.concurrent.TimeUnit

/** Does [use] with the address of a city that has started with these [options], and stops the city afterwards. */
internal fun runningCity(vararg options: String, use: (url: String) -> Unit) {
    val program = checkNotNull(System.getProperty("madrid.city")) { "madrid.city names no program" }
    val process = ProcessBuilder(program, "serve", "--port", "0", "--exit-with-stdin", *options)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start()
    try {
        val ready = checkNotNull(process.inputReader().readLine()) { "the city ended before it was ready" }
        use(checkNotNull(Regex(""""http":"([^"]+)"""").find(ready)) { "the city says: $ready" }.groupValues[1])
    } finally {
        process.destroy()
        check(process.waitFor(20, TimeUnit.SECONDS)) { "the city does not stop" }
    }
}
