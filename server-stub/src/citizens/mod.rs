//! The citizenry: the people the mock city knows, who differ in what it knows of them.

mod personas;

pub use personas::{PERSONAS, Persona, Relation, by_id, by_nif};
