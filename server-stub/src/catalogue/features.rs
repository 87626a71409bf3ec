//! What a person may need of a place, found in the City's accessibility codes and in its prose.

use std::collections::BTreeSet;

use super::facility::Feature;
use super::pools;
use super::words::{fold, occurrences};

/// The texts of a row that may mention something. `None` where the row says nothing.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Texts<'a> {
    /// Codes such as `1,5,6`.
    pub(super) accessibility: Option<&'a str>,
    pub(super) type_path: Option<&'a str>,
    pub(super) name: Option<&'a str>,
    pub(super) equipment: Option<&'a str>,
    pub(super) entity_description: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) transport: Option<&'a str>,
}

/// Phrases without accents; each begins a word. Plurals follow by themselves.
const PHRASES: [(Feature, &[&str]); 6] = [
    (
        Feature::BikeParking,
        &[
            "aparca bici",
            "aparcabici",
            "bicicletero",
            "aparcamiento de bici",
            "aparcamiento para bici",
            "aparcamientos de bici",
        ],
    ),
    (
        Feature::DogArea,
        &[
            "zona canina",
            "zonas caninas",
            "area canina",
            "areas caninas",
            "espacio canino",
            "recinto canino",
            "pipican",
            "area para perros",
            "zona para perros",
            "espacio especifico para mascotas",
            "espacio para mascotas",
        ],
    ),
    (
        Feature::PlayArea,
        &[
            "zona infantil",
            "zonas infantiles",
            "area infantil",
            "areas infantiles",
            "area de juego",
            "areas de juego",
            "zona de juego",
            "zonas de juego",
            "juegos infantiles",
            "juego infantil",
            "parque infantil",
            "parques infantiles",
        ],
    ),
    (
        Feature::SportsCourts,
        &[
            "pista de tenis",
            "pistas de tenis",
            "pista de padel",
            "pistas de padel",
            "pista de futbol",
            "pistas de futbol",
            "pista de baloncesto",
            "pistas de baloncesto",
            "pista de squash",
            "pistas de squash",
            "pista de badminton",
            "pista de voley",
            "pistas de voley",
            "pista de hockey",
            "pista polideportiva",
            "pistas polideportivas",
            "pista deportiva",
            "pistas deportivas",
            "campo de futbol",
            "campos de futbol",
            "cancha",
            "fronton",
            "pabellon polideportivo",
            "pabellones polideportivos",
            "instalaciones deportivas",
            "zonas deportivas",
        ],
    ),
    (
        Feature::StudyRoom,
        &[
            "sala de estudio",
            "salas de estudio",
            "sala de lectura",
            "salas de lectura",
            "puestos de lectura",
            "puestos de estudio",
            "zonas de lectura",
            "zona de lectura",
        ],
    ),
    (Feature::Wifi, &["wifi", "wi-fi"]),
];

/// Words before a phrase that turn it into its opposite.
const NEGATIONS: [&str; 10] = [
    "no dispone de",
    "no disponen de",
    "no cuenta con",
    "no hay",
    "no tiene",
    "no existe",
    "no existen",
    "carece de",
    "sin",
    "ni",
];

/// Words after a phrase, in brackets, that say it cannot be used.
const CLOSED: [&str; 6] = [
    "(cerrad",
    "(clausurad",
    "(fuera de servicio",
    "(suspendid",
    "(proxima apertura",
    "(en obras",
];

/// The needs that a row says it meets. What it does not mention is not there.
pub(super) fn features(texts: Texts<'_>) -> BTreeSet<Feature> {
    let mut found = by_code(texts.accessibility.unwrap_or_default());
    let inside: String = [texts.equipment, texts.entity_description, texts.description]
        .map(folded)
        .join(" . ");
    let around = format!("{inside} . {}", folded(texts.transport));
    for (feature, phrases) in PHRASES {
        let text = if feature == Feature::BikeParking {
            &around
        } else {
            &inside
        };
        if phrases.iter().any(|phrase| mentions(text, phrase)) {
            found.insert(feature);
        }
    }
    if folded(texts.type_path).contains("salasestudiolectura") {
        found.insert(Feature::StudyRoom);
    }
    found.extend(pools::pools(&inside, &folded(texts.name), &folded(texts.type_path)));
    found
}

/// 0, 1 and 2 read as not, fully and partly adapted; the meaning of the other codes is not published with the data.
fn by_code(codes: &str) -> BTreeSet<Feature> {
    let of = |code: &str| match code.trim() {
        "1" => Some(Feature::StepFree),
        "2" => Some(Feature::PartlyAccessible),
        _ => None,
    };
    codes.split(',').filter_map(of).collect()
}

fn folded(text: Option<&str>) -> String {
    fold(text.unwrap_or_default())
}

/// Whether a folded text says that there is such a thing.
fn mentions(text: &str, phrase: &str) -> bool {
    occurrences(text, phrase).any(|(_, before, after)| stands(before, after))
}

/// Whether a phrase means what it says: not denied by the words right before it, nor closed by those right after.
pub(super) fn stands(before: &str, after: &str) -> bool {
    !is_denied(before) && !is_closed(after)
}

/// A negation counts within its own clause, and not across more than a few words.
fn is_denied(before: &str) -> bool {
    let clause = before.rsplit(['.', ',', ';', ':', '(']).next().unwrap_or(before);
    let last_words: Vec<&str> = clause.split_whitespace().rev().take(6).collect();
    let recent: Vec<&str> = last_words.into_iter().rev().collect();
    let recent = recent.join(" ");
    NEGATIONS
        .iter()
        .any(|negation| occurrences(&recent, negation).any(|(_, _, after)| after.is_empty() || after.starts_with(' ')))
}

/// A bracket counts if it follows within a word or two (`pista de vóley playa (próxima apertura)`).
fn is_closed(after: &str) -> bool {
    let bracket = after
        .find(['(', '.', ',', ';', ':'])
        .filter(|at| *at <= 20)
        .and_then(|at| after.get(at..));
    bracket.is_some_and(|bracket| CLOSED.iter().any(|closed| bracket.starts_with(closed)))
}

#[cfg(test)]
mod tests {
    use super::Feature::*;
    use super::*;

    fn equipment(text: &str) -> Vec<Feature> {
        features(Texts {
            equipment: Some(text),
            ..Texts::default()
        })
        .into_iter()
        .collect()
    }

    #[test]
    fn accessibility_codes() {
        let of = |codes| {
            features(Texts {
                accessibility: Some(codes),
                ..Texts::default()
            })
            .into_iter()
            .collect::<Vec<_>>()
        };
        assert_eq!(of("1"), [StepFree]);
        assert_eq!(of("1,5,6"), [StepFree]);
        assert_eq!(of("2, 4"), [PartlyAccessible]);
        assert_eq!(of("0,6"), []);
        assert_eq!(of("3"), []);
        assert_eq!(of("21"), []);
    }

    #[test]
    fn phrases_of_the_exports() {
        assert_eq!(equipment("Aforo: 190 personas Zona wifi"), [Wifi]);
        assert_eq!(
            equipment("Zonas infantiles Zonas caninas Instalaciones deportivas"),
            [DogArea, PlayArea, SportsCourts]
        );
        assert_eq!(equipment("Sala de exposiciones Sala de lectura y estudio"), [StudyRoom]);
        assert_eq!(
            equipment("2 pistas de tenis .4 pistas de pádel techadas"),
            [SportsCourts]
        );
        assert_eq!(
            equipment("Pre-infantiles: educación física. Infantiles: baloncesto y judo."),
            []
        );
        assert_eq!(equipment("Juegos deportivos municipales"), []);
        let transport = "Bicicletas: el centro dispone de aparca bicicletas exterior con capacidad para 12 bicicletas.";
        assert_eq!(
            features(Texts {
                transport: Some(transport),
                ..Texts::default()
            }),
            [BikeParking].into()
        );
        let type_path = Some("/contenido/entidadesYorganismos/SalasEstudioLectura");
        assert_eq!(
            features(Texts {
                type_path,
                ..Texts::default()
            }),
            [StudyRoom].into()
        );
    }

    #[test]
    fn what_is_denied_or_closed_is_not_there() {
        assert_eq!(equipment("No dispone de wifi."), []);
        assert_eq!(equipment("El parque carece de área canina"), []);
        assert_eq!(equipment("No hay zona infantil ni área canina."), []);
        assert_eq!(equipment("Pista de vóley playa (próxima apertura)"), []);
        assert_eq!(equipment("Este centro no dispone de cafetería. Zona wifi"), [Wifi]);
        assert_eq!(
            equipment("Este centro no dispone de cafetería, pero sí de zona wifi"),
            [Wifi]
        );
        assert_eq!(equipment("Wifi sin coste"), [Wifi]);
    }
}
