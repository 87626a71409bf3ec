//! The parts of the console's page.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Madrid;
use maud::{Markup, html};
use serde::Serialize;

use super::traffic::Visit;
use crate::admin::Weight;
use crate::citizens::{PERSONAS, Persona};
use crate::clock::rfc3339;
use crate::faults::{FaultKind, FaultRule};
use crate::identity::OTP;
use crate::sectors::{Mood, Sector};

/// What the clock says, and buttons that move it.
pub fn clock(now: DateTime<Utc>) -> Markup {
    const MOVES: [(&str, i64); 4] = [
        ("+1 minute", 60),
        ("+1 hour", 3_600),
        ("+1 day", 86_400),
        ("+30 days", 30 * 86_400),
    ];
    let there = now.with_timezone(&Madrid);
    html! {
        section .card aria-labelledby="clock" {
            h2 #clock { "Clock" }
            p .big { time datetime=(rfc3339(now)) { (there.format("%a %-d %b %Y, %H:%M:%S")) } " in Madrid" }
            p .soft { code { (rfc3339(now)) } }
            form method="post" action="/console/clock" {
                div .row {
                    @for (name, seconds) in MOVES { button .second name="seconds" value=(seconds) { (name) } }
                }
            }
            form method="post" action="/console/clock" {
                label for="to" { "Date and time in Madrid" }
                div .row {
                    input #to type="datetime-local" name="to" value=(there.format("%Y-%m-%dT%H:%M")) required;
                    button { "Set clock" }
                }
            }
        }
    }
}

/// How well each system is.
pub fn systems(moods: &BTreeMap<Sector, Mood>, idp_down: bool) -> Markup {
    let idp = if idp_down { Mood::Down } else { Mood::Ok };
    html! {
        section .card aria-labelledby="systems" {
            h2 #systems { "Systems" }
            form method="post" action="/console/systems" {
                div .pairs {
                    (system("idp", "sign-in (idp)", idp, &[Mood::Ok, Mood::Down]))
                    @for (sector, mood) in moods { (system(&word(sector), &word(sector), *mood, choices(*sector))) }
                }
                button { "Apply" }
            }
        }
    }
}

/// Only the padrón is a copy that can be old.
const fn choices(sector: Sector) -> &'static [Mood] {
    match sector {
        Sector::Padron => &[Mood::Ok, Mood::Slow, Mood::Down, Mood::Stale],
        _ => &[Mood::Ok, Mood::Slow, Mood::Down],
    }
}

fn system(name: &str, label: &str, now: Mood, all: &[Mood]) -> Markup {
    html! {
        div {
            label for={ "system-" (name) } { (label) }
            select id={ "system-" (name) } name=(name) {
                @for mood in all { option value=(word(mood)) selected[*mood == now] { (word(mood)) } }
            }
        }
    }
}

/// What goes wrong at the moment, and how to make more go wrong.
pub fn faults(rules: &[FaultRule]) -> Markup {
    html! {
        section .card aria-labelledby="faults" {
            h2 #faults { "Faults" }
            @if rules.is_empty() { p { "None: everything works." } }
            @else {
                ol .rules { @for rule in rules { li { (described(rule)) } } }
                form method="post" action="/console/faults/clear" { button .second { "Clear all faults" } }
            }
            form method="post" action="/console/faults" {
                label for="fault" { "What goes wrong" }
                select #fault name="fault" { @for kind in FaultKind::ALL { option { (kind.name()) } } }
                label for="path" { "Paths that begin with" }
                input #path name="path" value="/v1/" spellcheck="false" required;
                div .pairs {
                    (optional("times", "Times", "empty: always"))
                    (optional("delay_ms", "Delay, ms", "for delay"))
                    (optional("status", "Status", "for status, busy"))
                }
                button { "Add fault" }
            }
        }
    }
}

fn optional(name: &str, label: &str, hint: &str) -> Markup {
    html! {
        div {
            label for=(name) { (label) " " span .soft { "(" (hint) ")" } }
            input id=(name) name=(name) inputmode="numeric";
        }
    }
}

fn described(rule: &FaultRule) -> Markup {
    html! {
        strong { (rule.fault.name()) } " on " code { (rule.path) }
        @if rule.probability < 1.0 { ", probability " (rule.probability) }
        @if let Some(times) = rule.times { ", times left: " (times) }
        @if let Some(ms) = rule.delay_ms { ", " (ms) " ms" }
        @if let Some(status) = rule.status { ", status " (status) }
        @if let Some(seconds) = rule.retry_after_s { ", retry after " (seconds) " s" }
    }
}

/// Who there is, how they sign in, and what can be done to their sessions.
pub fn people(sessions: &[(String, i64)]) -> Markup {
    let live = |persona: &Persona| {
        sessions
            .iter()
            .find(|(id, _)| id == persona.id)
            .map_or(0, |(_, count)| *count)
    };
    html! {
        section aria-labelledby="people" {
            h2 #people { "People" }
            ul .people { @for persona in PERSONAS { li .card { (person(persona, live(persona))) } } }
        }
    }
}

fn person(persona: &Persona, live: i64) -> Markup {
    html! {
        h3 { (persona.given_name) " " (persona.family_name) }
        p { (persona.story_en) }
        dl {
            dt { "id" } dd { code { (persona.id) } }
            dt { "document" } dd { code { (persona.nif) } }
            @if let Some(password) = persona.password {
                dt { "password" } dd { code { (password) } }
                dt { "code" } dd { code { (OTP) } }
                dt { "sessions" } dd { (live) }
            }
        }
        @if persona.password.is_none() { p .soft { "Cannot sign in." } }
        @else {
            form method="post" action="/console/sessions" {
                input type="hidden" name="person" value=(persona.id);
                div .row { (act("expire_access", "Expire access", persona)) (act("revoke", "Revoke", persona)) }
            }
        }
    }
}

/// A button that says whose it is to those who hear it alone.
fn act(action: &str, words: &str, persona: &Persona) -> Markup {
    html! {
        button .second name="action" value=(action) { (words) span .unseen { ": " (persona.given_name) } }
    }
}

/// What phones asked lately.
pub fn traffic(visits: &[Visit], weight: Weight, live: bool) -> Markup {
    html! {
        section aria-labelledby="traffic" {
            h2 #traffic { "Traffic" }
            p {
                @if live { "This page loads itself again every three seconds. " a href="/console#traffic" { "Stop" } }
                @else {
                    a href="/console?#traffic" { "Load again" } ", or "
                    a href="/console?live=true#traffic" { "keep loading every three seconds" } "."
                }
            }
            p #bytes { "Bytes sent so far: " (weight.sent) " (" (weight.plain) " before packing)." }
            @if visits.is_empty() { p { "Nobody has asked for anything yet." } }
            @else {
                div .scroll role="region" aria-label="Requests" tabindex="0" { (table(visits)) }
            }
        }
    }
}

fn table(visits: &[Visit]) -> Markup {
    html! {
        table {
            thead {
                tr {
                    @for name in ["Time", "Method", "Path", "Status", "ms", "Fault"] { th scope="col" { (name) } }
                }
            }
            tbody { @for visit in visits { (row(visit)) } }
        }
    }
}

fn row(visit: &Visit) -> Markup {
    let bad = visit.status.is_none_or(|status| status.as_u16() >= 400);
    html! {
        tr .bad[bad] {
            td { (visit.at.with_timezone(&Madrid).format("%H:%M:%S")) }
            td { (visit.method) }
            td { code { (visit.path) } }
            td { @match visit.status { Some(status) => (status.as_u16()), None => "cut" } }
            td { (visit.ms) }
            td { (visit.fault.unwrap_or_default()) }
        }
    }
}

/// As JSON and forms name it.
fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}
