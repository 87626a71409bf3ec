//! The wallet's formats, judged by libraries that others wrote: what the wallet makes they must read, and what they make it must read.
//!
//! A crate of its own, since the judges ask for more than the rest of the house may have: OpenSSL, and a `serde_json` that keeps the order
//! of members. Were it built together with the rest, all of it would be tested with that order, and shipped without: so it is no default
//! member, and is tested apart (`cargo test -p madrid-wallet-tests`). One of them also asks for a newer Rust: this crate alone says so, and what
//! ships is still built with the one of the workspace. All that there is, is in `judges.rs`.
