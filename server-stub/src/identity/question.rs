//! What an app asks the login page with, checked before a person sees anything (RFC 6749, 4.1.1; RFC 7636, 4.3).

use super::{Access, CLIENT_ID, REDIRECT_URI};

/// The parameters that travel with the page. Anything else is ignored, as the RFC wants it.
const KNOWN: [&str; 11] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "acr_values",
    "ui_locales",
    "login_hint",
];

/// A question that may be put to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The parameters as they came, to travel with the page.
    pub fields: Vec<(String, String)>,
    /// The level asked for.
    pub access: Access,
    /// Whether the page speaks English; else Spanish.
    pub english: bool,
}

/// Why a question is not put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The asker cannot be trusted to be sent back to.
    Page(&'static str),
    /// The asker hears why (RFC 6749, 4.1.2.1).
    Back {
        /// The error code.
        error: &'static str,
        /// What the asker sent to recognise the answer.
        state: Option<String>,
    },
}

impl Question {
    /// Checks the parameters of a request.
    pub fn check(all: &[(String, String)]) -> Result<Self, Refusal> {
        let fields: Vec<_> = all
            .iter()
            .filter(|(name, _)| KNOWN.contains(&name.as_str()))
            .cloned()
            .collect();
        let value = |name: &str| {
            fields
                .iter()
                .find(|(other, _)| other == name)
                .map(|(_, value)| value.as_str())
        };
        let twice = |name: &str| fields.iter().filter(|(other, _)| other == name).count() > 1;
        if value("client_id") != Some(CLIENT_ID) || twice("client_id") {
            return Err(Refusal::Page("client_id"));
        }
        // To the letter: a prefix would let somebody else be sent the code (RFC 9700, 2.1).
        if value("redirect_uri") != Some(REDIRECT_URI) || twice("redirect_uri") {
            return Err(Refusal::Page("redirect_uri"));
        }
        let state = value("state").map(str::to_owned);
        let back = |error| Refusal::Back {
            error,
            state: state.clone(),
        };
        if KNOWN.into_iter().any(twice) {
            return Err(back("invalid_request"));
        }
        if value("response_type") != Some("code") {
            return Err(back("unsupported_response_type"));
        }
        let scopes: Vec<_> = value("scope").unwrap_or_default().split(' ').collect();
        if !scopes.contains(&"openid") {
            return Err(back("invalid_scope"));
        }
        let is_challenge = |text: &str| text.len() == 43 && text.bytes().all(is_unreserved);
        let has_pkce =
            value("code_challenge").is_some_and(is_challenge) && value("code_challenge_method") == Some("S256");
        let is_tied = [value("state"), value("nonce")]
            .into_iter()
            .all(|value| value.is_some_and(|v| !v.is_empty()));
        if !has_pkce || !is_tied {
            return Err(back("invalid_request"));
        }
        let access = access(value("acr_values").unwrap_or_default()).ok_or_else(|| back("invalid_request"))?;
        let english = value("ui_locales")
            .unwrap_or_default()
            .split(' ')
            .next()
            .is_some_and(|tag| tag.starts_with("en"));
        Ok(Self {
            access,
            english,
            fields,
        })
    }

    /// A parameter.
    pub fn value(&self, name: &str) -> &str {
        let mut found = self.fields.iter().filter(|(other, _)| other == name);
        found.next().map_or("", |(_, value)| value)
    }
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// The first level asked for; nothing asked for is the least.
fn access(acr_values: &str) -> Option<Access> {
    match acr_values.split(' ').next()? {
        "" => Some(Access::Light),
        acr => [Access::Light, Access::Strong]
            .into_iter()
            .find(|access| access.acr() == acr),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [(&str, &str); 9] = [
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("scope", "openid offline_access"),
        ("state", "s"),
        ("nonce", "n"),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("code_challenge_method", "S256"),
        ("acr_values", "http://eidas.europa.eu/LoA/substantial"),
    ];

    fn with(name: &str, value: Option<&str>) -> Result<Question, Refusal> {
        let kept = GOOD.iter().filter(|(other, _)| *other != name).copied();
        let all = kept.chain(value.map(|value| (name, value)));
        Question::check(&all.map(|(a, b)| (a.to_owned(), b.to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn a_good_question_is_put_at_its_level_and_in_its_language() {
        let question = with("ui_locales", Some("en es")).unwrap();
        assert_eq!((question.access, question.english), (Access::Strong, true));
        assert_eq!(with("acr_values", None).unwrap().access, Access::Light);
    }

    #[test]
    fn whoever_cannot_be_trusted_is_not_sent_back() {
        for (name, value) in [
            ("client_id", None),
            ("client_id", Some("other")),
            ("redirect_uri", None),
            ("redirect_uri", Some("es.madrid.movil:/login/x")),
            ("redirect_uri", Some("https://evil.example/")),
        ] {
            assert!(matches!(with(name, value), Err(Refusal::Page(_))), "{name} {value:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_to_the_app() {
        for (name, value, expected) in [
            ("response_type", Some("token"), "unsupported_response_type"),
            ("scope", Some("profile"), "invalid_scope"),
            ("code_challenge", None, "invalid_request"),
            ("code_challenge", Some("short"), "invalid_request"),
            ("code_challenge_method", Some("plain"), "invalid_request"),
            ("code_challenge_method", None, "invalid_request"),
            ("nonce", None, "invalid_request"),
            ("state", Some(""), "invalid_request"),
            ("acr_values", Some("gold"), "invalid_request"),
        ] {
            match with(name, value) {
                Err(Refusal::Back { error, .. }) => assert_eq!(error, expected, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}
