//! The six cards of Madrid. Names, colours and types are the mock city's own.

use super::kind::{Claim, Format, Kind, Party, Reuse, Tier, Words};
use super::pki::CITY_NUMBER;

const DAY: i64 = 86_400;
/// The claim of every bound card that says its tier.
pub const KEY_TIER: &str = "key_tier";

/// Who may ask where somebody lives: the offices of the City, by the number in their access certificate.
const OFFICES: [Party; 1] = [Party { number: CITY_NUMBER }];

/// Something that stands open.
const fn open(path: &'static [&'static str], es: &'static str, en: &'static str) -> Claim {
    Claim {
        path,
        words: Words { es, en },
        hidden: false,
        values: &[],
    }
}

/// Something that the holder may keep back.
const fn hidden(path: &'static [&'static str], es: &'static str, en: &'static str) -> Claim {
    Claim {
        path,
        words: Words { es, en },
        hidden: true,
        values: &[],
    }
}

/// Something whose few values are words for programs.
const fn worded(claim: Claim, values: &'static [(&'static str, Words)]) -> Claim {
    Claim { values, ..claim }
}

/// A value and what people call it.
const fn value(name: &'static str, es: &'static str, en: &'static str) -> (&'static str, Words) {
    (name, Words { es, en })
}

/// What the services of a library are called.
const SERVICES: &[(&str, Words)] = &[
    value("books", "Libros", "Books"),
    value("music_and_films", "Música y películas", "Music and films"),
    value("study_rooms", "Salas de estudio", "Study rooms"),
];

/// What the passes are called.
const MODALITIES: &[(&str, Words)] = &[
    value("abono_deporte", "Abono Deporte", "Sports pass"),
    value("escuela_deportiva", "Escuela deportiva", "Sports school"),
];

/// What can be done with them.
const ACTIVITIES: &[(&str, Words)] = &[
    value("pools", "Piscinas", "Pools"),
    value("fitness", "Salas de musculación", "Fitness rooms"),
    value("classes", "Clases", "Classes"),
    value("school", "Escuela deportiva", "Sports school"),
];

/// What a parking card gives the right to.
const RIGHTS: &[(&str, Words)] = &[
    value("reserved_spaces", "Plazas reservadas", "Reserved spaces"),
    value(
        "regulated_parking",
        "Zona SER (aparcamiento regulado)",
        "Regulated parking",
    ),
    value("low_emission_zone", "Zona de bajas emisiones", "Low emission zone"),
];

/// The categories of large families (Ley 40/2003, art. 4).
const CATEGORIES: &[(&str, Words)] = &[
    value("general", "General", "General"),
    value("especial", "Especial", "Special"),
];

/// How well the key of a copy is kept, as far as anybody vouches for it: what a card of one tier says and one of another cannot. It stands open,
/// so that nobody can keep it back.
const KEY_TIER_CLAIM: Claim = worded(
    open(&[KEY_TIER], "Nivel de la clave", "Level of the key"),
    &[
        value("basic", "Básico: clave en programa", "Basic: key in software"),
        value("software", "Medio: app comprobada", "Medium: app vouched for"),
        value("hardware", "Alto: clave en el chip", "High: key in the chip"),
    ],
);

/// All types.
pub static KINDS: [Kind; 6] = [
    Kind {
        id: "library_card",
        typ: "es.madrid.library_card.1",
        words: Words {
            es: "Carné de bibliotecas",
            en: "Library card",
        },
        about: Words {
            es: "Para sacar libros, música y películas de las bibliotecas de Madrid.",
            en: "To borrow books, music and films from the libraries of Madrid.",
        },
        colours: ("#0A3FBD", "#FFFFFF"),
        claims: &[
            open(&["card_number"], "Número de carné", "Card number"),
            open(&["holder"], "Titular", "Holder"),
            hidden(&["holder", "given_name"], "Nombre", "First name"),
            hidden(&["holder", "family_name"], "Apellidos", "Surname"),
            worded(open(&["services"], "Servicios", "Services"), SERVICES),
            worded(hidden(&["services", "*"], "Servicio", "Service"), SERVICES),
            open(&["expiry_date"], "Válido hasta", "Valid until"),
        ],
        tier: Tier::None,
        formats: &[Format::SdJwt],
        days: 365,
        reuse: Reuse::Free,
        only_for: None,
        checked_first: false,
    },
    Kind {
        id: "sports_pass",
        typ: "es.madrid.sports_pass.1",
        words: Words {
            es: "Abono Deporte Madrid",
            en: "Sports pass",
        },
        about: Words {
            es: "Para entrar en los centros deportivos municipales.",
            en: "To enter the sports centres of the city.",
        },
        colours: ("#0B5D33", "#FFFFFF"),
        claims: &[
            open(&["pass_number"], "Número de abono", "Pass number"),
            worded(open(&["modality"], "Modalidad", "Kind of pass"), MODALITIES),
            hidden(&["given_name"], "Nombre", "First name"),
            hidden(&["family_name"], "Apellidos", "Surname"),
            hidden(&["birth_date"], "Fecha de nacimiento", "Date of birth"),
            hidden(&["age_over_18"], "Mayor de 18 años", "Over 18"),
            worded(open(&["activities"], "Actividades", "Activities"), ACTIVITIES),
            worded(hidden(&["activities", "*"], "Actividad", "Activity"), ACTIVITIES),
            open(&["expiry_date"], "Válido hasta", "Valid until"),
            KEY_TIER_CLAIM,
        ],
        tier: Tier::Software,
        formats: &[Format::SdJwt, Format::Mdoc],
        days: 30,
        reuse: Reuse::Rotating {
            batch: 5,
            left: 3 * DAY,
        },
        only_for: None,
        checked_first: false,
    },
    Kind {
        id: "parking_card",
        typ: "es.madrid.parking_card.1",
        words: Words {
            es: "Tarjeta de estacionamiento",
            en: "Parking card",
        },
        about: Words {
            es: "Para aparcar quien tiene movilidad reducida, en toda la Unión Europea.",
            en: "For people with reduced mobility to park, anywhere in the European Union.",
        },
        colours: ("#072C86", "#FFFFFF"),
        claims: &[
            open(&["card_number"], "Número de tarjeta", "Card number"),
            open(&["issuing_authority"], "Expedida por", "Issued by"),
            open(&["issuing_country"], "País", "Country"),
            hidden(&["given_name"], "Nombre", "First name"),
            hidden(&["family_name"], "Apellidos", "Surname"),
            hidden(&["birth_date"], "Fecha de nacimiento", "Date of birth"),
            worded(open(&["rights"], "Derechos", "Rights"), RIGHTS),
            worded(hidden(&["rights", "*"], "Derecho", "Right"), RIGHTS),
            open(&["expiry_date"], "Válida hasta", "Valid until"),
            KEY_TIER_CLAIM,
        ],
        tier: Tier::Hardware,
        formats: &[Format::SdJwt, Format::Mdoc],
        days: 30,
        reuse: Reuse::Once { batch: 20, low: 5 },
        only_for: None,
        checked_first: true,
    },
    Kind {
        id: "padron_certificate",
        typ: "es.madrid.padron_certificate.1",
        words: Words {
            es: "Certificado de empadronamiento",
            en: "Certificate of residence",
        },
        about: Words {
            es: "Dice dónde vives, como consta en el padrón.",
            en: "Says where you live, as the register of residents has it.",
        },
        colours: ("#7A1F2B", "#FFFFFF"),
        claims: &[
            hidden(&["given_name"], "Nombre", "First name"),
            hidden(&["family_name"], "Apellidos", "Surname"),
            hidden(&["document_number"], "DNI o NIE", "DNI or NIE"),
            hidden(&["birth_date"], "Fecha de nacimiento", "Date of birth"),
            open(&["address"], "Domicilio", "Address"),
            hidden(
                &["address", "street"],
                "Calle, número y piso",
                "Street, number and floor",
            ),
            hidden(&["address", "postal_code"], "Código postal", "Postcode"),
            hidden(&["address", "district"], "Distrito", "District"),
            open(&["address", "municipality"], "Municipio", "Municipality"),
            hidden(&["minors_in_care"], "Menores a cargo", "Minors in care"),
            open(&["issue_date"], "Fecha de expedición", "Date of issue"),
            KEY_TIER_CLAIM,
        ],
        tier: Tier::Hardware,
        formats: &[Format::SdJwt],
        days: 90,
        reuse: Reuse::Once { batch: 10, low: 3 },
        only_for: Some(&OFFICES),
        checked_first: false,
    },
    Kind {
        id: "large_family",
        typ: "es.madrid.large_family.1",
        words: Words {
            es: "Título de familia numerosa",
            en: "Large family card",
        },
        about: Words {
            es: "Para los descuentos de las familias numerosas.",
            en: "For the reductions that large families have.",
        },
        colours: ("#6B3A00", "#FFFFFF"),
        claims: &[
            open(&["title_number"], "Número de título", "Title number"),
            worded(open(&["category"], "Categoría", "Category"), CATEGORIES),
            hidden(&["given_name"], "Nombre", "First name"),
            hidden(&["family_name"], "Apellidos", "Surname"),
            hidden(&["children"], "Número de hijos", "Number of children"),
            open(&["members"], "Miembros", "Members"),
            hidden(&["members", "*"], "Miembro", "Member"),
            open(&["members", "*", "given_name"], "Miembro: nombre", "Member: name"),
            open(
                &["members", "*", "birth_date"],
                "Miembro: nacimiento",
                "Member: date of birth",
            ),
            open(&["expiry_date"], "Válido hasta", "Valid until"),
            KEY_TIER_CLAIM,
        ],
        tier: Tier::Software,
        formats: &[Format::SdJwt],
        days: 90,
        reuse: Reuse::PerVerifier { batch: 10, low: 3 },
        only_for: None,
        checked_first: false,
    },
    Kind {
        id: "senior_card",
        typ: "es.madrid.senior_card.1",
        words: Words {
            es: "Tarjeta madridmayor",
            en: "Senior card",
        },
        about: Words {
            es: "Para las actividades y los descuentos de las personas mayores.",
            en: "For the activities and reductions for older people.",
        },
        colours: ("#4A2C6F", "#FFFFFF"),
        claims: &[
            open(&["card_number"], "Número de tarjeta", "Card number"),
            hidden(&["given_name"], "Nombre", "First name"),
            hidden(&["family_name"], "Apellidos", "Surname"),
            hidden(&["birth_date"], "Fecha de nacimiento", "Date of birth"),
            open(&["age_over_65"], "Mayor de 65 años", "Over 65"),
            KEY_TIER_CLAIM,
        ],
        tier: Tier::Software,
        formats: &[Format::SdJwt],
        days: 180,
        reuse: Reuse::Limited { left: 14 * DAY },
        only_for: None,
        checked_first: false,
    },
];
