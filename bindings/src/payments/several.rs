//! What a screen draws of several payments in one go: a pure function of the core's models, the language and now.

use chrono::{DateTime, Utc};
use madrid_core::kernel::{DebtRef, Language};
use madrid_core::payments::{Attempt, next, sum};
use madrid_core::text::{self, keys};

use super::view::PaymentView;
use crate::view::ExplanationView;

/// Something that cannot be paid, beside the others.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NotPayableView {
    /// Which part of the city it is with.
    pub kind: super::DebtKind,
    /// The number under which that part knows it.
    pub debt: String,
    /// Which it is, in words.
    pub about: String,
    /// Why not, and what to do.
    pub why: ExplanationView,
}

/// Several payments. They are submitted one at a time.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SeveralView {
    /// The words above them.
    pub title: String,
    /// What they come to, and how far the person has come.
    pub headline: String,
    /// All that is to be paid, is being paid or is paid, together.
    pub total: String,
    /// Each, as by itself.
    pub payments: Vec<PaymentView>,
    /// Those that cannot be paid.
    pub not_payable: Vec<NotPayableView>,
    /// Which is next: to be submitted, or the one that is under way. `None` when nothing is left to do.
    pub next: Option<i64>,
    /// The words of the button that leads to it.
    pub next_label: String,
}

impl SeveralView {
    pub(super) fn new(
        attempts: &[Attempt],
        refused: &[(DebtRef, &str)],
        language: Language,
        now: DateTime<Utc>,
    ) -> Self {
        let sum = sum(attempts);
        let next = next(attempts).map(|attempt| attempt.id);
        let (total, paid) = (text::amount(language, sum.total), text::amount(language, sum.paid));
        let headline = match (next, sum.paid.get()) {
            (Some(_), 0) => keys::SEVERAL_TOTAL,
            (Some(_), _) => keys::SEVERAL_LEFT,
            (None, 0) => keys::SEVERAL_NONE,
            (None, _) => keys::SEVERAL_DONE,
        };
        let values = [("total", total.clone().into()), ("paid", paid.into())];
        let why = |(debt, code): &(DebtRef, &str)| NotPayableView {
            kind: debt.kind.into(),
            debt: debt.id.clone(),
            about: format!("{}: {}", text::plain(language, keys::RECEIPT_NUMBER), debt.id),
            why: ExplanationView::new(code, language),
        };
        Self {
            title: text::plain(language, keys::SEVERAL_TITLE),
            headline: text::with(language, headline, &values),
            total,
            payments: attempts
                .iter()
                .map(|attempt| PaymentView::new(attempt, None, language, now))
                .collect(),
            not_payable: refused.iter().map(why).collect(),
            next,
            next_label: text::plain(language, keys::ACTION_SEVERAL_NEXT),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::samples::{attempt, now, settled};
    use super::*;
    use madrid_core::kernel::DebtKind;
    use madrid_core::payments::State;

    fn numbered(id: i64, state: State) -> Attempt {
        Attempt { id, ..attempt(state) }
    }

    #[test]
    fn the_sum_the_next_one_and_what_cannot_be_paid_are_said() {
        let refused = [(
            DebtRef {
                kind: DebtKind::Tax,
                id: "7".into(),
            },
            "payment.paid",
        )];
        let both = [numbered(1, State::Prepared), numbered(2, State::Prepared)];
        let view = SeveralView::new(&both, &refused, Language::Es, now());
        assert_eq!(view.headline, "Son 200,00\u{a0}€ en total. Cada pago va por separado.");
        assert_eq!((view.next, view.total.as_str()), (Some(1), "200,00\u{a0}€"));
        assert_eq!((view.not_payable.len(), view.not_payable[0].debt.as_str()), (1, "7"));
        assert_eq!(view.not_payable[0].about, "Número: 7");
        assert_eq!(view.next_label, "Ir al próximo pago");
        let one = [numbered(1, settled()), numbered(2, State::Prepared)];
        let view = SeveralView::new(&one, &[], Language::En, now());
        assert_eq!(view.next, Some(2));
        assert!(view.headline.contains("€100.00 of €200.00"), "{}", view.headline);
    }

    #[test]
    fn one_that_fails_stops_no_other_and_at_the_end_nothing_is_next() {
        let failed = [numbered(1, State::Closed), numbered(2, State::Prepared)];
        assert_eq!(SeveralView::new(&failed, &[], Language::Es, now()).next, Some(2));
        let done = [numbered(1, State::Closed), numbered(2, settled())];
        let view = SeveralView::new(&done, &[], Language::Es, now());
        assert_eq!(
            (view.next, view.headline.as_str()),
            (None, "Has pagado 100,00\u{a0}€. No queda nada.")
        );
        for language in Language::ALL {
            let none = SeveralView::new(&[], &[], language, now());
            assert!(none.next.is_none() && !none.headline.is_empty());
        }
    }
}
