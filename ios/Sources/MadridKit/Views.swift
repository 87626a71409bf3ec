// What a screen may see of the core: immutable records that are ready to draw, and the requests it sends.
//
// A screen imports MadridKit alone. The generated objects and functions stay behind the kit, so a screen cannot reach
// past it; the names below are all it needs.

import MadridCore

/// The language of every text that comes from the core.
public typealias Language = MadridCore.Language
/// Where the app keeps its files, which city it talks to and in which language.
public typealias AppConfig = MadridCore.AppConfig
/// What can go wrong, as something the person or the app can act on.
public typealias AppError = MadridCore.AppError
/// A failure in plain words: what happened, what it means, what to do next.
public typealias ExplanationView = MadridCore.ExplanationView
/// How old a block is, where it comes from and whether it can be trusted.
public typealias FreshnessView = MadridCore.FreshnessView
/// Fresh, stale or failed.
public typealias FreshnessState = MadridCore.FreshnessState
/// What the phone holds, and what the citizen should know about it.
public typealias StatusView = MadridCore.StatusView
/// One collection on the phone: how much of it, and how fresh.
public typealias CollectionView = MadridCore.CollectionView
/// Something to tell the citizen that is not an error of what they just did.
public typealias NoticeView = MadridCore.NoticeView
/// A list of places with its title and freshness.
public typealias PlaceListView = MadridCore.PlaceListView
/// One place in a list.
public typealias PlaceRowView = MadridCore.PlaceRowView
/// One place with everything the city says about it.
public typealias PlaceView = MadridCore.PlaceView
/// What to show when there is nothing to list, and why.
public typealias EmptyView = MadridCore.EmptyView
/// One fact of a place: its label and its value.
public typealias FactView = MadridCore.FactView
/// Something the citizen can do with a place: call, write, open, go there.
public typealias ActionView = MadridCore.ActionView
/// The kind of such an action.
public typealias ActionKind = MadridCore.ActionKind
/// What a place is: a library, a park.
public typealias PlaceKind = MadridCore.PlaceKind
/// What a person needs of a place: no steps, an indoor pool.
public typealias PlaceNeed = MadridCore.PlaceNeed
/// A kind with its label.
public typealias KindView = MadridCore.KindView
/// A need with its label.
public typealias NeedView = MadridCore.NeedView
/// Which places, near where, how many.
public typealias NearRequest = MadridCore.NearRequest
