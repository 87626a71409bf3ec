//! `POST /issuer/token`: tokens for codes of both kinds and for refresh tokens, each bound to a key of the wallet (RFC 9449).

use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::client::{Client, authenticate, demand};
use super::credential::is_among;
use super::dpop::{self, Asked};
use super::failed::{DPOP_NONCE, Failed, never_kept, refused};
use super::nonce::Use;
use super::store::{self, ACCESS_S, Redeemed, Right};
use super::{at, identifier};
use crate::cards::{Configuration, Tier};
use crate::identity::{Fields, Origin, challenge, secret};
use crate::state::CityState;

/// The grant of OpenID4VCI 1.0 (3.5).
pub const PRE_AUTHORIZED: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/// Who asks for tokens: a wallet, and the key they will be bound to.
struct Asker {
    client: Client,
    jkt: String,
    now: i64,
}

/// Tokens.
pub async fn give(
    State(city): State<CityState>,
    Origin(origin): Origin,
    headers: HeaderMap,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Failed> {
    let fields = form.map_err(|_| refused("invalid_request", "this is no form"))?;
    if fields.repeats() {
        return Err(refused("invalid_request", "each parameter comes once"));
    }
    let client = authenticate(&city, &headers, fields.once("client_id"), &identifier(&origin)).await?;
    let url = at(&origin, "token");
    let asked = Asked {
        method: "POST",
        url: &url,
        at: Use::Token,
        token: None,
    };
    let jkt = dpop::check(&city, &headers, asked).await?;
    let now = city.clock().now().timestamp();
    let asker = Asker { client, jkt, now };
    let body = match fields.once("grant_type") {
        Some("authorization_code") => by_code(&city, &fields, asker).await?,
        Some(PRE_AUTHORIZED) => by_offer(&city, &fields, asker).await?,
        Some("refresh_token") => renewed(&city, &fields, asker).await?,
        Some(_) => return Err(refused("unsupported_grant_type", "there is no such grant")),
        None => return Err(refused("invalid_request", "grant_type is missing")),
    };
    let next = city.nonces().make(Use::Token, now)?;
    Ok(never_kept(StatusCode::OK, body, Some((DPOP_NONCE, next))))
}

const BAD_CODE: Failed = refused("invalid_grant", "this code is not, or no longer, good");

async fn by_code(city: &CityState, fields: &Fields, asker: Asker) -> Result<Value, Failed> {
    let [Some(code), Some(verifier), Some(redirect_uri)] =
        ["code", "code_verifier", "redirect_uri"].map(|name| fields.once(name).map(str::to_owned))
    else {
        return Err(refused(
            "invalid_request",
            "code, code_verifier and redirect_uri are needed",
        ));
    };
    let (given, now) = (code.clone(), asker.now);
    // Whatever comes of it, the code is used up: somebody with a wrong verifier has stolen it.
    let redeemed = city
        .with_store(move |records| records.write(|tx| store::redeem(tx, &given, now)))
        .await?;
    let Redeemed::Good(right) = redeemed else {
        return Err(BAD_CODE);
    };
    let is_verifier = (43..=128).contains(&verifier.len());
    let fits = is_verifier && right.challenge == challenge(&verifier) && right.redirect_uri == redirect_uri;
    let same_key = right.jkt.as_ref().is_none_or(|jkt| *jkt == asker.jkt);
    // Whoever lost who vouches for them meanwhile goes on at the basic tier; nobody rises on the way.
    let same_wallet = right.client == asker.client.id && (right.attested || !asker.client.attested);
    if fits && same_key && same_wallet {
        let wanted = Wish::of(fields, right.configurations.clone())?;
        grant(city, (code, right), &wanted, asker).await
    } else {
        Err(BAD_CODE)
    }
}

async fn by_offer(city: &CityState, fields: &Fields, asker: Asker) -> Result<Value, Failed> {
    let Some(code) = fields.once("pre-authorized_code").map(str::to_owned) else {
        return Err(refused("invalid_request", "pre-authorized_code is missing"));
    };
    let tx_code = fields.once("tx_code").map(str::to_owned);
    let (given, now) = (code.clone(), asker.now);
    let kept = given.clone();
    // Who may have the card at all is asked first: a wallet that may not must not use the code up.
    let wanted = city
        .with_store(move |records| records.read(|c| store::offered(c, &kept, now)))
        .await?;
    let wanted = Wish::of(fields, wanted.ok_or(BAD_CODE)?)?;
    demand(city, &wanted.configurations, &asker.client)?;
    let redeemed = city
        .with_store(move |records| records.write(|tx| store::redeem_offered(tx, &given, tx_code.as_deref(), now)))
        .await?;
    match redeemed {
        Redeemed::Good(right) => {
            let right = Right {
                client: asker.client.id.clone(),
                attested: asker.client.attested,
                ..right
            };
            grant(city, (code, right), &wanted, asker).await
        }
        Redeemed::NeedsCode => Err(refused("invalid_request", "tx_code is missing")),
        Redeemed::Refused => Err(refused(
            "invalid_grant",
            "the code or the tx_code is not, or no longer, good",
        )),
    }
}

/// The cards that a token is wanted for.
struct Wish {
    configurations: Vec<String>,
    /// Whether they were named: then the token reaches no further than they do.
    is_named: bool,
}

impl Wish {
    /// Those of the right, or by `scope` the same ones at another tier (RFC 6749, 6). Scopes that are no card's are ignored, as at the door
    /// where requests are pushed.
    fn of(fields: &Fields, permitted: Vec<String>) -> Result<Self, Failed> {
        let scope = fields.once("scope").unwrap_or_default().split(' ');
        let wanted: Vec<Configuration> = scope.filter_map(Configuration::of).collect();
        if !wanted.iter().all(|one| is_among(*one, &permitted)) {
            return Err(refused("invalid_scope", "the right is not for this card"));
        }
        let is_named = !wanted.is_empty();
        let named = wanted.into_iter().map(Configuration::id).collect();
        Ok(Self {
            configurations: if is_named { named } else { permitted },
            is_named,
        })
    }

    /// The highest tier of cards that are had by it.
    fn reach(&self, client: &Client) -> Tier {
        let tiers = self.configurations.iter().filter_map(|id| Configuration::of(id));
        let named = tiers.map(Configuration::tier).max().filter(|_| self.is_named);
        named.map_or(client.reach(), |named| named.min(client.reach()))
    }
}

async fn grant(city: &CityState, (code, right): (String, Right), wanted: &Wish, asker: Asker) -> Result<Value, Failed> {
    let (access, refresh, reach) = (secret()?, secret()?, wanted.reach(&asker.client));
    let body = tokens(
        &access,
        Some(&refresh),
        (&wanted.configurations, &right.holder, right.detailed),
    );
    city.with_store(move |records| {
        records.write(|tx| store::grant(tx, (&code, &right, &asker.jkt), (&access, reach, &refresh), asker.now))
    })
    .await?;
    Ok(body)
}

/// A refresh token stays the same: it is of no use without the key that it is bound to, and one that changes can be lost on the way with
/// the cards it stands for (RFC 9700, 4.14.2, leaves the choice).
async fn renewed(city: &CityState, fields: &Fields, asker: Asker) -> Result<Value, Failed> {
    let Some(token) = fields.once("refresh_token").map(str::to_owned) else {
        return Err(refused("invalid_request", "refresh_token is missing"));
    };
    let now = asker.now;
    let found = city
        .with_store(move |records| records.read(|c| store::permit(c, (&token, "refresh"), now)))
        .await?;
    let of_asker = |permit: &store::Permit| permit.jkt == asker.jkt && permit.client == asker.client.id;
    let permit = found.filter(of_asker);
    let permit = permit.ok_or(refused(
        "invalid_grant",
        "this refresh token is not, or no longer, good",
    ))?;
    let wanted = Wish::of(fields, permit.configurations.clone())?;
    demand(city, &wanted.configurations, &asker.client)?;
    let (access, reach) = (secret()?, wanted.reach(&asker.client));
    let body = tokens(&access, None, (&wanted.configurations, &permit.holder, permit.detailed));
    let until = now.saturating_add(ACCESS_S);
    city.with_store(move |records| {
        records.write(|tx| store::keep_token(tx, (&access, "access", reach), permit.id, until))
    })
    .await?;
    Ok(body)
}

/// The answer (RFC 6749, 5.1; RFC 9449, 5; OpenID4VCI 1.0, 6.2). Whoever asked in detail gets a name for each card.
fn tokens(access: &str, refresh: Option<&str>, (configurations, holder, detailed): (&[String], &str, bool)) -> Value {
    let mut body = json!({
        "access_token": access, "token_type": "DPoP", "expires_in": ACCESS_S, "scope": configurations.join(" "),
    });
    let details = configurations.iter().map(|id| {
        json!({ "type": "openid_credential", "credential_configuration_id": id,
            "credential_identifiers": [format!("{id}:{holder}")] })
    });
    let details = detailed.then(|| ("authorization_details", details.collect()));
    let refresh = refresh.map(|refresh| ("refresh_token", json!(refresh)));
    if let Some(body) = body.as_object_mut() {
        body.extend(
            refresh
                .into_iter()
                .chain(details)
                .map(|(name, value)| (name.to_owned(), value)),
        );
    }
    body
}
