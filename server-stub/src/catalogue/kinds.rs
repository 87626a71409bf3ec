//! What a place is for, from its own row: the path of its type, its name, and what its text says.
//!
//! The type alone is not enough. In sports centres it names the first equipment (`Gimnasios` for most of them), in
//! museums it may be "monuments", and a tenth of the parks has none.

use super::facility::FacilityKind::{self, CitizenOffice, CulturalCentre, Library, Museum, Other, Park, SportsCentre};
use super::words::{fold, occurrences};

/// Types that leave no doubt, by a segment of the path.
const PLAIN_TYPES: [(&str, FacilityKind); 12] = [
    ("centrosespaciosdeporte", SportsCentre),
    ("bibliotecaspublicas", Library),
    ("bibliobuses", Library),
    ("parquesjardines", Park),
    ("museos", Museum),
    ("planetarios", Museum),
    ("centrosculturales", CulturalCentre),
    ("auditoriossalasconcierto", CulturalCentre),
    ("salasexposiciones", CulturalCentre),
    ("teatros", CulturalCentre),
    ("oficinaslineamadrid", CitizenOffice),
    ("oficinasinformacionjuvenil", CulturalCentre),
];

/// Names that leave no doubt, by a phrase, tried in this order where the type says too little.
const TELLING_NAMES: [(&str, FacilityKind); 24] = [
    ("atencion a la ciudadania", CitizenOffice),
    ("linea madrid", CitizenOffice),
    ("biblioteca", Library),
    ("bibliobus", Library),
    ("centro deportivo", SportsCentre),
    ("polideportivo", SportsCentre),
    ("instalacion deportiva", SportsCentre),
    ("piscina", SportsCentre),
    ("museo", Museum),
    ("museum", Museum),
    ("planetario", Museum),
    ("centro cultural", CulturalCentre),
    ("centro sociocultural", CulturalCentre),
    ("centro de cultura", CulturalCentre),
    ("espacio cultural", CulturalCentre),
    ("centro juvenil", CulturalCentre),
    ("auditorio", CulturalCentre),
    ("parque", Park),
    ("jardin", Park),
    ("vivero", Park),
    ("zona verde", Park),
    ("pinar", Park),
    ("quinta", Park),
    ("rosaleda", Park),
];

/// The kind of a place. `text` is everything the row says of it.
pub(super) fn kind(type_path: &str, name: &str, text: &str) -> FacilityKind {
    let path = fold(type_path);
    let name = fold(name);
    if says(&name, "espacio polivalente") || says(&name, "centro social") || says(&name, "centro comunitario") {
        return CulturalCentre;
    }
    let typed = path
        .rsplit('/')
        .find_map(|segment| PLAIN_TYPES.iter().find(|(word, _)| *word == segment));
    if let Some((_, kind)) = typed {
        return *kind;
    }
    let named = TELLING_NAMES.iter().find(|(phrase, _)| says(&name, phrase));
    if let Some((_, kind)) = named {
        return *kind;
    }
    by_type_and_text(&path, &name, &fold(text))
}

fn by_type_and_text(path: &str, name: &str, text: &str) -> FacilityKind {
    let is_type = |word: &str| path.contains(word);
    if says(text, "centro social y cultural") || is_type("salasestudiolectura") || says(name, "centro sefarad") {
        CulturalCentre
    } else if is_type("monumentosedificiosartisticos") && !name.starts_with("parroquia") {
        Museum
    } else if is_type("centrosatencionsocial") {
        CulturalCentre
    } else if path.is_empty() && (says(text, "zonas verdes") || says(text, "vegetacion") || says(text, "arbol")) {
        Park
    } else {
        Other
    }
}

fn says(text: &str, phrase: &str) -> bool {
    occurrences(text, phrase).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, name: &str, text: &str) -> FacilityKind {
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/contenido/entidadesYorganismos/{path}")
        };
        kind(&path, name, text)
    }

    #[test]
    fn the_first_equipment_of_a_sports_centre_does_not_matter() {
        for path in ["Gimnasios", "Piscinas", "Embarcaderos", "Rocodromo"] {
            assert_eq!(
                of(
                    &format!("CentrosEspaciosDeporte/{path}"),
                    "Centro Deportivo Municipal X",
                    ""
                ),
                SportsCentre
            );
        }
        assert_eq!(
            of("CentrosEspaciosDeporte", "Espacio Polivalente Embajadores", ""),
            CulturalCentre
        );
    }

    #[test]
    fn a_plain_type_wins_over_the_name() {
        assert_eq!(
            of(
                "BibliotecasPublicas",
                "Centro Cultural Paco Rabal. Biblioteca Pública",
                ""
            ),
            Library
        );
        assert_eq!(of("Museos", "Centro Cultural La Corrala. Museo de Artes", ""), Museum);
        assert_eq!(
            of(
                "CentrosCulturales",
                "Centro Cultural Clara del Rey - Museo ABC (Centro)",
                ""
            ),
            CulturalCentre
        );
        assert_eq!(
            of("ParquesJardines/ParquesHistoricos", "Quinta de Torre Arias", ""),
            Park
        );
        assert_eq!(
            kind("https://datos.madrid.es/egob/kos/entidadesYorganismos/Museos", "X", ""),
            Museum
        );
    }

    #[test]
    fn vague_types_are_settled_by_name_or_text() {
        assert_eq!(
            of(
                "MonumentosEdificiosArtisticos",
                "Centro de Cultura Contemporánea Conde Duque",
                ""
            ),
            CulturalCentre
        );
        assert_eq!(of("MonumentosEdificiosArtisticos", "Museo Lázaro Galdiano", ""), Museum);
        assert_eq!(of("MonumentosEdificiosArtisticos", "Templo de Debod", ""), Museum);
        assert_eq!(
            of(
                "MonumentosEdificiosArtisticos",
                "La Casa Encendida",
                "Es un centro social y cultural."
            ),
            CulturalCentre
        );
        assert_eq!(of("MonumentosEdificiosArtisticos", "Parroquia Santa Cruz", ""), Other);
        assert_eq!(
            of("AyuntamientoMadrid/OrganismosEmpresasMunicipales", "Museo EMT", ""),
            Museum
        );
        let office = "Oficina de Atención a la Ciudadanía (OAC) Barajas. Línea Madrid";
        assert_eq!(
            of("AyuntamientoMadrid/OficinasMunicipalesRegistro", office, ""),
            CitizenOffice
        );
        assert_eq!(
            of(
                "AyuntamientoMadrid/OficinasMunicipalesRegistro",
                "Registro de la Agencia",
                ""
            ),
            Other
        );
    }

    #[test]
    fn rows_without_a_type() {
        assert_eq!(of("", "Parque de la Gavia", ""), Park);
        assert_eq!(
            of(
                "",
                "Plaza de Murillo",
                "Conservación: Dirección General de Zonas Verdes"
            ),
            Park
        );
        assert_eq!(of("", "Plaza Mayor", "Turismo"), Other);
        assert_eq!(of("CentrosSalud", "Centro de Salud Madrid", ""), Other);
    }
}
