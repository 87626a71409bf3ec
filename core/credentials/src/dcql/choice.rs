//! What the person takes of an answer. Nothing leaves that the query does not allow, whatever a screen sends here.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Answer, Fit, Offer};
use crate::error::CredentialError;

const WHAT: CredentialError = CredentialError::Mismatch("choice");

/// What the person chose.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// For each credential set the option, by its position in [`super::matching::SetOffer::options`]; `None` leaves the set out.
    pub options: Vec<Option<usize>>,
    /// For each credential query that is answered, by the verifier's name for it, the cards by the caller's.
    pub cards: BTreeMap<String, Vec<String>>,
}

crate::opaque_debug!(Choice);

/// What will be shown for one credential query.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown<'r> {
    /// The verifier's name for it: the member of `vp_token` (section 8.1).
    pub id: &'r str,
    /// The cards, one where the query does not ask for more.
    pub cards: Vec<&'r Fit<'r>>,
}

crate::opaque_debug!(Shown<'_>);

impl Answer<'_> {
    /// What to propose: the verifier's favourite option of all that is required, and the first card that fits. What is optional is left out
    /// until the person asks for it, unless there is nothing else. `None` where nothing may be given.
    #[must_use]
    pub fn proposal(&self) -> Option<Choice> {
        if !self.is_possible() {
            return None;
        }
        let mut options: Vec<_> = self.sets().iter().map(|set| set.required.then_some(0)).collect();
        if options.iter().all(Option::is_none) {
            let first = self.sets().iter().position(|set| !set.options.is_empty())?;
            *options.get_mut(first)? = Some(0);
        }
        let answered = self.answered(&options).ok()?;
        let card = |offer: &Offer<'_>| {
            let first = offer.fits.first()?.candidate;
            Some((offer.id.to_owned(), vec![first.to_owned()]))
        };
        let offers = answered.iter().filter_map(|position| self.credentials().get(*position));
        let cards = offers.filter_map(card).collect();
        Some(Choice { options, cards })
    }

    /// What will be shown, in the order of the query.
    ///
    /// # Errors
    /// `Missing` where something required cannot be given, so that nothing is; `Mismatch` where the choice is none that the query allows: no
    /// option of a required set, an option that there is not, a card that does not fit, one twice, more or fewer than are asked for, or none
    /// at all: who wants to show nothing declines.
    pub fn choose(&self, choice: &Choice) -> Result<Vec<Shown<'_>>, CredentialError> {
        if !self.is_possible() {
            return Err(CredentialError::Missing("credential"));
        }
        let answered = self.answered(&choice.options)?;
        let offers = answered.iter().filter_map(|position| self.credentials().get(*position));
        let shown: Vec<_> = offers.map(|offer| shown(offer, choice)).collect::<Result<_, _>>()?;
        // No cards for what no chosen option asks for.
        if shown.len() == choice.cards.len() && !shown.is_empty() {
            Ok(shown)
        } else {
            Err(WHAT)
        }
    }

    /// The credential queries that options take together.
    fn answered(&self, options: &[Option<usize>]) -> Result<BTreeSet<usize>, CredentialError> {
        if options.len() != self.sets().len() {
            return Err(WHAT);
        }
        let mut answered = BTreeSet::new();
        for (set, option) in self.sets().iter().zip(options) {
            match option {
                Some(option) => answered.extend(set.options.get(*option).ok_or(WHAT)?),
                None if set.required => return Err(WHAT),
                None => {}
            }
        }
        Ok(answered)
    }
}

/// The cards that were chosen for one credential query.
fn shown<'r>(offer: &'r Offer<'r>, choice: &Choice) -> Result<Shown<'r>, CredentialError> {
    let ids = choice.cards.get(offer.id).ok_or(WHAT)?;
    let different: BTreeSet<_> = ids.iter().collect();
    let fits_number = if offer.multiple {
        !ids.is_empty()
    } else {
        ids.len() == 1
    };
    if !fits_number || different.len() != ids.len() {
        return Err(WHAT);
    }
    let card = |id: &String| offer.fits.iter().find(|fit| fit.candidate == id).ok_or(WHAT);
    Ok(Shown {
        id: offer.id,
        cards: ids.iter().map(card).collect::<Result<_, _>>()?,
    })
}
