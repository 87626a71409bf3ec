//! The headless phone against a real city, as one program.

#[cfg(test)]
mod agenda;
#[cfg(test)]
mod bookings;
#[cfg(test)]
mod common;
#[cfg(test)]
mod day;
#[cfg(test)]
mod fines;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod life;
#[cfg(test)]
mod lower;
#[cfg(test)]
mod paid_bookings;
#[cfg(test)]
mod pay;
#[cfg(test)]
mod places;
#[cfg(test)]
mod recommend;
#[cfg(test)]
mod tax;
#[cfg(test)]
mod wallet;
