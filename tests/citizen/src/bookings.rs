//! Baths and courts: what can be asked about them, and the answers for people and for programs.

use clap::{Args, Subcommand};
use madrid_bindings::app::App;
use madrid_bindings::bookings::{
    BookRequest, BookableView, BookablesView, BookingGroup, BookingState, BookingView, BookingsView, SlotView,
    SlotsRequest, SlotsView,
};
use madrid_bindings::error::AppError;
use serde_json::{Value, json};

use crate::json::{explanation, fresh as fresh_json, nothing};
use crate::phone::send;
use crate::plain::{Page, fresh};

/// `book`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct BookArgs {
    /// The time to book, as `book slots` names it
    #[arg(required = true)]
    slot: Option<String>,
    /// How many people come
    #[arg(long, default_value_t = 1)]
    people: u32,
    #[command(subcommand)]
    ask: Option<BookCommand>,
}

#[derive(Debug, Subcommand)]
enum BookCommand {
    /// What can be booked, at a place or anywhere
    List {
        /// The city's number of the place
        place: Option<String>,
    },
    /// When there is room
    Slots {
        /// The number of what is to be booked
        bookable: String,
        /// The day (YYYY-MM-DD); without it, today
        #[arg(long)]
        day: Option<String>,
    },
}

/// `bookings`
#[derive(Debug, Args)]
pub struct BookingsArgs {
    #[command(subcommand)]
    change: Option<BookingsCommand>,
}

#[derive(Debug, Subcommand)]
enum BookingsCommand {
    /// Call one off
    Cancel {
        /// Its number on this phone
        id: i64,
    },
    /// Put one aside that was refused
    Dismiss {
        /// Its number on this phone
        id: i64,
    },
}

/// What is asked.
#[derive(Debug)]
pub enum BookingErrand {
    /// What can be booked at a place, or anywhere.
    List(Option<String>),
    /// When there is room.
    Slots(SlotsRequest),
    /// A time is booked.
    Book(BookRequest),
    /// What the person has booked.
    Show,
    /// One is called off.
    Cancel(i64),
    /// One that was refused is put aside.
    Dismiss(i64),
}

impl From<BookArgs> for BookingErrand {
    fn from(args: BookArgs) -> Self {
        match args.ask {
            Some(BookCommand::List { place }) => Self::List(place),
            Some(BookCommand::Slots { bookable, day }) => Self::Slots(SlotsRequest { bookable, day }),
            None => Self::Book(BookRequest {
                slot: args.slot.unwrap_or_default(),
                people: args.people,
            }),
        }
    }
}

impl From<BookingsArgs> for BookingErrand {
    fn from(args: BookingsArgs) -> Self {
        match args.change {
            None => Self::Show,
            Some(BookingsCommand::Cancel { id }) => Self::Cancel(id),
            Some(BookingsCommand::Dismiss { id }) => Self::Dismiss(id),
        }
    }
}

/// What came back.
#[derive(Debug)]
pub enum BookingAnswer {
    /// What can be booked.
    Bookables(BookablesView),
    /// When there is room.
    Slots(SlotsView),
    /// What the person has booked.
    Bookings(BookingsView),
}

/// Asks the open app.
pub async fn run(app: &App, errand: BookingErrand) -> Result<BookingAnswer, AppError> {
    let bookings = app.bookings();
    match errand {
        BookingErrand::List(place) => return bookings.bookables(place).await.map(BookingAnswer::Bookables),
        BookingErrand::Slots(request) => return bookings.slots(request).await.map(BookingAnswer::Slots),
        BookingErrand::Show => return bookings.show().await.map(BookingAnswer::Bookings),
        BookingErrand::Book(request) => drop(bookings.book(request).await?),
        BookingErrand::Cancel(id) => drop(bookings.cancel(id).await?),
        BookingErrand::Dismiss(id) => return bookings.dismiss(id).await.map(BookingAnswer::Bookings),
    }
    send(app).await;
    bookings.show().await.map(BookingAnswer::Bookings)
}

/// For programs.
pub fn json(answer: &BookingAnswer) -> Value {
    match answer {
        BookingAnswer::Bookables(view) => json!({
            "title": view.title,
            "items": view.items.iter().map(bookable).collect::<Vec<_>>(),
            "freshness": fresh_json(&view.freshness),
            "empty": view.empty.as_ref().map(nothing),
        }),
        BookingAnswer::Slots(view) => json!({
            "bookable": bookable(&view.bookable),
            "title": view.title,
            "days": view.days.iter().map(|day| {
                json!({ "day": day.day, "label": day.label, "is_chosen": day.is_chosen })
            }).collect::<Vec<_>>(),
            "slots": view.slots.iter().map(slot).collect::<Vec<_>>(),
            "freshness": fresh_json(&view.freshness),
            "empty": view.empty.as_ref().map(nothing),
        }),
        BookingAnswer::Bookings(view) => json!({
            "title": view.title,
            "groups": view.groups.iter().map(|group| {
                json!({
                    "id": group_name(group.id),
                    "title": group.title,
                    "bookings": group.bookings.iter().map(booking).collect::<Vec<_>>(),
                })
            }).collect::<Vec<_>>(),
            "freshness": fresh_json(&view.freshness),
            "trouble": view.trouble.as_ref().map(explanation),
            "empty": view.empty.as_ref().map(nothing),
        }),
    }
}

fn bookable(view: &BookableView) -> Value {
    json!({
        "id": view.id,
        "place": view.place,
        "name": view.name,
        "place_name": view.place_name,
        "detail": view.detail,
        "rules": view.rules,
        "note": view.note,
        "accessibility_label": view.accessibility_label,
    })
}

fn slot(view: &SlotView) -> Value {
    json!({
        "slot": view.slot,
        "time_label": view.time_label,
        "left_label": view.left_label,
        "price_label": view.price_label,
        "action_label": view.action_label,
        "accessibility_label": view.accessibility_label,
    })
}

fn booking(view: &BookingView) -> Value {
    let fact = |fact: &madrid_bindings::view::FactView| json!({ "label": fact.label, "value": fact.value });
    json!({
        "id": view.id,
        "place": view.place,
        "title": view.title,
        "detail": view.detail,
        "state": match view.state {
            BookingState::Waiting => "waiting",
            BookingState::Booked => "booked",
            BookingState::ToPay => "to_pay",
            BookingState::Cancelling => "cancelling",
            BookingState::Cancelled => "cancelled",
            BookingState::Lapsed => "lapsed",
            BookingState::Refused => "refused",
        },
        "label": view.label,
        "price": view.price,
        "pay": view.pay.as_ref().map(|offer| {
            json!({ "debt": offer.debt, "label": offer.label, "accessibility_label": offer.accessibility_label })
        }),
        "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
        "trouble": view.trouble.as_ref().map(explanation),
        "actions": view.actions.iter().map(|action| action.label.as_str()).collect::<Vec<_>>(),
        "accessibility_label": view.accessibility_label,
    })
}

const fn group_name(group: BookingGroup) -> &'static str {
    match group {
        BookingGroup::ToPay => "to_pay",
        BookingGroup::Refused => "refused",
        BookingGroup::Waiting => "waiting",
        BookingGroup::Upcoming => "upcoming",
        BookingGroup::Past => "past",
    }
}

/// For people.
pub fn plain(page: &mut Page, answer: &BookingAnswer) {
    match answer {
        BookingAnswer::Bookables(view) => {
            page.line(&view.title);
            page.line(&fresh(&view.freshness));
            view.items.iter().for_each(|item| plain_bookable(page, item));
            view.empty.iter().for_each(|empty| page.line(&empty.body));
        }
        BookingAnswer::Slots(view) => {
            plain_bookable(page, &view.bookable);
            page.blank();
            page.line(&view.title);
            page.line(&fresh(&view.freshness));
            for slot in &view.slots {
                let button = slot
                    .action_label
                    .iter()
                    .map(|label| format!(" [{label}]"))
                    .collect::<String>();
                page.line(&format!(
                    "{} · {} · {} · {}{button}",
                    slot.slot, slot.time_label, slot.left_label, slot.price_label
                ));
            }
            view.empty.iter().for_each(|empty| page.line(&empty.body));
        }
        BookingAnswer::Bookings(view) => plain_bookings(page, view),
    }
}

fn plain_bookable(page: &mut Page, item: &BookableView) {
    page.blank();
    page.line(&format!("{} · {} · {}", item.id, item.name, item.detail));
    page.indented(&item.place_name);
    item.rules.iter().chain(&item.note).for_each(|line| page.indented(line));
}

fn plain_bookings(page: &mut Page, view: &BookingsView) {
    page.line(&view.title);
    page.line(&fresh(&view.freshness));
    view.empty.iter().for_each(|empty| page.line(&empty.body));
    if let Some(trouble) = &view.trouble {
        page.line(&format!("{} [{}]", trouble.title, trouble.code));
    }
    for group in &view.groups {
        page.blank();
        page.line(&group.title);
        for booking in &group.bookings {
            page.line(&format!("{} · {}: {}", booking.id, booking.title, booking.label));
            page.indented(&booking.detail);
            for fact in &booking.facts {
                page.indented(format!("{} {}", fact.label, fact.value).trim());
            }
            if let Some(trouble) = &booking.trouble {
                page.indented(&format!("{} {}", trouble.body, trouble.next_step));
            }
            if let Some(offer) = &booking.pay {
                page.indented(&format!("[{}] pay prepare booking {}", offer.label, offer.debt));
            }
            for action in &booking.actions {
                page.indented(&format!("[{}]", action.label));
            }
        }
    }
}
