//! A bad day, in every way we could think of: each is a typed error that says in plain words what happened and what to do, in
//! both languages, and nothing on the phone is lost by it. The next good day, everything works again.

#[cfg(test)]
#[path = "faults/clock.rs"]
mod clock;
#[cfg(test)]
#[path = "faults/disk.rs"]
mod disk;
#[cfg(test)]
#[path = "faults/http.rs"]
mod http;
#[cfg(test)]
#[path = "faults/mount.rs"]
mod mount;
#[cfg(test)]
#[path = "faults/network.rs"]
mod network;
#[cfg(test)]
#[path = "faults/patience.rs"]
mod patience;
#[cfg(test)]
#[path = "faults/phone.rs"]
mod phone;
#[cfg(test)]
#[path = "faults/room.rs"]
mod room;
#[cfg(test)]
#[path = "faults/trust.rs"]
mod trust;
