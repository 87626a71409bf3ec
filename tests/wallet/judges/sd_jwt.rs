//! sd-jwt-rs, of the OpenWallet Foundation, on cards that are shown: it sees what everybody may see and what was asked for, and never a
//! hidden claim more.

use std::cell::RefCell;
use std::time::SystemTime;

use madrid_credentials::dcql::{self, Candidate, Format, Query, Shown};
use madrid_credentials::path::Place;
use madrid_credentials::sd_jwt::kb::KeyBinding;
use madrid_credentials::sd_jwt::{Presentation, Resolved, SdJwt};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestCaseResult};
use sd_jwt_rs::{SDJWTHolder, SDJWTSerializationFormat, SDJWTVerifier};
use serde_json::{Map, Value, json};

use crate::cards::{Card, Seen, plan};
use crate::judge;
use crate::keys::Key;
use crate::queries::{Question, wish};

const CASES: u32 = 400;
const AUDIENCE: &str = "x509_hash:Uvo3HtuIxuhC92rShpgqcT3YXwrqRxWEviRiA0OZszk";
const NONCE: &str = "n-0S6_WzA2Mj";
/// 2026-11-30.
const NOW: i64 = 1_796_000_000;

/// The issuer, the phone and the cards that it holds.
struct Wallet {
    issuer: Key,
    phone: Key,
    cards: Vec<Card>,
}

/// What was tried.
#[derive(Debug, Default)]
struct Tally {
    unanswered: usize,
    cards: usize,
    disclosed: usize,
    kept: usize,
}

/// What sd-jwt-rs sees.
fn seen(issuer: &Key, shown: &str, nonce: &str) -> Option<Value> {
    let key = issuer.decoding();
    let verifier = SDJWTVerifier::new(
        shown.to_owned(),
        Box::new(move |_, _| key.clone()),
        Some(AUDIENCE.to_owned()),
        Some(nonce.to_owned()),
        SDJWTSerializationFormat::Compact,
    );
    verifier.ok().map(|verifier| verifier.verified_claims)
}

const fn binding(at: i64) -> KeyBinding<'static> {
    KeyBinding {
        audience: AUDIENCE,
        nonce: NONCE,
        at,
        transactions: &[],
    }
}

impl Wallet {
    /// What is shown of a card, as it goes to the verifier.
    fn show(&self, resolved: &Resolved<'_>, places: &[Place]) -> String {
        let presentation = Presentation::of(resolved, places).unwrap();
        let unsigned = binding(NOW).unsigned(&presentation);
        let signature = self.phone.sign(unsigned.to_sign());
        presentation.with(&unsigned.finish(&signature))
    }

    /// Whether the other library sees what it is to see, and nothing in what was changed.
    fn check(&self, card: &Card, shown: &str, wanted: &[Place]) -> Result<Seen, TestCaseError> {
        let expected = Seen::of(&card.root, wanted);
        let claims = seen(&self.issuer, shown, NONCE);
        prop_assert_eq!(claims.as_ref(), Some(&expected.claims));
        let read = SdJwt::parse(shown).unwrap();
        prop_assert_eq!(read.disclosures().len(), expected.disclosures);
        prop_assert_eq!(binding(NOW).verify(&read, &self.phone.public(), 0), Ok(()));
        let signed_by_phone = self.phone.verify_jws(read.key_binding().unwrap());
        prop_assert!(signed_by_phone.is_some(), "OpenSSL does not verify the key binding");
        // In another talk, of another issuer, and with anything added or taken away, it is worth nothing.
        prop_assert!(seen(&self.issuer, shown, "another").is_none());
        prop_assert!(seen(&Key::new(), shown, NONCE).is_none());
        let issued = SdJwt::issued(&card.text).unwrap();
        for disclosure in issued.disclosures().iter().take(4) {
            let part = format!("~{disclosure}~");
            let other = if read.disclosures().contains(disclosure) {
                shown.replacen(&part, "~", 1)
            } else {
                shown.replacen('~', &part, 1)
            };
            prop_assert!(seen(&self.issuer, &other, NONCE).is_none());
        }
        Ok(expected)
    }

    /// The cards that fit a question.
    fn fitting(&self, question: &Question) -> Vec<usize> {
        let all = 0..self.cards.len();
        all.filter(|number| question.selects(&self.cards[*number]).is_some())
            .collect()
    }

    /// Answers questions, and counts what came of it.
    fn answer(&self, questions: &[Question], tally: &mut Tally) -> TestCaseResult {
        let asked = json!({ "credentials": questions.iter().map(Question::json).collect::<Vec<_>>() });
        let query = Query::read(&asked).unwrap();
        let issued: Vec<SdJwt<'_>> = self
            .cards
            .iter()
            .map(|card| SdJwt::issued(&card.text).unwrap())
            .collect();
        prop_assert!(issued.iter().all(|card| card.verify(&self.issuer.public()).is_ok()));
        let resolved: Vec<Resolved<'_>> = issued.iter().map(|card| Resolved::of(card).unwrap()).collect();
        let names: Vec<String> = (0..self.cards.len()).map(|number| number.to_string()).collect();
        let candidates = names.iter().zip(&self.cards).zip(&resolved);
        let candidates = candidates.map(|((id, card), resolved)| Candidate {
            id,
            format: Format::SdJwt,
            types: &card.types,
            claims: &resolved.claims,
            authority_keys: &[],
            holder_bound: true,
        });
        let answer = dcql::answer(&query, &candidates.collect::<Vec<_>>());
        let Some(mut choice) = answer.proposal() else {
            tally.unanswered += 1;
            prop_assert!(questions.iter().any(|question| self.fitting(question).is_empty()));
            return Ok(());
        };
        for question in questions.iter().filter(|question| question.multiple) {
            let all = self.fitting(question).iter().map(ToString::to_string).collect();
            choice.cards.insert(question.id.clone(), all);
        }
        let shown = answer
            .choose(&choice)
            .map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
        prop_assert_eq!(shown.len(), questions.len());
        for (question, shown) in questions.iter().zip(&shown) {
            self.show_all(question, shown, &resolved, tally)?;
        }
        Ok(())
    }

    /// Shows what was chosen for one question: all cards that fit, or the first.
    fn show_all(
        &self,
        question: &Question,
        shown: &Shown<'_>,
        resolved: &[Resolved<'_>],
        tally: &mut Tally,
    ) -> TestCaseResult {
        let fitting = self.fitting(question);
        let expected = if question.multiple { fitting.len() } else { 1 };
        prop_assert_eq!(shown.cards.len(), expected);
        for (fit, number) in shown.cards.iter().zip(fitting) {
            prop_assert_eq!(fit.candidate, number.to_string());
            let card = &self.cards[number];
            let text = self.show(&resolved[number], &fit.places);
            let seen = self.check(card, &text, &question.selects(card).unwrap())?;
            tally.cards += 1;
            tally.disclosed += seen.disclosures;
            tally.kept += resolved[number].disclosures.len() - seen.disclosures;
        }
        Ok(())
    }
}

#[test]
fn the_other_library_sees_what_was_asked_for_and_nothing_else() {
    let tally = RefCell::new(Tally::default());
    judge(CASES, (vec(plan(), 1..4), vec(wish(), 1..4)), |(plans, wishes)| {
        let (issuer, phone) = (Key::new(), Key::new());
        let cards: Vec<Card> = plans.into_iter().map(|plan| plan.issue(&issuer, &phone)).collect();
        let numbered = wishes.iter().enumerate();
        let questions: Vec<Question> = numbered
            .map(|(number, wish)| Question::of(number, wish, &cards))
            .collect();
        Wallet { issuer, phone, cards }.answer(&questions, &mut tally.borrow_mut())
    });
    let tally = tally.into_inner();
    println!("{CASES} queries: {tally:?}");
    // A run in which nothing is shown or nothing kept back proves nothing.
    assert!(tally.cards > 200 && tally.disclosed > 200 && tally.kept > 200 && tally.unanswered > 20);
}

#[test]
fn what_the_other_wallet_shows_we_read_alike() {
    let disclosed = RefCell::new(0);
    judge(CASES, (plan(), vec(any::<Index>(), 0..4)), |(plan, chosen)| {
        let (issuer, phone) = (Key::new(), Key::new());
        let card = plan.without_strange_decoys().issue(&issuer, &phone);
        let claims = card.root.plain();
        let claims: Vec<(&String, &Value)> = claims.as_object().unwrap().iter().collect();
        let chosen = chosen.iter().map(|one| *one.get(&claims));
        let chosen: Map<String, Value> = chosen.map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut wallet = SDJWTHolder::new(card.text, SDJWTSerializationFormat::Compact).unwrap();
        let (nonce, audience) = (NONCE.to_owned(), AUDIENCE.to_owned());
        let shown = wallet
            .create_presentation(chosen, Some(nonce), Some(audience), Some(phone.encoding()), None)
            .unwrap();
        let read = SdJwt::parse(&shown).unwrap();
        prop_assert_eq!(read.verify(&issuer.public()), Ok(()));
        let now = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let binding = binding(i64::try_from(now).unwrap());
        prop_assert_eq!(binding.verify(&read, &phone.public(), 600), Ok(()));
        let ours = Resolved::of(&read).unwrap();
        let theirs = seen(&issuer, &shown, NONCE);
        prop_assert_eq!(Some(&ours.claims), theirs.as_ref());
        *disclosed.borrow_mut() += ours.disclosures.len();
        Ok(())
    });
    let disclosed = disclosed.into_inner();
    println!("{CASES} cards of the other wallet read alike, {disclosed} disclosures");
    assert!(disclosed > 200);
}
