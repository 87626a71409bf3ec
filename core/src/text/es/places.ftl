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
