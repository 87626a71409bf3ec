// The door to the core, the city's half: its agenda and its map.

package es.madrid.kit

import kotlinx.coroutines.flow.Flow

/** What is on, now and after every change of the agenda. Collecting throws `AppException` if it cannot be read. */
fun Madrid.events(request: AgendaRequest): Flow<AgendaListView> = live { agenda.observe(request, AgendaTo(it)) }

/**
 * One event, by the `id` of its row, now and after every change.
 *
 * Collecting throws `AppException` of kind `NotFound` when the city no longer lists it.
 */
fun Madrid.event(id: String): Flow<EventView> = live { agenda.observeEvent(id, EventTo(it)) }

/** An event for the phone's own calendar. Throws `AppException` as [event] does. */
suspend fun Madrid.calendarFile(id: String): CalendarFileView = agenda.calendarFile(id)

/** What the agenda can be chosen by, with its words. Ask again in a new language. */
suspend fun Madrid.agendaFilter(): AgendaFilterView = agenda.filter()

/** The map, now and after every change. Collecting throws `AppException` if it cannot be read. */
fun Madrid.map(request: MapRequest): Flow<MapView> = live { cityMap.observe(request, MapTo(it)) }
