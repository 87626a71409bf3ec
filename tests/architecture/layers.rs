//! Who may know whom inside the core: arrows between its rooms point strictly down.

use crate::facts::RustFile;
use crate::tree::Violation;

/// Each room and the rooms below it. A module that is not here is a feature.
///
/// `error` gathers the errors of every room below, so only features and `app` stand above it.
const ROOMS: [(&str, &[&str]); 9] = [
    ("kernel", &[]),
    ("log", &[]),
    ("text", &["kernel"]),
    // What is on a paper is read the same whoever asks: it is no feature.
    ("reference", &["kernel", "text"]),
    ("ports", &["kernel"]),
    ("store", &["kernel", "ports"]),
    ("net", &["kernel", "ports"]),
    ("sync", &["kernel", "ports", "store", "net"]),
    ("error", &["kernel", "ports", "store", "net", "sync"]),
];

/// Features that put others side by side: they may read others' public models, and nothing else of them.
const READERS: [&str; 2] = ["home", "recommend"];

/// The rooms that only wire others together.
const ROOF: [&str; 2] = ["app", ""];

/// Whether a first step of a module path is a feature: places, tax, payments, ...
pub fn is_feature(room: &str) -> bool {
    !ROOF.contains(&room) && ROOMS.iter().all(|(name, _)| *name != room)
}

/// Every step from one room of the core into a room that is not below it. Tests may look up: they do not ship.
pub fn upward_steps(files: &[RustFile]) -> Vec<Violation> {
    let core = files
        .iter()
        .filter(|file| file.home == "core" && !file.path.contains("/bin/"));
    core.flat_map(|file| {
        let own = file.room_and_role().0;
        let named = file
            .named
            .iter()
            .filter(move |named| !named.test && !ROOF.contains(&own));
        named.filter_map(move |named| {
            let what = objection(own, named.segments.as_slice())?;
            Some(Violation::new(&file.path, named.line, what))
        })
    })
    .collect()
}

fn objection(own: &str, segments: &[String]) -> Option<String> {
    let mut steps = segments.iter().map(String::as_str);
    if steps.next() != Some("crate") {
        return None;
    }
    let room = steps.next()?;
    let inside = steps.next().unwrap_or_default();
    let refused = |why: &str| Some(format!("`{own}` must not know `{}`: {why}", segments.join("::")));
    if room == own || room == "log" {
        None
    } else if room == "app" {
        refused("`app` is the roof")
    } else if room == "*" || room.starts_with(char::is_uppercase) {
        refused("name the module instead of the crate's root")
    } else if !is_feature(room) {
        let below = ROOMS.iter().find(|(name, _)| *name == own).map(|(_, below)| *below);
        // A feature may use every room.
        if below.is_none_or(|below| below.contains(&room)) {
            None
        } else {
            refused("it is not below")
        }
    } else if is_feature(own) {
        let public = inside == "model" || inside.starts_with(char::is_uppercase);
        if READERS.contains(&own) && public {
            None
        } else {
            refused("a feature does not know another")
        }
    } else {
        refused("it is a feature")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, sample};
    use crate::tree::{assert_none, assert_objects};

    #[test]
    fn this_workspace_only_steps_down() {
        assert_none(upward_steps(facts::real()));
    }

    #[test]
    fn each_room_is_refused_what_is_not_below_it() {
        for (path, line) in [
            ("core/src/kernel/cents.rs", "use crate::ports::Clock;"),
            ("core/src/kernel/cents.rs", "use super::super::text::Key;"),
            ("core/src/text/mod.rs", "use crate::places::Place;"),
            ("core/src/ports/clock.rs", "fn f() { crate::store::open(); }"),
            ("core/src/store/open.rs", "use crate::net::NetError;"),
            ("core/src/net/tls.rs", "fn f(_: crate::store::Database) {}"),
            ("core/src/net/client.rs", "use crate::{kernel::Cents, places};"),
            (
                "core/src/sync/run.rs",
                "fn f() { debug!(code = crate::error::code(&e)); }",
            ),
            (
                "core/src/sync/run.rs",
                "mod inner { use super::super::super::text::Key; }",
            ),
            ("core/src/places/store.rs", "use crate::app::App;"),
        ] {
            assert_objects(&upward_steps(&sample(path, line)), 1, "must not know");
        }
    }

    #[test]
    fn a_way_round_by_the_crate_root_is_refused() {
        assert_objects(
            &upward_steps(&sample("core/src/net/tls.rs", "use crate::*;")),
            1,
            "name the module",
        );
        assert_objects(
            &upward_steps(&sample("core/src/net/tls.rs", "use crate::Database;")),
            1,
            "name the module",
        );
    }

    #[test]
    fn features_do_not_know_each_other() {
        assert_objects(
            &upward_steps(&sample("core/src/tax/service.rs", "use crate::payments::Debt;")),
            1,
            "another",
        );
        assert_objects(
            &upward_steps(&sample("core/src/home/service.rs", "use crate::tax::store::rows;")),
            1,
            "another",
        );
        assert_none(upward_steps(&sample(
            "core/src/home/service.rs",
            "use crate::tax::model::Bill;",
        )));
        assert_none(upward_steps(&sample(
            "core/src/recommend/service.rs",
            "use crate::places::Place;",
        )));
    }

    #[test]
    fn steps_down_and_the_roof_are_free() {
        let lines =
            "use crate::{kernel::Cents, store::Database, text::Key, error::Error, log::Redacted}; use super::model::X;";
        assert_none(upward_steps(&sample("core/src/tax/service.rs", lines)));
        let test = "#[cfg(test)] mod tests { use crate::places::Place; }";
        assert_none(upward_steps(&sample("core/src/store/open.rs", test)));
        assert_none(upward_steps(&sample(
            "core/src/app.rs",
            "use crate::tax::service::Tax; use crate::net::Client;",
        )));
    }
}
