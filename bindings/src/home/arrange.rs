//! How a person arranges the first screen, and what to offer where the app cannot help yet.

use madrid_core::home as core;
use madrid_core::kernel::Language;
use madrid_core::text::{self, Key, keys};

use super::view::{BlockId, title};
use crate::view::{ActionKind, ActionView};

/// How to arrange the first screen, with buttons: dragging is not for everybody (WCAG 2.2, 2.5.7).
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ArrangeView {
    /// The words of the button that opens it.
    pub label: String,
    /// The words above it.
    pub title: String,
    /// That nothing is removed.
    pub body: String,
    /// The words of the button that closes it.
    pub done_label: String,
    /// The blocks: those shown, in their order, then the hidden ones.
    pub rows: Vec<ArrangeRowView>,
}

/// One block to arrange.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ArrangeRowView {
    /// Which.
    pub id: BlockId,
    /// The words above the block.
    pub title: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// What a screen reader says for `raise`; absent for the first one and for a hidden one.
    pub raise_label: Option<String>,
    /// What a screen reader says for `lower`; absent for the last one and for a hidden one.
    pub lower_label: Option<String>,
    /// What a screen reader says for `hide`, or for showing it again.
    pub toggle_label: String,
}

impl ArrangeView {
    pub(super) fn new(shown: &[core::BlockId], hidden: &[core::BlockId], language: Language) -> Self {
        let say = |key| text::plain(language, key);
        let last = shown.len().saturating_sub(1);
        let visible = shown.iter().enumerate().map(|(at, block)| ArrangeRowView {
            id: (*block).into(),
            title: say(title(*block)),
            is_hidden: false,
            raise_label: (at > 0).then(|| named(keys::ARRANGE_RAISE, *block, language)),
            lower_label: (at < last).then(|| named(keys::ARRANGE_LOWER, *block, language)),
            toggle_label: named(keys::ARRANGE_HIDE, *block, language),
        });
        let invisible = hidden.iter().map(|block| ArrangeRowView {
            id: (*block).into(),
            title: say(title(*block)),
            is_hidden: true,
            raise_label: None,
            lower_label: None,
            toggle_label: named(keys::ARRANGE_SHOW, *block, language),
        });
        Self {
            label: say(keys::ACTION_ARRANGE),
            title: say(keys::ARRANGE_TITLE),
            body: say(keys::ARRANGE_BODY),
            done_label: say(keys::ACTION_DONE),
            rows: visible.chain(invisible).collect(),
        }
    }
}

fn named(key: Key, block: core::BlockId, language: Language) -> String {
    let block = text::plain(language, title(block));
    text::with(language, key, &[("block", block.into())])
}

/// Where to do what the app cannot do yet.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HelpView {
    /// A few words.
    pub title: String,
    /// Where to do it instead.
    pub body: String,
    /// The ways there.
    pub actions: Vec<ActionView>,
}

impl HelpView {
    /// The city's electronic office and its telephone, which every office knows.
    pub(super) fn new(language: Language) -> Self {
        let say = |key| text::plain(language, key);
        let action = |(kind, label, url): (_, _, &str)| ActionView {
            kind,
            label: say(label),
            url: url.to_owned(),
        };
        let ways = [
            (ActionKind::OpenWeb, keys::ACTION_SEDE, "https://sede.madrid.es"),
            (ActionKind::Call, keys::ACTION_CALL_010, "tel:010"),
        ];
        Self {
            title: say(keys::HELP_TITLE),
            body: say(keys::HELP_BODY),
            actions: ways.into_iter().map(action).collect(),
        }
    }
}
