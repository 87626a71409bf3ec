//! What a screen draws of places: pure functions of the core's models, the language and now.

use chrono::{DateTime, Utc};
use madrid_core::kernel::{FreshnessState as Freshness, GeoPoint, Language};
use madrid_core::places::{self as core, Contact, Found, Nearby, Place, PlaceSummary, Shown};
use madrid_core::text::{self, Key, keys};

use crate::view::{ActionKind, ActionView, DOT, EmptyView, FactView, FreshnessView, join, mirror, source_label};

mirror! {
    /// What kind of facility it is.
    PlaceKind of core::PlaceKind {
        /// Centro deportivo municipal.
        SportsCentre,
        /// Library, or a stop of the library bus.
        Library,
        /// Centro cultural, auditorium, exhibition hall.
        CulturalCentre,
        /// Museum.
        Museum,
        /// Park or garden.
        Park,
        /// Oficina de Atención a la Ciudadanía (Línea Madrid).
        CitizenOffice,
        /// A kind this version of the app has no word for yet.
        Other,
    }
}

mirror! {
    /// Something a person may need to find in a place.
    PlaceNeed of core::Need {
        /// Reachable and usable without a step.
        StepFree,
        /// Reachable without a step in parts.
        PartlyAccessible,
        /// An indoor swimming pool.
        IndoorPool,
        /// An outdoor swimming pool.
        OutdoorPool,
        /// A play area for children.
        PlayArea,
        /// A fenced area for dogs.
        DogArea,
        /// A room to study in.
        StudyRoom,
        /// Free wireless network.
        Wifi,
        /// Stands for bicycles.
        BikeParking,
        /// Courts or pitches.
        SportsCourts,
    }
}

/// A kind of place with its name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct KindView {
    /// The kind, to ask with.
    pub kind: PlaceKind,
    /// Its name.
    pub label: String,
}

impl KindView {
    fn new(kind: core::PlaceKind, language: Language) -> Self {
        Self {
            kind: kind.into(),
            label: text::plain(language, kind.label()),
        }
    }
}

/// A need with its name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NeedView {
    /// The need, to ask with.
    pub need: PlaceNeed,
    /// Its name.
    pub label: String,
}

impl NeedView {
    fn new(need: core::Need, language: Language) -> Self {
        Self {
            need: need.into(),
            label: text::plain(language, need.label()),
        }
    }
}

/// A place as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlaceRowView {
    /// To ask for the whole place with.
    pub id: String,
    /// The kind, for the icon.
    pub kind: PlaceKind,
    /// Its name.
    pub name: String,
    /// The kind in words.
    pub kind_label: String,
    /// Street and district.
    pub place_label: Option<String>,
    /// How far it is: "350 m". Absent where the list is not about distance.
    pub distance_label: Option<String>,
    /// What a person finds there, in words.
    pub needs: Vec<String>,
    /// The whole row for a screen reader.
    pub accessibility_label: String,
}

/// A list of places.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlaceListView {
    /// What the list is.
    pub title: String,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
    /// The rows, best first.
    pub items: Vec<PlaceRowView>,
    /// What to show instead where there are none.
    pub empty: Option<EmptyView>,
}

/// Everything about one place.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlaceView {
    /// The City's number of the place.
    pub id: String,
    /// The kind, for the icon.
    pub kind: PlaceKind,
    /// Its name.
    pub name: String,
    /// The kind in words.
    pub kind_label: String,
    /// What it is, in the City's words.
    pub summary: Option<String>,
    /// Address, hours, transport and the like, in order.
    pub facts: Vec<FactView>,
    /// What a person can do now.
    pub actions: Vec<ActionView>,
    /// What a person finds there, in words.
    pub needs: Vec<String>,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
    /// Name, kind and address for a screen reader.
    pub accessibility_label: String,
}

/// From where a list of places is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    /// From where the person is.
    Person,
    /// From the centre of the city: nobody knows where the person is.
    Centre,
}

/// How to look for a place: what to choose from, and the words of the controls.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlacesFilterView {
    /// The words above the filters, and of the button that opens them.
    pub title: String,
    /// What the search field is for.
    pub search_label: String,
    /// The words of the button that empties it.
    pub clear_label: String,
    /// The words of the button that measures from where the person is.
    pub here_label: String,
    /// The words above the kinds.
    pub kind_title: String,
    /// The choice of no kind in particular.
    pub any_kind_label: String,
    /// The kinds, in order.
    pub kinds: Vec<KindView>,
    /// The words above the needs.
    pub needs_title: String,
    /// The needs, in order.
    pub needs: Vec<NeedView>,
    /// The words of the button that shows what is left.
    pub done_label: String,
    /// The words of the button that takes all filters away.
    pub reset_label: String,
}

impl PlacesFilterView {
    pub(super) fn new(language: Language) -> Self {
        let say = |key| text::plain(language, key);
        let named = core::PlaceKind::ALL
            .into_iter()
            .filter(|kind| *kind != core::PlaceKind::Other);
        Self {
            title: say(keys::FILTER_TITLE),
            search_label: say(keys::PLACES_SEARCH),
            clear_label: say(keys::ACTION_CLEAR),
            here_label: say(keys::ACTION_HERE),
            kind_title: say(keys::FILTER_KIND_TITLE),
            any_kind_label: say(keys::FILTER_ANY_KIND),
            kinds: named.map(|kind| KindView::new(kind, language)).collect(),
            needs_title: say(keys::FILTER_NEEDS_TITLE),
            needs: core::Need::ALL
                .into_iter()
                .map(|need| NeedView::new(need, language))
                .collect(),
            done_label: say(keys::ACTION_SHOW_PLACES),
            reset_label: say(keys::ACTION_RESET),
        }
    }
}

impl PlaceListView {
    /// `around` says from where the list is measured.
    pub(super) fn near(found: Found, around: Around, language: Language, now: DateTime<Utc>) -> Self {
        let title = text::plain(
            language,
            match around {
                Around::Person => keys::PLACES_NEAR,
                Around::Centre => keys::PLACES_CENTRE,
            },
        );
        let empty = [keys::PLACES_NONE_TITLE, keys::PLACES_NONE_BODY];
        Self::new(title, found, empty, language, now)
    }

    pub(super) fn found(found: Found, language: Language, now: DateTime<Utc>) -> Self {
        let title = text::plain(language, keys::PLACES_FOUND);
        let empty = [keys::PLACES_NOT_FOUND_TITLE, keys::PLACES_NOT_FOUND_BODY];
        Self::new(title, found, empty, language, now)
    }

    fn new(title: String, found: Found, empty: [Key; 2], language: Language, now: DateTime<Utc>) -> Self {
        // A phone that was never filled has nothing for another reason than a search without hits.
        let [empty_title, empty_body] = match found.freshness.state {
            Freshness::Failed => [keys::PLACES_NEVER_TITLE, keys::PLACES_NEVER_BODY],
            Freshness::Beginning => [keys::BEGINNING, keys::BEGINNING_BODY],
            _ => empty,
        };
        let empty = found.items.is_empty().then(|| EmptyView {
            title: text::plain(language, empty_title),
            body: text::plain(language, empty_body),
        });
        let freshness = FreshnessView::new(found.freshness, language, now);
        let items = found.items.into_iter().map(|near| row(near, language)).collect();
        Self {
            title,
            freshness,
            items,
            empty,
        }
    }
}

pub(crate) fn row(near: Nearby, language: Language) -> PlaceRowView {
    let Nearby { place, distance_m } = near;
    let kind_label = text::plain(language, place.kind.label());
    let place_label = join(DOT, [place.street.as_deref(), place.district.as_deref()]);
    let needs = needs(&place, language);
    let spoken = distance_m.map(|metres| text::distance_spoken(language, metres));
    let parts = [
        Some(place.name.as_str()),
        Some(&kind_label),
        place_label.as_deref(),
        spoken.as_deref(),
    ];
    let spoken_needs = needs.iter().map(|need| Some(need.as_str()));
    PlaceRowView {
        accessibility_label: join(". ", parts.into_iter().chain(spoken_needs)).unwrap_or_default(),
        id: place.id.to_string(),
        kind: place.kind.into(),
        kind_label,
        place_label,
        distance_label: distance_m.map(|metres| text::distance(language, metres)),
        needs,
        name: place.name,
    }
}

impl PlaceView {
    pub(super) fn new(shown: Shown, language: Language, now: DateTime<Utc>) -> Self {
        let place = shown.place;
        let summary = &place.summary;
        let kind_label = text::plain(language, summary.kind.label());
        let address = address(&place);
        let spoken = [Some(summary.name.as_str()), Some(&kind_label), address.as_deref()];
        Self {
            id: summary.id.to_string(),
            kind: summary.kind.into(),
            name: summary.name.clone(),
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            kind_label,
            facts: facts(&place, address, language),
            actions: actions(&place.contact, summary.location, language),
            needs: needs(summary, language),
            freshness: FreshnessView::new(shown.freshness, language, now),
            summary: place.description,
        }
    }
}

fn facts(place: &Place, address: Option<String>, language: Language) -> Vec<FactView> {
    // In sports centres the City publishes the ticket desk's hours: saying so keeps people from a closed pool.
    let hours = match place.summary.kind {
        core::PlaceKind::SportsCentre => keys::FACT_DESK_HOURS,
        _ => keys::FACT_HOURS,
    };
    let source = source_label(&place.source, place.source_date, language);
    let facts = [
        (keys::FACT_ADDRESS, address),
        (hours, place.hours.clone()),
        (keys::FACT_TRANSPORT, place.transport.clone()),
        (keys::FACT_EQUIPMENT, place.equipment.clone()),
        (keys::FACT_SOURCE, Some(source)),
    ];
    let known = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
    known
        .map(|(label, value)| FactView {
            label: text::plain(language, label),
            value,
        })
        .collect()
}

fn actions(contact: &Contact, location: GeoPoint, language: Language) -> Vec<ActionView> {
    let call = contact.phone.as_deref().and_then(telephone_uri);
    let write = contact.email.as_ref().map(|email| format!("mailto:{email}"));
    let way = format!("geo:{:.6},{:.6}", location.lat(), location.lon());
    let actions = [
        (ActionKind::Directions, keys::ACTION_DIRECTIONS, Some(way)),
        (ActionKind::Call, keys::ACTION_CALL, call),
        (ActionKind::OpenWeb, keys::ACTION_WEB, contact.url.clone()),
        (ActionKind::Write, keys::ACTION_WRITE, write),
    ];
    let possible = actions
        .into_iter()
        .filter_map(|(kind, label, url)| Some((kind, label, url?)));
    possible
        .map(|(kind, label, url)| ActionView {
            kind,
            label: text::plain(language, label),
            url,
        })
        .collect()
}

/// A number to dial, with Spain's prefix where the city left it out. The short 010 works only from Spain: it stays.
fn telephone_uri(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0..=2 => None,
        9 => Some(format!("tel:+34{digits}")),
        _ if phone.trim_start().starts_with('+') => Some(format!("tel:+{digits}")),
        _ => Some(format!("tel:{digits}")),
    }
}

fn address(place: &Place) -> Option<String> {
    let summary = &place.summary;
    join(
        ", ",
        [
            &summary.street,
            &place.postal_code,
            &place.neighbourhood,
            &summary.district,
        ]
        .map(Option::as_deref),
    )
}

fn needs(place: &PlaceSummary, language: Language) -> Vec<String> {
    place
        .needs
        .iter()
        .map(|need| text::plain(language, need.label()))
        .collect()
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
