//! What the person can do about a fine, side by side: each choice says what it brings and what it takes, in the same form, so that
//! none is larger than another.

use madrid_core::fines::{Act, Fine, FineState, GivenUp, may, price_on};
use madrid_core::kernel::Cents;
use madrid_core::text::{self, Key, keys};

use super::list::Speaker;
use crate::view::join;

/// What can be done about a fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum FineActionKind {
    /// `Payments.prepare` of this fine.
    Pay,
    /// Write allegations, then `send`.
    Allege,
    /// Write who drove, then `name_driver`.
    NameDriver,
}

/// A choice. All of them are drawn alike, and in one row where there is room.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineChoiceView {
    /// Which.
    pub kind: FineActionKind,
    /// A few words.
    pub title: String,
    /// The words above what it brings.
    pub saves_title: String,
    /// What it brings.
    pub saves: Vec<String>,
    /// The words above what is given up.
    pub gives_up_title: String,
    /// What the person gives up by it: as large as what it brings.
    pub gives_up: Vec<String>,
    /// Until when there is time.
    pub until: Option<String>,
    /// The words of its button.
    pub action_label: String,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

impl Speaker {
    /// What may be done today: paying, disputing, naming the driver, in this order always.
    pub fn choices(self, fine: &Fine) -> Vec<FineChoiceView> {
        let choices = [
            (Act::Pay, self.pay(fine)),
            (Act::Allege, self.dispute(fine)),
            (Act::NameDriver, self.driver(fine)),
        ];
        let may_be = choices
            .into_iter()
            .filter(|(act, _)| may(fine, *act, self.today).is_ok());
        may_be.map(|(_, choice)| choice).collect()
    }

    fn pay(self, fine: &Fine) -> FineChoiceView {
        let step = price_on(fine, self.today);
        let amount = step.map(|step| step.amount).or(fine.amount).unwrap_or(fine.full);
        let saved = Cents::new(fine.full.get().saturating_sub(amount.get()));
        let money = |cents| text::Arg::from(text::amount(self.language, cents));
        let saves = if saved > Cents::ZERO {
            let values = [("amount", money(amount)), ("saved", money(saved))];
            text::with(self.language, keys::CHOICE_PAY_SAVES, &values)
        } else {
            text::with(self.language, keys::CHOICE_PAY_FULL, &[("amount", money(amount))])
        };
        // What is given up with the reduction is given up as long as it holds.
        let is_reduced = saved > Cents::ZERO || fine.state == FineState::Contested;
        let gives_up = fine.gives_up.iter().filter(|_| is_reduced);
        let gives_up = gives_up.map(|given| {
            self.say(match given {
                GivenUp::Allegations => keys::GIVES_UP_ALLEGATIONS,
                GivenUp::Appeal => keys::GIVES_UP_APPEAL,
                GivenUp::Other => keys::GIVES_UP_OTHER,
            })
        });
        let until = step.and_then(|step| step.until);
        let label = text::with(self.language, keys::ACTION_PAY, &[("amount", money(amount))]);
        self.choice(
            (FineActionKind::Pay, keys::CHOICE_PAY_TITLE, label),
            vec![saves],
            gives_up.collect(),
            until,
        )
    }

    fn dispute(self, fine: &Fine) -> FineChoiceView {
        let full = [("full", text::amount(self.language, fine.full).into())];
        let loses = text::with(self.language, keys::CHOICE_DISPUTE_GIVES_UP, &full);
        let label = self.say(keys::ACTION_ALLEGE);
        self.choice(
            (FineActionKind::Allege, keys::CHOICE_DISPUTE_TITLE, label),
            vec![self.say(keys::CHOICE_DISPUTE_SAVES)],
            vec![loses],
            fine.windows.allegations,
        )
    }

    fn driver(self, fine: &Fine) -> FineChoiceView {
        let label = self.say(keys::ACTION_NAME_DRIVER);
        self.choice(
            (FineActionKind::NameDriver, keys::CHOICE_DRIVER_TITLE, label),
            vec![self.say(keys::CHOICE_DRIVER_SAVES)],
            vec![self.say(keys::CHOICE_DRIVER_GIVES_UP)],
            fine.windows.driver,
        )
    }

    fn choice(
        self,
        (kind, title, action_label): (FineActionKind, Key, String),
        saves: Vec<String>,
        gives_up: Vec<String>,
        until: Option<chrono::NaiveDate>,
    ) -> FineChoiceView {
        let title = self.say(title);
        let date = until.map(|day| self.dated(keys::CHOICE_UNTIL, day));
        let left = self.days_left(until);
        let until = join(". ", [date.as_deref(), left.as_deref()]);
        let lines = saves.iter().chain(&gives_up).chain(&until);
        let spoken = std::iter::once(&title)
            .chain(lines)
            .map(|line| Some(line.trim_end_matches('.')));
        FineChoiceView {
            kind,
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            title,
            saves_title: self.say(keys::CHOICE_SAVES_TITLE),
            saves,
            gives_up_title: self.say(keys::CHOICE_GIVES_UP_TITLE),
            gives_up,
            until,
            action_label,
        }
    }
}
