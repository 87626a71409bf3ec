//! The person's views for people: the same words as on a screen, one under the other.

use madrid_bindings::home::{BlockView, HomeItemView, HomeView};
use madrid_bindings::profile::{PendingView, ProfileView};
use madrid_bindings::session::{RemovalView, SessionView};

use madrid_tests::persona::Persona;

use crate::plain::{Page, fresh};
use crate::words;

/// Who can sign in.
pub fn personas(page: &mut Page, personas: &[Persona]) {
    for persona in personas {
        page.line(&format!("{} · {} · {}", persona.id, persona.name, persona.nif));
        page.indented(&persona.story_en);
    }
}

/// How the session stands.
pub fn session(page: &mut Page, view: &SessionView) {
    page.line(&view.title);
    page.line(&view.body);
    view.actions
        .iter()
        .for_each(|action| page.indented(&format!("[{}]", action.label)));
}

/// The first screen.
pub fn home(page: &mut Page, view: &HomeView) {
    page.line(&view.greeting);
    view.acting_for.iter().for_each(|acting| page.line(acting));
    if view.subjects.len() > 1 {
        for subject in &view.subjects {
            let mark = if subject.is_current { "*" } else { " " };
            page.indented(&format!(
                "{mark} {} · {} · {}",
                subject.id, subject.name, subject.relation
            ));
        }
    }
    if let Some(empty) = &view.empty {
        page.line(&empty.title);
        page.line(&empty.body);
    }
    if let Some(trouble) = &view.trouble {
        page.line(&format!("{} [{}]", trouble.title, trouble.code));
        page.line(&trouble.body);
    }
    outbox(page, &view.pending);
    view.blocks.iter().for_each(|block| home_block(page, block));
    if !view.hidden.is_empty() {
        page.blank();
        let hidden = view
            .hidden
            .iter()
            .map(|block| format!("({} {})", words::block(block.id), block.title));
        page.line(&hidden.collect::<Vec<_>>().join(" "));
    }
}

fn home_block(page: &mut Page, block: &BlockView) {
    page.blank();
    page.line(&format!("{} [{}]", block.title.to_uppercase(), words::block(block.id)));
    page.line(&fresh(&block.freshness));
    block
        .parts
        .iter()
        .filter_map(|part| part.notice.as_deref())
        .for_each(|notice| page.line(notice));
    block.total.iter().for_each(|total| page.line(total));
    block.items.iter().for_each(|item| home_item(page, item));
    block.empty.iter().for_each(|empty| page.indented(empty));
    block
        .next
        .iter()
        .for_each(|next| page.indented(&format!("[{}]", next.accessibility_label)));
}

fn home_item(page: &mut Page, item: &HomeItemView) {
    let amount = item
        .amount
        .as_deref()
        .map(|amount| format!(" · {amount}"))
        .unwrap_or_default();
    let pressing = item
        .pressing
        .as_deref()
        .map(|pressing| format!(" ({pressing})"))
        .unwrap_or_default();
    page.line(&format!("- {}{amount}{pressing}", item.title));
    page.indented(&item.detail);
    item.note.iter().for_each(|note| page.indented(note));
}

/// What the city knows of the person.
pub fn profile(page: &mut Page, view: &ProfileView) {
    page.line(&view.title);
    page.line(&fresh(&view.freshness));
    page.blank();
    view.facts
        .iter()
        .for_each(|fact| page.labelled(&fact.label, &fact.value));
    if let Some(empty) = &view.empty {
        page.line(&empty.title);
        page.line(&empty.body);
    }
    outbox(page, &view.pending);
}

/// What has not reached the city.
pub fn outbox(page: &mut Page, pending: &[PendingView]) {
    for change in pending {
        page.blank();
        page.line(&format!("{} · {} ({})", change.id, change.title, change.since));
        page.indented(&change.label);
        change
            .actions
            .iter()
            .for_each(|action| page.indented(&format!("[{}]", action.label)));
    }
}

/// What removing takes away.
pub fn removal(page: &mut Page, view: &RemovalView) {
    page.line(&view.title);
    page.line(&view.body);
    view.lines.iter().for_each(|line| page.indented(&format!("- {line}")));
    page.line(&format!("[{}]", view.action_label));
}
