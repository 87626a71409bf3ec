//! A view for people: the same words as on a screen, one under the other. It adds no sentence of its own.

use std::fmt::Write;

use madrid_bindings::places::{PlaceListView, PlaceRowView, PlaceView};
use madrid_bindings::view::{ExplanationView, FreshnessView, StatusView};

use crate::phone::Answer;
use crate::{bookings, fines, payments, plain_agenda, plain_person, recommend, refunds, tax, wallet};

/// The whole answer.
pub fn answer(answer: &Answer) -> String {
    let mut page = Page::default();
    match answer {
        Answer::Explanation(view) => explanation(&mut page, view),
        Answer::List(view) => list(&mut page, view),
        Answer::Place(view) => place(&mut page, view),
        Answer::Agenda(view) => plain_agenda::list(&mut page, view),
        Answer::Event(view) => plain_agenda::event(&mut page, view),
        Answer::Calendar(view) => page.line(&view.text),
        Answer::Status(view) => status(&mut page, view),
        Answer::Personas(personas) => plain_person::personas(&mut page, personas),
        Answer::Session(view) => plain_person::session(&mut page, view),
        Answer::Home(view) => plain_person::home(&mut page, view),
        Answer::Profile(view) => plain_person::profile(&mut page, view),
        Answer::Bookings(answer) => bookings::plain(&mut page, answer),
        Answer::Payments(answer) => payments::plain(&mut page, answer),
        Answer::Fines(answer) => fines::plain(&mut page, answer),
        Answer::Tax(answer) => tax::plain(&mut page, answer),
        Answer::Refunds(answer) => refunds::plain(&mut page, answer),
        Answer::Wallet(answer) => wallet::plain(&mut page, answer),
        Answer::Outbox(pending) => plain_person::outbox(&mut page, pending),
        Answer::Removal(view) => plain_person::removal(&mut page, view),
        Answer::Recommend(answer) => recommend::plain(&mut page, answer),
    }
    page.0
}

fn list(page: &mut Page, view: &PlaceListView) {
    page.line(&view.title);
    page.line(&fresh(&view.freshness));
    for row in &view.items {
        page.blank();
        list_row(page, row);
    }
    if let Some(empty) = &view.empty {
        page.blank();
        page.line(&empty.title);
        page.line(&empty.body);
    }
}

fn list_row(page: &mut Page, row: &PlaceRowView) {
    let far = row
        .distance_label
        .as_ref()
        .map(|far| format!(" ({far})"))
        .unwrap_or_default();
    page.line(&format!("{} · {}{far}", row.id, row.name));
    let place = row.place_label.iter().map(String::as_str);
    page.indented(&join(std::iter::once(row.kind_label.as_str()).chain(place)));
    page.indented(&join(row.needs.iter().map(String::as_str)));
}

fn place(page: &mut Page, view: &PlaceView) {
    page.line(&view.name);
    page.line(&join([view.kind_label.as_str(), view.id.as_str()].into_iter()));
    page.line(&fresh(&view.freshness));
    page.line(&join(view.needs.iter().map(String::as_str)));
    if let Some(summary) = &view.summary {
        page.blank();
        page.line(summary);
    }
    page.blank();
    view.facts
        .iter()
        .for_each(|fact| page.labelled(&fact.label, &fact.value));
    page.blank();
    view.actions
        .iter()
        .for_each(|action| page.labelled(&action.label, &action.url));
}

fn status(page: &mut Page, view: &StatusView) {
    page.line(&view.places.count_label);
    page.line(&fresh(&view.places.freshness));
    if let Some(trouble) = &view.places.trouble {
        page.blank();
        explanation(page, trouble);
    }
    for notice in &view.notices {
        page.blank();
        page.line(&format!("{} [{}]", notice.title, notice.code));
        page.line(&notice.body);
    }
}

fn explanation(page: &mut Page, view: &ExplanationView) {
    page.line(&format!("{} [{}]", view.title, view.code));
    page.line(&view.body);
    page.line(&view.next_step);
}

/// How far something may be trusted.
pub fn fresh(view: &FreshnessView) -> String {
    join([view.label.as_str(), view.source.as_str()].into_iter())
}

/// Parts of a line.
pub fn join<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(" · ")
}

/// Lines of text; what is empty takes no line.
#[derive(Default)]
pub struct Page(String);

impl Page {
    /// A line.
    pub fn line(&mut self, text: &str) {
        self.write("", text);
    }

    /// A line further in.
    pub fn indented(&mut self, text: &str) {
        self.write("    ", text);
    }

    /// What something is, and what it says.
    pub fn labelled(&mut self, label: &str, value: &str) {
        self.line(&format!("{label}: {value}"));
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.0.push('\n');
    }

    fn write(&mut self, margin: &str, text: &str) {
        if !text.is_empty() {
            // Writing to a String cannot fail.
            let _ = writeln!(self.0, "{margin}{text}");
        }
    }
}
