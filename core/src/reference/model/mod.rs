//! The kinds of reference, what each one says, and what can be wrong with one.

mod fault;
mod fields;
mod kind;
mod reference;

pub use fault::{Expected, Field, Found, ReferenceError, Span};
pub use fields::*;
pub use kind::{CheckedBy, Kind};
pub use reference::*;
