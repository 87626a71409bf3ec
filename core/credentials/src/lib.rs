//! Credential formats of the Wallet Ciudadano (SD-JWT VC, mdoc, COSE, JWK, DCQL, status lists).
//!
//! Pure code: bytes in, values out. It never touches a network, a file, a database or a clock: time and randomness are
//! parameters, so every published test vector can be replayed exactly. The rooms are built with the wallet; until then
//! this crate only reserves the place and its rule (`tests/architecture.rs` holds it to that).
