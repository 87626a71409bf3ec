//! Recommendations for programs: JSON with the views' own field names.

use madrid_bindings::recommend::{
    AboutView, ChoiceView, ForYouActionKind, ForYouItemView, ForYouKind, ForYouScreen, ForYouView, InterestLevel,
    InterestView, InterestWish, InterestsView, SavedView, WhyLineView, WhyView,
};
use serde_json::{Value, json};

use super::Answer;
use crate::json::{fresh, nothing};

/// The whole answer.
pub fn answer(answer: &Answer) -> Value {
    match answer {
        Answer::ForYou(view) => for_you(view),
        Answer::Why(view) => why(view),
        Answer::Saved(view) => saved(view),
        Answer::Interests(view) => interests(view),
    }
}

fn for_you(view: &ForYouView) -> Value {
    json!({
        "title": view.title,
        "body": view.body,
        "is_on": view.switch.is_on,
        "from": view.from,
        "notice": view.notice,
        "freshness": view.freshness.as_ref().map(fresh),
        "items": view.items.iter().map(item).collect::<Vec<_>>(),
        "empty": view.empty.as_ref().map(nothing),
    })
}

fn item(view: &ForYouItemView) -> Value {
    let kind = match view.kind {
        ForYouKind::Place => "place",
        ForYouKind::Event => "event",
        ForYouKind::Procedure => "procedure",
        ForYouKind::Card => "card",
        ForYouKind::Payment => "payment",
    };
    let screen = match view.screen {
        ForYouScreen::Place => "place",
        ForYouScreen::Event => "event",
        ForYouScreen::Errand => "errand",
    };
    let action = |kind: ForYouActionKind| match kind {
        ForYouActionKind::See => "see",
        ForYouActionKind::Save => "save",
        ForYouActionKind::Unsave => "unsave",
        ForYouActionKind::NotThis => "not_this",
        ForYouActionKind::Why => "why",
    };
    let actions = view.actions.iter();
    json!({
        "id": view.id,
        "kind": kind,
        "screen": screen,
        "target": view.target,
        "title": view.title,
        "kind_label": view.kind_label,
        "detail": view.detail,
        "distance_label": view.distance_label,
        "reason": view.reason,
        "more_reason": view.more_reason,
        "is_saved": view.is_saved,
        "actions": actions.map(|one| json!({ "kind": action(one.kind), "label": one.label })).collect::<Vec<_>>(),
        "accessibility_label": view.accessibility_label,
    })
}

fn why(view: &WhyView) -> Value {
    let line = |line: &WhyLineView| {
        json!({
            "part": line.part,
            "label": line.label,
            "effect": line.effect,
            "reason": line.reason,
            "accessibility_label": line.accessibility_label,
        })
    };
    json!({
        "title": view.title,
        "name": view.name,
        "body": view.body,
        "lines": view.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn saved(view: &SavedView) -> Value {
    json!({
        "title": view.title,
        "items": view.items.iter().map(item).collect::<Vec<_>>(),
        "gone": view.gone,
        "empty": view.empty.as_ref().map(nothing),
    })
}

fn interests(view: &InterestsView) -> Value {
    json!({
        "title": view.title,
        "body": view.body,
        "is_on": view.switch.is_on,
        "interests": view.interests.iter().map(interest).collect::<Vec<_>>(),
        "reach": view.reach,
        "about": about(&view.about),
        "erase": { "label": view.erase_label, "body": view.erase_body },
    })
}

fn interest(view: &InterestView) -> Value {
    let level = match view.level {
        InterestLevel::Much => "much",
        InterestLevel::Some => "some",
        InterestLevel::Unknown => "unknown",
        InterestLevel::Little => "little",
    };
    let wish = view.wish.map(|wish| match wish {
        InterestWish::More => "more",
        InterestWish::Less => "less",
    });
    json!({
        "tag": view.tag,
        "label": view.label,
        "level": level,
        "level_label": view.level_label,
        "wish": wish,
        "can_forget": view.can_forget,
    })
}

fn about(view: &AboutView) -> Value {
    let single = [&view.with_children, &view.step_free, &view.little_spanish];
    let all = view.ages.iter().chain(single).chain(&view.cards).chain(&view.life);
    let choice = |one: &ChoiceView| json!({ "code": one.code, "label": one.label, "is_chosen": one.is_chosen });
    json!({ "title": view.title, "body": view.body, "choices": all.map(choice).collect::<Vec<_>>() })
}
