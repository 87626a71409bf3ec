//! The first screen, ready to be put into words.

use chrono::NaiveDate;

use super::model::{BlockId, Item, NextStep, Section};
use crate::kernel::{Cents, Freshness};
use crate::log::opaque_debug;
use crate::places::Nearby;
use crate::profile::Relation;

/// The first screen.
#[derive(Clone, PartialEq)]
pub struct HomeShown {
    /// Everybody it may be about, the person first. Empty until the city was reached once.
    pub subjects: Vec<Subject>,
    /// Whom it is about now: one of `subjects`.
    pub acting_for: Option<Subject>,
    /// The blocks shown, in the person's order.
    pub blocks: Vec<Block>,
    /// The blocks the person hid.
    pub hidden: Vec<BlockId>,
    /// The day it is in the city, by its clock: the phone's may be days off.
    pub today: NaiveDate,
    /// Why the city could not be asked at all the last time, if it could not: then every block is stale.
    pub failed_code: Option<String>,
}

/// Whom the first screen may be about.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// The city's key.
    pub id: String,
    /// First name, as a greeting says it.
    pub given_name: String,
    /// Family names.
    pub family_name: String,
    /// Why the person may act for them; `None` for the person themselves.
    pub relation: Option<Relation>,
}

/// A block of the first screen.
#[derive(Clone, PartialEq)]
pub struct Block {
    /// Which.
    pub id: BlockId,
    /// The worst of its parts: a block is as fresh as the oldest thing on it.
    pub freshness: Freshness,
    /// What is on it.
    pub content: BlockContent,
}

/// What is on a block.
#[derive(Clone, PartialEq)]
pub enum BlockContent {
    /// Things between the person and the city.
    Items {
        /// The parts it comes from.
        parts: Vec<PartState>,
        /// The things, most pressing first.
        items: Vec<Item>,
        /// What is to be paid, where things are to be paid.
        total: Option<Cents>,
        /// What to do first, if anything.
        next: Option<NextStep>,
    },
    /// Places around the person, nearest first.
    Places(Vec<Nearby>),
    /// There is nowhere to measure from: the city knows no address.
    Nowhere,
    /// The places on the phone cannot be read now. The stable code says why.
    Unreadable(&'static str),
}

/// How one part of the city stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartState {
    /// Which.
    pub section: Section,
    /// How far what it says may be trusted.
    pub freshness: Freshness,
    /// Why its last attempt failed, if it did.
    pub failed_code: Option<String>,
}

opaque_debug!(HomeShown, Subject, Block, BlockContent);
