//! The agenda for programs: JSON with the views' own field names.

use madrid_bindings::agenda::{AgendaDayView, AgendaListView, CalendarFileView, EventRowView, EventView};
use serde_json::{Value, json};

use crate::json::{action, fact, fresh, nothing};
use crate::words;

/// A list of events.
pub fn list(view: &AgendaListView) -> Value {
    let AgendaListView {
        title,
        freshness,
        days,
        empty,
    } = view;
    let day = |AgendaDayView { title, items }: &AgendaDayView| json!({ "title": title, "items": items.iter().map(row).collect::<Vec<_>>() });
    json!({
        "title": title,
        "freshness": fresh(freshness),
        "days": days.iter().map(day).collect::<Vec<_>>(),
        "empty": empty.as_ref().map(nothing),
    })
}

/// An event of a list.
pub fn row(view: &EventRowView) -> Value {
    let EventRowView {
        id,
        kind,
        title,
        kind_label,
        when_label,
        place_label,
        distance_label,
        price_label,
        is_free,
        accessibility_label,
    } = view;
    json!({
        "id": id,
        "kind": words::event_kind(*kind),
        "title": title,
        "kind_label": kind_label,
        "when_label": when_label,
        "place_label": place_label,
        "distance_label": distance_label,
        "price_label": price_label,
        "is_free": is_free,
        "accessibility_label": accessibility_label,
    })
}

/// One event.
pub fn event(view: &EventView) -> Value {
    let EventView {
        id,
        kind,
        title,
        kind_label,
        when_label,
        is_free,
        summary,
        facts,
        actions,
        place_id,
        place_label,
        calendar_label,
        share_label,
        share_text,
        freshness,
        accessibility_label,
    } = view;
    json!({
        "id": id,
        "kind": words::event_kind(*kind),
        "title": title,
        "kind_label": kind_label,
        "when_label": when_label,
        "is_free": is_free,
        "summary": summary,
        "facts": facts.iter().map(fact).collect::<Vec<_>>(),
        "actions": actions.iter().map(action).collect::<Vec<_>>(),
        "place_id": place_id,
        "place_label": place_label,
        "calendar_label": calendar_label,
        "share_label": share_label,
        "share_text": share_text,
        "freshness": fresh(freshness),
        "accessibility_label": accessibility_label,
    })
}

/// An event for a calendar.
pub fn calendar(view: &CalendarFileView) -> Value {
    let CalendarFileView { file_name, text } = view;
    json!({ "file_name": file_name, "text": text })
}
