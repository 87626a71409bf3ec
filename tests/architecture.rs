//! Holds the house to its plan: who may know whom, and how code is written here.
//!
//! Each file of `architecture/` has one family of rules. A rule is a pure function, files in and violations out; beside
//! it stand a test that feeds it small broken samples (it must object) and a test that feeds it this workspace (it must
//! not). To add a rule, copy `architecture/sql.rs`.

#[path = "architecture/budgets.rs"]
mod budgets;
#[path = "architecture/crates.rs"]
mod crates;
#[path = "architecture/docs.rs"]
mod docs;
#[path = "architecture/facts.rs"]
mod facts;
#[path = "architecture/features.rs"]
mod features;
#[path = "architecture/foreign.rs"]
mod foreign;
#[path = "architecture/layers.rs"]
mod layers;
#[path = "architecture/panics.rs"]
mod panics;
#[path = "architecture/purity.rs"]
mod purity;
#[path = "architecture/reader.rs"]
mod reader;
#[path = "architecture/shells.rs"]
mod shells;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/sql.rs"]
mod sql;
#[path = "architecture/thinness.rs"]
mod thinness;
#[path = "architecture/top_level.rs"]
mod top_level;
#[path = "architecture/traces.rs"]
mod traces;
#[path = "architecture/tree.rs"]
mod tree;
