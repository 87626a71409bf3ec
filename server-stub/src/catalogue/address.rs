//! Street addresses in reading case: `CALLE` + `JOSE DEL HIERRO` + `3` becomes `Calle Jose del Hierro, 3`.

/// The cells of an address; tidy, so none is blank.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct RawStreet<'a> {
    /// `CALLE`, `AVENIDA`...
    pub(super) class: Option<&'a str>,
    pub(super) name: Option<&'a str>,
    /// `V` or `NUM` before a house number, `S/N` for none, `T` before a distance along a road.
    pub(super) number_kind: Option<&'a str>,
    pub(super) number: Option<&'a str>,
    pub(super) floor: Option<&'a str>,
    pub(super) door: Option<&'a str>,
}

/// The address, if there is a street.
pub(super) fn street(raw: RawStreet<'_>) -> Option<String> {
    let name = reading_case(raw.name?, raw.class.is_some());
    let mut out = match raw.class {
        Some(class) => format!("{} {name}", reading_case(class, false)),
        None => name,
    };
    if let Some(number) = number(raw) {
        out.push_str(", ");
        out.push_str(number);
        if let Some(door) = raw.door {
            out.push(' ');
            out.push_str(door);
        }
    }
    if let Some(floor) = raw.floor {
        out.push_str(", planta ");
        out.push_str(floor);
    }
    Some(out)
}

/// The address of formats that keep it in one text: `CALLE FUENCARRAL 3`.
pub(super) fn street_line(line: &str) -> String {
    let (street, number) = match line.rsplit_once(' ') {
        Some((street, last)) if last.starts_with(|c: char| c.is_ascii_digit()) => {
            (street.trim_end_matches(','), Some(last))
        }
        _ => (line, None),
    };
    let (class, name) = match street.split_once(' ') {
        Some((class, name)) if !class.ends_with(',') => (Some(class), name),
        _ => (None, street),
    };
    let name = (!name.is_empty()).then_some(name);
    self::street(RawStreet {
        class,
        name,
        number,
        ..RawStreet::default()
    })
    .unwrap_or_default()
}

/// The house number, unless it is a placeholder, a distance, or already at the end of the name.
fn number(raw: RawStreet<'_>) -> Option<&str> {
    let number = raw.number.filter(|number| *number != "0")?;
    if raw.number_kind.is_some_and(|kind| kind.eq_ignore_ascii_case("T")) {
        return None;
    }
    let name_has_it = raw
        .name
        .and_then(|name| name.rsplit_once(", "))
        .is_some_and(|(_, last)| last == number);
    (!name_has_it).then_some(number)
}

/// Capitals to reading case; what already has small letters is left as it is.
fn reading_case(text: &str, follows_a_class: bool) -> String {
    let words = text.split(' ').enumerate().map(|(index, word)| {
        if word.chars().any(|c| c.is_ascii_lowercase()) {
            return word.to_owned();
        }
        let lower = word.to_lowercase();
        let begins = index == 0;
        match lower.as_str() {
            "de" | "del" | "y" | "e" | "a" | "al" | "en" | "con" if !begins || follows_a_class => lower,
            // An article that opens the name belongs to it (`Calle El Greco`).
            "la" | "las" | "los" | "el" if !begins => lower,
            "c/v" => lower,
            _ if stays_in_capitals(word) => word.to_owned(),
            _ => capitalised(&lower),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Road codes (`M-30`), initials (`E.M.T.`) and Roman numerals (`XXIII`).
fn stays_in_capitals(word: &str) -> bool {
    let is_numeral = word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let is_initials = word.matches('.').count() > 1;
    is_numeral || is_initials || word.chars().any(|c| c.is_ascii_digit())
}

/// A capital at the start and after hyphens, apostrophes and brackets.
fn capitalised(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut begins = true;
    for letter in lower.chars() {
        if begins {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
        begins = matches!(letter, '-' | '\'' | '´' | '’' | '(' | '/' | '.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(class: &str, name: &str, kind: &str, number: &str) -> String {
        let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
        street(RawStreet {
            class: some(class),
            name: some(name),
            number_kind: some(kind),
            number: some(number),
            ..RawStreet::default()
        })
        .unwrap_or_default()
    }

    #[test]
    fn streets_in_reading_case() {
        assert_eq!(of("CALLE", "JOSE DEL HIERRO", "V", "3"), "Calle Jose del Hierro, 3");
        assert_eq!(of("AVENIDA", "DE LAS AGUILAS", "V", "14"), "Avenida de las Aguilas, 14");
        assert_eq!(of("CALLE", "EL GRECO", "V", "29"), "Calle El Greco, 29");
        assert_eq!(of("CALLE", "LA CORUÑA", "V", "18"), "Calle La Coruña, 18");
        assert_eq!(of("AVENIDA", "PIO XII", "V", "2"), "Avenida Pio XII, 2");
        assert_eq!(of("PLAZA", "DAOÍZ Y VELARDE", "V", "5"), "Plaza Daoíz y Velarde, 5");
        assert_eq!(
            of("CALLE", "FRANCOS RODRíGUEZ", "V", "100"),
            "Calle Francos Rodríguez, 100"
        );
        assert_eq!(of("CALLE", "ENRIQUE D'ALMONTE", "V", "1"), "Calle Enrique D'Almonte, 1");
        assert_eq!(
            of("CALLE", "NUDO M-30 C/V ALCALDE SAINZ", "V", "94"),
            "Calle Nudo M-30 c/v Alcalde Sainz, 94"
        );
        assert_eq!(
            of("Avenida", "Santuario de Valverde", "V", "1"),
            "Avenida Santuario de Valverde, 1"
        );
        assert_eq!(
            of("CARRETERA", "ESTACION DE LA E.M.T.", "V", "9"),
            "Carretera Estacion de la E.M.T., 9"
        );
    }

    #[test]
    fn numbers_that_are_none_are_left_out() {
        assert_eq!(of("AVENIDA", "RAFAELA YBARRA", "V", "0"), "Avenida Rafaela Ybarra");
        assert_eq!(of("AUTOVIA", "M-30", "T", "2200"), "Autovia M-30");
        assert_eq!(of("GLORIETA", "DON JUAN, 5", "V", "5"), "Glorieta Don Juan, 5");
        assert_eq!(of("", "", "V", "5"), "");
    }

    #[test]
    fn door_and_floor_follow_the_number() {
        let raw = RawStreet {
            class: Some("CALLE"),
            name: Some("GOYA"),
            number: Some("1"),
            ..RawStreet::default()
        };
        assert_eq!(
            street(RawStreet {
                door: Some("B"),
                floor: Some("1ª"),
                ..raw
            })
            .unwrap(),
            "Calle Goya, 1 B, planta 1ª"
        );
    }

    #[test]
    fn one_line_addresses() {
        assert_eq!(street_line("CALLE FUENCARRAL 3"), "Calle Fuencarral, 3");
        assert_eq!(
            street_line("GLORIETA SAN ANTONIO DE LA FLORIDA 5"),
            "Glorieta San Antonio de la Florida, 5"
        );
        assert_eq!(street_line("PLAZA MAYOR"), "Plaza Mayor");
        assert_eq!(street_line("CIBELES"), "Cibeles");
    }
}
