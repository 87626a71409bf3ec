//! A view for programs: JSON with the view's own field names.

use madrid_bindings::places::{PlaceListView, PlaceRowView, PlaceView};
use madrid_bindings::view::{
    ActionKind, ActionView, EmptyView, ExplanationView, FactView, FreshnessState, FreshnessView, NoticeView, StatusView,
};
use serde_json::{Value, json};

use crate::phone::Answer;
use crate::{bookings, fines, json_agenda, json_person, payments, recommend, refunds, tax, wallet, words};

/// The whole answer.
pub fn answer(answer: &Answer) -> Value {
    match answer {
        Answer::Explanation(view) => explanation(view),
        Answer::List(view) => list(view),
        Answer::Place(view) => place(view),
        Answer::Agenda(view) => json_agenda::list(view),
        Answer::Event(view) => json_agenda::event(view),
        Answer::Calendar(view) => json_agenda::calendar(view),
        Answer::Status(view) => status(view),
        Answer::Personas(personas) => json_person::personas(personas),
        Answer::Session(view) => json_person::session(view),
        Answer::Home(view) => json_person::home(view),
        Answer::Profile(view) => json_person::profile(view),
        Answer::Bookings(answer) => bookings::json(answer),
        Answer::Payments(answer) => payments::json(answer),
        Answer::Fines(answer) => fines::json(answer),
        Answer::Tax(answer) => tax::json(answer),
        Answer::Refunds(answer) => refunds::json(answer),
        Answer::Wallet(answer) => wallet::json(answer),
        Answer::Outbox(pending) => json_person::outbox(pending),
        Answer::Removal(view) => json_person::removal(view),
        Answer::Recommend(answer) => recommend::json(answer),
    }
}

fn list(view: &PlaceListView) -> Value {
    let PlaceListView {
        title,
        freshness,
        items,
        empty,
    } = view;
    json!({
        "title": title,
        "freshness": fresh(freshness),
        "items": items.iter().map(row).collect::<Vec<_>>(),
        "empty": empty.as_ref().map(nothing),
    })
}

/// What to show where there is nothing.
pub fn nothing(view: &EmptyView) -> Value {
    let EmptyView { title, body } = view;
    json!({ "title": title, "body": body })
}

fn row(view: &PlaceRowView) -> Value {
    let PlaceRowView {
        id,
        kind,
        name,
        kind_label,
        place_label,
        distance_label,
        needs,
        accessibility_label,
    } = view;
    json!({
        "id": id,
        "kind": words::kind(*kind),
        "name": name,
        "kind_label": kind_label,
        "place_label": place_label,
        "distance_label": distance_label,
        "needs": needs,
        "accessibility_label": accessibility_label,
    })
}

fn place(view: &PlaceView) -> Value {
    let PlaceView {
        id,
        kind,
        name,
        kind_label,
        summary,
        facts,
        actions,
        needs,
        freshness,
        accessibility_label,
    } = view;
    json!({
        "id": id,
        "kind": words::kind(*kind),
        "name": name,
        "kind_label": kind_label,
        "summary": summary,
        "facts": facts.iter().map(fact).collect::<Vec<_>>(),
        "actions": actions.iter().map(action).collect::<Vec<_>>(),
        "needs": needs,
        "freshness": fresh(freshness),
        "accessibility_label": accessibility_label,
    })
}

/// A labelled fact.
pub fn fact(view: &FactView) -> Value {
    let FactView { label, value } = view;
    json!({ "label": label, "value": value })
}

/// What a button hands to the phone.
pub fn action(view: &ActionView) -> Value {
    let kind = match view.kind {
        ActionKind::Call => "call",
        ActionKind::Write => "write",
        ActionKind::OpenWeb => "open_web",
        ActionKind::Directions => "directions",
    };
    json!({ "kind": kind, "label": view.label, "url": view.url })
}

fn status(view: &StatusView) -> Value {
    let places = &view.places;
    let notice = |NoticeView { code, title, body }: &NoticeView| json!({ "code": code, "title": title, "body": body });
    json!({
        "places": {
            "count_label": places.count_label,
            "freshness": fresh(&places.freshness),
            "trouble": places.trouble.as_ref().map(explanation),
        },
        "notices": view.notices.iter().map(notice).collect::<Vec<_>>(),
        "running": view.running,
    })
}

/// How far something may be trusted.
pub fn fresh(view: &FreshnessView) -> Value {
    let FreshnessView {
        state,
        as_of,
        label,
        source,
    } = view;
    let state = match state {
        FreshnessState::Fresh => "fresh",
        FreshnessState::Stale => "stale",
        FreshnessState::Failed => "failed",
    };
    json!({ "state": state, "as_of": as_of, "label": label, "source": source })
}

/// An error in plain language.
pub fn explanation(view: &ExplanationView) -> Value {
    let ExplanationView {
        title,
        body,
        next_step,
        code,
    } = view;
    json!({ "title": title, "body": body, "next_step": next_step, "code": code })
}
