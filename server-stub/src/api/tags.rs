//! Entity tags: an answer that the phone holds already is not sent again (RFC 9110 section 13.1.2).

use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ring::digest::{SHA256, digest};

use super::Problem;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Names a content: the same bytes have the same name, others another.
pub fn hash(content: &[u8]) -> String {
    let digest = digest(&SHA256, content);
    digest
        .as_ref()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// An answer with its tag; without a body it is "you have it already".
pub fn respond(tag: &str, body: Option<String>) -> Result<Response, Problem> {
    let etag = HeaderValue::from_str(tag).map_err(|_| Problem::BROKEN)?;
    Ok(match body {
        Some(body) => ([(CONTENT_TYPE, JSON), (ETAG, etag)], body).into_response(),
        None => (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response(),
    })
}

/// The tags of what the phone holds (RFC 9110 section 13.1.2: lists, `*` and weak tags count too).
#[derive(Debug)]
pub struct Held(Vec<String>);

impl Held {
    /// Read from a request.
    pub fn of(headers: &HeaderMap) -> Self {
        let values = headers
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let tags = values.flat_map(|value| value.split(',')).map(str::trim);
        Self(
            tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag).to_owned())
                .collect(),
        )
    }

    /// Whether this tag is among them.
    pub fn has(&self, tag: &str) -> bool {
        self.0.iter().any(|held| held == tag || held == "*")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn held_tags_are_read_as_http_writes_them() {
        let held = |value: &'static str| {
            Held::of(&HeaderMap::from_iter([(
                IF_NONE_MATCH,
                HeaderValue::from_static(value),
            )]))
        };
        assert!(held("\"a\"").has("\"a\""));
        assert!(held("\"b\", W/\"a\"").has("\"a\""));
        assert!(held("*").has("\"a\""));
        assert!(!held("\"b\"").has("\"a\""));
        assert!(!Held::of(&HeaderMap::new()).has("\"a\""));
    }

    #[test]
    fn a_hash_is_the_beginning_of_sha_256() {
        assert_eq!(hash(b""), "e3b0c44298fc1c149afbf4c8996fb924");
    }
}
