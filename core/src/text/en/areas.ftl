## The map of districts and barrios
map-title = Map
map-never-title = No map yet
map-never-body = The phone does not have the map yet. Connect once, and later you will see it offline too.
map-none-title = No map today
map-none-body = The city does not publish the outlines of its barrios now. Places and agenda are still in their lists.
map-here = You are here
map-here-in = You are in { $neighbourhood }, district of { $district }
map-here-district = You are in the district of { $district }
map-here-outside = You are outside the city
map-district = District of { $name }
map-neighbourhood = Barrio of { $name }
map-pins =
    { $count ->
        [0] Nothing to point at on the map
        [one] { $n } thing pointed at on the map
       *[other] { $n } things pointed at on the map
    }
action-zoom-in = Zoom in
action-zoom-out = Zoom out
action-whole-city = Show whole city
