//! The first screen in words.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::error::Error;
use madrid_core::home::{self as core, Block, BlockContent, HomeShown, PartState};
use madrid_core::kernel::{self, FreshnessState as State};
use madrid_core::payments::Attempt;
use madrid_core::profile::{Pending, Relation};
use madrid_core::text::{self, Key, keys};

use super::arrange::{ArrangeView, HelpView};
use super::item::HomeItemView;
use super::several::SeveralOfferView;
use crate::payments::PaymentView;
use crate::profile::PendingView;
use crate::session::SessionView;
use crate::view::{EmptyView, ExplanationView, FreshnessView, mirror};

mirror! {
    /// A block of the first screen.
    BlockId of core::BlockId {
        /// What I owe.
        Owe,
        /// What I must do.
        Do,
        /// What is new.
        New,
        /// What I have.
        Have,
        /// What is near.
        Near,
    }
}

mirror! {
    /// A part of the city that answers on its own.
    SectionId of core::Section {
        /// The tax folder.
        Tax,
        /// Fines.
        Fines,
        /// Cards, passes and titles.
        Cards,
        /// Procedures.
        Procedures,
        /// Appointments.
        Appointments,
        /// Notifications with legal effect.
        Notifications,
        /// Messages without.
        Messages,
        /// Bookings of baths and courts.
        Bookings,
    }
}

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HomeView {
    /// "Hola, Carmen". Empty where there is nobody to greet.
    pub greeting: String,
    /// "Actúas por Hugo", always to be shown where there is one; nothing while the person acts for themselves.
    pub acting_for: Option<String>,
    /// The name of the list of `subjects`.
    pub subjects_title: String,
    /// Everybody the screen may be about, the person first. One alone needs no switch.
    pub subjects: Vec<SubjectView>,
    /// The blocks, in the person's order. None while nobody is signed in or the data are locked.
    pub blocks: Vec<BlockView>,
    /// The blocks the person hid.
    pub hidden: Vec<HiddenBlockView>,
    /// The person's payments that are not over, the last one first.
    pub payments: Vec<PaymentView>,
    /// Why nobody can tell whether there are some, where it is so: no payment is not the same.
    pub payments_trouble: Option<ExplanationView>,
    /// The person's changes that have not reached the city's end, oldest first.
    pub pending: Vec<PendingView>,
    /// The session: its `actions` say what the person can do about it.
    pub session: SessionView,
    /// Why the city could not be asked the last time: once for the whole screen. That the session has ended is not said here;
    /// `session` says it.
    pub trouble: Option<ExplanationView>,
    /// What to show where the city was never reached.
    pub empty: Option<EmptyView>,
    /// How to arrange the blocks; nothing while nobody is signed in or the data are locked.
    pub arrange: Option<ArrangeView>,
    /// What to offer beside a thing that the app cannot do yet.
    pub help: HelpView,
}

/// Somebody the screen may be about.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SubjectView {
    /// For `act_for`.
    pub id: String,
    /// The name.
    pub name: String,
    /// "Tú", "Menor a tu cargo".
    pub relation: String,
    /// Whether the screen is about them now.
    pub is_current: bool,
}

/// A block that is not shown.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HiddenBlockView {
    /// Which.
    pub id: BlockId,
    /// The words above it.
    pub title: String,
}

/// A block of the first screen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BlockView {
    /// Which.
    pub id: BlockId,
    /// The words above it.
    pub title: String,
    /// How far it may be trusted: the worst of its parts.
    pub freshness: FreshnessView,
    /// The parts of the city it comes from.
    pub parts: Vec<PartView>,
    /// "Por pagar: 512,35 €", where the block is about paying.
    pub total: Option<String>,
    /// What is on it, most pressing first.
    pub items: Vec<HomeItemView>,
    /// How to pay several of them in one go, where there are several to pay.
    pub several: Option<SeveralOfferView>,
    /// What to do first.
    pub next: Option<NextStepView>,
    /// What to say where there is nothing on it. Absent while a part has never answered: then nobody knows.
    pub empty: Option<String>,
}

/// A part of the city behind a block.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PartView {
    /// Which.
    pub id: SectionId,
    /// Its name.
    pub name: String,
    /// How far what it says may be trusted.
    pub freshness: FreshnessView,
    /// "Multas: no contesta ahora", where its last attempt failed.
    pub notice: Option<String>,
    /// The same at length, with what to do.
    pub trouble: Option<ExplanationView>,
}

/// What to do first on a block.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NextStepView {
    /// What kind of step, for an icon and the screen to open.
    pub kind: NextActionKind,
    /// The `id` of the item.
    pub item: String,
    /// The words of its button.
    pub label: String,
    /// The same for a screen reader, with the name of the item.
    pub accessibility_label: String,
}

mirror! {
    /// A kind of next step.
    NextActionKind of core::NextAction {
        /// Look at a fine.
        SeeFine,
        /// Look at a receipt.
        SeeTax,
        /// Go on with a procedure.
        GoOn,
        /// Decide about a notification.
        SeeNotification,
        /// Look at an appointment.
        SeeAppointment,
        /// Renew a card.
        Renew,
        /// Read a message.
        Read,
        /// Pay for a booking before it is let go.
        PayBooking,
    }
}

/// What the person began and is not over.
pub struct Changes {
    /// Changes of their data.
    pub pending: Vec<Pending>,
    /// Payments, or why they cannot be read: the rest of the screen can.
    pub payments: Result<Vec<Attempt>, Error>,
}

impl Changes {
    fn payments(&self, language: kernel::Language, now: DateTime<Utc>) -> Vec<PaymentView> {
        let known = self.payments.iter().flatten();
        known
            .map(|attempt| PaymentView::new(attempt, None, language, now))
            .collect()
    }

    fn trouble(&self, language: kernel::Language) -> Option<ExplanationView> {
        let failed = self.payments.as_ref().err()?;
        Some(ExplanationView::new(failed.code(), language))
    }
}

impl HomeView {
    /// The screen of a phone whose data nobody may see now.
    pub(crate) fn closed(session: SessionView, language: kernel::Language) -> Self {
        Self {
            greeting: String::new(),
            acting_for: None,
            subjects_title: String::new(),
            subjects: Vec::new(),
            blocks: Vec::new(),
            hidden: Vec::new(),
            payments: Vec::new(),
            payments_trouble: None,
            pending: Vec::new(),
            trouble: None,
            empty: Some(EmptyView {
                title: session.title.clone(),
                body: session.body.clone(),
            }),
            session,
            arrange: None,
            help: HelpView::new(language),
        }
    }

    pub(crate) fn new(
        shown: HomeShown,
        changes: &Changes,
        session: SessionView,
        language: kernel::Language,
        now: DateTime<Utc>,
    ) -> Self {
        let say = |key| text::plain(language, key);
        let named = |key, name: &str| text::with(language, key, &[("name", name.into())]);
        let current = shown.acting_for.as_ref();
        let is_own = current.is_none_or(|subject| subject.relation.is_none());
        let blocks: Vec<core::BlockId> = shown.blocks.iter().map(|block| block.id).collect();
        Self {
            arrange: Some(ArrangeView::new(&blocks, &shown.hidden, language)),
            help: HelpView::new(language),
            greeting: shown
                .subjects
                .first()
                .map(|me| named(keys::HOME_GREETING, &me.given_name))
                .unwrap_or_default(),
            acting_for: current
                .filter(|subject| subject.relation.is_some())
                .map(|subject| named(keys::HOME_ACTING, &subject.given_name)),
            empty: shown.subjects.is_empty().then(|| EmptyView {
                title: say(keys::HOME_NEVER_TITLE),
                body: say(keys::HOME_NEVER_BODY),
            }),
            subjects_title: say(keys::HOME_SUBJECTS_TITLE),
            subjects: shown
                .subjects
                .iter()
                .map(|subject| subject_view(subject, current, language))
                .collect(),
            blocks: shown
                .blocks
                .into_iter()
                .map(|block| BlockView::new(block, is_own, language, shown.today, now))
                .collect(),
            hidden: shown.hidden.into_iter().map(|id| hidden_view(id, language)).collect(),
            payments_trouble: changes.trouble(language),
            payments: changes.payments(language, now),
            pending: changes
                .pending
                .iter()
                .map(|pending| PendingView::new(pending, language, now))
                .collect(),
            trouble: shown.failed_code.and_then(|code| trouble(&code, language)),
            session,
        }
    }
}

fn hidden_view(id: core::BlockId, language: kernel::Language) -> HiddenBlockView {
    HiddenBlockView {
        id: id.into(),
        title: text::plain(language, title(id)),
    }
}

/// That the session has ended is the session's to say.
fn trouble(code: &str, language: kernel::Language) -> Option<ExplanationView> {
    (!code.starts_with("session.")).then(|| ExplanationView::new(code, language))
}

fn subject_view(subject: &core::Subject, current: Option<&core::Subject>, language: kernel::Language) -> SubjectView {
    let relation = match subject.relation {
        None => keys::HOME_SWITCH_SELF,
        Some(Relation::Child) => keys::HOME_RELATION_CHILD,
        Some(Relation::Representative) => keys::HOME_RELATION_REPRESENTED,
    };
    SubjectView {
        id: subject.id.clone(),
        name: format!("{} {}", subject.given_name, subject.family_name),
        relation: text::plain(language, relation),
        is_current: current.is_some_and(|current| current.id == subject.id),
    }
}

impl BlockView {
    fn new(block: Block, is_own: bool, language: kernel::Language, today: NaiveDate, now: DateTime<Utc>) -> Self {
        let say = |key| text::plain(language, key);
        let freshness = FreshnessView::new(block.freshness, language, now);
        let mut view = Self {
            id: block.id.into(),
            title: say(title(block.id)),
            freshness,
            parts: Vec::new(),
            total: None,
            items: Vec::new(),
            several: None,
            next: None,
            empty: None,
        };
        match block.content {
            BlockContent::Nowhere => view.empty = Some(say(keys::NEAR_NOWHERE)),
            BlockContent::Unreadable(code) => view.empty = Some(text::explain(language, code).body),
            BlockContent::Places(places) => {
                view.items = places
                    .into_iter()
                    .map(|place| HomeItemView::place(place, language))
                    .collect();
                view.empty = view.items.is_empty().then(|| say(keys::EMPTY_NEAR));
            }
            BlockContent::Items {
                parts,
                items,
                total,
                next,
            } => {
                let worst = block.freshness.state;
                view.total =
                    total.map(|total| total_label(total, matches!(worst, State::Beginning | State::Failed), language));
                view.empty = match worst {
                    _ if !items.is_empty() => None,
                    State::Fresh => Some(say(empty(block.id))),
                    State::Stale => Some(say(keys::EMPTY_STALE)),
                    // A part has never answered, or not all of it: nobody knows.
                    State::Beginning | State::Failed => None,
                };
                view.next = next.and_then(|next| next_step(&next, &items, language, today));
                // What somebody else owes is not paid from here: the city takes payments for the person's own debts.
                let item_view = if is_own { HomeItemView::own } else { HomeItemView::new };
                view.items = items.iter().map(|item| item_view(item, language, today)).collect();
                view.several = SeveralOfferView::of(&view.items, language);
                view.parts = parts.into_iter().map(|part| part_view(part, language, now)).collect();
            }
        }
        view
    }
}

/// A sum to which a part has never said its share is a sum of at least so much.
fn total_label(total: kernel::Cents, is_partial: bool, language: kernel::Language) -> String {
    if total == kernel::Cents::ZERO && !is_partial {
        return text::plain(language, keys::OWE_NOTHING_TO_PAY);
    }
    let amount = text::amount(language, total);
    let key = if is_partial {
        keys::OWE_TOTAL_AT_LEAST
    } else {
        keys::OWE_TOTAL
    };
    text::with(language, key, &[("amount", amount.into())])
}

fn part_view(part: PartState, language: kernel::Language, now: DateTime<Utc>) -> PartView {
    let name = text::plain(language, section_name(part.section));
    let silent = part.failed_code.is_some();
    let since = part.freshness.as_of.map(|at| text::moment(language, at, now));
    let notice = silent.then(|| match since {
        Some(when) => {
            let values = [("part", name.as_str().into()), ("when", when.into())];
            text::with(language, keys::PART_MISSING_SINCE, &values)
        }
        None => text::with(language, keys::PART_MISSING, &[("part", name.as_str().into())]),
    });
    PartView {
        id: part.section.into(),
        freshness: FreshnessView::new(part.freshness, language, now),
        trouble: part.failed_code.map(|code| ExplanationView::new(&code, language)),
        notice,
        name,
    }
}

fn next_step(
    next: &core::NextStep,
    items: &[core::Item],
    language: kernel::Language,
    today: NaiveDate,
) -> Option<NextStepView> {
    let item = items.iter().find(|item| item.id() == next.item)?;
    let label = match next.action {
        core::NextAction::SeeFine => keys::NEXT_SEE_FINE,
        core::NextAction::SeeTax => keys::NEXT_SEE_TAX,
        core::NextAction::GoOn => keys::NEXT_GO_ON,
        core::NextAction::SeeNotification => keys::NEXT_NOTIFICATION,
        core::NextAction::SeeAppointment => keys::NEXT_APPOINTMENT,
        core::NextAction::Renew => keys::NEXT_RENEW,
        core::NextAction::Read => keys::NEXT_READ,
        core::NextAction::PayBooking => keys::NEXT_PAY_BOOKING,
    };
    let label = text::plain(language, label);
    let about = HomeItemView::new(item, language, today);
    Some(NextStepView {
        kind: next.action.into(),
        item: next.item.clone(),
        accessibility_label: format!("{label}: {}", about.title),
        label,
    })
}

pub(super) const fn title(id: core::BlockId) -> Key {
    match id {
        core::BlockId::Owe => keys::BLOCK_OWE,
        core::BlockId::Do => keys::BLOCK_DO,
        core::BlockId::New => keys::BLOCK_NEW,
        core::BlockId::Have => keys::BLOCK_HAVE,
        core::BlockId::Near => keys::BLOCK_NEAR,
    }
}

const fn empty(id: core::BlockId) -> Key {
    match id {
        core::BlockId::Owe => keys::EMPTY_OWE,
        core::BlockId::Do => keys::EMPTY_DO,
        core::BlockId::New => keys::EMPTY_NEW,
        core::BlockId::Have => keys::EMPTY_HAVE,
        core::BlockId::Near => keys::EMPTY_NEAR,
    }
}

const fn section_name(section: core::Section) -> Key {
    match section {
        core::Section::Tax => keys::SECTION_TAX,
        core::Section::Fines => keys::SECTION_FINES,
        core::Section::Cards => keys::SECTION_CARDS,
        core::Section::Procedures => keys::SECTION_PROCEDURES,
        core::Section::Appointments => keys::SECTION_APPOINTMENTS,
        core::Section::Notifications => keys::SECTION_NOTIFICATIONS,
        core::Section::Messages => keys::SECTION_MESSAGES,
        core::Section::Bookings => keys::SECTION_BOOKINGS,
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
