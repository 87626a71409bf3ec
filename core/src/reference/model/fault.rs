//! What is wrong with a reference: where, what should be there and what sort of thing is. Never what was written: it speaks of a
//! person.

use super::kind::Kind;

/// Why something is no reference. The first thing that is wrong, from the front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field:?} from {} to {} should be {expected:?} and is {found:?}", at.from, at.to)]
pub struct ReferenceError {
    /// Its kind, as far as that was read.
    pub kind: Option<Kind>,
    /// The part.
    pub field: Field,
    /// Where that part is.
    pub at: Span,
    /// What should be there.
    pub expected: Expected,
    /// What sort of thing is there.
    pub found: Found,
}

/// Places in what the person wrote, counted from 1, both ends among them; spaces and dashes do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first place.
    pub from: usize,
    /// The last place.
    pub to: usize,
}

impl Span {
    /// So many places.
    #[must_use]
    pub const fn width(self) -> usize {
        (self.to + 1).saturating_sub(self.from)
    }
}

/// What should be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Something at all.
    Something,
    /// Letters and digits only.
    LettersAndDigits,
    /// The three digits of a kind that this app knows.
    KnownKind,
    /// So many characters.
    Length(usize),
    /// Digits only.
    Digits,
    /// A day that exists.
    Date,
    /// This digit and no other.
    Always(u8),
    /// Madrid's whole code, since it begins like it.
    Madrid,
    /// Check digits that belong to the rest.
    CheckDigits,
}

/// What sort of thing is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// So many characters.
    Length(usize),
    /// Digits, but not those.
    OtherDigits,
    /// A letter among them.
    Letters,
    /// A digit of another script than ours.
    ForeignDigit,
    /// Something that is neither letter nor digit.
    Sign,
}

/// The parts of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// All of it.
    Whole,
    /// The three digits of the kind.
    Kind,
    /// Who collects.
    Issuer,
    /// Which service of theirs.
    Suffix,
    /// The town.
    Town,
    /// The bank.
    Bank,
    /// The number of a document, receipt, notice or form.
    Number,
    /// The bulletin of a traffic fine.
    Bulletin,
    /// The file of another fine.
    File,
    /// The person, by the City's number.
    Subject,
    /// The vehicle.
    Plate,
    /// Which tax.
    Tax,
    /// For which year.
    Year,
    /// Which batch.
    Batch,
    /// Which form.
    Form,
    /// What a bank keys in.
    Indicator,
    /// Which desk.
    Desk,
    /// What tells bills apart.
    Mark,
    /// The day, or the last day to pay.
    Date,
    /// The last day to pay for who is late.
    LateDate,
    /// How much.
    Amount,
    /// How much for who is late.
    LateAmount,
    /// The check digits.
    Check,
    /// The check digits for who is late.
    LateCheck,
    /// The check digits of the amount.
    AmountCheck,
    /// A digit that is always the same.
    Fixed,
}
