//! What the city says is what the phone understands: the two share no type, so somebody has to compare them.
//!
//! The city's real answers are synchronised by the real phone, and every field of every row is looked for on the phone's disk.
//! A field that only one side knows, or that is lost on the way, fails here.

#[cfg(test)]
#[path = "contract/agenda.rs"]
mod agenda;
#[cfg(test)]
#[path = "contract/bookings.rs"]
mod bookings;
#[cfg(test)]
#[path = "contract/city.rs"]
mod city;
#[cfg(test)]
#[path = "contract/fields.rs"]
mod fields;
#[cfg(test)]
#[path = "contract/fines.rs"]
mod fines;
#[cfg(test)]
#[path = "faults/http.rs"]
mod http;
#[cfg(test)]
#[path = "contract/money.rs"]
mod money;
#[cfg(test)]
#[path = "contract/rows.rs"]
mod rows;
#[cfg(test)]
#[path = "contract/tax.rs"]
mod tax;
#[cfg(test)]
#[path = "contract/words.rs"]
mod words;
