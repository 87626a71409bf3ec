//! Search as you type: a name, letter by letter, from the second to the last.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use madrid_core::kernel::GeoPoint;
use madrid_core::places::PlaceId;
use madrid_core::places::finding::{Index, IndexBuilder, Marks, Text, Wanted, question};

use crate::city::{Place, places};
use crate::harness::{Figure, Outcome, Rival, among};
use crate::rivals::search as rivals;

/// What is typed: words of the catalogue without another meaning, so that all ways look for the same.
const TYPED: [&str; 3] = ["concepcion arenal", "eugenia montijo", "jose hierro tetuan"];
const LIMIT: usize = 20;
/// No little word has more letters.
const LITTLE: usize = 3;
/// Nobody has so many places: all of them.
const ALL: usize = 1 << 30;

/// A way to search: from what is typed so far to the ids, best first, at most so many.
pub type Way<'a> = Box<dyn FnMut(&str, usize) -> Outcome<Vec<i64>> + 'a>;

/// Over `count` places.
pub fn figure(count: i64, rounds: usize) -> Outcome<Figure> {
    let all = places(count);
    let index = build(&all)?;
    let mut ours: Way<'_> = Box::new(|typed, limit| {
        let question = question(typed).ok_or("no words")?;
        let found = index.find(&question, Wanted::default(), None, limit);
        Ok(found.into_iter().map(PlaceId::get).collect())
    });
    let mut ways = rivals::ways(&all)?;
    for typed in letters() {
        let found = ours(typed, ALL)?;
        for (name, way) in &mut ways {
            same(name, typed, &found, &way(typed, ALL)?)?;
        }
    }
    let timed = ways.into_iter().map(|(name, mut way)| Rival {
        name,
        run: Box::new(move || once(&mut way)),
    });
    among(
        format!("search as you type in {count}: a letter"),
        rounds,
        || once(&mut ours),
        timed.collect(),
    )
}

/// Making the index, beside filling the table that is the index of SQLite.
pub fn building(count: i64, rounds: usize) -> Outcome<Figure> {
    let all = places(count);
    let bytes = build(&all)?.bytes();
    let each = bytes / usize::try_from(count)?;
    among(
        format!("index of {count} places, {each} bytes a place"),
        rounds,
        || {
            let start = Instant::now();
            build(&all)?;
            Ok(start.elapsed())
        },
        vec![Rival {
            name: "filling FTS5, in memory",
            run: Box::new(|| {
                let start = Instant::now();
                rivals::Fts::over(&all)?;
                Ok(start.elapsed())
            }),
        }],
    )
}

fn letters() -> impl Iterator<Item = &'static str> {
    TYPED.into_iter().flat_map(|text| {
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let beginnings = ends.filter_map(|end| text.get(..end)).skip(1);
        beginnings.filter(|typed| !typed.ends_with(' '))
    })
}

/// One letter on average.
fn once(way: &mut Way<'_>) -> Outcome<Duration> {
    let start = Instant::now();
    let mut count = 0;
    for typed in letters() {
        way(typed, LIMIT)?;
        count += 1;
    }
    Ok(start.elapsed() / count)
}

/// Whatever a rival finds, ours finds, once what is typed cannot begin a little word (*con*, *del*), which ours leaves out of
/// texts; and the other way round once a word is whole, for a beginning may be that of an everyday word which rivals do not know.
fn same(name: &str, typed: &str, ours: &[i64], theirs: &[i64]) -> Outcome<()> {
    let (ours, theirs): (HashSet<&i64>, HashSet<&i64>) = (ours.iter().collect(), theirs.iter().collect());
    let whole = TYPED.contains(&typed);
    let last = typed.split(' ').next_back().unwrap_or_default();
    let beyond_little_words = last.chars().count() > LITTLE;
    if beyond_little_words && !theirs.is_subset(&ours) || whole && theirs != ours {
        let counts = format!("{} places and {}", ours.len(), theirs.len());
        return Err(format!("search: ours and {name} do not find the same for {typed}: {counts}").into());
    }
    Ok(())
}

fn build(all: &[Place]) -> Outcome<Index> {
    let mut builder = IndexBuilder::default();
    for place in all {
        let text = |field| place.text(field).unwrap_or_default();
        builder.add(&Text {
            id: PlaceId::from_city(place.id),
            kind: place.kind,
            marks: Marks::of(place.kind, place.features.iter().copied().collect()),
            location: GeoPoint::new(place.lat, place.lon)?,
            name: &place.name,
            street: text("street"),
            areas: ["district", "neighbourhood", "postal_code"].map(text),
            texts: ["equipment", "summary"].map(text),
        });
    }
    Ok(builder.build())
}
