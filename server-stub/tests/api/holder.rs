//! Somebody with cards in a wallet who is asked to show them. Written from the standards and not from the city's code.

use ciborium::value::Value as Cbor;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use reqwest::Response;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::citizen::encode;
use crate::issuing::{checked_below, encoded, text};
use crate::sealed::seal;
use crate::support::Tester;
use crate::wallet::{Wallet, b64, cards_of, parameter, signed, unb64};

pub const WALLET_NONCE: &str = "wallet-nonce-0123456789";

/// A card with its key.
pub struct Held {
    pub card: String,
    pub key: SigningKey,
}

/// Fetches one copy of a card that needs no attested key.
pub async fn fetch(wallet: &Wallet<'_>, configuration: &str, alias: &str) -> Held {
    let tokens = wallet.signed_in(configuration, alias, None).await;
    let key = crate::wallet::new_key();
    let wanted = wallet.plain_request(configuration, std::slice::from_ref(&key)).await;
    let (mut cards, _) = cards_of(wallet.ask("credential", &tokens.access, &wanted).await).await;
    Held {
        card: cards.remove(0),
        key,
    }
}

/// The same for one of the highest tier, also where an official looks at it first.
pub async fn fetch_attested(wallet: &Wallet<'_>, configuration: &str, alias: &str) -> Held {
    let tokens = wallet.signed_in(configuration, alias, None).await;
    let key = crate::wallet::new_key();
    let wanted = wallet.attested_request(configuration, std::slice::from_ref(&key)).await;
    let mut answer = wallet.ask("credential", &tokens.access, &wanted).await;
    if answer.status() == 202 {
        let put_off: Value = answer.json().await.unwrap();
        wallet.tester.put("/admin/clock", json!({ "advance_s": 301 })).await;
        wallet.c_nonce().await;
        let name = json!({ "transaction_id": put_off["transaction_id"] });
        answer = wallet.ask("deferred", &tokens.access, &name).await;
    }
    let (mut cards, _) = cards_of(answer).await;
    Held {
        card: cards.remove(0),
        key,
    }
}

/// What a registrar does to the card of these copies.
pub async fn act(tester: &Tester, batch: &Value, action: &str) {
    let request = tester.client.post(tester.url(&format!("/admin/cards/{batch}")));
    let done = request.json(&json!({ "action": action })).send().await.unwrap();
    assert_eq!(done.status(), 204, "{action}");
}

/// A request that was fetched and found to be as it must be.
pub struct Asked {
    /// The official's name for it.
    pub id: String,
    /// What it says.
    pub says: Value,
}

fn decoded(text: &str) -> String {
    ["%3A", "%2F"]
        .iter()
        .zip([":", "/"])
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Asks, as an official does.
pub async fn question(tester: &Tester, wish: Value) -> Value {
    let response = tester
        .client
        .post(tester.url("/admin/questions"))
        .json(&wish)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 201, "{}", response.text().await.unwrap());
    response.json().await.unwrap()
}

/// Asks, and fetches the request by the link of another device.
pub async fn asked(tester: &Tester, wish: Value) -> Asked {
    let question = question(tester, wish).await;
    follow(tester, &question, "cross_device").await
}

/// Follows a link, and checks what it leads to (OpenID4VP 1.0, 5; HAIP 1.0, 5).
pub async fn follow(tester: &Tester, question: &Value, link: &str) -> Asked {
    let link = question[link].as_str().unwrap();
    assert!(link.starts_with("openid4vp://?"), "{link}");
    let [client, at] = ["client_id", "request_uri"].map(|name| decoded(&parameter(link, name).unwrap()));
    let posts = parameter(link, "request_uri_method").as_deref() == Some("post");
    let request = if posts {
        let fields = [
            ("wallet_nonce", WALLET_NONCE.to_owned()),
            ("wallet_metadata", "{}".to_owned()),
        ];
        let request = tester.client.post(at);
        request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(&fields))
    } else {
        tester.client.get(at)
    };
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/oauth-authz-req+jwt");
    let object = response.text().await.unwrap();
    let (says, leaf) = checked_below(tester, &object, "oauth-authz-req+jwt", "verifier_access").await;
    assert_eq!(says["client_id"], client);
    match client.split_once(':').unwrap() {
        ("x509_hash", hash) => assert_eq!(hash, b64(digest(&SHA256, &leaf))),
        other => assert_eq!(other, ("x509_san_dns", "localhost")),
    }
    assert_eq!(
        (&says["aud"], &says["response_mode"]),
        (&json!("https://self-issued.me/v2"), &json!("direct_post.jwt"))
    );
    assert_eq!(says.get("wallet_nonce"), posts.then_some(&json!(WALLET_NONCE)));
    Asked {
        id: question["id"].as_str().unwrap().to_owned(),
        says,
    }
}

impl Asked {
    fn text(&self, name: &str) -> &str {
        self.says[name].as_str().unwrap()
    }

    pub fn key(&self) -> &Value {
        &self.says["client_metadata"]["jwks"]["keys"][0]
    }

    /// A form to the address of the answer.
    pub async fn send(&self, tester: &Tester, fields: &[(&str, String)]) -> Response {
        let request = tester.client.post(self.text("response_uri"));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(encode(fields)).send().await.unwrap()
    }

    /// Something sealed to the key of the question.
    pub async fn send_sealed(&self, tester: &Tester, said: &Value) -> Response {
        self.send(tester, &[("response", seal(said, self.key(), "A256GCM"))])
            .await
    }

    /// These cards.
    pub async fn answer(&self, tester: &Tester, token: Value) -> Response {
        self.send_sealed(tester, &json!({ "vp_token": token, "state": self.says["state"] }))
            .await
    }

    /// What the official's page knows of it.
    pub async fn result(&self, tester: &Tester) -> Value {
        tester.json(&format!("/admin/questions/{}", self.id)).await
    }

    /// What a key binding says.
    pub fn binding(&self) -> Value {
        json!({ "aud": self.says["client_id"], "nonce": self.says["nonce"], "iat": self.says["iat"] })
    }

    /// What both sides know of their talk (OpenID4VP 1.0, B.2.6.1).
    pub fn transcript(&self, nonce: &str) -> Cbor {
        let member = |name: &str| self.key()[name].as_str().unwrap();
        let canonical = format!(
            r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#,
            member("x"),
            member("y")
        );
        let thumbprint = Cbor::Bytes(digest(&SHA256, canonical.as_bytes()).as_ref().to_vec());
        let info = vec![
            text(self.text("client_id")),
            text(nonce),
            thumbprint,
            text(self.text("response_uri")),
        ];
        let hash = digest(&SHA256, &encoded(&Cbor::Array(info))).as_ref().to_vec();
        let handover = Cbor::Array(vec![text("OpenID4VPHandover"), Cbor::Bytes(hash)]);
        Cbor::Array(vec![Cbor::Null, Cbor::Null, handover])
    }

    pub fn nonce(&self) -> &str {
        self.text("nonce")
    }
}

impl Held {
    /// The card with these claims only, and nothing signed by the holder.
    pub fn with(&self, names: &[&str]) -> String {
        let mut pieces = self.card.split('~');
        let mut shown = format!("{}~", pieces.next().unwrap());
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let content: Value = serde_json::from_slice(&unb64(piece)).unwrap();
            if names.iter().any(|name| content[1] == *name) {
                shown.push_str(&format!("{piece}~"));
            }
        }
        shown
    }

    /// The same with what the holder signs.
    pub fn bound(&self, shown: &str, mut binding: Value) -> String {
        if binding.get("sd_hash").is_none() {
            binding["sd_hash"] = json!(b64(digest(&SHA256, shown.as_bytes())));
        }
        format!("{shown}{}", signed(&self.key, "kb+jwt", json!({}), &binding))
    }

    /// These claims for this question.
    pub fn show(&self, asked: &Asked, names: &[&str]) -> String {
        self.bound(&self.with(names), asked.binding())
    }

    /// These elements of an mdoc, for this talk. The items can be changed on the way.
    pub fn show_mdoc(&self, transcript: &Cbor, names: &[&str], change: impl Fn(&mut Vec<Cbor>)) -> String {
        let card: Cbor = ciborium::from_reader(unb64(&self.card).as_slice()).unwrap();
        let part = |name: &str| crate::issuing::at(&card, &text(name)).clone();
        let spaces = part("nameSpaces");
        let (space, items) = spaces.as_map().unwrap()[0].clone();
        let wanted = |item: &Cbor| {
            let (_, content) = crate::issuing::inside(item);
            let name = crate::issuing::at(&content, &text("elementIdentifier")).clone();
            names.contains(&name.as_text().unwrap())
        };
        let mut items: Vec<Cbor> = items
            .as_array()
            .unwrap()
            .iter()
            .filter(|item| wanted(item))
            .cloned()
            .collect();
        change(&mut items);
        let issuer = map(vec![
            ("nameSpaces", Cbor::Map(vec![(space.clone(), Cbor::Array(items))])),
            ("issuerAuth", part("issuerAuth")),
        ]);
        let document = map(vec![
            ("docType", space.clone()),
            ("issuerSigned", issuer),
            ("deviceSigned", self.device_signed(transcript, &space)),
        ]);
        let response = map(vec![
            ("version", text("1.0")),
            ("documents", Cbor::Array(vec![document])),
            ("status", 0.into()),
        ]);
        b64(encoded(&response))
    }
    /// What the device signs: that it is shown in this talk, and nothing of its own (ISO/IEC 18013-5, 9.1.3).
    fn device_signed(&self, transcript: &Cbor, typ: &Cbor) -> Cbor {
        let own = Cbor::Tag(24, Box::new(Cbor::Bytes(encoded(&Cbor::Map(Vec::new())))));
        let about = Cbor::Array(vec![
            text("DeviceAuthentication"),
            transcript.clone(),
            typ.clone(),
            own.clone(),
        ]);
        let about = encoded(&Cbor::Tag(24, Box::new(Cbor::Bytes(encoded(&about)))));
        let protected = Cbor::Bytes(encoded(&Cbor::Map(vec![(1.into(), (-7).into())])));
        let structure = vec![
            text("Signature1"),
            protected.clone(),
            Cbor::Bytes(Vec::new()),
            Cbor::Bytes(about),
        ];
        let made: Signature = self.key.sign(&encoded(&Cbor::Array(structure)));
        let made = Cbor::Bytes(made.to_bytes().to_vec());
        let signature = Cbor::Array(vec![protected, Cbor::Map(Vec::new()), Cbor::Null, made]);
        let auth = map(vec![("deviceSignature", signature)]);
        map(vec![("nameSpaces", own), ("deviceAuth", auth)])
    }
}

fn map(members: Vec<(&str, Cbor)>) -> Cbor {
    Cbor::Map(members.into_iter().map(|(name, value)| (text(name), value)).collect())
}
