//! Places like the real ones, and a city in memory that answers with them: no network in these figures.

use std::collections::BTreeMap;
use std::future::ready;

use madrid_core::kernel::{CollectionChecksum, Language, fold};
use madrid_core::places::{Need, PlaceKind};
use madrid_core::ports::{HttpRequest, HttpResponse, Transport, TransportReply};
use madrid_core::text::plain;
use serde_json::{Map, Value, json};

use crate::harness::Outcome;

/// Who says so, in every place.
pub const SOURCE: &str = "Ayuntamiento de Madrid";
/// What the phone wishes first, and then.
const FIRST_PAGE: usize = 100;
const PAGE: usize = 10_000;
const STREETS: [&str; 8] = [
    "Calle de Alcalá",
    "Avenida de la Albufera",
    "Paseo de Fernán Núñez",
    "Calle de Bravo Murillo",
    "Calle de Ibáñez Marín",
    "Plaza de la Remonta",
    "Calle de los Hermanos García Noblejas",
    "Carretera de Canillas",
];
const DISTRICTS: [&str; 6] = [
    "Arganzuela",
    "Chamberí",
    "Fuencarral-El Pardo",
    "Moncloa-Aravaca",
    "Puente de Vallecas",
    "Tetuán",
];
const SAINTS: [&str; 7] = [
    "Ángel Guimerá",
    "Begoña",
    "Concepción Arenal",
    "Eugenia de Montijo",
    "José Hierro",
    "La Peña",
    "Zofío",
];
const HOURS: &str = "De lunes a viernes de 8:30 a 21:00 horas. Sábados, domingos y festivos de 9:00 a 14:30 horas. \
    Cerrado los días 1 y 6 de enero, 1 de mayo y 25 de diciembre.";
const TRANSPORT: &str = "Metro: Portazgo (línea 1). Bus: 10, 57, 136, 144. Cercanías: Vallecas (líneas C2, C7 y C8).";
const EQUIPMENT: &str =
    "Sala de lectura, préstamo a domicilio, zona infantil con cuentacuentos, aulas y rampa de acceso.";

/// One place, in the words of the wire.
pub struct Place {
    /// The City's number.
    pub id: i64,
    /// The sequence number of its last change.
    pub version: i64,
    /// What kind of facility it is.
    pub kind: PlaceKind,
    /// What a person finds there.
    pub features: Vec<Need>,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// Its name.
    pub name: String,
    /// The fields the city may leave out, by name.
    pub texts: Vec<(&'static str, String)>,
}

/// `count` places, the same ones every time.
pub fn places(count: i64) -> Vec<Place> {
    let mut dice = Dice(0);
    (1..=count).map(|id| place(id, &mut dice)).collect()
}

fn place(id: i64, dice: &mut Dice) -> Place {
    let kind = PlaceKind::ALL
        .get(dice.index(PlaceKind::ALL.len()))
        .copied()
        .unwrap_or(PlaceKind::Other);
    let (saint, needs) = (dice.one_of(&SAINTS), dice.next());
    let offered = Need::ALL
        .into_iter()
        .enumerate()
        .filter(|(bit, _)| needs >> bit & 3 == 3);
    Place {
        id,
        version: id + 1_000_000,
        kind,
        features: offered.map(|(_, need)| need).collect(),
        lat: 40.31 + dice.fraction() * 0.25,
        lon: -3.84 + dice.fraction() * 0.3,
        name: format!("{} {saint} {id}", plain(Language::Es, kind.label())),
        texts: texts(id, saint, dice),
    }
}

fn texts(id: i64, saint: &str, dice: &mut Dice) -> Vec<(&'static str, String)> {
    let (street, district) = (dice.one_of(&STREETS), dice.one_of(&DISTRICTS));
    let mut up_to = |most: u64| dice.next() % most + 1;
    let all = [
        (
            "summary",
            format!("Equipamiento municipal {saint}, abierto a los vecinos de {district}."),
        ),
        ("street", format!("{street}, {}", up_to(300))),
        ("postal_code", format!("280{:02}", up_to(54))),
        ("district_code", format!("{:02}", up_to(21))),
        ("district", district.to_owned()),
        ("neighbourhood_code", format!("{:03}", up_to(200))),
        ("neighbourhood", saint.to_owned()),
        (
            "phone",
            format!("+34 91 {:03} {:02} {:02}", up_to(900), up_to(99), up_to(99)),
        ),
        ("email", format!("lugar{id}@madrid.es")),
        ("url", format!("https://www.madrid.es/lugares/{id}")),
        ("hours", HOURS.to_owned()),
        ("transport", TRANSPORT.to_owned()),
        ("equipment", EQUIPMENT.to_owned()),
        ("source_date", "2026-11-20".to_owned()),
    ];
    // The City leaves about one in six empty.
    all.into_iter().filter(|_| up_to(6) > 1).collect()
}

impl Place {
    /// The text of a field the city may leave out.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.texts
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, text)| text.as_str())
    }

    /// The words of its features, as the city writes them.
    pub fn features(&self) -> String {
        self.features
            .iter()
            .map(|need| need.code())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What the search index holds besides the name, folded: the same words the phone puts there.
    pub fn body(&self) -> String {
        let labels = std::iter::once(self.kind.label()).chain(self.features.iter().map(|need| need.label()));
        let mut body: String = labels
            .flat_map(|key| Language::ALL.map(|language| format!(" {}", fold(&plain(language, key)))))
            .collect();
        for field in ["street", "district", "neighbourhood", "equipment", "summary"] {
            if let Some(text) = self.text(field) {
                body.push(' ');
                body.push_str(&fold(text));
            }
        }
        body
    }

    fn json(&self) -> Value {
        let mut row: Map<String, Value> = self
            .texts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), json!(text)))
            .collect();
        let features: Vec<_> = self.features.iter().map(|need| need.code()).collect();
        let always = [
            ("id", json!(self.id)),
            ("version", json!(self.version)),
            ("kind", json!(self.kind.code())),
            ("name", json!(self.name)),
            ("lat", json!(self.lat)),
            ("lon", json!(self.lon)),
            ("features", json!(features)),
            ("source", json!(SOURCE)),
        ];
        row.extend(always.map(|(name, value)| (name.to_owned(), value)));
        Value::Object(row)
    }
}

/// Answers every question of a first synchronisation from memory.
pub struct MemoryCity {
    /// By the question's cursor, `""` for the beginning.
    pages: BTreeMap<String, Vec<u8>>,
}

impl MemoryCity {
    /// A city that has these places.
    pub fn with(places: &[Place]) -> Outcome<Self> {
        let mut checksum = CollectionChecksum::default();
        places.iter().for_each(|place| checksum.add(place.id, place.version));
        let total = json!({ "count": places.len(), "checksum": checksum.to_hex() });
        let (first, rest) = places.split_at(FIRST_PAGE.min(places.len()));
        let chunks: Vec<&[Place]> = std::iter::once(first).chain(rest.chunks(PAGE)).collect();
        let last = chunks.len();
        let mut pages = BTreeMap::new();
        for (number, chunk) in (1..).zip(chunks) {
            let page = json!({
                "rows": chunk.iter().map(Place::json).collect::<Vec<_>>(),
                "deletes": [],
                "next": format!("page{number}"),
                "more": number < last,
                "as_of": "2026-11-24T10:00:00Z",
                "total": total,
            });
            let after = if number == 1 {
                String::new()
            } else {
                format!("page{}", number - 1)
            };
            pages.insert(after, serde_json::to_vec(&page)?);
        }
        Ok(Self { pages })
    }
}

impl Transport for MemoryCity {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        let after = request.path.split_once("after=").map_or("", |(_, cursor)| cursor);
        let found = self.pages.get(after);
        let response = HttpResponse {
            status: if found.is_some() { 200 } else { 404 },
            content_type: Some("application/json".to_owned()),
            body: found.cloned().unwrap_or_default(),
            ..HttpResponse::default()
        };
        Box::pin(ready(Ok(response)))
    }
}

/// `SplitMix64`: enough chance for a bench, the same every time.
struct Dice(u64);

impl Dice {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn one_of(&mut self, all: &[&'static str]) -> &'static str {
        all.get(self.index(all.len())).copied().unwrap_or_default()
    }

    fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.next()).unwrap_or_default() % len
    }

    fn fraction(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or_default()) / f64::from(u32::MAX)
    }
}
