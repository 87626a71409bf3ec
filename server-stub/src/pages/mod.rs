//! What all pages of the city have in common: the frame, the stylesheet, and headers that let nothing else in; `form` is
//! for pages that ask, `qr` draws what a phone is pointed at.

mod form;
mod qr;

use std::sync::LazyLock;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use ring::digest::{SHA256, digest};

pub use form::{Form, Slip};
pub use qr::qr_code;

use crate::api::Problem;

/// The stylesheet. It goes inside each page: one request less, and a page that still looks like one in bad weather.
const STYLE: &str = include_str!("style.css");
/// What the policy knows it by.
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| hash_of(STYLE));

/// What the policy knows a style or a script by (CSP Level 3, 2.3.1).
fn hash_of(text: &str) -> String {
    STANDARD.encode(digest(&SHA256, text.as_bytes()))
}

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Spanish.
    Spanish,
    /// English.
    English,
}

impl Language {
    /// The text in this language.
    #[must_use]
    pub const fn say<'t>(self, es: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Spanish => es,
            Self::English => en,
        }
    }
}

/// What goes around a page.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The language.
    pub language: Language,
    /// The title, without the city's name.
    pub title: &'a str,
    /// Where forms may lead, beside this city itself.
    pub form_action: &'a str,
    /// What other sites may hear of this page's address.
    pub referrer: &'static str,
    /// Whether it is a page of tables rather than a page of one form.
    pub wide: bool,
}

impl Frame<'_> {
    /// The whole answer.
    pub fn show(&self, status: StatusCode, corner: &Markup, body: &Markup) -> Response {
        self.show_with_script(status, corner, body, "")
    }

    /// The same with a script at its end, for what the page can do without it as well. Blank for none.
    pub fn show_with_script(
        &self,
        status: StatusCode,
        corner: &Markup,
        body: &Markup,
        script: &'static str,
    ) -> Response {
        let Ok(policy) = HeaderValue::from_str(&self.policy(script)) else {
            return Problem::BROKEN.into_response();
        };
        let headers: [(HeaderName, HeaderValue); 5] = [
            (CONTENT_SECURITY_POLICY, policy),
            (REFERRER_POLICY, HeaderValue::from_static(self.referrer)),
            // Older browsers do not know frame-ancestors.
            (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (status, headers, self.html(corner, body, script)).into_response()
    }

    fn policy(&self, script: &str) -> String {
        let scripts = if script.is_empty() {
            String::new()
        } else {
            format!("script-src 'sha256-{}'; ", hash_of(script))
        };
        format!(
            "default-src 'none'; style-src 'sha256-{}'; {scripts}form-action 'self' {}; base-uri 'none'; \
             frame-ancestors 'none'",
            *STYLE_HASH, self.form_action
        )
    }

    fn html(&self, corner: &Markup, body: &Markup, script: &str) -> Markup {
        let say = |es, en| self.language.say(es, en);
        html! {
            (DOCTYPE)
            html lang=(say("es", "en")) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · Madrid en tu móvil" }
                    style { (PreEscaped(STYLE)) }
                }
                body .wide[self.wide] {
                    header {
                        div .bar {
                            p .city { (emblem()) span lang="es" { "Madrid en tu móvil" } }
                            p .corner { (corner) }
                        }
                        p .mock {
                            strong { (say("Ciudad de pruebas.", "Mock city.")) } " "
                            (say("Nada de esto es real: no escribas tus datos.",
                                 "Nothing here is real: do not enter your own data."))
                        }
                    }
                    main { (body) }
                    footer {
                        p {
                            (say("Una ciudad inventada para probar la app. No es el Ayuntamiento de Madrid ni Cl@ve.",
                                 "A city invented to test the app. It is neither the City of Madrid nor Cl@ve."))
                        }
                    }
                    @if !script.is_empty() { script { (PreEscaped(script)) } }
                }
            }
        }
    }
}

/// A sign of our own: the real coat of arms is not ours to use.
fn emblem() -> Markup {
    html! {
        svg .emblem viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
            path d="M12 1 21 5v7c0 5-3.7 9-9 11-5.3-2-9-6-9-11V5Z" {}
            path .star d="m12 6 1.6 3.6 3.9.4-2.9 2.6.8 3.8-3.4-2-3.4 2 .8-3.8L6.5 10l3.9-.4Z" {}
        }
    }
}
