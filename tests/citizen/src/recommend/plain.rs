//! Recommendations for people: the same words as on a screen, one under the other.

use madrid_bindings::recommend::{AboutView, ForYouItemView, ForYouView, InterestsView, SavedView, WhyView};
use madrid_bindings::view::EmptyView;

use super::Answer;
use crate::plain::{Page, fresh};

/// The whole answer.
pub fn answer(page: &mut Page, answer: &Answer) {
    match answer {
        Answer::ForYou(view) => for_you(page, view),
        Answer::Why(view) => why(page, view),
        Answer::Saved(view) => saved(page, view),
        Answer::Interests(view) => interests(page, view),
    }
}

fn for_you(page: &mut Page, view: &ForYouView) {
    page.line(&view.title);
    page.line(&view.body);
    view.notice.iter().for_each(|notice| page.line(notice));
    view.from.iter().for_each(|from| page.line(from));
    view.freshness.iter().for_each(|freshness| page.line(&fresh(freshness)));
    view.items.iter().for_each(|row| item(page, row));
    empty(page, view.empty.as_ref());
}

fn item(page: &mut Page, row: &ForYouItemView) {
    page.blank();
    page.line(&format!("{} · {} ({})", row.id, row.title, row.kind_label));
    let reasons = [row.reason.as_deref(), row.more_reason.as_deref()];
    let reasons: Vec<_> = reasons.into_iter().flatten().collect();
    page.indented(&reasons.join(" · "));
    let facts = [row.distance_label.as_deref(), row.detail.as_deref()];
    page.indented(&facts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let actions: Vec<_> = row.actions.iter().map(|action| format!("[{}]", action.label)).collect();
    page.indented(&actions.join(" "));
}

fn why(page: &mut Page, view: &WhyView) {
    page.line(&format!("{}: {}", view.title, view.name));
    page.line(&view.body);
    for line in &view.lines {
        let reason = line
            .reason
            .as_ref()
            .map(|reason| format!(". {reason}"))
            .unwrap_or_default();
        page.indented(&format!("{}: {}{reason}", line.label, line.effect));
    }
}

fn saved(page: &mut Page, view: &SavedView) {
    page.line(&view.title);
    view.items.iter().for_each(|row| item(page, row));
    view.gone.iter().for_each(|gone| page.line(gone));
    empty(page, view.empty.as_ref());
}

fn interests(page: &mut Page, view: &InterestsView) {
    page.line(&view.title);
    page.line(&view.body);
    page.line(&format!(
        "{} [{}]",
        view.switch.title,
        if view.switch.is_on { "x" } else { " " }
    ));
    for interest in &view.interests {
        page.indented(&format!(
            "{} · {}: {}",
            interest.tag, interest.label, interest.level_label
        ));
    }
    page.line(&view.reach);
    about(page, &view.about);
    page.blank();
    page.line(&format!("[{}] {}", view.erase_label, view.erase_body));
}

fn about(page: &mut Page, view: &AboutView) {
    page.blank();
    page.line(&view.title);
    page.line(&view.body);
    let single = [&view.with_children, &view.step_free, &view.little_spanish];
    for choice in view.ages.iter().chain(single).chain(&view.cards).chain(&view.life) {
        let mark = if choice.is_chosen { "x" } else { " " };
        page.indented(&format!("[{mark}] {} ({})", choice.label, choice.code));
    }
}

fn empty(page: &mut Page, view: Option<&EmptyView>) {
    if let Some(view) = view {
        page.blank();
        page.line(&view.title);
        page.line(&view.body);
    }
}
