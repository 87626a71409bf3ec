//! What an app asks the login page with, checked before a person sees anything (RFC 6749, 4.1.1; RFC 7636, 4.3).

use super::{Access, CLIENTS};

/// The parameters that travel with the page. Anything else is ignored, as the RFC wants it.
const KNOWN: [&str; 12] = [
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
    "prompt",
];

/// Ways to ask that this provider does not offer, each with its own error (OpenID Connect Core, 3.1.2.6).
const NOT_OFFERED: [(&str, &str); 2] = [
    ("request", "request_not_supported"),
    ("request_uri", "request_uri_not_supported"),
];

/// No parameter of an honest app is longer.
const LONGEST: usize = 512;

/// A question that may be put to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Where the answer goes.
    pub back: &'static str,
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
        /// Where it is heard.
        to: &'static str,
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
        let known = CLIENTS.into_iter().find(|(id, _)| value("client_id") == Some(id));
        let Some((_, to)) = known.filter(|_| !twice("client_id")) else {
            return Err(Refusal::Page("client_id"));
        };
        // To the letter: a prefix would let somebody else be sent the code (RFC 9700, 2.1).
        if value("redirect_uri") != Some(to) || twice("redirect_uri") {
            return Err(Refusal::Page("redirect_uri"));
        }
        let state = value("state").map(str::to_owned);
        let back = |error| Refusal::Back {
            to,
            error,
            state: state.clone(),
        };
        let too_long = |(_, value): &(String, String)| value.len() > LONGEST;
        if KNOWN.into_iter().any(twice) || fields.iter().any(too_long) {
            return Err(back("invalid_request"));
        }
        let asked_for = |name: &str| all.iter().any(|(other, _)| other == name);
        if let Some((_, error)) = NOT_OFFERED.into_iter().find(|(name, _)| asked_for(name)) {
            return Err(back(error));
        }
        let access = demands(&value).map_err(back)?;
        let english = speaks_english(value("ui_locales").unwrap_or_default());
        Ok(Self {
            back: to,
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

    /// The same in one line: the query of a link that asks again, with something added or changed.
    pub fn query(&self, changes: &[(&str, &str)]) -> String {
        let kept = self
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
        super::redirect::query(kept.chain(changes.iter().copied()))
    }
}

/// What is asked, beyond who asks: the level, or the error the asker hears.
fn demands<'a>(value: &impl Fn(&str) -> Option<&'a str>) -> Result<Access, &'static str> {
    match value("response_type") {
        Some("code") => {}
        Some(_) => return Err("unsupported_response_type"),
        None => return Err("invalid_request"),
    }
    if !value("scope")
        .unwrap_or_default()
        .split(' ')
        .any(|scope| scope == "openid")
    {
        return Err("invalid_scope");
    }
    let is_challenge = |text: &str| text.len() == 43 && text.bytes().all(is_base64url);
    let has_pkce = value("code_challenge").is_some_and(is_challenge) && value("code_challenge_method") == Some("S256");
    let is_tied = ["state", "nonce"]
        .map(value)
        .iter()
        .all(|v| v.is_some_and(|v| !v.is_empty()));
    if !has_pkce || !is_tied {
        return Err("invalid_request");
    }
    // Nobody is ever signed in already: there is no cookie (OpenID Connect Core, 3.1.2.1).
    if value("prompt")
        .unwrap_or_default()
        .split(' ')
        .any(|prompt| prompt == "none")
    {
        return Err("login_required");
    }
    access(value("acr_values").unwrap_or_default()).ok_or("unmet_authentication_requirements")
}

const fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// The first language of the list that we speak; Spanish if there is none.
fn speaks_english(ui_locales: &str) -> bool {
    let languages = ui_locales.split(' ').filter_map(|tag| tag.split('-').next());
    languages
        .map(str::to_ascii_lowercase)
        .find(|tag| matches!(tag.as_str(), "es" | "en"))
        .as_deref()
        == Some("en")
}

/// The first known level of the list; nothing asked for is the least.
fn access(acr_values: &str) -> Option<Access> {
    if acr_values.is_empty() {
        return Some(Access::Light);
    }
    let levels = [Access::Light, Access::Strong];
    acr_values
        .split(' ')
        .find_map(|acr| levels.into_iter().find(|access| access.acr() == acr))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{CARD_DESK, CLIENT_ID, REDIRECT_URI};

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
        assert_eq!(with("ui_locales", None).unwrap().access, Access::Strong);
        assert_eq!(with("acr_values", None).unwrap().access, Access::Light);
        let both = "gold http://eidas.europa.eu/LoA/low http://eidas.europa.eu/LoA/substantial";
        assert_eq!(with("acr_values", Some(both)).unwrap().access, Access::Light);
        for (locales, english) in [
            ("en es", true),
            ("fr EN-gb es", true),
            ("es-ES en", false),
            ("eng", false),
            ("", false),
        ] {
            assert_eq!(with("ui_locales", Some(locales)).unwrap().english, english, "{locales}");
        }
    }

    #[test]
    fn whoever_cannot_be_trusted_is_not_sent_back() {
        for (name, value) in [
            ("client_id", None),
            ("client_id", Some("other")),
            ("client_id", Some(CARD_DESK)),
            ("redirect_uri", Some("/issuer/login")),
            ("redirect_uri", None),
            ("redirect_uri", Some("es.madrid.movil:/login/x")),
            ("redirect_uri", Some("https://evil.example/")),
        ] {
            assert!(matches!(with(name, value), Err(Refusal::Page(_))), "{name} {value:?}");
        }
    }

    #[test]
    fn what_comes_twice_is_not_chosen_from() {
        for (name, value) in GOOD {
            let all = GOOD.into_iter().chain([(name, value)]);
            let all: Vec<_> = all.map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
            assert!(Question::check(&all).is_err(), "{name}");
        }
    }

    #[test]
    fn a_link_asks_the_same_with_something_changed() {
        let question = with("ui_locales", Some("es")).unwrap();
        let query = question.query(&[("ui_locales", "en"), ("method", "password")]);
        assert!(query.ends_with("&ui_locales=en&method=password"), "{query}");
        assert!(query.contains("redirect_uri=es.madrid.movil%3A%2Flogin&") && !query.contains("ui_locales=es"));
    }

    #[test]
    fn what_is_wrong_is_said_to_the_app() {
        for (name, value, expected) in [
            ("response_type", Some("token"), "unsupported_response_type"),
            ("response_type", None, "invalid_request"),
            ("scope", Some("profile"), "invalid_scope"),
            ("code_challenge", None, "invalid_request"),
            ("code_challenge", Some("short"), "invalid_request"),
            ("code_challenge_method", Some("plain"), "invalid_request"),
            ("code_challenge_method", None, "invalid_request"),
            ("nonce", None, "invalid_request"),
            ("state", Some(""), "invalid_request"),
            ("acr_values", Some("gold"), "unmet_authentication_requirements"),
            ("prompt", Some("none"), "login_required"),
            ("request", Some("ey"), "request_not_supported"),
            (
                "request_uri",
                Some("https://evil.example/"),
                "request_uri_not_supported",
            ),
            ("login_hint", Some(&"1".repeat(513)), "invalid_request"),
        ] {
            match with(name, value) {
                Err(Refusal::Back { error, .. }) => assert_eq!(error, expected, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}
