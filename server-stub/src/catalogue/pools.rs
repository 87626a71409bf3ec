//! Pools, and whether they are covered, out of the prose of a sports centre.
//!
//! The exports list equipment under two headings, "Unidades deportivas al aire libre" and "Unidades deportivas
//! cubiertas". A pool belongs to the heading above it unless its own words say otherwise. A hoist for a pool is no
//! pool, and a mention under no heading says nothing of a roof, so it sets no word.

use super::facility::Feature;
use super::features::stands;
use super::words::occurrences;

/// Where a stretch of text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Outdoor,
    Indoor,
    Other,
}

/// Headings, folded.
const HEADINGS: [(&str, Section); 24] = [
    ("unidades deportivas al aire libre", Section::Outdoor),
    ("unidades deportivas aire libre", Section::Outdoor),
    ("unidades al aire libre", Section::Outdoor),
    ("instalaciones al aire libre", Section::Outdoor),
    ("instalaciones exteriores", Section::Outdoor),
    ("espacios al aire libre", Section::Outdoor),
    ("unidades deportivas exteriores", Section::Outdoor),
    ("unidades deportivas cubiertas", Section::Indoor),
    ("unidades cubiertas", Section::Indoor),
    ("instalaciones cubiertas", Section::Indoor),
    ("instalaciones interiores", Section::Indoor),
    ("unidades deportivas interiores", Section::Indoor),
    ("espacios cubiertos", Section::Indoor),
    ("ayudas tecnicas", Section::Other),
    ("ayuda tecnica", Section::Other),
    ("accesibilidad:", Section::Other),
    ("columna de rescate", Section::Other),
    ("oficina de promocion", Section::Other),
    ("servicio de medicina", Section::Other),
    ("deportes practicables", Section::Other),
    ("uso de espacios", Section::Other),
    ("enseñanzas deportivas", Section::Other),
    ("otros equipamientos", Section::Other),
    ("clases y escuelas", Section::Other),
];

/// Things for a pool that are no pool.
const ACCESSORIES: [&str; 6] = ["grua", "gruas", "grua movil", "gruas moviles", "edificio", "vestuarios"];

/// The pools a sports centre has. All texts folded.
pub(super) fn pools(text: &str, name: &str, type_path: &str) -> Vec<Feature> {
    let mut found = if text.contains("piscina") {
        under_headings(text)
    } else {
        Vec::new()
    };
    // A centre that is listed as a pool and named after the summer has the pool it is named for.
    if type_path.ends_with("/piscinas") && name.contains("verano") {
        found.push(Feature::OutdoorPool);
    }
    found
}

fn under_headings(text: &str) -> Vec<Feature> {
    let mut headings: Vec<(usize, Section)> = HEADINGS
        .iter()
        .flat_map(|(heading, section)| occurrences(text, heading).map(|(at, _, _)| (at, *section)))
        .collect();
    headings.sort_by_key(|(at, _)| *at);
    occurrences(text, "piscina")
        .filter(|(_, before, after)| stands(before, after) && !is_accessory(before))
        .filter_map(|(at, _, after)| {
            let above = headings
                .iter()
                .rev()
                .find(|(heading, _)| *heading < at)
                .map_or(Section::Other, |(_, s)| *s);
            match own_words(after).unwrap_or(above) {
                Section::Outdoor => Some(Feature::OutdoorPool),
                Section::Indoor => Some(Feature::IndoorPool),
                Section::Other => None,
            }
        })
        .collect()
}

fn is_accessory(before: &str) -> bool {
    let before = before.trim_end();
    let object = ["de la", "de", "para"]
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before)
        .trim_end();
    ACCESSORIES.iter().any(|thing| object.ends_with(thing))
}

/// What a pool's own words say: `piscina cubierta`, `piscinas de verano`.
fn own_words(after: &str) -> Option<Section> {
    let rest = after.strip_prefix('s').unwrap_or(after).trim_start();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| rest.starts_with(phrase));
    if says(&["cubierta", "climatizada", "interior"]) {
        Some(Section::Indoor)
    } else if says(&["de verano", "al aire libre", "descubierta", "exterior"]) {
        Some(Section::Outdoor)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::fold;
    use super::*;

    fn of(text: &str) -> Vec<Feature> {
        pools(&fold(text), "", "")
    }

    #[test]
    fn a_pool_belongs_to_the_heading_above_it() {
        let both = "Unidades deportivas al aire libre: 4 pistas de pádel, piscina (vaso de 50 metros). \
                    Unidades deportivas cubiertas: pabellón, piscinas (vaso de 25 metros y vaso de enseñanza).";
        assert_eq!(of(both), [Feature::OutdoorPool, Feature::IndoorPool]);
        assert_eq!(
            of("Unidades Deportivas Cubiertas:piscina (vaso de 25 m.)"),
            [Feature::IndoorPool]
        );
        assert_eq!(
            of("Unidades deportivas al aire libre: 1 piscina polivalente"),
            [Feature::OutdoorPool]
        );
    }

    #[test]
    fn its_own_words_win() {
        assert_eq!(
            of("Unidades deportivas al aire libre: pista. 1 piscina cubierta"),
            [Feature::IndoorPool]
        );
        assert_eq!(of("Piscina de verano (vaso de recreo)"), [Feature::OutdoorPool]);
        assert_eq!(of("2 piscinas climatizadas"), [Feature::IndoorPool]);
    }

    #[test]
    fn what_is_no_pool() {
        assert_eq!(
            of("Unidades deportivas cubiertas: sala. Ayudas técnicas: 1 ascensor y 1 grúa de piscina"),
            []
        );
        assert_eq!(of("Unidades deportivas cubiertas: sala y grúa móvil piscina"), []);
        assert_eq!(of("Unidades deportivas cubiertas: no dispone de piscina"), []);
        assert_eq!(of("Unidades deportivas cubiertas: sala, sin piscina"), []);
        assert_eq!(
            of("Unidades deportivas cubiertas: piscina (cerrada en espera de obras), sala"),
            []
        );
        assert_eq!(
            of("Uso de espacios deportivos: Pabellón - Piscina"),
            [],
            "nothing says whether it has a roof"
        );
        assert_eq!(of("Aquí se alojaron las piletas de las piscinas"), []);
    }

    #[test]
    fn a_summer_pool_may_be_known_by_type_and_name_only() {
        let path = "/contenido/entidadesyorganismos/centrosespaciosdeporte/piscinas";
        assert_eq!(
            pools("", "centro deportivo municipal vallecas verano", path),
            [Feature::OutdoorPool]
        );
        assert_eq!(pools("", "centro deportivo municipal vallecas", path), []);
    }
}
