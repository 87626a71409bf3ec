//! Says what the machine lacks and, when asked, brings it: Debian packages by apt-get, and what a part brings itself.

use crate::needs;
use crate::part::{Context, Failure, Fix, Need};
use crate::terminal::{ask, say};
use crate::test::Part;

/// Looks at everything, says it, and with `fix` installs what is missing. `false` when something is missing in the end.
///
/// # Errors
/// When an installation fails.
pub fn doctor(context: &Context, fix: bool) -> Result<bool, Failure> {
    let all = needs_of(context, &Part::ALL);
    for need in &all {
        say(&line(need));
    }
    let missing: Vec<Need> = all.into_iter().filter(|need| need.found.is_err()).collect();
    if missing.is_empty() {
        say("nothing is missing");
        return Ok(true);
    }
    if !fix {
        say("`cargo xtask doctor --fix` installs what can be installed");
        return Ok(false);
    }
    install(context, &missing)?;
    ready(context, &Part::ALL).map(|()| true)
}

/// Makes sure that `parts` can work: by itself with CI=true, after asking on a terminal; else it says what to install.
///
/// # Errors
/// When something is missing and may not, or could not, be installed.
pub fn prepare(context: &Context, parts: &[Part]) -> Result<(), Failure> {
    let missing = missing(context, parts);
    if missing.is_empty() {
        return Ok(());
    }
    missing.iter().for_each(|need| say(&line(need)));
    if context.ci || ask("Install what is missing?") == Some(true) {
        install(context, &missing)?;
    }
    ready(context, parts)
}

fn needs_of(context: &Context, parts: &[Part]) -> Vec<Need> {
    let mut all: Vec<Need> = Vec::new();
    for need in parts.iter().flat_map(|part| part.needs(context)) {
        if !all.iter().any(|known| known.name == need.name) {
            all.push(need);
        }
    }
    all
}

fn missing(context: &Context, parts: &[Part]) -> Vec<Need> {
    needs_of(context, parts)
        .into_iter()
        .filter(|need| need.found.is_err())
        .collect()
}

/// An error that names in one line what is still missing and how to get it.
fn ready(context: &Context, parts: &[Part]) -> Result<(), Failure> {
    let missing = missing(context, parts);
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(advice(&missing)))
    }
}

fn line(need: &Need) -> String {
    match &need.found {
        Ok(version) => format!("ok       {} ({version})", need.name),
        Err(wrong) => format!("MISSING  {}, {}: {wrong}", need.name, need.reason),
    }
}

fn advice(missing: &[Need]) -> String {
    let names: Vec<&str> = missing.iter().map(|need| need.name.as_str()).collect();
    let mut text = format!("missing: {}.", names.join(", "));
    let packages = packages(missing);
    if !packages.is_empty() {
        text.push_str(&format!(" Install with: apt-get install {}.", packages.join(" ")));
    }
    for need in missing {
        match need.fix {
            Fix::ByHand(sentence) => text.push_str(&format!(" {sentence}.")),
            Fix::Own(_) => text.push_str(&format!(" `cargo xtask doctor --fix` brings {}.", need.name)),
            Fix::Packages(_) => {}
        }
    }
    text
}

fn packages(missing: &[Need]) -> Vec<&'static str> {
    let mut packages: Vec<&'static str> = missing
        .iter()
        .filter_map(|need| {
            if let Fix::Packages(names) = &need.fix {
                Some(names.clone())
            } else {
                None
            }
        })
        .flatten()
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// Packages first: a part's own installation may need them.
fn install(context: &Context, missing: &[Need]) -> Result<(), Failure> {
    let packages = packages(missing);
    if !packages.is_empty() {
        install_packages(context, &packages)?;
    }
    for need in missing {
        if let Fix::Own(bring) = need.fix {
            say(&format!("  bringing {}", need.name));
            bring(context)?;
        }
    }
    Ok(())
}

fn install_packages(context: &Context, packages: &[&str]) -> Result<(), Failure> {
    let sudo = needs_sudo()?;
    say(&format!("  apt-get install {}", packages.join(" ")));
    apt_get(context, sudo, "apt-get-update", &["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(packages);
    apt_get(context, sudo, "apt-get-install", &install)
}

fn apt_get(context: &Context, sudo: bool, name: &str, args: &[&str]) -> Result<(), Failure> {
    // A mirror that stumbles once is no reason to fail.
    let fixed = ["-o", "Acquire::Retries=3", "-o", "Dpkg::Use-Pty=0"];
    let step = if sudo {
        // sudo may ask for a password, so it gets the terminal.
        context
            .step(name, "sudo")
            .on_terminal()
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
    } else {
        context.step(name, "apt-get").env("DEBIAN_FRONTEND", "noninteractive")
    };
    step.args(fixed).args(args.iter()).run().map(drop)
}

fn needs_sudo() -> Result<bool, Failure> {
    if needs::first_line("apt-get", &["--version"]).is_err() {
        return Err(Failure::new(
            "there is no apt-get here: install what is named above in this system's own way",
        ));
    }
    if needs::first_line("id", &["-u"]).is_ok_and(|id| id == "0") {
        return Ok(false);
    }
    needs::first_line("sudo", &["--version"]).map(|_| true).map_err(|_| {
        Failure::new("installing needs root, and there is no sudo: run `cargo xtask doctor --fix` as root")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(name: &str, fix: Fix) -> Need {
        Need {
            name: name.to_owned(),
            reason: "tests".to_owned(),
            found: Err("absent".to_owned()),
            fix,
        }
    }

    #[test]
    fn the_advice_names_each_missing_thing_and_each_package_once() {
        let missing = [
            need("JDK 17", Fix::Packages(vec!["openjdk-17-jdk"])),
            need("Maven", Fix::Packages(vec!["maven", "openjdk-17-jdk"])),
            need("Rust 1.89", Fix::ByHand("Get Rust from rustup.rs")),
            need("Swift 6", Fix::Own(|_| Ok(()))),
        ];
        assert_eq!(
            advice(&missing),
            "missing: JDK 17, Maven, Rust 1.89, Swift 6. Install with: apt-get install maven openjdk-17-jdk. \
             Get Rust from rustup.rs. `cargo xtask doctor --fix` brings Swift 6."
        );
    }

    #[test]
    fn a_line_says_what_is_wrong_and_what_it_is_for() {
        assert_eq!(
            line(&need("Maven", Fix::Packages(vec![]))),
            "MISSING  Maven, tests: absent"
        );
    }
}
