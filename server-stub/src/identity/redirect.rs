//! The way back to the app: the one address it has, with an answer in its query (RFC 6749, 4.1.2; RFC 8252, 7.1).

use axum::http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::api::Problem;

/// Sends the browser back to whoever asked. Whose answer it is goes along (RFC 9207), and so does what the asker sent to
/// recognise it.
pub fn back(to: &str, answer: (&str, &str), state: &str, issuer: &str) -> Response {
    let fields = [answer, ("state", state), ("iss", issuer)];
    let address = format!("{to}?{}", query(fields.into_iter()));
    let Ok(address) = HeaderValue::from_str(&address) else {
        return Problem::BROKEN.into_response();
    };
    let headers = [
        (LOCATION, address),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    // 303 and not 302: the browser must not send the password on (RFC 9700, 4.12).
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Names and values as the query of an address.
pub fn query<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs = fields.map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_answer_becomes_another_parameter() {
        let response = back(
            "es.madrid.movil:/login",
            ("error", "access_denied"),
            "a&code=x#é\r\n",
            "http://h",
        );
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(
            response.headers()[LOCATION],
            "es.madrid.movil:/login?error=access_denied&state=a%26code%3Dx%23%C3%A9%0D%0A&iss=http%3A%2F%2Fh"
        );
    }
}
