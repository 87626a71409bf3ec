//! Districts, barrios and the map of them.

keys! {
    MAP_TITLE = "map-title",
    MAP_NEVER_TITLE = "map-never-title",
    MAP_NEVER_BODY = "map-never-body",
    MAP_NONE_TITLE = "map-none-title",
    MAP_NONE_BODY = "map-none-body",
    MAP_HERE = "map-here",
    MAP_HERE_IN = "map-here-in",
    MAP_HERE_DISTRICT = "map-here-district",
    MAP_HERE_OUTSIDE = "map-here-outside",
    MAP_DISTRICT = "map-district",
    MAP_NEIGHBOURHOOD = "map-neighbourhood",
    MAP_PINS = "map-pins",
    ACTION_ZOOM_IN = "action-zoom-in",
    ACTION_ZOOM_OUT = "action-zoom-out",
    ACTION_WHOLE_CITY = "action-whole-city",
}
