//! What the judges share: the people of a mock city, what they do in a browser, how they pay there, and the simulation of money.

pub mod browser;
pub mod free_times;
pub mod money;
pub mod persona;
pub mod signed_in;
