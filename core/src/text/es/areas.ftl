## The map of districts and barrios
map-title = Mapa
map-never-title = Todavía sin mapa
map-never-body = El móvil aún no tiene el mapa. Conéctate a la red una vez y después lo verás también sin red.
map-none-title = Hoy no hay mapa
map-none-body = La ciudad no publica ahora el dibujo de sus barrios. Los lugares y la agenda siguen en sus listas.
map-here = Estás aquí
map-here-in = Estás en { $neighbourhood }, distrito de { $district }
map-here-district = Estás en el distrito de { $district }
map-here-outside = Estás fuera de la ciudad
map-district = Distrito de { $name }
map-neighbourhood = Barrio de { $name }
map-pins =
    { $count ->
        [0] Sin nada que señalar en el mapa
        [one] { $n } cosa señalada en el mapa
       *[other] { $n } cosas señaladas en el mapa
    }
action-zoom-in = Acercar
action-zoom-out = Alejar
action-whole-city = Ver toda la ciudad
