//! The agenda for people: the same words as on a screen, one under the other.

use madrid_bindings::agenda::{AgendaListView, EventRowView, EventView};

use crate::plain::{Page, fresh, join};

/// A list of events.
pub fn list(page: &mut Page, view: &AgendaListView) {
    page.line(&view.title);
    page.line(&fresh(&view.freshness));
    for day in &view.days {
        page.blank();
        page.line(&day.title);
        day.items.iter().for_each(|row| list_row(page, row));
    }
    if let Some(empty) = &view.empty {
        page.blank();
        page.line(&empty.title);
        page.line(&empty.body);
    }
}

fn list_row(page: &mut Page, row: &EventRowView) {
    page.line(&format!("{} · {}", row.id, row.title));
    let rest = [&row.price_label, &row.place_label, &row.distance_label];
    let rest = rest.into_iter().flatten().map(String::as_str);
    page.indented(&join(
        [row.kind_label.as_str(), &row.when_label].into_iter().chain(rest),
    ));
}

/// One event.
pub fn event(page: &mut Page, view: &EventView) {
    page.line(&view.title);
    page.line(&join(
        [view.kind_label.as_str(), &view.when_label, &view.id].into_iter(),
    ));
    page.line(&fresh(&view.freshness));
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
