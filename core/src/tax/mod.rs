//! The tax folder: what the city taxes of a person, what it costs and when, how it is paid, and what the person asks of it.
//!
//! The city sends the folder as one document. It is kept whole and sealed, and read offline. What the person asks (that the bank is
//! charged, or no longer, or to pay in parts) is a wish of theirs, written in one transaction with the intent that asks the city; the
//! outbox drives it, and the city's answer is the receipt as it is then. No rate, window or surcharge is worked out here.

mod model;
mod rules;
mod service;
mod store;
mod sync;
mod wire;

pub use model::{
    Asked, CadastralChange, CalendarDate, Certificate, ChangeKind, DateKind, DebitMode, DebitOption, DirectDebit,
    Folder, Instalments, Owed, Paid, Part, Receipt, ReceiptState, Refusal, Reminder, Standing, Step, TaxKind, Wish,
    WishState,
};
pub use rules::{
    Due, DueKind, Group, LONGEST_NOTICE, can_ask_instalments, can_be_paid, can_end_debit, can_set_debit, due_dates,
    group,
};
pub use service::{CalendarShown, CertificateShown, FolderShown, ReceiptShown, Tax};
pub use store::{SEALED_CERTIFICATE, SEALED_FOLDER, SEALED_REMINDERS, SEALED_WISHES, clear, count};
pub use sync::{CalendarEngine, NAME, TaxEngine, TaxHandler};
pub use wire::{
    CalendarWire, CertificateWire, ChangeWire, DateWire, DebitWire, FolderWire, InstalmentsWire, OptionWire, OwedWire,
    PaidWire, PaperWire, PartWire, ReceiptWire, StepWire,
};
