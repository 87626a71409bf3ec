// The one file of the desktop that calls the core: a picture needs a clock that stands still, and no phone has one.

package es.madrid.desktop

import es.madrid.core.provokeClock

/** Stops the clock of this process at [now] (RFC 3339), moves it there, or lets it run again. */
internal fun stopClock(now: String?) = provokeClock(now)
