//! The independent judges of the house: its plan, its contract with the city, its behaviour under faults.
//!
//! Nothing is exported. Each judge is a test program of this package; `architecture.rs` is the one to read first.
