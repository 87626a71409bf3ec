//! District and barrio of a row: by code where there is one, by name otherwise, always with the official name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::clean::Repairs;
use super::districts::{Barrio, DISTRICTS, District, barrio_by_code, barrios};
use super::report::Repair;
use super::words::{fold, words};

/// What a row says of its district and barrio. A code is `None` where the format has no codes, and blank where the
/// row lacks it.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct RawArea<'a> {
    pub(super) district_code: Option<&'a str>,
    pub(super) district: Option<&'a str>,
    pub(super) barrio_code: Option<&'a str>,
    pub(super) barrio: Option<&'a str>,
}

/// What it means.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) district: Option<&'static District>,
    pub(super) barrio: Option<Barrio>,
}

/// Names that the City has changed since, by key, with the present code: two barrios were renamed in 2017 and 2018.
const FORMER_NAMES: [(&str, &str); 2] = [("palosmoguer", "026"), ("sanandres", "171")];

/// Districts and barrios by the key of their official names.
static DISTRICT_KEYS: LazyLock<BTreeMap<String, &'static District>> = LazyLock::new(|| {
    DISTRICTS
        .iter()
        .map(|district| (key(district.name), district))
        .collect()
});
static BARRIO_KEYS: LazyLock<BTreeMap<String, &'static Barrio>> =
    LazyLock::new(|| barrios().map(|barrio| (key(barrio.name), barrio)).collect());

/// Other spellings that the key does not level, by key.
const ALIASES: [(&str, &str); 1] = [("villaverdealtoch", "171")];

/// Decides; never fails. What cannot be decided is left out and named in `repairs`.
pub(super) fn resolve(raw: RawArea<'_>, repairs: &mut Repairs) -> Area {
    let codes = [raw.district_code, raw.barrio_code];
    if codes.iter().flatten().any(|code| code.trim().is_empty()) {
        repairs.note(Repair::AreaCodesMissing, "neighbourhood_code", "");
    }
    let coded = by_code(raw, repairs);
    let mut area = Area {
        district: district(raw, coded.as_ref(), repairs),
        barrio: None,
    };
    let named = raw.barrio.map(str::trim).filter(|name| !name.is_empty());
    area.barrio = match (coded, named) {
        (Some(barrio), name) => {
            if let Some(name) = name {
                note_spelling(name, &barrio, repairs);
            }
            Some(barrio)
        }
        (None, Some(name)) => by_name(name, area.district, raw.barrio_code.is_some(), repairs),
        (None, None) => None,
    };
    if area.district.is_none() {
        area.district = area.barrio.as_ref().map(|barrio| barrio.district);
    }
    area
}

fn by_code(raw: RawArea<'_>, repairs: &mut Repairs) -> Option<Barrio> {
    let barrio = raw.barrio_code.map(str::trim).filter(|code| !code.is_empty())?;
    let district = raw.district_code.map(str::trim).filter(|code| !code.is_empty())?;
    let found = barrio_by_code(&format!("{district:0>2}{barrio}")).or_else(|| barrio_by_code(barrio));
    if found.is_none() {
        repairs.note(Repair::AreaCodeUnknown, "neighbourhood_code", barrio);
    }
    found
}

fn district(raw: RawArea<'_>, barrio: Option<&Barrio>, repairs: &mut Repairs) -> Option<&'static District> {
    let name = raw.district.map(str::trim).filter(|name| !name.is_empty());
    let is_placeholder = name.is_some_and(|name| fold(name) == "distrito");
    if is_placeholder {
        repairs.note(Repair::PlaceholderDistrict, "district", name.unwrap_or_default());
    }
    let named = name.and_then(district_by_name);
    let code = raw.district_code.map(str::trim).filter(|code| !code.is_empty());
    let coded = code.and_then(|code| DISTRICTS.iter().find(|d| d.code == format!("{code:0>2}")));
    let coded = barrio.map(|barrio| barrio.district).or(coded);
    if code.is_some() && coded.is_none() {
        repairs.note(Repair::AreaCodeUnknown, "district_code", code.unwrap_or_default());
    }
    if coded.is_some() && name.is_some() && !is_placeholder && named != coded {
        repairs.note(Repair::DistrictContradictsCode, "district", name.unwrap_or_default());
    }
    coded.or(named)
}

/// The district of a name in any spelling. The geometry of 2013 calls the twentieth by half its name.
pub(super) fn district_by_name(name: &str) -> Option<&'static District> {
    let wanted = key(name);
    let wanted = if wanted == "sanblas" {
        "sanblascanillejas"
    } else {
        wanted.as_str()
    };
    DISTRICT_KEYS.get(wanted).copied()
}

/// Addresses of the JSON-LD export leave out blanks and articles by design (`CasaCampo`); only a table has a spelling.
fn by_name(name: &str, district: Option<&'static District>, has_codes: bool, repairs: &mut Repairs) -> Option<Barrio> {
    let without_district = name.split('/').next().unwrap_or(name);
    let found = lookup(name).or_else(|| lookup(without_district));
    let Some(barrio) = found else {
        repairs.note(Repair::NeighbourhoodNotOfficial, "neighbourhood", name);
        return None;
    };
    if district.is_some_and(|district| district != barrio.district) {
        repairs.note(Repair::NeighbourhoodOutsideDistrict, "neighbourhood", name);
        return None;
    }
    if has_codes || key(name) != key(barrio.name) {
        note_spelling(name, &barrio, repairs);
    }
    Some(barrio)
}

fn lookup(name: &str) -> Option<Barrio> {
    let wanted = key(name);
    BARRIO_KEYS.get(&wanted).map(|barrio| (*barrio).clone()).or_else(|| {
        let mut others = FORMER_NAMES.iter().chain(&ALIASES);
        others
            .find(|(other, _)| *other == wanted)
            .and_then(|(_, code)| barrio_by_code(code))
    })
}

/// Says how the name differs from the official one, if it does.
fn note_spelling(name: &str, barrio: &Barrio, repairs: &mut Repairs) {
    if split_words(name) == words(barrio.name) {
        return;
    }
    let wanted = key(name);
    let repair = if FORMER_NAMES
        .iter()
        .any(|(former, code)| *former == wanted && *code == barrio.code)
    {
        Repair::NeighbourhoodFormerName
    } else if name.contains('/') && wanted != key(barrio.name) {
        Repair::NeighbourhoodExtraWords
    } else {
        Repair::NeighbourhoodNameVariant
    };
    repairs.note(repair, "neighbourhood", name);
}

/// One spelling for all: without articles, blanks and accents, `H.` as `Histórico`; `CasaCampo` as `Casa de Campo`.
fn key(name: &str) -> String {
    let mut out = String::new();
    for word in split_words(name) {
        match word.as_str() {
            "de" | "del" | "la" | "las" | "los" | "el" => {}
            "h" if !out.ends_with('c') => out.push_str("historico"),
            word => out.push_str(word),
        }
    }
    out
}

/// Words, also where only a capital letter begins one, as in the addresses of the JSON-LD export.
fn split_words(name: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        if after_lower && letter.is_uppercase() {
            spaced.push(' ');
        }
        after_lower = letter.is_lowercase();
        spaced.push(letter);
    }
    words(&spaced)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn of(codes: Option<(&str, &str)>, district: &str, barrio: &str) -> (String, String, Vec<Repair>) {
        let raw = RawArea {
            district_code: codes.map(|(district, _)| district),
            barrio_code: codes.map(|(_, barrio)| barrio),
            district: Some(district),
            barrio: Some(barrio),
        };
        let mut repairs = Repairs::new();
        let area = resolve(raw, &mut repairs);
        (
            area.district.map(|d| d.name.to_owned()).unwrap_or_default(),
            area.barrio
                .map(|b| format!("{} {}", b.code, b.name))
                .unwrap_or_default(),
            repairs.reasons(),
        )
    }

    fn is(district: &str, barrio: &str, repairs: &[Repair]) -> (String, String, Vec<Repair>) {
        (district.to_owned(), barrio.to_owned(), repairs.to_vec())
    }

    #[test]
    fn no_two_barrios_share_a_key() {
        assert_eq!(
            barrios().map(|barrio| key(barrio.name)).collect::<BTreeSet<_>>().len(),
            131
        );
    }

    #[test]
    fn capitals_without_accents_are_no_defect() {
        assert_eq!(
            of(Some(("5", "4")), "CHAMARTIN", "HISPANOAMERICA"),
            is("Chamartín", "054 Hispanoamérica", &[])
        );
        assert_eq!(
            of(Some(("8", "1")), "FUENCARRAL-EL PARDO", "EL PARDO"),
            is("Fuencarral - El Pardo", "081 El Pardo", &[])
        );
    }

    #[test]
    fn other_spellings_get_the_official_name_of_their_code() {
        let variant = [Repair::NeighbourhoodNameVariant];
        assert_eq!(
            of(Some(("15", "4")), "CIUDAD LINEAL", "CONCEPCION"),
            is("Ciudad Lineal", "154 La Concepción", &variant)
        );
        let vallecas = is("Villa de Vallecas", "181 Casco Histórico de Vallecas", &variant);
        assert_eq!(of(Some(("18", "1")), "VILLA DE VALLECAS", "CASCO H.VALLECAS"), vallecas);
        let moguer = of(Some(("2", "6")), "ARGANZUELA", "PALOS DE MOGUER");
        assert_eq!(
            moguer,
            is(
                "Arganzuela",
                "026 Palos de la Frontera",
                &[Repair::NeighbourhoodFormerName]
            )
        );
    }

    #[test]
    fn blank_codes_are_filled_in_from_official_names() {
        let vicalvaro = of(Some(("", "")), "VICALVARO", "CASCO HISTORICO VICALVARO");
        let repairs = [Repair::AreaCodesMissing, Repair::NeighbourhoodNameVariant];
        assert_eq!(vicalvaro, is("Vicálvaro", "191 Casco Histórico de Vicálvaro", &repairs));
        let san_andres = of(Some(("", "")), "VILLAVERDE", "SAN ANDRES");
        let repairs = [Repair::AreaCodesMissing, Repair::NeighbourhoodFormerName];
        assert_eq!(
            san_andres,
            is(
                "Villaverde",
                "171 Villaverde Alto - Casco Histórico de Villaverde",
                &repairs
            )
        );
    }

    #[test]
    fn placeholders_and_names_that_are_no_barrio_are_left_out() {
        let repairs = [
            Repair::AreaCodesMissing,
            Repair::NeighbourhoodExtraWords,
            Repair::PlaceholderDistrict,
        ];
        assert_eq!(
            of(Some(("", "")), "DISTRITO", "JUSTICIA/ CENTRO"),
            is("Centro", "014 Justicia", &repairs)
        );
        let repairs = [Repair::AreaCodesMissing, Repair::PlaceholderDistrict];
        assert_eq!(of(Some(("", "")), "DISTRITO", ""), is("", "", &repairs));
        let repairs = [Repair::AreaCodesMissing, Repair::NeighbourhoodNotOfficial];
        assert_eq!(of(Some(("", "")), "VICALVARO", "AMBROZ"), is("Vicálvaro", "", &repairs));
        assert_eq!(of(Some(("", "")), "CENTRO", "CENTRO"), is("Centro", "", &repairs));
        let repairs = [Repair::AreaCodesMissing, Repair::NeighbourhoodOutsideDistrict];
        assert_eq!(
            of(Some(("", "")), "CARABANCHEL", "LAS AGUILAS"),
            is("Carabanchel", "", &repairs)
        );
    }

    #[test]
    fn codes_win_over_names_and_unknown_codes_do_not() {
        let repairs = [Repair::DistrictContradictsCode];
        assert_eq!(
            of(Some(("15", "4")), "LATINA", "LA CONCEPCION"),
            is("Ciudad Lineal", "154 La Concepción", &repairs)
        );
        let repairs = [Repair::AreaCodeUnknown];
        assert_eq!(
            of(Some(("99", "1")), "LATINA", "ALUCHE"),
            is("Latina", "104 Aluche", &repairs)
        );
        assert_eq!(
            of(Some(("15", "154")), "CIUDAD LINEAL", "LA CONCEPCION"),
            is("Ciudad Lineal", "154 La Concepción", &[])
        );
    }

    #[test]
    fn formats_without_codes_are_joined_by_name() {
        let casa = of(None, "Moncloa-Aravaca", "CasaCampo");
        assert_eq!(casa, is("Moncloa - Aravaca", "091 Casa de Campo", &[]));
        assert_eq!(
            of(None, "SanBlas-Canillejas", "Simancas"),
            is("San Blas - Canillejas", "201 Simancas", &[])
        );
        assert_eq!(of(None, "Centro", "Universidad"), is("Centro", "015 Universidad", &[]));
    }
}
