//! What was scanned or opened (OpenID4VP 1.0, sections 5 and 9; RFC 9101): a link that says who asks, and where the request is.

use madrid_credentials::{json, limits};
use serde_json::{Map, Value, json};

use super::client::Prefix;
use super::refusal::Refusal;
use super::request::Setting;
use crate::net::{form_encode, percent_decode};
use crate::ports::{Method, WebRequest};
use crate::wallet::address::Address;

/// How a link to a request begins, besides the app's own address.
const SCHEMES: [&str; 2] = ["openid4vp://", "haip-vp://"];
/// Parameters that are JSON in a form (section 5.1).
const OBJECTS: [&str; 4] = ["dcql_query", "client_metadata", "transaction_data", "verifier_info"];
/// Bytes of a client id.
const CLIENT_ID: usize = 2_048;
/// What a request object is fetched as (RFC 9101, section 10.2).
const MEDIA_TYPE: &str = "application/oauth-authz-req+jwt";

/// A link that was read. Nothing of it is to be believed.
#[derive(Clone)]
pub enum Link {
    /// The request is elsewhere, and signed.
    Reference {
        /// Who asks.
        client_id: String,
        /// Where the request is.
        request_uri: Address,
        /// Whether to fetch it by POST, with a nonce of the wallet's (section 5.10).
        posts: bool,
    },
    /// The request is in the link, and nobody signed it.
    Value {
        /// Who asks.
        client_id: String,
        /// What is asked.
        parameters: Map<String, Value>,
    },
}

crate::log::opaque_debug!(Link);

impl Link {
    /// Reads it.
    ///
    /// # Errors
    /// [`Refusal::Link`] where it is something else, has a parameter twice or is too long, [`Refusal::Prefix`], [`Refusal::Method`]; and
    /// [`Refusal::Signing`] where who asks must sign and the request is in the link.
    pub fn read(text: &str, setting: &Setting<'_>) -> Result<Self, Refusal> {
        if text.len() > limits::BYTES {
            return Err(Refusal::Link);
        }
        let fields = fields(query(text, setting)?)?;
        let field = |name: &str| fields.get(name).map(String::as_str);
        let client_id = field("client_id").filter(|id| id.len() <= CLIENT_ID);
        let client_id = client_id.ok_or(Refusal::Link)?.to_owned();
        let (prefix, _) = Prefix::of(&client_id)?;
        let is_unsigned = prefix == Prefix::Redirect;
        let Some(request_uri) = field("request_uri") else {
            if !is_unsigned || field("request").is_some() {
                return Err(Refusal::Signing);
            }
            let parameters = parameters(&fields)?;
            return Ok(Self::Value { client_id, parameters });
        };
        // A request that is fetched is a signed one, and nobody can sign for a bare address.
        if is_unsigned {
            return Err(Refusal::Signing);
        }
        let posts = match field("request_uri_method") {
            None | Some("get") => false,
            Some("post") => true,
            Some(_) => return Err(Refusal::Method),
        };
        Ok(Self::Reference {
            client_id,
            request_uri: Address::endpoint(request_uri, setting.may_loop_back).ok_or(Refusal::Link)?,
            posts,
        })
    }

    /// Who asks, as the link says.
    #[must_use]
    pub fn client_id(&self) -> &str {
        match self {
            Self::Reference { client_id, .. } | Self::Value { client_id, .. } => client_id,
        }
    }

    /// How to fetch the request, where it is elsewhere. The nonce is the wallet's, fresh each time; it is only sent where the link asks for a
    /// POST. What is said of the wallet is the same on every phone.
    #[must_use]
    pub fn fetch(&self, wallet_nonce: &str) -> Option<WebRequest> {
        let Self::Reference { request_uri, posts, .. } = self else {
            return None;
        };
        let method = if *posts { Method::Post } else { Method::Get };
        let request = WebRequest::new(method, request_uri.text()).header("accept", Some(MEDIA_TYPE));
        if !posts {
            return Some(request);
        }
        let metadata = wallet_metadata().to_string();
        let form = form_encode(&[("wallet_metadata", &metadata), ("wallet_nonce", wallet_nonce)]);
        Some(request.body("application/x-www-form-urlencoded", form.into_bytes()))
    }

    /// Whether the request must repeat the wallet's nonce.
    #[must_use]
    pub const fn sends_nonce(&self) -> bool {
        matches!(self, Self::Reference { posts: true, .. })
    }
}

/// What this wallet can do (section 10).
fn wallet_metadata() -> Value {
    json!({
        "vp_formats_supported": {
            "dc+sd-jwt": { "sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"] },
            "mso_mdoc": { "issuerauth_alg_values": [-7], "deviceauth_alg_values": [-7] },
        },
        "client_id_prefixes_supported": ["x509_hash", "x509_san_dns", "redirect_uri"],
        "request_object_signing_alg_values_supported": ["ES256"],
        "response_types_supported": ["vp_token"],
        "response_modes_supported": ["direct_post.jwt", "direct_post"],
    })
}

/// What follows the question mark of a link that is ours.
fn query<'t>(text: &'t str, setting: &Setting<'_>) -> Result<&'t str, Refusal> {
    let (before, query) = text.split_once('?').ok_or(Refusal::Link)?;
    let has_scheme = SCHEMES.iter().any(|scheme| before.starts_with(scheme));
    if has_scheme || before == setting.universal_link {
        Ok(query)
    } else {
        Err(Refusal::Link)
    }
}

type Fields = std::collections::BTreeMap<String, String>;

/// The fields of a query, each once: two readers of a doubled one would read two requests.
fn fields(query: &str) -> Result<Fields, Refusal> {
    let mut fields = Fields::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = percent_decode(name).zip(percent_decode(value)).ok_or(Refusal::Link)?;
        if fields.insert(name, value).is_some() {
            return Err(Refusal::Link);
        }
    }
    Ok(fields)
}

/// The same as a request object has it.
fn parameters(fields: &Fields) -> Result<Map<String, Value>, Refusal> {
    let mut all = Map::new();
    for (name, text) in fields {
        let value = match OBJECTS.iter().find(|known| *known == name) {
            Some(known) => json::value(text.as_bytes(), known)?,
            None => Value::from(text.as_str()),
        };
        all.insert(name.clone(), value);
    }
    Ok(all)
}
