//! What the person is told: who asks, for what, whether they registered to, and whether the issuer lets them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::*;
use crate::wallet::presentation::policy::Policy;
use crate::wallet::presentation::test_verifier::{Verifier, query};
use crate::wallet::test_people::{Authority, Key, NOW, NUMBER, Town, VCT, held, params};

struct Scene {
    phone: Key,
    library: Vec<u8>,
    verifier: Verifier,
}

impl Scene {
    fn new() -> Self {
        let (town, phone) = (Town::new(), Key::new());
        Self {
            library: town.library(Some(&phone)),
            phone,
            verifier: Verifier::new(),
        }
    }

    /// The consent for these claims of a library card with this policy, and with what the verifier brings along.
    fn consent(&self, claims: Value, verifier_info: Option<Value>, policy: &Policy, is_fresh: bool) -> Consent {
        let mut asked = self.verifier.claims();
        asked["dcql_query"] = query(claims);
        if let Some(info) = verifier_info {
            asked["verifier_info"] = info;
        }
        let request = self.verifier.ask(asked).unwrap();
        let mut card = held("card-1", Format::SdJwt, &self.library, Some(&self.phone), policy);
        card.is_fresh = is_fresh;
        Consent::of(&request, &[Open::of(card, NOW).unwrap().unwrap()]).unwrap()
    }

    fn asking(&self, claims: Value, verifier_info: Option<Value>) -> Consent {
        self.consent(claims, verifier_info, &Policy::default(), true)
    }

    fn verdict(&self, policy: &Value, verifier_info: Option<Value>) -> Verdict {
        let policy = Policy::read(policy).unwrap();
        let consent = self.consent(json!([{ "path": ["name"] }]), verifier_info, &policy, true);
        consent.wanted[0].cards[0].verdict
    }
}

fn places(claims: &[ClaimShown]) -> Vec<String> {
    claims.iter().map(|claim| text(&claim.place)).collect()
}

fn text(place: &Place) -> String {
    let steps = place.iter().map(|step| match step {
        Step::Name(name) => name.clone(),
        Step::Index(index) => index.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

#[test]
fn the_person_sees_exactly_what_would_be_seen() {
    let scene = Scene::new();
    let consent = scene.asking(json!([{ "path": ["over_18"] }, { "path": ["address", "city"] }]), None);
    let card = &consent.wanted[0].cards[0];
    assert_eq!(places(&card.claims), ["address.city", "over_18"]);
    assert_eq!(card.claims[0].value, "Madrid");
    // What the address says openly is seen with any part of it, and the branch always.
    let also: Vec<_> = card.also.iter().map(|seen| text(&seen.place)).collect();
    assert_eq!(also, ["address.country", "branch"]);
    assert_eq!(consent.party.name, "Biblioteca de Chamberí");
    assert_eq!(consent.party.host, "desk.madrid.example");
    assert_eq!(consent.party.certainty, Certainty::Certified);
    let choice = consent.proposal.clone().unwrap();
    assert_eq!(consent.warnings(&choice), []);
    assert_eq!(consent.expect_accepted(&choice, &[]), Ok(()));
}

#[test]
fn what_cannot_be_answered_proposes_nothing() {
    let scene = Scene::new();
    let consent = scene.asking(json!([{ "path": ["name"] }, { "path": ["shoe_size"] }]), None);
    assert!(consent.proposal.is_none() && consent.wanted[0].cards.is_empty());
    // A value that is another is as if it were not there.
    let consent = scene.asking(json!([{ "path": ["name"], "values": ["Somebody else"] }]), None);
    assert!(consent.proposal.is_none());
}

#[test]
fn a_registration_says_why_and_what_is_beyond_it() {
    let scene = Scene::new();
    let registration = scene.verifier.registration(|_| {});
    let claims = json!([{ "path": ["name"] }, { "path": ["address", "street"] }]);
    let consent = scene.asking(claims, Some(registration.clone()));
    let party = &consent.party;
    assert_eq!(party.certainty, Certainty::Registered);
    assert_eq!(party.name, "Biblioteca Pública");
    assert_eq!(
        party.purposes[0],
        ("es-es".to_owned(), "Para prestarle libros.".to_owned())
    );
    assert_eq!(party.policy.as_deref(), Some("https://desk.madrid.example/privacy"));
    assert!(consent.wanted[0].beyond.is_empty());

    let claims = json!([{ "path": ["name"] }, { "path": ["over_18"] }]);
    let consent = scene.asking(claims, Some(registration));
    assert_eq!(consent.wanted[0].beyond.len(), 1);
    let beyond: Vec<_> = consent.wanted[0].cards[0]
        .claims
        .iter()
        .map(|claim| claim.beyond)
        .collect();
    assert_eq!(beyond, [false, true]);
    let choice = consent.proposal.clone().unwrap();
    assert_eq!(consent.warnings(&choice), [Warning::Beyond]);
    assert_eq!(
        consent.expect_accepted(&choice, &[]),
        Err("wallet.presentation_unwarned")
    );
    assert_eq!(
        consent.expect_accepted(&choice, &[Warning::Unknown]),
        Err("wallet.presentation_unwarned")
    );
    assert_eq!(consent.expect_accepted(&choice, &[Warning::Beyond]), Ok(()));
}

#[test]
fn a_registration_of_the_older_shape_is_read_too() {
    let scene = Scene::new();
    let registration = scene.verifier.registration(|said| {
        said["sub"] = json!({ "legal_name": ["X"], "id": [{ "type": "vat", "identifier": NUMBER }] });
        said["privacy_policy"] = json!([{ "type": "privacy", "policyURI": "https://desk.madrid.example/p" }]);
        said["credentials"] = json!([{ "format": "dc+sd-jwt", "meta": VCT, "claim": [{ "path": "name" }] }]);
    });
    let consent = scene.asking(
        json!([{ "path": ["name"] }, { "path": ["over_18"] }]),
        Some(registration),
    );
    assert_eq!(consent.party.policy.as_deref(), Some("https://desk.madrid.example/p"));
    assert_eq!(consent.wanted[0].beyond.len(), 1);
}

#[test]
fn a_registration_that_does_not_hold_is_said_to() {
    let scene = Scene::new();
    let verifier = &scene.verifier;
    let stranger = Authority::new("Nobody").certify(&params("Registrar", &[]));
    let of = |typ: &str, change: fn(&mut Value)| {
        let said = verifier.registration(change);
        let data = said[0]["data"].as_str().unwrap();
        let jws = madrid_credentials::jose::jws::Jws::parse(data).unwrap();
        let claims = Value::Object(jws.claims().unwrap());
        (verifier.registrar.jwt(typ, claims.clone()), stranger.jwt(typ, claims))
    };
    let good = of("rc-wrp+jwt", |_| {});
    for (data, code) in [
        (good.1, "cred.untrusted"),
        (of("jwt", |_| {}).0, "cred.wrong_type"),
        (
            of("rc-wrp+jwt", |said| said["exp"] = json!(NOW - 100)).0,
            "cred.expired",
        ),
        (
            of("rc-wrp+jwt", |said| said["sub"]["id"] = json!("VATES-OF-ANOTHER")).0,
            "cred.mismatch",
        ),
        (
            of("rc-wrp+jwt", |said| drop(said.as_object_mut().unwrap().remove("sub"))).0,
            "cred.missing",
        ),
        ("e30.e30.".to_owned(), "cred.unsupported"),
    ] {
        let info = json!([{ "format": "registration_cert", "data": data }]);
        let consent = scene.asking(json!([{ "path": ["over_18"] }]), Some(info));
        assert_eq!(consent.party.failed, Some(code));
        assert_eq!(consent.party.certainty, Certainty::Certified);
        let choice = consent.proposal.clone().unwrap();
        assert_eq!(consent.warnings(&choice), [Warning::RegistrationFailed], "{code}");
    }
    // What is of another format says nothing, and what is no list is not passed over in silence.
    let other = scene.asking(
        json!([{ "path": ["name"] }]),
        Some(json!([{ "format": "x", "data": "y" }])),
    );
    assert_eq!(other.party.failed, None);
    let broken = scene.asking(json!([{ "path": ["name"] }]), Some(json!({})));
    assert_eq!(broken.party.failed, Some("cred.malformed"));
}

fn parties(names: Value) -> Value {
    json!({ "policy_type": "authorised_relying_parties_only", "authorised_rp_identifiers": names })
}

#[test]
fn the_issuers_policy_is_weighed() {
    let scene = Scene::new();
    let registration = || Some(scene.verifier.registration(|_| {}));
    let roots = |der: &[u8]| json!({ "policy_type": "specific_root_of_trust", "authorised_roots_of_trust": [STANDARD.encode(der)] });
    assert_eq!(
        scene.verdict(&json!({ "policy_type": "no_policy" }), None),
        Verdict::Free
    );
    assert_eq!(scene.verdict(&parties(json!([NUMBER])), None), Verdict::Allowed);
    assert_eq!(
        scene.verdict(&parties(json!([{ "identifier": "VATES-OTHER" }])), None),
        Verdict::NotAllowed
    );
    let entitled = parties(json!([{ "entitlement_uri": "https://uri.etsi.org/19475/Entitlement/Service_Provider" }]));
    assert_eq!(scene.verdict(&entitled, None), Verdict::NotAllowed);
    assert_eq!(scene.verdict(&entitled, registration()), Verdict::Allowed);
    assert_eq!(scene.verdict(&roots(&scene.verifier.root.der), None), Verdict::Allowed);
    assert_eq!(
        scene.verdict(&roots(&scene.verifier.registrar_root.der), None),
        Verdict::NotAllowed
    );
    assert_eq!(
        scene.verdict(&json!({ "policy_type": "at_full_moon" }), None),
        Verdict::NotUnderstood
    );
    for broken in [json!({}), parties(json!([])), parties(json!([7])), roots(b"x")] {
        assert!(Policy::read(&broken).is_err(), "{broken}");
    }
}

#[test]
fn what_the_issuer_does_not_allow_the_person_decides() {
    let scene = Scene::new();
    let mut policy = parties(json!(["VATES-OTHER"]));
    policy["explanation_url"] = json!("https://town.example/why");
    let policy = Policy::read(&policy).unwrap();
    let consent = scene.consent(json!([{ "path": ["name"] }]), None, &policy, false);
    assert_eq!(
        consent.wanted[0].cards[0].explained.as_deref(),
        Some("https://town.example/why")
    );
    let choice = consent.proposal.clone().unwrap();
    let card = || "card-1".to_owned();
    assert_eq!(
        consent.warnings(&choice),
        [Warning::Policy(card()), Warning::SeenBefore(card())]
    );
    // A card that is not chosen warns of nothing.
    let nothing = Choice {
        options: vec![None],
        cards: [].into(),
    };
    assert_eq!(consent.warnings(&nothing), []);
}
