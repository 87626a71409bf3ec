//! Reads cards that are mdocs, as holders show them to a verifier far away (ISO/IEC 18013-5:2021, 8.3.2.1.2.2 and 9.1; OpenID4VP 1.0, B.2).

use ciborium::value::Value;
use serde_json::Map;

use super::cbor::{Sign1, bytes, embedded, get, inside, parse, text, to_json};
use super::chain::{leaf_key, may_sign_mdocs};
use super::jose::{PublicKey, sha256, unb64};
use super::kind::Format;
use super::shown::{Fault, Place, Shown, Talk};

/// Reads it, and believes the root and the holder alone. One card is in one response (OpenID4VP 1.0, B.2.5).
pub fn read(response: &str, root: &[u8], talk: &Talk<'_>) -> Result<Shown, Fault> {
    let response = unb64(response)
        .and_then(|bytes| parse(&bytes))
        .ok_or(Fault::Unreadable)?;
    let is_good = get(&response, "version") == Some(&text("1.0")) && get(&response, "status") == Some(&Value::from(0));
    let documents = get(&response, "documents")
        .and_then(Value::as_array)
        .filter(|_| is_good);
    let Some([document]) = documents.map(Vec::as_slice) else {
        return Err(Fault::Unreadable);
    };
    let typ = get(document, "docType")
        .and_then(Value::as_text)
        .ok_or(Fault::Unreadable)?;
    let signed = get(document, "issuerSigned").ok_or(Fault::Unreadable)?;
    let object = security_object(signed, root, talk.times.1)?;
    if get(&object, "docType").and_then(Value::as_text) != Some(typ) {
        return Err(Fault::Changed);
    }
    let (claims, disclosed) = elements(signed, &object)?;
    let device = get(document, "deviceSigned").ok_or(Fault::Unbound)?;
    is_bound(device, (&object, typ), talk)?;
    Ok(Shown {
        format: Format::Mdoc,
        typ: typ.to_owned(),
        claims: serde_json::Value::Object(claims),
        disclosed,
        bound: true,
        times: times(&object).ok_or(Fault::Unreadable)?,
        status: status(&object),
    })
}

/// What the issuer signed: digests, the holder's key, times (9.1.2.4).
fn security_object(signed: &Value, root: &[u8], now: i64) -> Result<Value, Fault> {
    let signature = get(signed, "issuerAuth")
        .and_then(Sign1::read)
        .ok_or(Fault::Unreadable)?;
    let leaf = signature.chain.first().filter(|leaf| may_sign_mdocs(leaf));
    let issuer = leaf.and_then(|_| leaf_key(&signature.chain, root, now));
    let issuer = issuer.ok_or(Fault::ForeignIssuer)?;
    let payload = signature.payload.as_ref().ok_or(Fault::Unreadable)?;
    if !signature.is_signed_by(&issuer, payload) {
        return Err(Fault::Changed);
    }
    let object = parse(payload).as_ref().and_then(inside).and_then(|bytes| parse(&bytes));
    let object = object.ok_or(Fault::Unreadable)?;
    let says = |name| get(&object, name).and_then(Value::as_text);
    if says("version") == Some("1.0") && says("digestAlgorithm") == Some("SHA-256") {
        Ok(object)
    } else {
        Err(Fault::Unreadable)
    }
}

/// What is shown, each element with the digest that was signed (9.1.2.5). All of it could have been kept back.
fn elements(signed: &Value, object: &Value) -> Result<(Map<String, serde_json::Value>, Vec<Place>), Fault> {
    let spaces = match get(signed, "nameSpaces") {
        None => &Vec::new(),
        Some(spaces) => spaces.as_map().ok_or(Fault::Unreadable)?,
    };
    let (mut claims, mut places) = (Map::new(), Vec::new());
    for (space, items) in spaces {
        let name = space.as_text().ok_or(Fault::Unreadable)?;
        let digests = get(object, "valueDigests")
            .and_then(|all| get(all, name))
            .ok_or(Fault::Changed)?;
        let mut shown = Map::new();
        for item in items.as_array().ok_or(Fault::Unreadable)? {
            let (element, value) = element(item, digests)?;
            places.push(vec![name.into(), element.as_str().into()]);
            if shown.insert(element, value).is_some() {
                return Err(Fault::Unreadable);
            }
        }
        if claims
            .insert(name.to_owned(), serde_json::Value::Object(shown))
            .is_some()
        {
            return Err(Fault::Unreadable);
        }
    }
    Ok((claims, places))
}

/// The digest is over the item with its tag. Written anew it has the shortest length there is, as every honest issuer writes it.
fn element(item: &Value, digests: &Value) -> Result<(String, serde_json::Value), Fault> {
    let content = inside(item).and_then(|bytes| parse(&bytes)).ok_or(Fault::Unreadable)?;
    let id = get(&content, "digestID").ok_or(Fault::Unreadable)?;
    let mut signed = digests.as_map().into_iter().flatten().filter(|(other, _)| other == id);
    let (Some((_, digest)), None) = (signed.next(), signed.next()) else {
        return Err(Fault::Changed);
    };
    if digest.as_bytes() != Some(&sha256(bytes(item))) {
        return Err(Fault::Changed);
    }
    let name = get(&content, "elementIdentifier").and_then(Value::as_text);
    let value = get(&content, "elementValue").and_then(|value| to_json(value, 0));
    name.map(str::to_owned).zip(value).ok_or(Fault::Unreadable)
}

/// Whether whose card it is has signed that it is shown here (9.1.3.4). A key that may sign says nothing of its own.
fn is_bound(device: &Value, (object, typ): (&Value, &str), talk: &Talk<'_>) -> Result<(), Fault> {
    let key = get(object, "deviceKeyInfo").and_then(|info| get(info, "deviceKey"));
    let key = key.and_then(device_key).ok_or(Fault::Unreadable)?;
    let own = get(device, "nameSpaces").ok_or(Fault::Unreadable)?;
    let says = inside(own).and_then(|bytes| parse(&bytes)).ok_or(Fault::Unreadable)?;
    if says.as_map().is_none_or(|says| !says.is_empty()) {
        return Err(Fault::TooMuch);
    }
    let signature = get(device, "deviceAuth").and_then(|auth| get(auth, "deviceSignature"));
    let signature = signature.and_then(Sign1::read).ok_or(Fault::Unbound)?;
    let about = Value::Array(vec![
        text("DeviceAuthentication"),
        transcript(talk),
        text(typ),
        own.clone(),
    ]);
    let detached = signature.payload.is_none();
    if detached && signature.is_signed_by(&key, &bytes(&embedded(&about))) {
        Ok(())
    } else {
        Err(Fault::WrongHolder)
    }
}

/// What both sides know of their talk (OpenID4VP 1.0, B.2.6.1).
fn transcript(talk: &Talk<'_>) -> Value {
    let thumbprint = Value::Bytes(talk.thumbprint.to_vec());
    let info = vec![
        text(talk.client_id),
        text(talk.nonce),
        thumbprint,
        text(talk.response_uri),
    ];
    let hash = Value::Bytes(sha256(bytes(&Value::Array(info))));
    let handover = Value::Array(vec![text("OpenID4VPHandover"), hash]);
    Value::Array(vec![Value::Null, Value::Null, handover])
}

/// A key on P-256 (RFC 9053, 7.1.1).
fn device_key(key: &Value) -> Option<PublicKey> {
    let at = |label: i64| {
        let mut all = key.as_map()?.iter().filter(|(other, _)| *other == Value::from(label));
        all.next().map(|(_, value)| value).filter(|_| all.next().is_none())
    };
    if at(1)? != &Value::from(2) || at(-1)? != &Value::from(1) {
        return None;
    }
    let coordinate = |label| at(label)?.as_bytes().filter(|bytes| bytes.len() == 32);
    let (x, y) = (coordinate(-2)?, coordinate(-3)?);
    PublicKey::from_point(&[[4].as_slice(), x, y].concat())
}

fn times(object: &Value) -> Option<(i64, i64)> {
    let validity = get(object, "validityInfo")?;
    let time = |name| {
        let Value::Tag(0, moment) = get(validity, name)? else {
            return None;
        };
        let moment = chrono::DateTime::parse_from_rfc3339(moment.as_text()?).ok()?;
        Some(moment.timestamp())
    };
    Some((time("validFrom")?, time("validUntil")?))
}

/// The reference to a status list (draft-ietf-oauth-status-list, 6.3).
fn status(object: &Value) -> Option<(String, i64)> {
    let reference = get(get(object, "status")?, "status_list")?;
    let place = get(reference, "idx")?.as_integer()?;
    Some((get(reference, "uri")?.as_text()?.to_owned(), i64::try_from(place).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_transcript_is_the_one_of_the_standard() {
        // OpenID4VP 1.0, B.2.6.1.
        let key = serde_json::json!({ "kty": "EC", "crv": "P-256", "x": "DxiH5Q4Yx3UrukE2lWCErq8N8bqC9CHLLrAwLz5BmE0",
            "y": "XtLM4-3h5o3HUH0MHVJV0kyq0iBlrBwlh8qEDMZ4-Pc" });
        let thumbprint = unb64(&PublicKey::from_jwk(&key).unwrap().thumbprint()).unwrap();
        let talk = Talk {
            client_id: "x509_san_dns:example.com",
            nonce: "exc7gBkxjx1rdc9udRrveKvSsJIq80avlXeLHhGwqtA",
            thumbprint: &thumbprint,
            response_uri: "https://example.com/response",
            times: (0, 0),
        };
        let hex: String = bytes(&transcript(&talk))
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            hex,
            "83f6f682714f70656e494434565048616e646f7665725820\
             048bc053c00442af9b8eed494cefdd9d95240d254b046b11b68013722aad38ac"
        );
    }
}
