//! The 21 districts and 131 barrios of Madrid: official codes and names (Ayuntamiento de Madrid, division of 2017).
//!
//! Barrios are joined by code: the first two digits are the district's, the third counts within it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A district: its two-digit code and official name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct District {
    /// `01` to `21`.
    pub(super) code: &'static str,
    /// The official name.
    pub(super) name: &'static str,
    /// The official names of its barrios; the code of the nth (from 1) is the district's code and n.
    barrios: &'static [&'static str],
}

/// A barrio: its three-digit code, official name and district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Barrio {
    /// The district's code and one more digit.
    pub(super) code: String,
    /// The official name.
    pub(super) name: &'static str,
    /// The district it lies in.
    pub(super) district: &'static District,
}

impl District {
    /// Its barrios.
    fn barrios(&'static self) -> impl Iterator<Item = Barrio> {
        self.barrios.iter().enumerate().map(move |(index, name)| Barrio {
            code: format!("{}{}", self.code, index + 1),
            name,
            district: self,
        })
    }
}

/// All barrios, by code: put together once, for every row asks for some.
static BARRIOS: LazyLock<BTreeMap<String, Barrio>> = LazyLock::new(|| {
    let barrios = DISTRICTS.iter().flat_map(District::barrios);
    barrios.map(|barrio| (barrio.code.clone(), barrio)).collect()
});

/// All barrios.
pub(super) fn barrios() -> impl Iterator<Item = &'static Barrio> {
    BARRIOS.values()
}

/// The barrio of a three-digit code.
pub(super) fn barrio_by_code(code: &str) -> Option<Barrio> {
    BARRIOS.get(code).cloned()
}

/// All districts, by code.
#[rustfmt::skip]
pub(super) static DISTRICTS: [District; 21] = [
    District { code: "01", name: "Centro", barrios: &[
        "Palacio", "Embajadores", "Cortes", "Justicia", "Universidad", "Sol",
    ] },
    District { code: "02", name: "Arganzuela", barrios: &[
        "Imperial", "Acacias", "Chopera", "Legazpi", "Delicias", "Palos de la Frontera", "Atocha",
    ] },
    District { code: "03", name: "Retiro", barrios: &[
        "Pacífico", "Adelfas", "Estrella", "Ibiza", "Los Jerónimos", "Niño Jesús",
    ] },
    District { code: "04", name: "Salamanca", barrios: &[
        "Recoletos", "Goya", "Fuente del Berro", "Guindalera", "Lista", "Castellana",
    ] },
    District { code: "05", name: "Chamartín", barrios: &[
        "El Viso", "Prosperidad", "Ciudad Jardín", "Hispanoamérica", "Nueva España", "Castilla",
    ] },
    District { code: "06", name: "Tetuán", barrios: &[
        "Bellas Vistas", "Cuatro Caminos", "Castillejos", "Almenara", "Valdeacederas", "Berruguete",
    ] },
    District { code: "07", name: "Chamberí", barrios: &[
        "Gaztambide", "Arapiles", "Trafalgar", "Almagro", "Ríos Rosas", "Vallehermoso",
    ] },
    District { code: "08", name: "Fuencarral - El Pardo", barrios: &[
        "El Pardo", "Fuentelarreina", "Peñagrande", "Pilar", "La Paz", "Valverde", "Mirasierra", "El Goloso",
    ] },
    District { code: "09", name: "Moncloa - Aravaca", barrios: &[
        "Casa de Campo", "Argüelles", "Ciudad Universitaria", "Valdezarza", "Valdemarín", "El Plantío", "Aravaca",
    ] },
    District { code: "10", name: "Latina", barrios: &[
        "Los Cármenes", "Puerta del Ángel", "Lucero", "Aluche", "Campamento", "Cuatro Vientos", "Águilas",
    ] },
    District { code: "11", name: "Carabanchel", barrios: &[
        "Comillas", "Opañel", "San Isidro", "Vista Alegre", "Puerta Bonita", "Buenavista", "Abrantes",
    ] },
    District { code: "12", name: "Usera", barrios: &[
        "Orcasitas", "Orcasur", "San Fermín", "Almendrales", "Moscardó", "Zofío", "Pradolongo",
    ] },
    District { code: "13", name: "Puente de Vallecas", barrios: &[
        "Entrevías", "San Diego", "Palomeras Bajas", "Palomeras Sureste", "Portazgo", "Numancia",
    ] },
    District { code: "14", name: "Moratalaz", barrios: &[
        "Pavones", "Horcajo", "Marroquina", "Media Legua", "Fontarrón", "Vinateros",
    ] },
    District { code: "15", name: "Ciudad Lineal", barrios: &[
        "Ventas", "Pueblo Nuevo", "Quintana", "La Concepción", "San Pascual", "San Juan Bautista", "Colina",
        "Atalaya", "Costillares",
    ] },
    District { code: "16", name: "Hortaleza", barrios: &[
        "Palomas", "Piovera", "Canillas", "Pinar del Rey", "Apóstol Santiago", "Valdefuentes",
    ] },
    District { code: "17", name: "Villaverde", barrios: &[
        "Villaverde Alto - Casco Histórico de Villaverde", "San Cristóbal", "Butarque", "Los Rosales", "Ángeles",
    ] },
    District { code: "18", name: "Villa de Vallecas", barrios: &[
        "Casco Histórico de Vallecas", "Santa Eugenia", "Ensanche de Vallecas",
    ] },
    District { code: "19", name: "Vicálvaro", barrios: &[
        "Casco Histórico de Vicálvaro", "Valdebernardo", "Valderrivas", "El Cañaveral",
    ] },
    District { code: "20", name: "San Blas - Canillejas", barrios: &[
        "Simancas", "Hellín", "Amposta", "Arcos", "Rosas", "Rejas", "Canillejas", "El Salvador",
    ] },
    District { code: "21", name: "Barajas", barrios: &[
        "Alameda de Osuna", "Aeropuerto", "Casco Histórico de Barajas", "Timón", "Corralejos",
    ] },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_21_districts_and_131_barrios_each_with_its_own_code() {
        assert_eq!(DISTRICTS.len(), 21);
        assert_eq!(
            barrios()
                .map(|barrio| barrio.code.as_str())
                .collect::<BTreeSet<_>>()
                .len(),
            131
        );
        assert!(
            DISTRICTS
                .iter()
                .enumerate()
                .all(|(index, d)| d.code == format!("{:02}", index + 1))
        );
        assert_eq!(barrio_by_code("154").unwrap().name, "La Concepción");
        assert_eq!(barrio_by_code("203").unwrap().district.name, "San Blas - Canillejas");
        assert_eq!(barrio_by_code("999"), None);
    }
}
