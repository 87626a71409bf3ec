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
