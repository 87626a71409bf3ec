# Spanish: what a citizen meets first. We say "tú", one idea per sentence, the verb early.

## How fresh, when, how far
source-city = Ayuntamiento de Madrid
fresh = Al día: { $when }
stale = Sin confirmar desde { $when }
partial = Falta una parte; lo demás, { $when }
never = Todavía sin datos
beginning = Todavía falta una parte
beginning-body = Aún no lo tenemos todo. Lo que buscas puede llegar en un momento.
when-today = hoy a las { $time }
when-yesterday = ayer a las { $time }
when-date = el { $day } de { $month } de { $year }
months = enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
distance-m = { $n } m
distance-km = { $n } km
distance-spoken-m = a { $n } metros
distance-spoken-km = a { $n } kilómetros

## Notices
notice-clock-title = Revisa la hora
notice-clock-body = El reloj de tu móvil no va bien. Activa la hora automática en los ajustes. Así verás bien los plazos y las fechas.
notice-rebuilt-title = Datos reparados
notice-rebuilt-body = El archivo de datos de la app estaba dañado. Lo hemos apartado sin borrar nada y pedimos de nuevo los datos a la ciudad.

## Words of controls and tabs
word-home = Inicio
word-places = Lugares
word-profile = Perfil
word-settings = Ajustes
word-consents = Permisos y avisos
word-loading = Cargando
word-agenda = Agenda
word-for-you = Para ti
word-map = Mapa
word-saved = Guardados
word-interests = Lo que te interesa
word-bookings = Tus reservas
word-times = Ver horas
action-unkeep = Quitar de guardados
action-back = Volver
action-close = Cerrar
action-retry = Probar otra vez
action-refresh = Actualizar
action-edit = Cambiar
action-save = Guardar
action-cancel = Cancelar
action-done = Listo
language-own-es = Español
language-own-en = English
