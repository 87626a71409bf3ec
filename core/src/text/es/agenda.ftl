## Days and hours
weekdays = lunes martes miércoles jueves viernes sábado domingo
day-month = { $day } de { $month }
on-day = el { $date }
span = del { $from } al { $to }
listing = { $first } y { $last }

## Kinds of event
event-exhibition = Exposición
event-music = Música
event-theatre = Teatro
event-dance = Danza
event-cinema = Cine
event-talk = Charla
event-workshop = Taller
event-reading = Lectura
event-story-telling = Cuentos y títeres
event-sport = Deporte
event-tour = Visita o paseo
event-fair = Feria
event-circus-magic = Circo y magia
event-party = Fiesta
event-course = Curso
event-contest = Concurso
event-children = Campamento
event-other = Actividad

## For whom
audience-children = Niños y niñas
audience-families = Familias
audience-young = Jóvenes
audience-women = Mujeres
audience-seniors = Mayores

## The agenda
when-coming-title = Próximamente
when-now-title = Ahora
when-today-title = Hoy
when-tomorrow-title = Mañana
when-weekend-title = Este fin de semana
agenda-none-title = Nada por aquí
agenda-none-body = No hay nada en la agenda con lo que pides. Quita algún filtro o mira otro día.
agenda-never-title = Todavía sin agenda
agenda-never-body = El móvil aún no tiene la agenda. Conéctate a la red una vez y después la verás también sin red.
agenda-search = Busca en la agenda
agenda-when-title = Cuándo
agenda-kind-title = Qué
agenda-any-kind = Todo
agenda-audience-title = Para quién
agenda-any-audience = Todo el mundo
agenda-free = Gratis
agenda-near = A menos de 3 km
agenda-district-title = Distrito
agenda-any-district = Toda la ciudad
agenda-now-until = Ahora, hasta las { $time }
agenda-began = Empezó a las { $time }
agenda-until = Hasta { $date }
agenda-last-day = Hoy es el último día
agenda-over = Ya ha terminado
agenda-hours = de { $from } a { $to }
agenda-hour = a las { $time }
agenda-daily = todos los días
agenda-weekly = cada { $days }
agenda-days = de { $from } a { $to }
agenda-weeks = cada { $n } semanas
fact-when = Cuándo
fact-next-days = Próximos días
fact-not-on = Días sin actividad
fact-where = Dónde
fact-price = Precio
fact-audience = Para quién
action-calendar = Añadir al calendario
action-share = Compartir
action-see-place = Ver el lugar
action-show-events = Ver la agenda

## Days that cannot be
error-days-title = Revisa los días
error-days-body = Uno de los días no existe o el primero va detrás del último. Así no sabemos qué buscar.
error-days-next = Escribe otra vez los días.
