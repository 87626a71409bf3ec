# Spanish: what a citizen meets first. We say "tú", one idea per sentence, the verb early.

## Kinds of place
kind-sports-centre = Centro deportivo
kind-library = Biblioteca
kind-park = Parque
kind-cultural-centre = Centro cultural
kind-museum = Museo
kind-citizen-office = Oficina de atención
kind-other = Otro lugar

## What a person may need there
need-step-free = Accesible
need-partly-accessible = Accesible en parte
need-indoor-pool = Piscina cubierta
need-outdoor-pool = Piscina de verano
need-play-area = Juegos infantiles
need-dog-area = Área canina
need-study-room = Sala de estudio
need-wifi = Wifi gratis
need-bike-parking = Aparcabicis
need-sports-courts = Pistas deportivas

## How fresh, when, how far
source-city = Ayuntamiento de Madrid
fresh = Al día: { $when }
stale = Sin confirmar desde { $when }
partial = Falta una parte; lo demás, { $when }
never = Todavía sin datos
when-today = hoy a las { $time }
when-yesterday = ayer a las { $time }
when-date = el { $day } de { $month } de { $year }
months = enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
distance-m = { $n } m
distance-km = { $n } km
distance-spoken-m = a { $n } metros
distance-spoken-km = a { $n } kilómetros

## Places
places-near = Cerca de ti
places-found = Resultados
places-none-title = Nada por aquí
places-none-body = No hay ningún lugar de este tipo en la lista. Quita algún filtro o elige otro tipo de lugar.
places-not-found-title = Sin resultados
places-not-found-body = No hay ningún lugar con esas palabras. Prueba con menos letras o con el nombre de la calle.
places-never-title = Todavía sin datos
places-never-body = El móvil aún no tiene la lista de lugares. Conéctate a la red una vez y después la verás también sin red.
places-count =
    { $count ->
        [one] { $n } lugar guardado en el móvil
       *[other] { $n } lugares guardados en el móvil
    }
fact-address = Dirección
fact-hours = Horario
fact-desk-hours = Horario de taquilla
fact-transport = Cómo llegar
fact-equipment = Qué hay
fact-source = Fuente
fact-source-dated = { $source }, datos del { $day } de { $month } de { $year }
action-call = Llamar
action-write = Escribir un correo
action-web = Abrir la web
action-directions = Ver el camino

## Notices
notice-clock-title = Revisa la hora
notice-clock-body = El reloj de tu móvil no va bien. Activa la hora automática en los ajustes. Así verás bien los plazos y las fechas.
notice-rebuilt-title = Datos reparados
notice-rebuilt-body = El archivo de datos de la app estaba dañado. Lo hemos apartado sin borrar nada y pedimos de nuevo los datos a la ciudad.

## Errors: what happened, what it means, what to do
error-offline-title = Sin conexión
error-offline-body = No llegamos a la ciudad. Puedes seguir con lo que ya está en el móvil; verás de cuándo es cada dato.
error-offline-next = Mira si tienes red y prueba otra vez.
error-slow-title = La red va lenta
error-slow-body = La respuesta no llegó entera. No has perdido nada: lo que tenías en el móvil sigue igual.
error-slow-next = Prueba otra vez en un sitio con mejor señal.
error-busy-title = Hay mucha gente
error-busy-body = La ciudad recibe ahora muchas visitas y nos pide esperar un poco. No has perdido nada.
error-busy-next = Espera un momento. La app lo intenta sola.
error-city-title = La ciudad no responde
error-city-body = El servicio de la ciudad tiene un fallo. No es tu móvil ni es tu red. No has perdido nada.
error-city-next = Prueba más tarde. También puedes llamar al 010.
error-portal-title = Esta red pide entrar
error-portal-body = La red wifi muestra su propia página y no deja pasar a la app. Pasa en hoteles, bares y estaciones.
error-portal-next = Abre el navegador, entra en la red wifi y vuelve.
error-untrusted-title = No es la ciudad
error-untrusted-body = Alguien responde en su lugar, o la app es antigua. Por tu seguridad hemos cortado. No se ha enviado ningún dato.
error-untrusted-next = Cambia de red. Si sigue, actualiza la app.
error-clock-title = Revisa fecha y hora
error-clock-body = Para el móvil, la clave de la ciudad está fuera de fecha. Casi siempre es porque el reloj del móvil va mal.
error-clock-next = Activa la hora automática y prueba otra vez.
error-gone-title = Ya no está
error-gone-body = Lo que buscas no existe o la ciudad lo ha quitado. Puede que el enlace sea antiguo.
error-gone-next = Vuelve a la lista y busca por el nombre.
error-refused-title = No se puede hacer
error-refused-body = La ciudad no acepta lo que pide la app. Quizá tu versión de la app es antigua. No has perdido nada.
error-refused-next = Actualiza la app y prueba otra vez.
error-update-title = Actualiza la app
error-update-body = Tus datos son de una versión más nueva de la app. Están a salvo y no los hemos tocado.
error-update-next = Instala la última versión y abre la app de nuevo.
error-full-title = Móvil sin espacio
error-full-body = No queda sitio para guardar los datos. Lo que ya tenías sigue igual y no se ha perdido nada.
error-full-next = Borra fotos o apps que no uses y prueba otra vez.
error-rebuilt-title = Datos reparados
error-rebuilt-body = El archivo de datos estaba dañado. Lo hemos apartado sin borrar nada y lo llenamos de nuevo.
error-rebuilt-next = Prueba otra vez dentro de un momento.
error-paused-title = App en pausa
error-paused-body = El móvil paró la app un momento y la pregunta quedó a medias. No has perdido nada.
error-paused-next = Prueba otra vez.
error-disk-title = No se puede guardar
error-disk-body = El móvil no deja leer o escribir los datos de la app. Lo que ya estaba guardado sigue ahí.
error-disk-next = Reinicia el móvil. Si sigue, llama al 010.
error-phone-title = Falla el móvil
error-phone-body = El móvil no da a la app su llave segura o sus ajustes. Sin eso no podemos guardar datos tuyos.
error-phone-next = Reinicia el móvil y abre la app de nuevo.
error-location-title = No sabemos dónde estás
error-location-body = El lugar que nos llega no está en el mapa. Con él no podemos medir qué te queda cerca.
error-location-next = Activa la ubicación o escribe una calle.
error-search-title = Escribe algo más
error-search-body = Para buscar necesitamos alguna letra o algún número. Vale con el principio de una palabra.
error-search-next = Escribe el nombre o la calle.
error-bug-title = Hemos fallado
error-bug-body = La app ha tenido un fallo nuestro. No es culpa tuya y lo que tenías guardado sigue igual.
error-bug-next = Prueba otra vez. Si sigue, dinos el código.

## Errors of the session, the lock and changes
error-sign-in-title = Entra primero
error-sign-in-body = Para ver tus datos, la ciudad necesita saber quién eres. Los lugares no lo piden.
error-sign-in-next = Entra con Cl@ve.
error-again-title = Entra otra vez
error-again-body = La ciudad ha cerrado tu sesión. Lo que ves sigue en el móvil y lo que has escrito se enviará después.
error-again-next = Entra una vez con Cl@ve y seguimos.
error-stronger-title = Confirma que eres tú
error-stronger-body = Para cambiar datos tuyos la ciudad pide dos pruebas: tu contraseña y un código en el móvil. Tu cambio está guardado.
error-stronger-next = Confirma con Cl@ve y enviamos el cambio.
error-cancelled-title = No has entrado
error-cancelled-body = Has cerrado la página o hay otra abierta. No ha cambiado nada y todo sigue como estaba.
error-cancelled-next = Entra cuando quieras.
error-login-title = No se pudo entrar
error-login-body = La respuesta de la página no era para esta app o no bastaba. Por tu seguridad la hemos rechazado.
error-login-next = Prueba otra vez. Si sigue, llama al 010.
error-too-late-title = Pasó mucho tiempo
error-too-late-body = La llave que da la página de entrada dura un minuto y ya no valía. No ha cambiado nada.
error-too-late-next = Entra otra vez.
error-other-title = Datos de otra persona
error-other-body = Este móvil guarda los datos de otra persona. No los mezclamos con los tuyos y siguen como estaban.
error-other-next = Quien los guardó puede borrarlos en Ajustes.
error-browser-title = Falla el navegador
error-browser-body = El móvil no puede abrir el navegador, y la entrada se hace ahí. No ha cambiado nada.
error-browser-next = Instala o activa un navegador.
error-locked-title = Datos bloqueados
error-locked-body = Tus datos están bloqueados en este móvil y nadie los puede leer. No se ha perdido nada.
error-locked-next = Desbloquea con tu cara, tu dedo o tu código.
error-key-gone-title = Falta la llave
error-key-gone-body = El móvil ya no puede abrir los datos guardados. Pasa al cambiar las huellas o al restaurar una copia. La ciudad tiene tus datos; un cambio sin enviar se pierde.
error-key-gone-next = Borra los datos en Ajustes y entra otra vez.
error-conflict-title = Cambió en dos sitios
error-conflict-body = Este dato cambió también en otro sitio antes de llegar tu cambio. Tienes los dos y decides tú.
error-conflict-next = Elige con cuál te quedas.
error-intent-title = No se ha aceptado
error-intent-body = La ciudad no ha podido hacer este cambio y tus datos siguen como estaban. Lo que escribiste está guardado aquí.
error-intent-next = Corrige el dato o descarta el cambio.
error-part-title = Falta una parte
error-part-body = Esta parte de la ciudad no contesta ahora. Las demás sí, y aquí ves lo último que dijo.
error-part-next = Prueba más tarde o llama al 010.
error-act-title = Sin permiso
error-act-body = La ciudad no tiene apuntado que puedas actuar por esta persona. Puede que el permiso haya terminado.
error-act-next = Pregunta en una oficina o en el 010.
error-profile-title = Todavía sin datos
error-profile-body = El móvil aún no tiene tus datos de la ciudad. Conéctate una vez y después los verás también sin red.
error-profile-next = Conéctate y prueba otra vez.
error-number-title = Revisa el teléfono
error-number-body = Ese número no tiene la forma de un teléfono. En España son nueve cifras; de otro país, empieza por + y su prefijo.
error-number-next = Escribe el número entero.
error-email-title = Revisa el correo
error-email-body = Esa dirección no tiene la forma de un correo. Suele ser un nombre, una arroba y un sitio con punto.
error-email-next = Escribe la dirección entera.

## Sign-in and lock
session-prompt-unlock = Desbloquea tus datos de Madrid
session-prompt-lock = Confirma para cambiar el bloqueo
session-out-title = Entra
session-out-body = Entra con Cl@ve para ver lo que tienes con la ciudad. Los lugares de la ciudad se ven sin entrar.
session-locked-title = Datos bloqueados
session-in-title = Has entrado
session-in-light = Puedes ver tus datos. Para cambiarlos te pediremos confirmar.
session-in-strong = Puedes ver tus datos y cambiarlos.
session-again-title = Entra otra vez
action-sign-in = Entrar con Cl@ve
action-sign-in-again = Entrar otra vez
action-unlock = Desbloquear
action-confirm-identity = Confirmar con Cl@ve
action-sign-out = Salir
action-lock = Bloquear
removal-title = Borrar mis datos
removal-body = Se borra de este móvil todo lo tuyo. La ciudad conserva lo que ya tiene y lo verás al entrar otra vez.
removal-session = Tu sesión y tu llave de este móvil
removal-profile = Tus datos y los de quien representas
removal-items =
    { $count ->
        [one] { $n } cosa guardada para verla sin red
       *[other] { $n } cosas guardadas para verlas sin red
    }
removal-layout = El orden de tu pantalla
removal-unsent =
    { $count ->
        [one] { $n } cambio sin enviar, que se pierde
       *[other] { $n } cambios sin enviar, que se pierden
    }
action-remove = Borrar mis datos

## Home
home-greeting = Hola, { $name }
home-subjects-title = Para quién
home-acting = Actúas por { $name }
home-switch-self = Tú
home-relation-child = Menor a tu cargo
home-relation-represented = Le representas
home-never-title = Todavía sin datos
home-never-body = El móvil aún no tiene tus datos de la ciudad. Conéctate una vez y después los verás también sin red.
block-owe = Lo que debes
block-do = Lo que tienes pendiente
block-new = Novedades
block-have = Lo que tienes
block-near = Cerca de ti
section-tax = Impuestos
section-fines = Multas
section-cards = Carnés y tarjetas
section-procedures = Trámites
section-appointments = Citas
section-notifications = Notificaciones
section-messages = Mensajes
part-missing = { $part }: no contesta ahora
part-missing-since = { $part }: no contesta; ves lo de { $when }
empty-owe = No debes nada a la ciudad.
empty-do = No tienes nada pendiente.
empty-new = No hay nada nuevo.
empty-have = Aquí verás tus carnés y tarjetas.
empty-near = No hay lugares cerca.
near-nowhere = No sabemos desde dónde medir. Activa la ubicación para ver qué hay cerca.
owe-total = Por pagar: { $amount }
owe-nothing-to-pay = Nada que pagar ahora
item-due = Puedes pagar hasta { $date }
item-due-over = El plazo acabó { $date }
item-notification-over = Sin abrir. El plazo para abrirla acabó { $date }.
item-status-unknown = Consulta cómo está en el 010
owe-total-at-least = Por pagar, al menos: { $amount }
empty-stale = Nada, según lo último que dijo la ciudad.
item-direct-debit = El banco lo paga { $date }
item-enforcement = Fuera de plazo, con recargo
item-fine-speed = Multa por velocidad
item-fine-parking = Multa por aparcar
item-fine-zone = Multa por zona de bajas emisiones
item-fine-red-light = Multa por semáforo
item-fine-other = Multa
item-fine-reduced = { $reduced } hasta { $date }; después, { $amount }
item-fine-full = Sin descuento
item-fine-gives-up = Pagar con descuento cierra el caso: ya no podrás alegar.
item-where = { $place }, { $date }
item-valid-until = Vale hasta { $date }
item-valid-always = Sin fecha de fin
item-expired = Caducó { $date }
item-needs-you = Te falta algo: tienes hasta { $date }
item-needs-you-now = Te falta algo por hacer
item-in-progress = En marcha. Último paso: { $date }
item-resolved = Resuelto { $date }
item-appointment = { $place }, { $when }
item-appointment-office = Cita en oficina
item-appointment-tax = Cita de impuestos
item-appointment-other = Cita
item-notification-unread = Sin abrir. Puedes abrirla hasta { $date }; después cuenta como rechazada.
item-notification-opened = Abierta
item-notification-rejected = Sin abrir a tiempo: cuenta como rechazada
item-message-unread = Nuevo, { $when }
item-message-read = Leído, { $when }
item-pressing = Corre prisa
next-see-fine = Ver la multa
next-see-tax = Ver el recibo
next-go-on = Seguir el trámite
next-notification = Ver la notificación
next-appointment = Ver la cita
next-renew = Renovar
next-read = Leer el mensaje
day-year = el { $day } de { $month } de { $year }
day-plain = el { $day } de { $month }
day-today = hoy
day-tomorrow = mañana
date = { $day } de { $month } de { $year }
day-at = { $date } a las { $time }

## Profile
profile-title = Tus datos
profile-name = Nombre
profile-document = NIF o NIE
profile-birth = Nacimiento
profile-address = Dirección del padrón
profile-phone = Teléfono
profile-email = Correo
profile-no-email = Sin correo
pending-contact = Nuevo contacto: { $value }
pending-no-email = sin correo
pending-preferences = Nuevas preferencias
pending-preferences-theirs = otras preferencias
pending-other = Un cambio tuyo
pending-waiting = Guardado. Se enviará en cuanto se pueda.
pending-stronger = Guardado. Falta confirmar con Cl@ve.
pending-conflict = La ciudad tiene ahora: { $value }. ¿Con qué te quedas?
pending-refused = La ciudad no lo ha aceptado.
action-keep-mine = Quedarme con el mío
action-keep-theirs = El de la ciudad
action-discard = Descartar mi cambio

## Words of controls and tabs
word-home = Inicio
word-places = Lugares
word-profile = Perfil
word-settings = Ajustes
word-consents = Permisos y avisos
word-loading = Cargando
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

## Welcome and sign-in
welcome-title = Madrid en tu móvil
welcome-body = Todo lo que tienes con la ciudad, en un solo sitio y también sin red.
welcome-owe-title = De un vistazo
welcome-owe-body = Lo que debes, lo que tienes que hacer y hasta qué día. Cada dato dice de cuándo es.
welcome-near-title = Lo que tienes cerca
welcome-near-body = Piscinas, parques, bibliotecas y oficinas. El móvil mide la distancia y no dice a nadie dónde estás.
welcome-safe-title = Tus datos, bajo llave
welcome-safe-body = Se guardan en este móvil y solo los abres tú. Los borras cuando quieras, en Ajustes.
action-look-around = Mirar sin entrar
sign-in-title = Entra con Cl@ve
sign-in-body = Cl@ve dice a la ciudad quién eres. La página se abre en el navegador del móvil, nunca dentro de la app.
sign-in-step-page = Se abre la página de Cl@ve.
sign-in-step-secret = Dices allí quién eres. La app no ve tu contraseña ni tu código.
sign-in-step-return = Vuelves aquí y ves lo tuyo.
app-lock-title = Bloqueo de la app
app-lock-body = El móvil pide tu cara, tu dedo o tu código antes de enseñar tus datos.

## Settings and consents
settings-language-title = Idioma de la app
settings-phone-title = En este móvil
settings-places = Lugares
settings-state = Estado
settings-about-title = Sobre la app
settings-version = Versión
settings-source = Datos
settings-licence = Licencia
consents-body = Tú decides. Un «no» no te quita nada de la app y puedes cambiarlo cuando quieras.
reminders-title = Avisos de plazos
reminders-body = La ciudad te avisa antes de que acabe un plazo: un recibo, una multa o un papel que falta.
analytics-title = Uso sin tu nombre
analytics-body = La ciudad cuenta qué se usa de la app para mejorarla. Nunca tu nombre, tu documento ni dónde estás.
letters-title = Idioma de las cartas
contact-title = Tu contacto

## Filters of places
places-centre = En el centro
places-search = Busca un lugar
filter-title = Filtros
filter-kind-title = Tipo de lugar
filter-any-kind = Todos
filter-needs-title = Que tenga
action-clear = Borrar lo escrito
action-here = Cerca de mí
action-show-places = Ver lugares
action-reset = Quitar filtros

## Arranging the first screen, and what the app cannot do yet
action-arrange = Ordenar la pantalla
arrange-title = Ordena tu pantalla
arrange-body = Pon primero lo que más miras y oculta lo que no te sirva. No se borra nada.
arrange-raise = Subir: { $block }
arrange-lower = Bajar: { $block }
arrange-hide = Ocultar: { $block }
arrange-show = Mostrar: { $block }
help-title = Hazlo con la ciudad
help-body = Este paso todavía no se hace en la app. Puedes hacerlo en la web de la ciudad o llamar al 010.
action-call-010 = Llamar al 010
action-sede = Abrir la web
error-link-title = Enlace desconocido
error-link-body = Este enlace no lleva a ninguna pantalla de la app. Quizá es antiguo o le falta un trozo.
error-link-next = Ve a Inicio y búscalo desde ahí.

## The phone and its lock
error-lost-title = No sabemos dónde estás
error-lost-body = El móvil no nos dice dónde estás: le falta tu permiso o la señal. Mientras, ves los lugares del centro.
error-lost-next = Da permiso en los ajustes del móvil o escribe una calle.
error-not-you-title = No has confirmado
error-not-you-body = El móvil no ha visto que eres tú, así que no ha cambiado nada. Tus datos siguen como estaban.
error-not-you-next = Prueba otra vez con tu cara, tu dedo o tu código.
error-no-lock-title = Móvil sin código
error-no-lock-body = El bloqueo de la app usa el código de tu móvil y tu móvil no tiene ninguno. No ha cambiado nada.
error-no-lock-next = Pon un código en el móvil o apaga el bloqueo de la app.
