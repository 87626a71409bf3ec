//! Cards for programs.

use madrid_bindings::view::{ConfirmView, FactView};
use madrid_bindings::wallet::{
    AddCardView, CardDetailView, CardStatus, CardView, ConsentCardView, ConsentCertainty, ConsentView,
    HistoryEntryView, HistoryView, MovedView, OfferStage, OfferView, ReaderVerdict, ReadingView, SharedView,
    WalletView,
};
use serde_json::{Value, json};

use super::WalletAnswer;
use crate::json::{explanation, nothing};

/// The whole answer.
pub fn json(answer: &WalletAnswer) -> Value {
    match answer {
        WalletAnswer::All(view) => wallet(view),
        WalletAnswer::One(view) => detail(view),
        WalletAnswer::Addable(view) => addable(view),
        WalletAnswer::Offer(view) => offer(view),
        WalletAnswer::Consent(view) => consent(view),
        WalletAnswer::Shared(view) => shared(view),
        WalletAnswer::History(view) => history(view),
        WalletAnswer::Exported(text) => serde_json::from_str(text).unwrap_or_default(),
        WalletAnswer::MovedOut(file) => json!({ "file": file }),
        WalletAnswer::MovedIn(view) => moved(view),
        WalletAnswer::Ask(view) => json!({ "question": view.question, "title": view.title, "body": view.body }),
        WalletAnswer::Reading(view) => reading(view),
    }
}

fn wallet(view: &WalletView) -> Value {
    let asked = |asked: &madrid_bindings::wallet::AskedView| json!({ "id": asked.id, "who": asked.who });
    json!({
        "title": view.title,
        "cards": view.cards.iter().map(card).collect::<Vec<_>>(),
        "empty": view.empty.as_ref().map(nothing),
        "torn": view.torn,
        "offers": view.offers.iter().map(offer).collect::<Vec<_>>(),
        "asked": view.asked.iter().map(asked).collect::<Vec<_>>(),
    })
}

fn card(view: &CardView) -> Value {
    json!({
        "id": view.id,
        "name": view.name,
        "holder": view.holder,
        "issuer": view.issuer,
        "background": view.background,
        "foreground": view.foreground,
        "status": match view.status {
            CardStatus::Valid => "valid",
            CardStatus::Unknown => "unknown",
            CardStatus::Suspended => "suspended",
            CardStatus::Revoked => "revoked",
            CardStatus::Over => "over",
        },
        "status_label": view.status_label,
        "until_label": view.until_label,
        "tier_label": view.tier_label,
        "accessibility_label": view.accessibility_label,
    })
}

fn detail(view: &CardDetailView) -> Value {
    json!({
        "card": card(&view.card),
        "about": view.about,
        "claims": facts(&view.claims),
        "changes": view.changes,
        "facts": facts(&view.facts),
        "history": view.history.iter().map(entry).collect::<Vec<_>>(),
        "linked": view.linked,
        "delete": confirm(&view.delete),
    })
}

fn confirm(view: &ConfirmView) -> Value {
    json!({ "title": view.title, "body": view.body, "keep_label": view.keep_label })
}

fn facts(facts: &[FactView]) -> Vec<Value> {
    let fact = |fact: &FactView| json!({ "label": fact.label, "value": fact.value });
    facts.iter().map(fact).collect()
}

fn addable(view: &AddCardView) -> Value {
    let one = |card: &madrid_bindings::wallet::AddableView| {
        json!({
            "configuration": card.configuration,
            "name": card.name,
            "about": card.about,
            "tier_label": card.tier_label,
            "here_label": card.here_label,
        })
    };
    json!({
        "title": view.title,
        "body": view.body,
        "cards": view.cards.iter().map(one).collect::<Vec<_>>(),
        "empty": view.empty.as_ref().map(nothing),
    })
}

fn offer(view: &OfferView) -> Value {
    let code = |code: &madrid_bindings::wallet::CodeFieldView| json!({ "label": code.label, "hint": code.hint, "is_numeric": code.is_numeric });
    json!({
        "id": view.id,
        "name": view.name,
        "about": view.about,
        "issuer": view.issuer,
        "host": view.host,
        "vouched": view.is_vouched,
        "body": view.body,
        "tier_label": view.tier_label,
        "stage": match view.stage {
            OfferStage::Offered => "offered",
            OfferStage::Browsing => "browsing",
            OfferStage::UnderWay => "under_way",
            OfferStage::PutOff => "put_off",
            OfferStage::Kept => "kept",
            OfferStage::Failed => "failed",
        },
        "headline": view.headline,
        "trouble": view.trouble.as_ref().map(explanation),
        "code": view.code.as_ref().map(code),
        "opens_page": view.opens_page,
        "card": view.card,
    })
}

fn consent(view: &ConsentView) -> Value {
    let alternative = |one: &madrid_bindings::wallet::ConsentAlternativeView| json!(one.label);
    json!({
        "id": view.id,
        "title": view.title,
        "who": view.who,
        "certainty": match view.certainty {
            ConsentCertainty::Unknown => "unknown",
            ConsentCertainty::Certified => "certified",
            ConsentCertainty::Registered => "registered",
        },
        "certainty_label": view.certainty_label,
        "to_label": view.to_label,
        "why": view.why,
        "policy_url": view.policy_url,
        "cards": view.cards.iter().map(consent_card).collect::<Vec<_>>(),
        "alternatives": view.alternatives.iter().map(alternative).collect::<Vec<_>>(),
        "warnings": view.warnings,
        "accepts": view.accepts,
        "nothing": view.nothing.as_ref().map(nothing),
        "can_share": view.choice.is_some(),
    })
}

fn consent_card(view: &ConsentCardView) -> Value {
    let claim = |claim: &madrid_bindings::wallet::ConsentClaimView| json!({ "label": claim.label, "value": claim.value, "note": claim.note, "is_beyond": claim.is_beyond });
    json!({
        "name": view.name,
        "claims": view.claims.iter().map(claim).collect::<Vec<_>>(),
        "card_only": view.card_only,
        "also": facts(&view.also),
    })
}

fn shared(view: &SharedView) -> Value {
    json!({
        "headline": view.headline,
        "body": view.body,
        "page_url": view.page_url,
        "page_label": view.page_label,
        "codes": view.codes.iter().map(|code| code.text.clone()).collect::<Vec<_>>(),
    })
}

fn history(view: &HistoryView) -> Value {
    json!({
        "title": view.title,
        "damaged": view.damaged,
        "entries": view.entries.iter().map(entry).collect::<Vec<_>>(),
        "linked": view.linked,
        "empty": view.empty.as_ref().map(nothing),
    })
}

fn entry(view: &HistoryEntryView) -> Value {
    json!({
        "title": view.title,
        "when_label": view.when_label,
        "attributes": view.attributes,
        "is_trouble": view.is_trouble,
    })
}

fn moved(view: &MovedView) -> Value {
    json!({ "facts": facts(&view.facts), "body": view.body })
}

fn reading(view: &ReadingView) -> Value {
    json!({
        "verdict": match view.verdict {
            ReaderVerdict::Good => "good",
            ReaderVerdict::Unsure => "unsure",
            ReaderVerdict::Bad => "bad",
        },
        "headline": view.headline,
        "findings": view.findings,
        "facts": facts(&view.facts),
    })
}
