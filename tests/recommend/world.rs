//! The places of the judged city: the City's real ones, or the mock city's own short list where the files are not there.

use std::path::{Path, PathBuf};

use madrid_core::kernel::GeoPoint;
use madrid_core::places::{Need, NeedSet, PlaceId, PlaceKind};
use madrid_core::recommend::{Candidate, of_place_parts};
use madrid_server_stub::catalogue::{Facility, FacilityKind, Feature, default_catalogue, load};

use crate::Outcome;

/// A place as the hidden citizens know it: the City's facts, and nothing of the recommender.
pub struct Fact {
    /// What it is.
    pub kind: FacilityKind,
    /// What it offers.
    pub features: Vec<Feature>,
    /// Where it is.
    pub point: GeoPoint,
    /// Its district, where the City says so.
    pub district: Option<String>,
}

/// All places, once as facts for the citizens and once as candidates for the recommender, in the same order.
pub struct World {
    pub facts: Vec<Fact>,
    pub candidates: Vec<Candidate>,
    /// Where they came from.
    pub name: String,
}

impl World {
    /// The real places; the mock city's own where there are none, and then the report says so.
    pub fn real_or_small() -> Outcome<Self> {
        match real_data() {
            Some(folder) => Self::real(&folder),
            None => Self::of(
                "the mock city's own list (no real data: set MADRID_SHARED)",
                &default_catalogue(),
            ),
        }
    }

    /// The City's places in these files.
    pub fn real(folder: &Path) -> Outcome<Self> {
        Self::of("the City's published files", &load(&[folder.to_owned()])?.facilities)
    }

    /// The mock city's own places.
    #[cfg(test)]
    pub fn small() -> Outcome<Self> {
        Self::of("the mock city's own list", &default_catalogue())
    }

    fn of(name: &str, facilities: &[Facility]) -> Outcome<Self> {
        let (mut facts, mut candidates) = (Vec::new(), Vec::new());
        for facility in facilities {
            let point = GeoPoint::new(facility.lat, facility.lon)?;
            facts.push(Fact {
                kind: facility.kind,
                features: facility.features.iter().copied().collect(),
                point,
                district: facility.district.clone(),
            });
            candidates.push(candidate(facility, point)?);
        }
        Ok(Self {
            facts,
            candidates,
            name: name.to_owned(),
        })
    }
}

/// As the phone gets it: by the words of the wire.
fn candidate(facility: &Facility, point: GeoPoint) -> Outcome<Candidate> {
    let json = serde_json::to_value(facility)?;
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let kind = PlaceKind::from_code(&json.get("kind").map(word).unwrap_or_default());
    let features: Vec<String> = json
        .get("features")
        .and_then(|features| features.as_array())
        .map(|features| features.iter().map(word).collect())
        .unwrap_or_default();
    let needs: NeedSet = Need::ALL
        .into_iter()
        .filter(|need| features.iter().any(|word| word == need.code()))
        .collect();
    Ok(of_place_parts(PlaceId::from_city(facility.id), kind, needs, point))
}

/// The folder of the City's facilities, if it is there.
pub fn real_data() -> Option<PathBuf> {
    let shared = std::env::var_os("MADRID_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    Some(shared.join("madrid-data/facilities")).filter(|folder| folder.is_dir())
}
