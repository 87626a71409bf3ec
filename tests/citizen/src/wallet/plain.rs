//! Cards for people.

use madrid_bindings::view::FactView;
use madrid_bindings::wallet::{CardDetailView, CardView, ConsentView, HistoryView, OfferView, WalletView};

use super::WalletAnswer;
use crate::plain::Page;

/// The whole answer.
pub fn plain(page: &mut Page, answer: &WalletAnswer) {
    match answer {
        WalletAnswer::All(view) => wallet(page, view),
        WalletAnswer::One(view) => detail(page, view),
        WalletAnswer::Addable(view) => {
            page.line(&view.title);
            page.line(&view.body);
            for card in &view.cards {
                page.blank();
                page.line(&format!("{} ({})", card.name, card.configuration));
                card.about.iter().for_each(|about| page.indented(about));
            }
        }
        WalletAnswer::Offer(view) => offer(page, view),
        WalletAnswer::Consent(view) => consent(page, view),
        WalletAnswer::Shared(view) => {
            page.line(&view.headline);
            page.line(&view.body);
            view.page_label.iter().for_each(|label| page.line(label));
            view.page_url.iter().for_each(|url| page.line(url));
            view.codes.iter().for_each(|code| page.line(&code.text));
        }
        WalletAnswer::History(view) => history(page, view),
        WalletAnswer::Exported(text) | WalletAnswer::MovedOut(text) => page.line(text),
        WalletAnswer::MovedIn(view) => {
            facts(page, &view.facts);
            view.body.iter().for_each(|body| page.line(body));
        }
        WalletAnswer::Ask(view) => {
            page.line(&view.title);
            page.line(&view.body);
            page.line(&view.question);
        }
        WalletAnswer::Reading(view) => {
            page.line(&view.headline);
            view.findings.iter().for_each(|finding| page.indented(finding));
            facts(page, &view.facts);
        }
    }
}

fn facts(page: &mut Page, facts: &[FactView]) {
    for fact in facts {
        page.indented(&format!("{}: {}", fact.label, fact.value));
    }
}

fn wallet(page: &mut Page, view: &WalletView) {
    page.line(&view.title);
    view.torn.iter().for_each(|torn| page.line(torn));
    view.empty.iter().for_each(|empty| page.line(&empty.body));
    view.cards.iter().for_each(|one| card(page, one));
    for one in &view.offers {
        page.blank();
        page.line(&format!("{} · {}: {}", one.id, one.name, one.headline));
    }
    for asked in &view.asked {
        page.blank();
        page.line(&format!("{} · {}: {}", asked.id, view.asked_title, asked.who));
    }
}

fn card(page: &mut Page, view: &CardView) {
    page.blank();
    let whose = view
        .holder
        .as_ref()
        .map(|holder| format!(" · {holder}"))
        .unwrap_or_default();
    page.line(&format!("{} · {}{whose}", view.id, view.name));
    page.indented(&view.status_label);
    view.until_label.iter().for_each(|until| page.indented(until));
}

fn detail(page: &mut Page, view: &CardDetailView) {
    card(page, &view.card);
    page.line(&view.claims_title);
    facts(page, &view.claims);
    page.line(&view.facts_title);
    facts(page, &view.facts);
    view.changes.iter().for_each(|change| page.indented(change));
    page.line(&view.history_title);
    for entry in &view.history {
        page.indented(&format!("{} · {}", entry.when_label, entry.title));
    }
    view.linked.iter().for_each(|linked| page.indented(linked));
}

fn offer(page: &mut Page, view: &OfferView) {
    page.line(&view.name);
    page.line(&view.headline);
    page.line(&view.body);
    page.line(&view.vouched_label);
    if let Some(trouble) = &view.trouble {
        page.indented(&trouble.title);
        page.indented(&trouble.body);
        page.indented(&trouble.next_step);
    }
    if let Some(code) = &view.code {
        page.indented(&format!("{}: {}", code.label, code.hint));
    }
}

fn consent(page: &mut Page, view: &ConsentView) {
    page.line(&view.title);
    page.line(&view.who);
    page.indented(&view.certainty_label);
    page.indented(&view.to_label);
    view.why.iter().for_each(|why| page.indented(why));
    for card in &view.cards {
        page.blank();
        page.line(&format!("{} {}", view.sees_title, card.name));
        for claim in &card.claims {
            page.indented(&format!("{}: {}", claim.label, claim.value));
            claim.note.iter().for_each(|note| page.indented(note));
        }
        card.card_only.iter().for_each(|only| page.indented(only));
        facts(page, &card.also);
    }
    view.nothing.iter().for_each(|nothing| page.line(&nothing.body));
    view.warnings
        .iter()
        .for_each(|warning| page.line(&format!("! {warning}")));
    view.alternatives
        .iter()
        .for_each(|other| page.indented(&format!("[{}]", other.label)));
}

fn history(page: &mut Page, view: &HistoryView) {
    page.line(&view.title);
    view.damaged.iter().for_each(|damaged| page.line(damaged));
    view.empty.iter().for_each(|empty| page.line(&empty.body));
    for entry in &view.entries {
        page.blank();
        page.line(&format!("{} · {}", entry.when_label, entry.title));
        entry.attributes.iter().for_each(|attribute| page.indented(attribute));
    }
    view.linked.iter().for_each(|linked| page.line(linked));
}
