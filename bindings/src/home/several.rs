//! Several debts of the first screen, to choose from and pay in one go.

use madrid_core::kernel::Language;
use madrid_core::text::{self, keys};

use super::HomeItemView;

/// What to choose from. Nothing is ticked beforehand.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SeveralOfferView {
    /// The words of the button that leads to it, and above it.
    pub title: String,
    /// What comes of choosing.
    pub body: String,
    /// The words of the button that asks what the chosen ones come to. Nothing is paid by it.
    pub look_label: String,
    /// What can be paid, each with its `pay`.
    pub debts: Vec<HomeItemView>,
}

impl SeveralOfferView {
    /// Of what can be paid among `items`; one alone is paid by itself.
    pub(super) fn of(items: &[HomeItemView], language: Language) -> Option<Self> {
        let debts: Vec<_> = items.iter().filter(|item| item.pay.is_some()).cloned().collect();
        let say = |key| text::plain(language, key);
        (debts.len() > 1).then(|| Self {
            title: say(keys::SEVERAL_TITLE),
            body: say(keys::SEVERAL_BODY),
            look_label: say(keys::ACTION_SEVERAL_LOOK),
            debts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::PayOfferView;
    use crate::payments::DebtKind;

    fn item(id: &str, is_payable: bool) -> HomeItemView {
        let offer = PayOfferView {
            kind: DebtKind::Fine,
            debt: id.into(),
            label: "Pagar".into(),
            accessibility_label: "Pagar: multa".into(),
        };
        HomeItemView {
            id: id.into(),
            title: "Multa".into(),
            detail: String::new(),
            amount: Some("100,00 €".into()),
            note: None,
            pressing: None,
            pay: is_payable.then_some(offer),
            door: None,
            accessibility_label: "Multa. 100,00 €".into(),
        }
    }

    #[test]
    fn only_several_that_can_be_paid_are_offered_together() {
        let items = [item("1", true), item("2", false), item("3", true)];
        let view = SeveralOfferView::of(&items, Language::Es).unwrap();
        let ids: Vec<_> = view.debts.iter().map(|debt| debt.id.as_str()).collect();
        assert_eq!(
            (view.title.as_str(), ids.as_slice()),
            ("Pagar varios", ["1", "3"].as_slice())
        );
        assert_eq!(SeveralOfferView::of(&items[..2], Language::Es), None);
        assert_eq!(SeveralOfferView::of(&[], Language::En), None);
    }
}
