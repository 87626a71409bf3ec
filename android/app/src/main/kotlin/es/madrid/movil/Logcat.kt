// The log of a developer's build.

package es.madrid.movil

import android.util.Log
import es.madrid.kit.LogLevel
import es.madrid.kit.LogRecord
import es.madrid.kit.LogSink

/** Writes to the system's log. Its lines hold nothing personal; a release writes none all the same. */
internal object Logcat : LogSink {
    override fun write(record: LogRecord) {
        Log.println(priority(record.level), "madrid", "${record.target}: ${record.text}")
    }

    private fun priority(level: LogLevel): Int = when (level) {
        LogLevel.ERROR -> Log.ERROR
        LogLevel.WARN -> Log.WARN
        LogLevel.INFO -> Log.INFO
        LogLevel.DEBUG -> Log.DEBUG
    }
}
