//! Links that lead to a screen: `madrid://places?q=piscina`, from a message of the city, a poster or another app.
//!
//! Whoever writes a link is a stranger, so it can only lead somewhere: it changes nothing and signs nobody in.

use madrid_core::agenda::EventId;
use madrid_core::error::Error;
use madrid_core::places as core;
use url::Url;

use crate::error::AppError;
use crate::places::PlaceKind;

/// The scheme of our links.
const SCHEME: &str = "madrid";
/// Longer than any link of ours.
const LONGEST: usize = 500;

/// A screen that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Destination {
    /// `madrid://home`: the first screen.
    Home,
    /// `madrid://places`, perhaps with `?q=words&kind=library`: the list of places.
    Places {
        /// What to search; empty means everything.
        text: String,
        /// Only this kind; nothing means any.
        kind: Option<PlaceKind>,
    },
    /// `madrid://places/3034`: one place.
    Place {
        /// To ask for it with.
        id: String,
    },
    /// `madrid://profile`: the person's data.
    Profile,
    /// `madrid://consents`: what the person allows.
    Consents,
    /// `madrid://settings`: the settings of the app.
    Settings,
    /// `madrid://sign-in`: the way in.
    SignIn,
    /// `madrid://agenda`: what is on.
    Agenda,
    /// `madrid://agenda/50012345`: one event.
    Event {
        /// To ask for it with.
        id: String,
    },
    /// `madrid://for-you`: what the city has for the person.
    ForYou,
    /// `madrid://map`: what is near, on a map.
    Map,
    /// `madrid://saved`: what the person keeps for later.
    Saved,
    /// `madrid://interests`: what the phone thinks of the person.
    Interests,
    /// `madrid://bookings`: what the person has booked.
    Bookings,
    /// `madrid://payments`: what the person pays and has paid.
    Payments,
    /// `madrid://receipts`: the proofs of it.
    Receipts,
    /// `madrid://fines`: the person's fines.
    Fines,
    /// `madrid://check-fine`: whether a fine is real.
    VerifyFine,
    /// `madrid://taxes`: the person's taxes.
    Taxes,
    /// `madrid://taxes/calendar`: the dates of the year, for everybody.
    TaxCalendar,
    /// `madrid://taxes/certificate`: the certificate of debts.
    TaxCertificate,
    /// `madrid://letters`: paying a letter by its reference, with nobody signed in too.
    Letters,
    /// `madrid://refunds`: the money that comes back.
    Refunds,
}

/// Where `link` leads.
pub fn destination(link: &str) -> Result<Destination, AppError> {
    let unknown = || Error::Invalid("input.link");
    let url = (link.len() <= LONGEST).then(|| Url::parse(link).ok()).flatten();
    let url = url.filter(|url| url.scheme() == SCHEME).ok_or_else(unknown)?;
    let rest = url.path().trim_matches('/');
    // A scheme of our own keeps the letters of what stands for the host as they were written.
    let screen = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let found = match (screen.as_str(), rest) {
        ("home", "") => Some(Destination::Home),
        ("places", "") => Some(places(&url)),
        ("places", id) => place(id),
        ("profile", "") => Some(Destination::Profile),
        ("consents", "") => Some(Destination::Consents),
        ("settings", "") => Some(Destination::Settings),
        ("sign-in", "") => Some(Destination::SignIn),
        ("agenda", "") => Some(Destination::Agenda),
        ("agenda", id) => event(id),
        ("for-you", "") => Some(Destination::ForYou),
        ("map", "") => Some(Destination::Map),
        ("saved", "") => Some(Destination::Saved),
        ("interests", "") => Some(Destination::Interests),
        ("bookings", "") => Some(Destination::Bookings),
        ("payments", "") => Some(Destination::Payments),
        ("receipts", "") => Some(Destination::Receipts),
        ("fines", "") => Some(Destination::Fines),
        ("check-fine", "") => Some(Destination::VerifyFine),
        ("taxes", "") => Some(Destination::Taxes),
        ("taxes", "calendar") => Some(Destination::TaxCalendar),
        ("taxes", "certificate") => Some(Destination::TaxCertificate),
        ("letters", "") => Some(Destination::Letters),
        ("refunds", "") => Some(Destination::Refunds),
        _ => None,
    };
    Ok(found.ok_or_else(unknown)?)
}

/// A kind that this app does not know yet is left out: more places are better than none.
fn places(url: &Url) -> Destination {
    let asked = |name: &str| {
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let kind = asked("kind").map(|code| core::PlaceKind::from_code(&code));
    Destination::Places {
        text: asked("q").unwrap_or_default(),
        kind: kind.filter(|kind| *kind != core::PlaceKind::Other).map(Into::into),
    }
}

fn place(id: &str) -> Option<Destination> {
    let id: core::PlaceId = id.parse().ok()?;
    Some(Destination::Place { id: id.to_string() })
}

fn event(id: &str) -> Option<Destination> {
    let id: EventId = id.parse().ok()?;
    Some(Destination::Event { id: id.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_screens() {
        let list = |text: &str, kind| Destination::Places {
            text: text.to_owned(),
            kind,
        };
        for (link, screen) in [
            ("madrid://home", Destination::Home),
            ("madrid://home/", Destination::Home),
            ("MADRID://Profile", Destination::Profile),
            ("madrid://consents", Destination::Consents),
            ("madrid://settings", Destination::Settings),
            ("madrid://sign-in", Destination::SignIn),
            ("madrid://places", list("", None)),
            ("madrid://places?q=piscina%20cubierta", list("piscina cubierta", None)),
            (
                "madrid://places?kind=library&q=sol",
                list("sol", Some(PlaceKind::Library)),
            ),
            ("madrid://places?kind=volcano", list("", None)),
            ("madrid://places/3034", Destination::Place { id: "3034".to_owned() }),
            ("madrid://agenda", Destination::Agenda),
            (
                "madrid://agenda/50012345",
                Destination::Event {
                    id: "50012345".to_owned(),
                },
            ),
            ("madrid://for-you", Destination::ForYou),
            ("madrid://map/", Destination::Map),
            ("madrid://saved", Destination::Saved),
            ("madrid://interests", Destination::Interests),
            ("madrid://bookings", Destination::Bookings),
            ("madrid://payments", Destination::Payments),
            ("madrid://receipts", Destination::Receipts),
            ("madrid://fines", Destination::Fines),
            ("madrid://check-fine", Destination::VerifyFine),
            ("madrid://taxes", Destination::Taxes),
            ("madrid://taxes/calendar", Destination::TaxCalendar),
            ("madrid://taxes/certificate/", Destination::TaxCertificate),
            ("madrid://letters", Destination::Letters),
            ("madrid://refunds", Destination::Refunds),
        ] {
            assert_eq!(destination(link), Ok(screen), "{link}");
        }
    }

    #[test]
    fn anything_else_leads_nowhere() {
        let long = format!("madrid://places?q={}", "a".repeat(LONGEST));
        for link in [
            "",
            "home",
            "madrid",
            "madrid:",
            "madrid://",
            "madrid:home",
            "madrid://elsewhere",
            "madrid://home/x",
            "madrid://places/abc",
            "madrid://places/-1",
            "madrid://places/1/2",
            "madrid://agenda/abc",
            "madrid://bookings/1",
            "madrid://payments/1",
            "madrid://fines/1",
            "madrid://taxes/0004417203391",
            "madrid://letters/90523",
            "https://www.madrid.es/home",
            "es.madrid.movil:/login?code=1",
            "javascript:alert(1)",
            &long,
        ] {
            let error = destination(link).unwrap_err();
            assert_eq!(
                error,
                AppError::Rejected {
                    code: "input.link".to_owned()
                },
                "{link}"
            );
        }
    }
}
