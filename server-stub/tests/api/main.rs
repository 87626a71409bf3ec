//! The mock city over real sockets, as a phone and a tester meet it.

#[cfg(test)]
mod admin;
#[cfg(test)]
mod agenda;
#[cfg(test)]
mod bookings;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod citizen;
#[cfg(test)]
mod console;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fines;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod holder;
#[cfg(test)]
mod issuing;
#[cfg(test)]
mod login;
#[cfg(test)]
mod lower;
#[cfg(test)]
mod no_cards;
#[cfg(test)]
mod odd;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod payments;
#[cfg(test)]
mod persistence;
#[cfg(test)]
mod places;
#[cfg(test)]
mod process;
#[cfg(test)]
mod provider;
#[cfg(test)]
mod quality;
#[cfg(test)]
mod records;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod showing;
#[cfg(test)]
mod summaries;
#[cfg(test)]
mod support;
#[cfg(test)]
mod taken_back;
#[cfg(test)]
mod tax;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod wallet;
