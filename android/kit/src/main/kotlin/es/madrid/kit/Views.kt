// What a screen may see of the core: immutable records that are ready to draw, and the requests it sends.
//
// A screen imports `es.madrid.kit` alone. The generated objects and functions stay behind the kit, so a screen cannot
// reach past it; the names below are all it needs.

package es.madrid.kit

/** The language of every text that comes from the core. */
typealias Language = es.madrid.core.Language

/** Where the app keeps its files, which city it talks to and in which language. */
typealias AppConfig = es.madrid.core.AppConfig

/** What can go wrong, as something the person or the app can act on. */
typealias AppException = es.madrid.core.AppException

/** A failure in plain words: what happened, what it means, what to do next. */
typealias ExplanationView = es.madrid.core.ExplanationView

/** How old a block is, where it comes from and whether it can be trusted. */
typealias FreshnessView = es.madrid.core.FreshnessView

/** Fresh, stale or failed. */
typealias FreshnessState = es.madrid.core.FreshnessState

/** What the phone holds, and what the citizen should know about it. */
typealias StatusView = es.madrid.core.StatusView

/** One collection on the phone: how much of it, and how fresh. */
typealias CollectionView = es.madrid.core.CollectionView

/** Something to tell the citizen that is not an error of what they just did. */
typealias NoticeView = es.madrid.core.NoticeView

/** A list of places with its title and freshness. */
typealias PlaceListView = es.madrid.core.PlaceListView

/** One place in a list. */
typealias PlaceRowView = es.madrid.core.PlaceRowView

/** One place with everything the city says about it. */
typealias PlaceView = es.madrid.core.PlaceView

/** What to show when there is nothing to list, and why. */
typealias EmptyView = es.madrid.core.EmptyView

/** One fact of a place: its label and its value. */
typealias FactView = es.madrid.core.FactView

/** Something the citizen can do with a place: call, write, open, go there. */
typealias ActionView = es.madrid.core.ActionView

/** The kind of such an action. */
typealias ActionKind = es.madrid.core.ActionKind

/** What a place is: a library, a park. */
typealias PlaceKind = es.madrid.core.PlaceKind

/** What a person needs of a place: no steps, an indoor pool. */
typealias PlaceNeed = es.madrid.core.PlaceNeed

/** A kind with its label. */
typealias KindView = es.madrid.core.KindView

/** A need with its label. */
typealias NeedView = es.madrid.core.NeedView

/** Which places, near where, how many. */
typealias NearRequest = es.madrid.core.NearRequest
