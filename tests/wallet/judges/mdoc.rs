//! affinidi-mdoc on mdocs, both ways (ISO/IEC 18013-5): what it issues and shows we verify, what we show it verifies, and both read alike.

use std::cell::RefCell;
use std::collections::BTreeMap;

use affinidi_mdoc::es256_cose::{Es256CoseSigner, Es256CoseVerifier};
use affinidi_mdoc::{
    CoseKey, DeviceResponse as TheirResponse, IssuerSigned as TheirCard, MdocBuilder, SessionTranscript as TheirTalk,
    ValidityInfo,
};
use ciborium::Value;
use madrid_credentials::CredentialError;
use madrid_credentials::mdoc::{Asked, DeviceResponse, IssuerSigned, Mdoc, Presentation, SessionTranscript};
use madrid_credentials::x509::Anchors;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyUsagePurpose, date_time_ymd,
};

use crate::judge;
use crate::keys::Key;

const CASES: u32 = 200;
const DOC_TYPE: &str = "es.madrid.card.1";
/// 2026-11-30.
const NOW: i64 = 1_796_000_000;

/// What a card says: by name space and identifier.
type Said = BTreeMap<(String, String), Value>;

/// A card, what is shown of it, and the talk in which.
#[derive(Debug, Clone)]
struct Plan {
    /// By name space: what it says, and whether that is shown.
    spaces: Vec<Vec<(Value, bool)>>,
    decoys: usize,
    talk: Talk,
}

/// What both sides know before a card is shown.
#[derive(Debug, Clone)]
struct Talk {
    by_browser: bool,
    nonce: String,
    thumbprint: Option<[u8; 32]>,
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[a-zñ€ ]{0,12}".prop_map(Value::Text),
        any::<i64>().prop_map(|number| Value::Integer(number.into())),
        any::<bool>().prop_map(Value::Bool),
        vec(any::<u8>(), 0..400).prop_map(Value::Bytes),
        Just(Value::Tag(1004, Box::new(Value::Text("1980-02-29".to_owned())))),
        Just(Value::Tag(0, Box::new(Value::Text("2026-11-01T00:00:00Z".to_owned())))),
    ];
    leaf.prop_recursive(2, 12, 3, |inner| {
        let members = btree_map("[a-cñ]{1,3}", inner.clone(), 0..4);
        let object = |members: BTreeMap<String, Value>| {
            let members = members.into_iter().map(|(name, value)| (Value::Text(name), value));
            Value::Map(members.collect())
        };
        prop_oneof![vec(inner, 0..4).prop_map(Value::Array), members.prop_map(object)]
    })
}

prop_compose! {
    fn talk()(by_browser in any::<bool>(), nonce in "[a-zA-Z0-9_-]{1,40}", thumbprint in any::<Option<[u8; 32]>>()) -> Talk {
        Talk { by_browser, nonce, thumbprint }
    }
}

prop_compose! {
    fn plan()(spaces in vec(vec((value(), any::<bool>()), 1..6), 1..4), decoys in 0..4_usize, talk in talk()) -> Plan {
        Plan { spaces, decoys, talk }
    }
}

impl Plan {
    /// All that the card says, or only what is shown.
    fn said(&self, only_shown: bool) -> Said {
        let mut said = Said::new();
        for (number, space) in self.spaces.iter().enumerate() {
            let all = space.iter().enumerate();
            let named = all.filter(|(_, (_, is_shown))| *is_shown || !only_shown);
            said.extend(named.map(|(at, (value, _))| {
                let name = (format!("es.madrid.{number}"), format!("element {at}"));
                (name, value.clone())
            }));
        }
        said
    }
}

impl Talk {
    fn ours(&self) -> SessionTranscript {
        let thumbprint = self.thumbprint.as_ref();
        if self.by_browser {
            SessionTranscript::browser("https://v.example", &self.nonce, thumbprint)
        } else {
            SessionTranscript::redirect("x509_hash:AQ", &self.nonce, thumbprint, "https://v.example/r")
        }
    }

    fn theirs(&self) -> TheirTalk {
        let thumbprint = self.thumbprint.map(Vec::from);
        if self.by_browser {
            TheirTalk::new_oid4vp_dcapi("https://v.example", &self.nonce, thumbprint)
        } else {
            TheirTalk::new_oid4vp("x509_hash:AQ", &self.nonce, thumbprint, "https://v.example/r")
        }
    }

    /// Other ones, in each of which one thing is different.
    fn others(&self) -> [Self; 3] {
        let (mut way, mut nonce, mut key) = (self.clone(), self.clone(), self.clone());
        way.by_browser = !way.by_browser;
        nonce.nonce.push('a');
        key.thumbprint = key.thumbprint.is_none().then_some([7; 32]);
        [way, nonce, key]
    }
}

/// An issuer, and whom its readers trust.
struct City {
    signer: Es256CoseSigner,
    verifier: Es256CoseVerifier,
    anchors: Anchors,
}

fn certificate(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 12, 31);
    params.use_authority_key_identifier_extension = true;
    params
}

impl City {
    fn new() -> Self {
        let (root, own) = (Key::new().pair(), Key::new());
        let mut authority = certificate("Root");
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let anchors = Anchors::new([authority.self_signed(&root).unwrap().der()]).unwrap();
        let mut params = certificate("Madrid");
        // ISO/IEC 18013-5, appendix B.1.4.
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(vec![1, 0, 18013, 5, 1, 2])];
        let signed = params.signed_by(&own.pair(), &Issuer::new(authority, root)).unwrap();
        let (signer, verifier) = own.cose();
        Self {
            signer: signer.with_x5chain(vec![signed.der().to_vec()]),
            verifier,
            anchors,
        }
    }

    fn issue(&self, plan: &Plan, phone: &Key) -> TheirCard {
        let point = phone.public();
        let (x, y) = point.coordinates();
        let key = CoseKey::new_p256(x.to_vec(), y.to_vec()).unwrap();
        let card = MdocBuilder::new(DOC_TYPE)
            .device_key(key.to_cbor_value())
            .decoys(plan.decoys)
            .validity(ValidityInfo {
                signed: "2026-11-01T00:00:00Z".to_owned(),
                valid_from: "2026-11-02T00:00:00Z".to_owned(),
                valid_until: "2027-11-01T00:00:00Z".to_owned(),
            });
        let all = plan.said(false).into_iter();
        all.fold(card, |card, ((space, name), value)| {
            card.add_attribute(&space, &name, value)
        })
        .build(&self.signer)
        .unwrap()
    }

    /// What we read in something shown.
    fn read(&self, shown: &[u8], talk: &Talk) -> Result<Mdoc, CredentialError> {
        let asked = Asked {
            doc_type: DOC_TYPE,
            transcript: &talk.ours(),
            anchors: &self.anchors,
            at: NOW,
        };
        DeviceResponse::parse(shown)?.verify(&asked)
    }

    /// What the other library reads in it.
    fn seen(&self, shown: &[u8], talk: &Talk, phone: &Key) -> Option<Said> {
        let (_, phone) = phone.cose();
        let response = TheirResponse::from_cbor_bytes(shown).ok()?;
        response.verify_issuer_auth(&self.verifier).ok()?;
        let is_right = response.verify_digests().ok()? && response.verify_device_auth(&talk.theirs(), &phone).ok()?;
        is_right.then(|| seen(&response))
    }
}

fn seen(response: &TheirResponse) -> Said {
    let spaces = response.disclosed.iter();
    let all = spaces.flat_map(|(space, items)| items.iter().map(move |item| (space, &item.inner)));
    all.map(|(space, item)| {
        let name = (space.clone(), item.element_identifier.clone());
        (name, item.element_value.clone())
    })
    .collect()
}

fn read(card: &Mdoc) -> Said {
    let all = card.elements.iter().map(|element| {
        let name = (element.name_space.clone(), element.identifier.clone());
        (name, ciborium::from_reader(element.cbor.as_slice()).unwrap())
    });
    all.collect()
}

/// What we show of a card.
fn shown_by_us(card: &IssuerSigned<'_>, plan: &Plan, phone: &Key) -> Vec<u8> {
    let shown = plan.said(true);
    let chosen: Vec<(&str, &str)> = shown
        .keys()
        .map(|(space, name)| (space.as_str(), name.as_str()))
        .collect();
    let presentation = Presentation::new(card, &chosen, &plan.talk.ours()).unwrap();
    let signature = phone.sign(presentation.to_sign());
    presentation.finish(&signature)
}

/// What the other library shows of it.
fn shown_by_other(card: &TheirCard, plan: &Plan, phone: &Key) -> Vec<u8> {
    let mut chosen = BTreeMap::<String, Vec<String>>::new();
    for (space, name) in plan.said(true).into_keys() {
        chosen.entry(space).or_default().push(name);
    }
    let (signer, _) = phone.cose();
    TheirResponse::create_with_device_auth(card, &chosen, &plan.talk.theirs(), &signer, None)
        .and_then(|response| response.to_cbor_bytes())
        .unwrap()
}

#[test]
fn what_the_other_library_issues_we_read_and_what_we_show_it_reads() {
    let (city, shown_in_all) = (City::new(), RefCell::new(0));
    judge(CASES, plan(), |plan| {
        let phone = Key::new();
        let issued = city.issue(&plan, &phone).to_cbor_bytes().unwrap();
        let card = IssuerSigned::parse(&issued).unwrap();
        let verified = card.verify(&city.anchors, NOW, DOC_TYPE).unwrap();
        prop_assert_eq!(read(&verified), plan.said(false));
        prop_assert_eq!(&verified.device_key, &phone.public());
        let (ours, theirs) = (plan.talk.ours(), plan.talk.theirs().to_cbor_bytes().unwrap());
        prop_assert_eq!(ours.encoded(), theirs);
        let shown = shown_by_us(&card, &plan, &phone);
        prop_assert_eq!(city.seen(&shown, &plan.talk, &phone), Some(plan.said(true)));
        for other in plan.talk.others() {
            prop_assert!(city.seen(&shown, &other, &phone).is_none(), "{:?}", other);
        }
        prop_assert!(city.seen(&shown, &plan.talk, &Key::new()).is_none());
        *shown_in_all.borrow_mut() += plan.said(true).len();
        Ok(())
    });
    let shown = shown_in_all.into_inner();
    println!("{CASES} cards of the other library read, and {shown} elements of them read by it as we show them");
    assert!(shown > 200);
}

#[test]
fn what_the_other_library_shows_we_read() {
    let (city, shown_in_all) = (City::new(), RefCell::new(0));
    judge(CASES, plan(), |plan| {
        let phone = Key::new();
        let shown = shown_by_other(&city.issue(&plan, &phone), &plan, &phone);
        let card = city.read(&shown, &plan.talk).unwrap();
        prop_assert_eq!(read(&card), plan.said(true));
        prop_assert_eq!(card.device_key, phone.public());
        for other in plan.talk.others() {
            prop_assert_eq!(city.read(&shown, &other).err(), Some(CredentialError::Signature));
        }
        let stranger = City::new();
        prop_assert!(stranger.read(&shown, &plan.talk).is_err());
        *shown_in_all.borrow_mut() += plan.said(true).len();
        Ok(())
    });
    let shown = shown_in_all.into_inner();
    println!("{CASES} cards read as the other library shows them, with {shown} elements");
    assert!(shown > 200);
}

#[test]
fn what_is_changed_says_nothing_new() {
    let (city, tally) = (City::new(), RefCell::new((0, 0)));
    let changes = vec((any::<Index>(), 0..8_u8), 20);
    judge(CASES, (plan(), changes), |(plan, changes)| {
        let phone = Key::new();
        let card = city.issue(&plan, &phone);
        let issued = card.to_cbor_bytes().unwrap();
        let ours = shown_by_us(&IssuerSigned::parse(&issued).unwrap(), &plan, &phone);
        let mut tally = tally.borrow_mut();
        for shown in [ours, shown_by_other(&card, &plan, &phone)] {
            for (at, bit) in &changes {
                let mut changed = shown.clone();
                let at = at.index(changed.len());
                changed[at] ^= 1 << bit;
                let Ok(card) = city.read(&changed, &plan.talk) else {
                    tally.0 += 1;
                    continue;
                };
                // Nobody signed the frame of an answer: what it calls by a name that no reader knows is not shown.
                let said = read(&card);
                prop_assert!(said.is_empty() || said == plan.said(true), "byte {at}, bit {bit}");
                prop_assert_eq!(&card.device_key, &phone.public());
                tally.1 += 1;
            }
        }
        Ok(())
    });
    let (refused, harmless) = tally.into_inner();
    println!("{refused} changed ones refused, {harmless} read in which an unsigned word of the frame is changed");
    assert!(refused > 50 * harmless);
}
