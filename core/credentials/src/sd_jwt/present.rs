//! What is shown to a verifier: the issuer's part and the disclosures of what was chosen, and not one more (OpenID4VP 1.0, section 6.4).

use super::parse::BETWEEN;
use super::resolve::Resolved;
use crate::error::CredentialError;
use crate::jose::b64;
use crate::jose::jwk::sha256;
use crate::path::{self, Place, Step};

/// What will be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Presentation {
    text: String,
    /// Which disclosures it brings, by their positions in [`Resolved::disclosures`].
    pub disclosed: Vec<usize>,
}

crate::opaque_debug!(Presentation);

impl Presentation {
    /// Shows what is at these places, with everything below them and with what they are in, as far as that is hidden.
    ///
    /// # Errors
    /// `Missing` where nothing is at a place.
    pub fn of(resolved: &Resolved<'_>, selected: &[Place]) -> Result<Self, CredentialError> {
        if selected.iter().any(|place| path::at(&resolved.claims, place).is_none()) {
            return Err(CredentialError::Missing("claim"));
        }
        let wanted = Places::new(selected);
        let all = resolved.disclosures.iter().enumerate();
        let mut text = resolved.jwt.to_owned();
        text.push(BETWEEN);
        let mut disclosed = Vec::new();
        for (index, disclosure) in all.filter(|(_, one)| wanted.touch(&one.place)) {
            text.push_str(disclosure.text);
            text.push(BETWEEN);
            disclosed.push(index);
        }
        Ok(Self { text, disclosed })
    }

    /// The compact form without a key binding.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a key binding says that it is for (RFC 9901, section 4.3.1).
    #[must_use]
    pub fn hash(&self) -> String {
        hash(&self.text)
    }

    /// The compact form with its key binding.
    #[must_use]
    pub fn with(mut self, key_binding: &str) -> String {
        self.text.push_str(key_binding);
        self.text
    }
}

/// The hash of everything up to what follows the last disclosure.
pub(super) fn hash(shown: &str) -> String {
    b64(sha256(shown.as_bytes()))
}

/// Places none of which is in another, in order: enough to ask what is above, at or below one of them.
struct Places<'p>(Vec<&'p [Step]>);

impl<'p> Places<'p> {
    fn new(places: &'p [Place]) -> Self {
        let mut all: Vec<&[Step]> = places.iter().map(Vec::as_slice).collect();
        // In order, what is in a place follows it at once.
        all.sort_unstable();
        all.dedup_by(|next, before| next.starts_with(before));
        Self(all)
    }

    /// Whether the place is one of these, in one of them, or one of them is in it.
    fn touch(&self, place: &[Step]) -> bool {
        let after = self.0.partition_point(|one| *one < place);
        let is_above = |one: &[Step]| place.starts_with(one);
        let before = after.checked_sub(1).and_then(|before| self.0.get(before));
        before.is_some_and(|one| is_above(one)) || self.0.get(after).is_some_and(|one| one.starts_with(place))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::path::Pointer;
    use crate::sd_jwt::SdJwt;
    use crate::sd_jwt::test_issuer::{TestIssuer, digest, disclosure};

    /// A card with an address that is hidden, and its street in it; a list with one element hidden; a name that is hidden; a kind that is not.
    fn card() -> String {
        let street = disclosure(json!(["1", "street", "Calle Mayor"]));
        let address = disclosure(json!(["2", "address", { "_sd": [digest(&street)], "city": "Madrid" }]));
        let second = disclosure(json!(["3", "ES"]));
        let name = disclosure(json!(["4", "name", "Ada"]));
        let claims = json!({
            "_sd": [digest(&address), digest(&name)],
            "nationalities": ["FR", { "...": digest(&second) }],
            "kind": { "of": "card" },
        });
        TestIssuer::new().issue(claims, &[street, address, second, name])
    }

    /// Which disclosures are shown, by their numbers.
    fn shown(pointers: &[Value]) -> Vec<usize> {
        let card = card();
        let resolved = Resolved::of(&SdJwt::parse(&card).unwrap()).unwrap();
        let selected: Vec<Place> = pointers
            .iter()
            .flat_map(|pointer| Pointer::read(pointer).unwrap().places(&resolved.claims))
            .collect();
        let presentation = Presentation::of(&resolved, &selected).unwrap();
        let again = SdJwt::parse(presentation.text()).unwrap();
        let all: Vec<&str> = resolved.disclosures.iter().map(|one| one.text).collect();
        let number = |text: &&str| all.iter().position(|one| one == text).unwrap();
        let numbers: Vec<usize> = again.disclosures().iter().map(number).collect();
        assert_eq!(presentation.disclosed, numbers);
        numbers
    }

    #[test]
    fn what_was_chosen_is_shown_with_what_it_is_in_and_what_is_in_it() {
        assert_eq!(shown(&[json!(["name"])]), vec![3]);
        assert_eq!(shown(&[json!(["address", "street"])]), vec![0, 1]);
        assert_eq!(shown(&[json!(["address"])]), vec![0, 1]);
        assert_eq!(shown(&[json!(["address", "city"])]), vec![1]);
        assert_eq!(shown(&[json!(["nationalities", 1])]), vec![2]);
        assert_eq!(shown(&[json!(["nationalities", null])]), vec![2]);
        assert_eq!(shown(&[json!(["nationalities"])]), vec![2]);
        assert_eq!(shown(&[json!(["nationalities", 0])]), Vec::<usize>::new());
        assert_eq!(shown(&[json!(["kind"]), json!(["kind", "of"])]), Vec::<usize>::new());
        assert_eq!(
            shown(&[json!(["name"]), json!(["address", "city"]), json!(["name"])]),
            vec![1, 3]
        );
        assert_eq!(shown(&[]), Vec::<usize>::new());
    }

    #[test]
    fn what_is_not_there_cannot_be_shown() {
        let card = card();
        let resolved = Resolved::of(&SdJwt::parse(&card).unwrap()).unwrap();
        for place in [
            vec![Step::Name("nobody".to_owned())],
            vec![Step::Index(0)],
            vec![Step::Name("nationalities".to_owned()), Step::Index(2)],
        ] {
            let refused = Presentation::of(&resolved, std::slice::from_ref(&place)).err();
            assert_eq!(refused, Some(CredentialError::Missing("claim")), "{place:?}");
        }
    }

    #[test]
    fn places_touch_what_is_above_and_below_them() {
        let place = |text: &str| -> Place { text.chars().map(|name| Step::Name(name.to_string())).collect() };
        let all = [
            place("ab"),
            place("abc"),
            place("b"),
            place("cde"),
            place("cdf"),
            place("ab"),
        ];
        let places = Places::new(&all);
        for touched in ["a", "ab", "abc", "abx", "b", "bz", "c", "cd", "cde", "cdfg"] {
            assert!(places.touch(&place(touched)), "{touched}");
        }
        for free in ["aa", "ac", "A", "ca", "ce", "cdd", "cdg", "d"] {
            assert!(!places.touch(&place(free)), "{free}");
        }
        assert!(!Places::new(&[]).touch(&place("a")));
        assert!(Places::new(&[Place::new()]).touch(&place("a")));
    }
}
