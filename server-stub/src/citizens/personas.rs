//! The personas: invented people, each there to try something the others do not.

/// Somebody the city knows. Every name, number and address is invented.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Persona {
    /// The city's own key for the person; `sub` in tokens.
    pub id: &'static str,
    /// A short name for developers: `login carmen`.
    pub alias: &'static str,
    /// NIF or NIE.
    pub nif: &'static str,
    /// First name.
    pub given_name: &'static str,
    /// Family names.
    pub family_name: &'static str,
    /// `YYYY-MM-DD`.
    pub birth_date: &'static str,
    /// Street, number, floor.
    pub street: &'static str,
    /// Postal code.
    pub postal_code: &'static str,
    /// District, as the city writes it.
    pub district: &'static str,
    /// Where the street door is (WGS 84).
    pub lat: f64,
    /// Where the street door is (WGS 84).
    pub lon: f64,
    /// In E.164.
    pub phone: &'static str,
    /// E-mail, if the city has one.
    pub email: Option<&'static str>,
    /// The language of letters to the person.
    pub language: &'static str,
    /// For the mock login; `None` for those who cannot sign in themselves (children).
    pub password: Option<&'static str>,
    /// Whom this person may act for.
    pub represents: &'static [Representation],
    /// What this persona is for, in Spanish.
    pub story_es: &'static str,
    /// What this persona is for, in English.
    pub story_en: &'static str,
}

/// The right to act for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Representation {
    /// The person acted for.
    pub person: &'static str,
    /// Why.
    pub relation: Relation,
}

/// Why somebody may act for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Parent of a minor.
    Child,
    /// Registered representative.
    Represented,
}

/// The persona with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Persona> {
    PERSONAS.iter().find(|persona| persona.id == id)
}

/// The persona with this document, written in any case and with or without spaces and dashes.
#[must_use]
pub fn by_nif(nif: &str) -> Option<&'static Persona> {
    let bare: String = nif.chars().filter(char::is_ascii_alphanumeric).collect();
    PERSONAS.iter().find(|persona| persona.nif.eq_ignore_ascii_case(&bare))
}
/// Everybody the city knows.
pub const PERSONAS: &[Persona] = &[
    Persona {
        id: "p-lucia",
        alias: "lucia",
        nif: "31415926L",
        given_name: "Lucía",
        family_name: "Romero Vidal",
        birth_date: "2004-05-14",
        street: "Calle de Fuencarral, 131, 4.º A",
        postal_code: "28010",
        district: "Chamberí",
        lat: 40.4312,
        lon: -3.7029,
        phone: "+34600100201",
        email: Some("lucia.romero@example.org"),
        language: "es",
        password: Some("padel-2026"),
        represents: &[],
        story_es: "Joven y deportista: abono de deporte, carné de biblioteca, casi nada pendiente.",
        story_en: "Young and sporty: a sports pass, a library card, next to nothing to do.",
    },
    Persona {
        id: "p-carmen",
        alias: "carmen",
        nif: "27182818S",
        given_name: "Carmen",
        family_name: "Ortega Ruiz",
        birth_date: "1984-03-02",
        street: "Paseo de las Delicias, 87, 3.º B",
        postal_code: "28045",
        district: "Arganzuela",
        lat: 40.3991,
        lon: -3.6935,
        phone: "+34600100202",
        email: Some("carmen.ortega@example.org"),
        language: "es",
        password: Some("familia-2026"),
        represents: &[
            Representation {
                person: "p-hugo",
                relation: Relation::Child,
            },
            Representation {
                person: "p-vera",
                relation: Relation::Child,
            },
            Representation {
                person: "p-nora",
                relation: Relation::Child,
            },
        ],
        story_es: "Madre de familia numerosa: actúa por sus tres hijos y renueva el título.",
        story_en: "Mother of a large family: acts for her three children and renews the family title.",
    },
    Persona {
        id: "p-antonio",
        alias: "antonio",
        nif: "16180339T",
        given_name: "Antonio",
        family_name: "Nieto Salas",
        birth_date: "1951-11-08",
        street: "Avenida de la Albufera, 212, 1.º C",
        postal_code: "28038",
        district: "Puente de Vallecas",
        lat: 40.3893,
        lon: -3.6557,
        phone: "+34600100203",
        email: None,
        language: "es",
        password: Some("huerto-2026"),
        represents: &[],
        story_es: "Pensionista con una deuda de IBI en ejecutiva y tarjeta de mayor.",
        story_en: "Pensioner with a property tax debt in enforcement and a senior card.",
    },
    Persona {
        id: "p-amina",
        alias: "amina",
        nif: "Y7654321G",
        given_name: "Amina",
        family_name: "El Idrissi",
        birth_date: "1993-07-21",
        street: "Calle de Bravo Murillo, 304, 2.º D",
        postal_code: "28020",
        district: "Tetuán",
        lat: 40.4631,
        lon: -3.6993,
        phone: "+34600100204",
        email: Some("amina.idrissi@example.org"),
        language: "en",
        password: Some("maleta-2026"),
        represents: &[],
        story_es: "Recién llegada, con NIE, alta de padrón en curso y una notificación sin abrir.",
        story_en: "New resident with a NIE, a padrón registration under way and an unopened legal notification.",
    },
    Persona {
        id: "p-diego",
        alias: "diego",
        nif: "14142135X",
        given_name: "Diego",
        family_name: "Campos Leal",
        birth_date: "1979-09-30",
        street: "Calle de Alcalá, 402, bajo A",
        postal_code: "28027",
        district: "Ciudad Lineal",
        lat: 40.4409,
        lon: -3.6487,
        phone: "+34600100205",
        email: Some("diego.campos@example.org"),
        language: "es",
        password: Some("rampa-2026"),
        represents: &[],
        story_es: "Usa silla de ruedas: tarjeta de estacionamiento que caduca pronto.",
        story_en: "Wheelchair user: a parking card that runs out soon.",
    },
    Persona {
        id: "p-marta",
        alias: "marta",
        nif: "17320508J",
        given_name: "Marta",
        family_name: "Iglesias Pons",
        birth_date: "1988-01-19",
        street: "Calle del General Ricardos, 55, 5.º F",
        postal_code: "28019",
        district: "Carabanchel",
        lat: 40.3985,
        lon: -3.7262,
        phone: "+34600100206",
        email: Some("marta.iglesias@example.org"),
        language: "es",
        password: Some("taller-2026"),
        represents: &[],
        story_es: "Autónoma: una multa que pierde el descuento en dos días y el IAE domiciliado.",
        story_en: "Self-employed: a fine that loses its discount in two days and business tax by direct debit.",
    },
    Persona {
        id: "p-elena",
        alias: "elena",
        nif: "22360679X",
        given_name: "Elena",
        family_name: "Nieto Prado",
        birth_date: "1980-12-05",
        street: "Calle de Embajadores, 160, 6.º B",
        postal_code: "28045",
        district: "Arganzuela",
        lat: 40.3967,
        lon: -3.6985,
        phone: "+34600100207",
        email: Some("elena.nieto@example.org"),
        language: "es",
        password: Some("puente-2026"),
        represents: &[Representation {
            person: "p-antonio",
            relation: Relation::Represented,
        }],
        story_es: "Hija de Antonio: actúa por él como representante.",
        story_en: "Antonio's daughter: acts for him as his representative.",
    },
    Persona {
        id: "p-pablo",
        alias: "pablo",
        nif: "26457513S",
        given_name: "Pablo",
        family_name: "Serra Molina",
        birth_date: "1999-02-27",
        street: "Calle de Toledo, 92, 1.º A",
        postal_code: "28005",
        district: "Centro",
        lat: 40.4083,
        lon: -3.7092,
        phone: "+34600100208",
        email: Some("pablo.serra@example.org"),
        language: "es",
        password: Some("vacio-2026"),
        represents: &[],
        story_es: "No tiene nada pendiente: las pantallas vacías.",
        story_en: "Has nothing at all: the empty screens.",
    },
    Persona {
        id: "p-hugo",
        alias: "hugo",
        nif: "24494897N",
        given_name: "Hugo",
        family_name: "Marín Ortega",
        birth_date: "2012-06-11",
        street: "Paseo de las Delicias, 87, 3.º B",
        postal_code: "28045",
        district: "Arganzuela",
        lat: 40.3991,
        lon: -3.6935,
        phone: "+34600100202",
        email: None,
        language: "es",
        password: None,
        represents: &[],
        story_es: "Hijo de Carmen.",
        story_en: "Carmen's son.",
    },
    Persona {
        id: "p-vera",
        alias: "vera",
        nif: "30102999R",
        given_name: "Vera",
        family_name: "Marín Ortega",
        birth_date: "2015-10-03",
        street: "Paseo de las Delicias, 87, 3.º B",
        postal_code: "28045",
        district: "Arganzuela",
        lat: 40.3991,
        lon: -3.6935,
        phone: "+34600100202",
        email: None,
        language: "es",
        password: None,
        represents: &[],
        story_es: "Hija de Carmen.",
        story_en: "Carmen's daughter.",
    },
    Persona {
        id: "p-nora",
        alias: "nora",
        nif: "47712125M",
        given_name: "Nora",
        family_name: "Marín Ortega",
        birth_date: "2019-04-25",
        street: "Paseo de las Delicias, 87, 3.º B",
        postal_code: "28045",
        district: "Arganzuela",
        lat: 40.3991,
        lon: -3.6935,
        phone: "+34600100202",
        email: None,
        language: "es",
        password: None,
        represents: &[],
        story_es: "Hija de Carmen.",
        story_en: "Carmen's daughter.",
    },
    Persona {
        id: "p-rafael",
        alias: "rafael",
        nif: "33166247V",
        given_name: "Rafael",
        family_name: "Cano Luna",
        birth_date: "1972-08-09",
        street: "Calle de Antonio López, 62, 2.º A",
        postal_code: "28019",
        district: "Carabanchel",
        lat: 40.3966,
        lon: -3.7108,
        phone: "+34600100209",
        email: Some("rafael.cano@example.org"),
        language: "es",
        password: Some("volante-2026"),
        represents: &[],
        story_es: "Conduce todo el día: una multa en cada estado.",
        story_en: "Drives all day: a fine in every state.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_however_they_are_written() {
        assert_eq!(by_nif("y-7654321-g").map(|persona| persona.alias), Some("amina"));
        assert_eq!(by_nif("00000000T"), None);
    }

    #[test]
    fn ids_and_aliases_are_unique_and_everybody_represented_exists() {
        let mut ids: Vec<_> = PERSONAS.iter().map(|persona| persona.id).collect();
        let mut aliases: Vec<_> = PERSONAS.iter().map(|persona| persona.alias).collect();
        ids.sort_unstable();
        ids.dedup();
        aliases.sort_unstable();
        aliases.dedup();
        assert_eq!((ids.len(), aliases.len()), (PERSONAS.len(), PERSONAS.len()));
        let mut represented = PERSONAS.iter().flat_map(|persona| persona.represents);
        assert!(represented.all(|other| by_id(other.person).is_some()));
    }
}
