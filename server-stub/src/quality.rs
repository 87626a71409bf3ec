//! The quality of the open data as a page: the first piece of what the City learns from its own data. For whoever publishes
//! the files: what the app had to put right, what somebody should look at, and what it could not show.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use maud::{Markup, html};

use crate::catalogue::{Example, FileQuality, Quality, ReasonQuality};
use crate::pages::{Frame, Language};
use crate::state::CityState;

/// The page.
pub fn routes() -> [(&'static str, MethodRouter<CityState>); 1] {
    [("/quality", get(show))]
}

async fn show(State(city): State<CityState>) -> Response {
    let frame = Frame {
        language: Language::English,
        title: "Quality of the open data",
        form_action: "",
        referrer: "no-referrer",
        wide: true,
    };
    frame.show(StatusCode::OK, &html! { "Open data" }, &page(city.quality()))
}

fn page(quality: &Quality) -> Markup {
    html! {
        h1 { "Quality of the open data" }
        p { "Read on " time datetime=(quality.as_of) { (quality.as_of) } ". The same as "
            a href="/v1/quality" { "a JSON document" } "." }
        @if quality.files.is_empty() {
            p #built-in { "No files were given to this city: it shows its built-in catalogue and agenda." }
        } @else {
            (summary(&quality.files))
            @for (number, file) in quality.files.iter().enumerate().filter(|(_, file)| !file.reasons.is_empty()) {
                (details(number, file))
            }
        }
    }
}

fn summary(files: &[FileQuality]) -> Markup {
    html! {
        section .told {
            h2 #files { "Files" }
            div .scroll role="region" aria-labelledby="files" tabindex="0" {
                table {
                    thead {
                        tr {
                            th scope="col" { "File" }
                            th scope="col" { "Format" }
                            @for name in ["Rows", "Kept", "Repaired", "Flagged", "Rejected"] {
                                th .number scope="col" { (name) }
                            }
                        }
                    }
                    tbody { @for (number, file) in files.iter().enumerate() { (line(number, file)) } }
                }
            }
        }
    }
}

fn line(number: usize, file: &FileQuality) -> Markup {
    html! {
        tr {
            th scope="row" {
                @if file.reasons.is_empty() { (file.file) }
                @else { a href={ "#file-" (number) } { (file.file) } }
            }
            td { (file.format) }
            @for count in [file.rows, file.kept, file.repaired, file.flagged, file.rejected] {
                td .number { (count) }
            }
        }
    }
}

fn details(number: usize, file: &FileQuality) -> Markup {
    let id = format!("file-{number}");
    html! {
        section .told {
            h2 id=(id) { (file.file) }
            div .scroll role="region" aria-labelledby=(id) tabindex="0" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Reason" }
                            th .number scope="col" { "Rows" }
                            th scope="col" { "What was done" }
                            th scope="col" { "Examples" }
                        }
                    }
                    tbody { @for reason in &file.reasons { (cause(reason)) } }
                }
            }
        }
    }
}

fn cause(reason: &ReasonQuality) -> Markup {
    html! {
        tr .bad[reason.what == "rejected"] {
            th scope="row" { code { (reason.reason) } " (" (reason.what) ")" }
            td .number { (reason.rows) }
            td .prose { (reason.explained) }
            td .prose {
                @if !reason.examples.is_empty() {
                    ul .examples { @for example in &reason.examples { li { (shown(example)) } } }
                }
            }
        }
    }
}

fn shown(example: &Example) -> Markup {
    html! {
        @match &example.id { Some(id) => { code { (id) } }, None => "no key" }
        @if !example.field.is_empty() { ", " (example.field) }
        @if !example.published.is_empty() { ": “" (example.published) "”" }
        " → "
        @match &example.became { Some(became) => { "“" (became) "”" }, None => "left out" }
    }
}
