//! The design language as the shells use it: roles, not paths, and everything about it checked.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::Document;
use super::drawing::Drawing;
use super::values::{self, Lettering, Rgb};
use super::{contrast, wrong};
use crate::part::Failure;

/// Our name in the file's extensions.
const EXTENSION: &str = "es.madrid.design";
/// The square that every pictogram is drawn in.
const SQUARE: f64 = 24.0;
/// Groups of lengths, as the file calls them.
const MEASURES: [&str; 4] = ["space", "corner", "size", "line"];
/// What a token cannot be called, because Kotlin or Swift would not compile it.
const KEYWORDS: [&str; 22] = [
    "as", "break", "case", "class", "continue", "default", "do", "else", "for", "fun", "if", "import", "in", "is",
    "let", "return", "super", "switch", "this", "val", "var", "while",
];

/// Something with a name and what it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct Named<T> {
    /// Its name: an identifier in both languages.
    pub name: String,
    /// What it is for.
    pub says: String,
    /// What it is.
    pub value: T,
}

/// One colour in both schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schemes {
    /// By day.
    pub light: Rgb,
    /// After dark.
    pub dark: Rgb,
}

/// How long a movement takes, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Usually.
    pub normal: u64,
    /// Where the person wants less motion.
    pub reduced: u64,
}

/// Two colours that must be told apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Where they meet.
    pub what: String,
    /// The colour in front.
    pub ink: String,
    /// The colour behind.
    pub page: String,
    /// The contrast they need.
    pub least: f64,
}

/// The whole language.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// Colours by role.
    pub colours: Vec<Named<Schemes>>,
    /// The type scale.
    pub text: Vec<Named<Lettering>>,
    /// Lengths, by group.
    pub measures: Vec<Named<Vec<Named<f64>>>>,
    /// Durations of movements.
    pub motion: Vec<Named<Pace>>,
    /// How movements begin and end.
    pub easing: Vec<Named<[f64; 4]>>,
    /// Pictograms, drawn with strokes.
    pub pictograms: Vec<Named<Drawing>>,
    /// Ornaments, drawn with filled shapes.
    pub ornaments: Vec<Named<Drawing>>,
    /// What must be told apart.
    pub pairs: Vec<Pair>,
}

impl Design {
    /// Reads and checks the text of a token file.
    ///
    /// # Errors
    /// When something is missing or wrong, with the token's name.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let document = &Document::read(text)?;
        let ours = document.extension(EXTENSION)?;
        let measures = MEASURES.iter().map(|group| {
            Ok(Named {
                name: (*group).to_owned(),
                says: document.says(group)?.to_owned(),
                value: group_of(document, group, |token| values::dimension(document, token))?,
            })
        });
        let design = Self {
            colours: group_of(document, "colour", |token| schemes(document, token))?,
            text: group_of(document, "text", |token| values::typography(document, token))?,
            measures: measures.collect::<Result<_, Failure>>()?,
            motion: group_of(document, "motion", |token| pace(document, token))?,
            easing: group_of(document, "easing", |token| values::curve(document, token))?,
            pictograms: drawings(ours, "pictograms", |name, value| {
                Drawing::read(name, value, "strokes", SQUARE, SQUARE)
            })?,
            ornaments: drawings(ours, "ornaments", ornament)?,
            pairs: pairs(ours)?,
        };
        design.check_pairs(&list(ours, "decorative")?)?;
        Ok(design)
    }

    /// Every pair has its contrast in both schemes, and every colour is in a pair or said to be decoration.
    fn check_pairs(&self, decorative: &BTreeSet<String>) -> Result<(), Failure> {
        let mut unused: BTreeSet<&str> = self.colours.iter().map(|colour| colour.name.as_str()).collect();
        for pair in &self.pairs {
            let (ink, page) = (self.colour(pair, &pair.ink)?, self.colour(pair, &pair.page)?);
            for (scheme, ink, page) in [("light", ink.light, page.light), ("dark", ink.dark, page.dark)] {
                let ratio = contrast::ratio(ink, page);
                if ratio < pair.least {
                    let Pair { what, ink, page, least } = pair;
                    return Err(wrong(
                        &format!("colour.{ink}.{scheme}"),
                        format!("{ratio:.2} on {page} is less than {least} ({what})"),
                    ));
                }
            }
            unused.remove(pair.ink.as_str());
            unused.remove(pair.page.as_str());
        }
        if let Some(unknown) = decorative.iter().find(|name| self.find(name).is_none()) {
            return Err(wrong(unknown, "is called decorative and is no colour"));
        }
        match unused.iter().find(|name| !decorative.contains(**name)) {
            Some(name) => Err(wrong(
                &format!("colour.{name}"),
                "is in no pair, and is not called decorative",
            )),
            None => Ok(()),
        }
    }

    fn colour(&self, pair: &Pair, name: &str) -> Result<Schemes, Failure> {
        self.find(name).ok_or_else(|| {
            wrong(
                &format!("the pair `{}`", pair.what),
                format!("there is no colour {name}"),
            )
        })
    }

    fn find(&self, name: &str) -> Option<Schemes> {
        self.colours
            .iter()
            .find(|colour| colour.name == name)
            .map(|colour| colour.value)
    }
}

/// Everything in a group, each read by its path.
fn group_of<T>(
    document: &Document,
    group: &str,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<Vec<Named<T>>, Failure> {
    let one = |name: String| {
        let path = format!("{group}.{name}");
        Ok(Named {
            says: document.says(&path)?.to_owned(),
            value: read(&path)?,
            name: identifier(&path, name)?,
        })
    };
    document.names(group)?.into_iter().map(one).collect()
}

fn identifier(path: &str, name: String) -> Result<String, Failure> {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_alphanumeric());
    if plain && !KEYWORDS.contains(&name.as_str()) {
        Ok(name)
    } else {
        Err(wrong(path, "its name is not one that Kotlin and Swift could use"))
    }
}

fn schemes(document: &Document, token: &str) -> Result<Schemes, Failure> {
    let [dark, light] = both(document, token, ["dark", "light"])?;
    Ok(Schemes {
        light: values::colour(document, &light)?,
        dark: values::colour(document, &dark)?,
    })
}

fn pace(document: &Document, token: &str) -> Result<Pace, Failure> {
    let [normal, reduced] = both(document, token, ["normal", "reduced"])?;
    Ok(Pace {
        normal: values::duration(document, &normal)?,
        reduced: values::duration(document, &reduced)?,
    })
}

/// The paths of the two tokens that a group must have, and no other. `wanted` is sorted, as the found names are.
fn both(document: &Document, group: &str, wanted: [&str; 2]) -> Result<[String; 2], Failure> {
    let found = document.names(group)?;
    if found == wanted {
        Ok(wanted.map(|name| format!("{group}.{name}")))
    } else {
        Err(wrong(group, format!("has {found:?} and must have {wanted:?}")))
    }
}

fn drawings(
    ours: &Value,
    group: &str,
    read: impl Fn(&str, &Value) -> Result<Drawing, Failure>,
) -> Result<Vec<Named<Drawing>>, Failure> {
    let all = ours
        .get(group)
        .and_then(Value::as_object)
        .ok_or_else(|| wrong(EXTENSION, format!("{group} is missing")))?;
    let one = |(name, value): (&String, &Value)| {
        let path = format!("{group}.{name}");
        Ok(Named {
            says: text(&path, value, "description")?,
            value: read(&path, value)?,
            name: identifier(&path, name.clone())?,
        })
    };
    let mut drawings: Vec<Named<Drawing>> = all.iter().map(one).collect::<Result<_, Failure>>()?;
    drawings.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(drawings)
}

fn ornament(name: &str, value: &Value) -> Result<Drawing, Failure> {
    let length = |property: &str| {
        value
            .get(property)
            .and_then(Value::as_f64)
            .filter(|length| *length > 0.0)
            .ok_or_else(|| wrong(name, format!("its {property} is not a length")))
    };
    Drawing::read(name, value, "fills", length("width")?, length("height")?)
}

fn pairs(ours: &Value) -> Result<Vec<Pair>, Failure> {
    let all = ours
        .get("pairs")
        .and_then(Value::as_array)
        .ok_or_else(|| wrong(EXTENSION, "pairs is missing"))?;
    let one = |value: &Value| {
        let what = text("a pair", value, "what")?;
        let path = format!("the pair `{what}`");
        // WCAG 2.2, 1.4.3 and 1.4.11. Text is never counted as large: that depends on what the person has set.
        let least = match text(&path, value, "kind")?.as_str() {
            "text" => 4.5,
            "mark" => 3.0,
            other => return Err(wrong(&path, format!("its kind is `{other}`, neither text nor mark"))),
        };
        Ok(Pair {
            ink: text(&path, value, "ink")?,
            page: text(&path, value, "page")?,
            what,
            least,
        })
    };
    all.iter().map(one).collect()
}

fn text(path: &str, value: &Value, property: &str) -> Result<String, Failure> {
    value
        .get(property)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| wrong(path, format!("its {property} is missing")))
}

fn list(ours: &Value, property: &str) -> Result<BTreeSet<String>, Failure> {
    ours.get(property)
        .and_then(Value::as_array)
        .and_then(|all| all.iter().map(|one| one.as_str().map(str::to_owned)).collect())
        .ok_or_else(|| wrong(EXTENSION, format!("{property} is not a list of names")))
}
