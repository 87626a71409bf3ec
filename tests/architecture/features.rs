//! What the rooms of one feature may know: model and rules are pure, wire knows only the model.

use crate::facts::RustFile;
use crate::layers::is_feature;
use crate::tree::Violation;

/// What a role may name: rooms of the core, roles of its own feature.
struct Role {
    name: &'static str,
    rooms: &'static [&'static str],
    own: &'static [&'static str],
    /// Suffixes of type names it must not use even when they are re-exported: `Wire` types, SQL `Row`s.
    not_ending: &'static [&'static str],
}

/// `error` is not among them: it gathers what store and net can fail with, so whoever knows it knows them.
const ROLES: [Role; 3] = [
    Role {
        name: "model",
        rooms: &["kernel", "log"],
        own: &["model"],
        not_ending: &["Wire", "Row"],
    },
    Role {
        name: "rules",
        rooms: &["kernel", "log"],
        own: &["model", "rules"],
        not_ending: &["Wire", "Row"],
    },
    Role {
        name: "wire",
        rooms: &["kernel", "log"],
        own: &["model", "wire"],
        not_ending: &[],
    },
];

/// Everything that model.rs, rules.rs and wire.rs name and must not.
pub fn impure_roles(files: &[RustFile]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.home == "core" && is_feature(file.room_and_role().0))
    {
        let (feature, role) = file.room_and_role();
        let Some(role) = ROLES.iter().find(|known| known.name == role) else {
            continue;
        };
        for named in file.named.iter().filter(|named| !named.test) {
            if let Some(what) = objection(feature, role, &named.segments) {
                found.push(Violation::new(&file.path, named.line, what));
            }
        }
    }
    found
}

fn objection(feature: &str, role: &Role, segments: &[String]) -> Option<String> {
    let mut steps = segments.iter().map(String::as_str);
    if steps.next() != Some("crate") {
        return None;
    }
    let room = steps.next()?;
    let inside = steps.next().unwrap_or("*");
    let last = segments.last().map_or("", String::as_str);
    let foreign_type = role.not_ending.iter().any(|suffix| last.ends_with(suffix));
    let allowed = if room == feature {
        role.own.contains(&inside) || inside.starts_with(char::is_uppercase)
    } else {
        role.rooms.contains(&room)
    };
    let refused = foreign_type || !allowed;
    refused.then(|| format!("`{}` of `{feature}` must not know `{}`", role.name, segments.join("::")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, sample};
    use crate::tree::{assert_none, assert_objects};

    #[test]
    fn this_workspace_keeps_its_rules_pure() {
        assert_none(impure_roles(facts::real()));
    }

    #[test]
    fn model_and_rules_know_no_room_with_a_door_to_the_outside() {
        for (path, line) in [
            ("core/src/tax/model.rs", "use crate::store::Database;"),
            ("core/src/tax/model.rs", "use super::wire::BillWire;"),
            ("core/src/tax/model.rs", "use super::BillWire;"),
            ("core/src/tax/model.rs", "use super::*;"),
            ("core/src/tax/rules.rs", "use crate::net::CityClient;"),
            ("core/src/tax/rules/windows.rs", "use super::super::store;"),
            ("core/src/tax/rules.rs", "fn f() { super::service::ask() }"),
            ("core/src/tax/rules.rs", "use crate::ports::Clock;"),
            ("core/src/tax/wire.rs", "use crate::fines::model::Fine;"),
            ("core/src/tax/wire.rs", "use super::rules::due;"),
        ] {
            assert_objects(&impure_roles(&sample(path, line)), 1, "must not know");
        }
    }

    #[test]
    fn what_they_need_is_allowed() {
        let rules =
            "use crate::kernel::Cents; use super::model::Bill; use super::Debt; fn f(_: std::time::Duration) {}";
        assert_none(impure_roles(&sample("core/src/tax/rules.rs", rules)));
        assert_none(impure_roles(&sample(
            "core/src/tax/wire.rs",
            "use super::model::Bill; use crate::kernel::Cents;",
        )));
        assert_none(impure_roles(&sample(
            "core/src/tax/rules.rs",
            "#[cfg(test)] mod tests { use super::*; use crate::ports::FakeClock; }",
        )));
    }
}
