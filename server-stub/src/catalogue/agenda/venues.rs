//! Which place of the catalogue an event is at: by the City's key where the format has it, by the name otherwise.

use std::collections::BTreeMap;

use super::super::facility::Facility;
use super::super::words::words;

/// The places of the catalogue, ready to be found.
#[derive(Debug, Default)]
pub(in super::super) struct Venues {
    ids: std::collections::BTreeSet<i64>,
    /// By the words of the name; `None` where two places share them.
    by_name: BTreeMap<Vec<String>, Option<i64>>,
}

impl Venues {
    /// Of these places.
    pub(in super::super) fn of(places: &[Facility]) -> Self {
        let mut venues = Self::default();
        for place in places {
            venues.ids.insert(place.id);
            venues
                .by_name
                .entry(words(&place.name))
                .and_modify(|id| *id = None)
                .or_insert(Some(place.id));
        }
        venues
    }

    /// The place of this key, or of this name where there is no key.
    pub(super) fn find(&self, id: Option<i64>, name: Option<&str>) -> Option<i64> {
        match (id, name) {
            (Some(id), _) => self.ids.contains(&id).then_some(id),
            (None, Some(name)) => self.by_name.get(&words(name)).copied().flatten(),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::default_catalogue;

    #[test]
    fn a_key_is_believed_and_a_name_only_if_it_is_the_only_one() {
        let mut places = default_catalogue();
        let id = places[3].id;
        let name = places[3].name.to_uppercase();
        let venues = Venues::of(&places);
        assert_eq!(venues.find(Some(id), Some("x")), Some(id));
        assert_eq!(venues.find(None, Some(&name)), Some(id));
        assert_eq!(
            venues.find(Some(5), Some(&name)),
            None,
            "another place has taken the name"
        );
        assert_eq!(venues.find(None, None), None);
        places[4].name = places[3].name.clone();
        assert_eq!(Venues::of(&places).find(None, Some(&name)), None);
    }
}
