//! The person's views for programs: JSON with the views' own field names.

use madrid_bindings::home::{BlockView, HomeItemView, HomeView, PartView};
use madrid_bindings::profile::{PendingState, PendingView, ProfileView};
use madrid_bindings::session::{AccessLevel, RemovalView, SessionState, SessionView};
use serde_json::{Value, json};

use madrid_tests::persona::Persona;

use crate::json::{explanation, fresh, nothing};
use crate::words;

/// Who can sign in.
pub fn personas(personas: &[Persona]) -> Value {
    let persona = |p: &Persona| json!({ "id": p.id, "name": p.name, "nif": p.nif, "story": p.story_en });
    personas.iter().map(persona).collect()
}

/// How the session stands.
pub fn session(view: &SessionView) -> Value {
    json!({
        "state": match view.state {
            SessionState::SignedOut => "signed_out",
            SessionState::Locked => "locked",
            SessionState::SignedIn => "signed_in",
            SessionState::SignInAgain => "sign_in_again",
        },
        "access": view.access.map(|access| match access {
            AccessLevel::Light => "light",
            AccessLevel::Strong => "strong",
        }),
        "app_lock": view.app_lock,
        "title": view.title,
        "body": view.body,
        "actions": view.actions.iter().map(|action| action.label.as_str()).collect::<Vec<_>>(),
    })
}

/// The first screen.
pub fn home(view: &HomeView) -> Value {
    let subjects = view.subjects.iter().map(|subject| {
        json!({
            "id": subject.id,
            "name": subject.name,
            "relation": subject.relation,
            "is_current": subject.is_current,
        })
    });
    json!({
        "greeting": view.greeting,
        "acting_for": view.acting_for,
        "subjects": subjects.collect::<Vec<_>>(),
        "blocks": view.blocks.iter().map(block).collect::<Vec<_>>(),
        "hidden": view.hidden.iter().map(|hidden| words::block(hidden.id)).collect::<Vec<_>>(),
        "pending": outbox(&view.pending),
        "session": session(&view.session),
        "trouble": view.trouble.as_ref().map(explanation),
        "empty": view.empty.as_ref().map(nothing),
    })
}

fn block(view: &BlockView) -> Value {
    json!({
        "id": words::block(view.id),
        "title": view.title,
        "freshness": fresh(&view.freshness),
        "parts": view.parts.iter().map(part).collect::<Vec<_>>(),
        "total": view.total,
        "items": view.items.iter().map(item).collect::<Vec<_>>(),
        "next": view.next.as_ref().map(|next| json!({ "item": next.item, "label": next.label })),
        "empty": view.empty,
    })
}

fn part(view: &PartView) -> Value {
    json!({
        "name": view.name,
        "freshness": fresh(&view.freshness),
        "notice": view.notice,
        "trouble": view.trouble.as_ref().map(explanation),
    })
}

fn item(view: &HomeItemView) -> Value {
    json!({
        "id": view.id,
        "title": view.title,
        "detail": view.detail,
        "amount": view.amount,
        "note": view.note,
        "pressing": view.pressing,
        "accessibility_label": view.accessibility_label,
    })
}

/// What the city knows of the person.
pub fn profile(view: &ProfileView) -> Value {
    let facts = view
        .facts
        .iter()
        .map(|fact| json!({ "label": fact.label, "value": fact.value }));
    json!({
        "title": view.title,
        "name": view.name,
        "facts": facts.collect::<Vec<_>>(),
        "contact": view.contact.as_ref().map(|contact| json!({ "phone": contact.phone, "email": contact.email })),
        "pending": outbox(&view.pending),
        "freshness": fresh(&view.freshness),
        "empty": view.empty.as_ref().map(nothing),
    })
}

/// What has not reached the city.
pub fn outbox(pending: &[PendingView]) -> Value {
    let change = |view: &PendingView| {
        json!({
            "id": view.id,
            "title": view.title,
            "state": match view.state {
                PendingState::Waiting => "waiting",
                PendingState::NeedsStrongerSignIn => "needs_stronger_sign_in",
                PendingState::Conflict => "conflict",
                PendingState::Refused => "refused",
            },
            "label": view.label,
            "since": view.since,
            "actions": view.actions.iter().map(|action| action.label.as_str()).collect::<Vec<_>>(),
        })
    };
    pending.iter().map(change).collect()
}

/// What removing takes away.
pub fn removal(view: &RemovalView) -> Value {
    json!({ "title": view.title, "body": view.body, "lines": view.lines })
}
