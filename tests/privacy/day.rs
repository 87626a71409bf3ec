//! A day with recommendations on, and what of it the city could have learnt from what the phone sent.

use std::path::Path;
use std::sync::Arc;

use madrid_core::agenda::{AgendaQuery, EventId, When};
use madrid_core::app::{App, AppBuilder};
use madrid_core::bookings::BookableId;
use madrid_core::kernel::{Access, GeoPoint};
use madrid_core::places::{NearQuery, NeedSet, SearchQuery};
use madrid_core::ports::{FakeEntropy, FileKeyStore};
use madrid_core::recommend::{About, AgeBand, HeldCard, ItemKey, LifeEvent, SignalKind, Tag, What, Wish};
use madrid_core::sync::Trigger;
use madrid_tests::free_times::free_times;
use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};

use crate::wire::Wire;

/// What a person does with a day, and where.
pub struct Day {
    pub here: GeoPoint,
    pub likes: Tag,
    pub dislikes: Tag,
    pub looks_for: &'static str,
    pub about: About,
}

impl Day {
    /// An older person who likes libraries, near the Retiro.
    pub fn of_a_reader() -> Self {
        Self {
            here: GeoPoint::new(40.417_32, -3.681_57).unwrap(),
            likes: Tag::Library,
            dislikes: Tag::SportsCentre,
            looks_for: "biblioteca eugenio",
            about: About {
                age: Some(AgeBand::Senior),
                step_free: true,
                cards: vec![HeldCard::Senior],
                life: vec![(LifeEvent::Retirement, chrono::Utc::now())],
                ..About::default()
            },
        }
    }

    /// A young family that likes sport, in Vallecas.
    pub fn of_a_player() -> Self {
        Self {
            here: GeoPoint::new(40.388_61, -3.654_93).unwrap(),
            likes: Tag::SportsCentre,
            dislikes: Tag::Museum,
            looks_for: "piscina",
            about: About {
                age: Some(AgeBand::Young),
                with_children: true,
                life: vec![(LifeEvent::Baby, chrono::Utc::now())],
                ..About::default()
            },
        }
    }

    /// Lives it, and gives what was opened: names and numbers.
    pub async fn live(&self, app: &App) -> Vec<String> {
        let (recommend, here) = (app.recommend(), Some(self.here));
        let mut touched = Vec::new();
        app.sync(Trigger::Person).await.unwrap();
        recommend.tell(self.about.clone()).await.unwrap();
        recommend.wish(self.likes, Wish::More).await.unwrap();
        recommend.wish(self.dislikes, Wish::Less).await.unwrap();
        let court = book(app).await;
        for round in 0..4 {
            let list = recommend.for_you(here, 20).await.unwrap();
            assert!(list.is_on && list.items.len() >= 10);
            for item in list.items.iter().skip(round).take(3) {
                recommend.signal(SignalKind::Opened, &item.key, here).await.unwrap();
                if matches!(item.key.what(), What::Place | What::Event) {
                    recommend.signal(SignalKind::Saved, &item.key, here).await.unwrap();
                }
                recommend.why(&item.key, here).await.unwrap();
                touched.push(item.key.to_string());
            }
            touched.extend(self.goes_out(app, round).await);
            let last = list.items.last().unwrap();
            recommend.signal(SignalKind::TurnedDown, &last.key, here).await.unwrap();
            let near = NearQuery::new(self.here.lat(), self.here.lon(), None, NeedSet::default(), 20).unwrap();
            app.places().near(near).await.unwrap();
            let found = app
                .places()
                .search(SearchQuery::new(self.looks_for, 20).unwrap())
                .await
                .unwrap();
            touched.extend(found.items.iter().map(|near| near.place.name.clone()));
            app.home().show(here).await.unwrap();
            app.sync(Trigger::Person).await.unwrap();
        }
        recommend.saved(here).await.unwrap();
        recommend.forget(self.likes).await.unwrap();
        recommend.interests().await.unwrap();
        recommend.switch(false).await.unwrap();
        recommend.switch(true).await.unwrap();
        recommend.erase().await.unwrap();
        app.sync(Trigger::Person).await.unwrap();
        // The city was asked for the court, whose number may hold that of a place or an event.
        let court = court.to_string();
        touched.retain(|key| key.split_once(':').is_none_or(|(_, number)| !court.contains(number)));
        touched
    }

    /// Looks for something on near them, opens it and keeps it. Which, is theirs.
    async fn goes_out(&self, app: &App, round: usize) -> [String; 2] {
        let query = AgendaQuery::new(When::Coming, 50).unwrap();
        let query = query.from(self.here.lat(), self.here.lon(), false).unwrap();
        let found = app.agenda().list(query).await.unwrap();
        let at = if self.likes == Tag::Library {
            round
        } else {
            found.items.len() - 1 - round
        };
        let event = &found.items[at].event;
        let key = ItemKey::Event(event.id.get());
        for kind in [SignalKind::Opened, SignalKind::Saved] {
            app.recommend().signal(kind, &key, Some(self.here)).await.unwrap();
        }
        app.recommend().why(&key, Some(self.here)).await.unwrap();
        app.agenda().show(EventId::from_city(event.id.get())).await.unwrap();
        [key.to_string(), event.title.clone()]
    }

    /// Every way in which the day could show in what was sent: the place down to a hundred metres, tastes, what was told, what was looked for,
    /// what was touched.
    pub fn traces(&self, touched: &[String]) -> Vec<String> {
        let degrees = |value: f64| format!("{:.3}", value.abs());
        let mut traces = vec![degrees(self.here.lat()), degrees(self.here.lon())];
        let words = [
            self.likes.code(),
            self.dislikes.code(),
            self.looks_for,
            "step_free",
            "retirement",
            "baby",
            "senior",
        ];
        traces.extend(words.map(str::to_owned));
        traces.extend(self.looks_for.split(' ').map(str::to_owned));
        traces.extend(touched.iter().cloned());
        for kind in ["place:", "event:"] {
            let numbers = touched.iter().filter_map(|key| key.strip_prefix(kind));
            traces.extend(numbers.map(str::to_owned));
        }
        traces
    }
}

/// Books a court, the same on every day: the city is asked for that one, and for nothing of what the phone makes of it.
async fn book(app: &App) -> BookableId {
    let time = free_times(app, 1).await.unwrap().remove(0);
    app.bookings().book(time.clone(), 1).await.unwrap();
    let known = app.recommend().interests().await.unwrap();
    let learnt = |tag| {
        known
            .interests
            .iter()
            .any(|interest| interest.tag == tag && interest.is_known)
    };
    assert!(learnt(Tag::SportsCentre) && known.used == 1, "a booking is learnt from");
    app.sync(Trigger::Person).await.unwrap();
    time.bookable()
}

/// A phone of `who` that has signed in straight at the city and from then on goes through `wire`. The same chance for every phone.
pub async fn phone_behind(wire: &Wire, home: &Path, city: &str, who: &str) -> App {
    let app = builder(home, city).open().unwrap();
    let persona = persona_at(city, who).await.unwrap();
    sign_in(&app, Arc::new(Hands(persona)), Access::Light, false)
        .await
        .unwrap();
    drop(app);
    let keys = FileKeyStore::at(home.join("keystore.key"));
    AppBuilder::new(home, wire.url())
        .key_store(Arc::new(keys))
        .entropy(Arc::new(FakeEntropy::seeded(1)))
        .open()
        .unwrap()
}

/// Which of these texts are in the bytes, as they are, with `%20` or `+` for a blank, or in any case.
pub fn found(bytes: &[u8], traces: &[String]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let is_there = |trace: &&String| {
        let trace = trace.to_lowercase();
        [trace.clone(), trace.replace(' ', "%20"), trace.replace(' ', "+")]
            .iter()
            .any(|way| text.contains(way.as_str()))
    };
    traces.iter().filter(is_there).cloned().collect()
}
