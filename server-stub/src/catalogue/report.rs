//! What was done to the rows of each file: how many were read, kept, repaired and rejected, and why.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::clean::{Cell, Repairs};
use super::position::POSITION;

/// So many rows are shown for each reason and file.
const EXAMPLES: usize = 3;

/// What was wrong with a row and put right, or looked odd and was flagged. The row is kept. Each row counts once per
/// reason, however many of its cells show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// The codes of district or barrio are blank: filled in from the names where these are official.
    AreaCodesMissing,
    /// The code of district or barrio is none of the City's: the name was used.
    AreaCodeUnknown,
    /// District or barrio are missing or none of the City's: filled in by the position.
    AreaFromPosition,
    /// A word for whom the event is meant that is not told on: left out.
    AudienceUnknown,
    /// The position lies in one district by the boundaries of the barrios and in another by those of the districts: the
    /// barrios were trusted, which are newer.
    BoundariesDisagree,
    /// A control character in a text: replaced by a blank.
    ControlCharacter,
    /// Degrees, minutes and seconds instead of degrees.
    CoordinatesDegreesMinutes,
    /// X/Y lie between 50 m and 2 km from latitude and longitude: these were trusted.
    CoordinatesDisagree,
    /// X/Y differ from latitude and longitude by the shift of the old datum ED50 (about 235 m): these were trusted.
    CoordinatesEd50Shift,
    /// X/Y lie more than 2 km from latitude and longitude: these were trusted.
    CoordinatesFarApart,
    /// Latitude and longitude stood in each other's column.
    CoordinatesSwapped,
    /// A decimal comma in a coordinate.
    DecimalComma,
    /// The district is not the one in which the position lies: the position was trusted.
    DistrictDisagrees,
    /// A day of the week that is none: left out.
    DayUnreadable,
    /// The district's name is not the one of its code: the code was trusted.
    DistrictContradictsCode,
    /// Entities coded twice (`&amp;sup2;`): decoded twice.
    DoubleEncodedEntity,
    /// Words around an e-mail address, or several: the first was kept.
    EmailExtraText,
    /// No e-mail address could be found in the text: left out.
    EmailUnreadable,
    /// A line break inside a cell: replaced by a blank.
    EmbeddedLineBreak,
    /// A day that is left out of a series cannot be read: it counts as one of the series.
    ExcludedDayUnreadable,
    /// Neither 1 nor 0 for whether it is free: taken for not.
    FreeUnreadable,
    /// HTML entities: decoded.
    HtmlEntity,
    /// A question mark inside a word or alone: the writer of the file had no letter for what stood there.
    LettersLost,
    /// More around the barrio's official name (`JUSTICIA/ CENTRO`): taken off.
    NeighbourhoodExtraWords,
    /// The barrio is not the one in which the position lies: the position was trusted.
    NeighbourhoodDisagrees,
    /// The barrio's name before it was renamed: the present one was put.
    NeighbourhoodFormerName,
    /// The barrio's name is spelt otherwise than the official one (`CASCO H.VALLECAS`): the official one was put.
    NeighbourhoodNameVariant,
    /// No barrio of that name exists (`AMBROZ`): left out.
    NeighbourhoodNotOfficial,
    /// The barrio belongs to another district than the row says: left out.
    NeighbourhoodOutsideDistrict,
    /// The position lies in the region, but inside no boundary that was loaded: the row's own words were kept.
    OutsideBoundaries,
    /// Words around a telephone number, or several numbers: the first was kept.
    PhoneExtraText,
    /// No telephone number could be found in the text: left out.
    PhoneUnreadable,
    /// The literal word `DISTRITO` in place of a district.
    PlaceholderDistrict,
    /// Latitude and longitude are missing or impossible: the position was computed from X/Y.
    PositionFromXy,
    /// The event's position is unreadable or outside the municipality: left out.
    PositionLeftOut,
    /// Not a postal code of Madrid: left out.
    PostalCodeUnreadable,
    /// Midnight as the hour: it means that there is none, and was left out.
    TimeMidnight,
    /// Not an hour of the day: left out.
    TimeUnreadable,
    /// One more `;` than columns at the end of the line.
    TrailingSeparator,
    /// Not an address of the web: left out.
    UrlNotWeb,
}

impl Repair {
    /// Whether it is for a person to look at, rather than something that was put right.
    #[must_use]
    pub const fn is_flag(self) -> bool {
        matches!(
            self,
            Self::BoundariesDisagree
                | Self::CoordinatesDisagree
                | Self::CoordinatesEd50Shift
                | Self::CoordinatesFarApart
                | Self::DistrictDisagrees
                | Self::LettersLost
                | Self::NeighbourhoodDisagrees
                | Self::OutsideBoundaries
        )
    }
}

/// Why a row was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reject {
    /// Neither a code nor a name of the City's districts and barrios.
    AreaUnknown,
    /// Neither coordinates in degrees nor X/Y.
    CoordinatesMissing,
    /// The position is outside the municipality.
    CoordinatesOutsideMadrid,
    /// What stands in the columns of coordinates is none.
    CoordinatesUnreadable,
    /// An event without a first day.
    DateMissing,
    /// The first or the last day is none.
    DateUnreadable,
    /// The last day is before the first.
    DatesReversed,
    /// Another row with this key came first, in this file or in one that goes before it.
    DuplicateId,
    /// The outline of an area is no polygon.
    GeometryUnreadable,
    /// No key: the phone could not tell the row from others.
    IdMissing,
    /// The key is not a number the portal would give.
    IdUnreadable,
    /// A place without a name, or an event without a title, cannot be shown.
    NameMissing,
    /// The row has fewer or more cells than the heading, so no cell can be trusted to be in its column.
    WrongNumberOfColumns,
}

impl Reject {
    /// The field of the row that it is about.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::AreaUnknown | Self::NameMissing => "name",
            Self::CoordinatesMissing | Self::CoordinatesOutsideMadrid | Self::CoordinatesUnreadable => "position",
            Self::DateMissing | Self::DateUnreadable | Self::DatesReversed => "first_day",
            Self::DuplicateId | Self::IdMissing | Self::IdUnreadable => "id",
            Self::GeometryUnreadable => "rings",
            Self::WrongNumberOfColumns => "",
        }
    }
}

/// One file of the report. `kept` plus all of `rejected` is `read`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The file, as it was named.
    pub file: String,
    /// `facility_csv`, `json_ld`, `offices_items`, `agenda_csv`, `agenda_json_ld`, `agenda_xml`, `boundaries`, or
    /// `unsupported:` and what it is.
    pub format: String,
    /// Rows found.
    pub read: usize,
    /// Rows that became places, events or areas.
    pub kept: usize,
    /// Rows kept after a repair or with a flag, by reason. A row may show several.
    pub repaired: BTreeMap<Repair, usize>,
    /// Rows left out, by reason. A row has one.
    pub rejected: BTreeMap<Reject, usize>,
    /// How many rows show at least one repair, and how many at least one flag. Of the quality report only.
    #[serde(skip)]
    pub touched: Touched,
    /// A few rows for each reason. Of the quality report only.
    #[serde(skip)]
    pub examples: BTreeMap<String, Vec<Example>>,
}

/// How many rows were touched, whatever the number of reasons.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// Rows with something put right.
    pub repaired: usize,
    /// Rows with something to look at.
    pub flagged: usize,
}

/// A row that shows a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The City's own key, as the file has it; `None` where the row has none that can be read.
    pub id: Option<String>,
    /// The field of the published row.
    pub field: &'static str,
    /// What the file says.
    pub published: String,
    /// What was made of it; `None` where it was left out.
    pub became: Option<String>,
}

impl FileReport {
    pub(super) fn new(file: String, format: String) -> Self {
        Self {
            file,
            format,
            read: 0,
            kept: 0,
            repaired: BTreeMap::new(),
            rejected: BTreeMap::new(),
            touched: Touched::default(),
            examples: BTreeMap::new(),
        }
    }

    /// Counts a row that was kept. `row` is asked for only where an example is wanted.
    pub(super) fn keep(&mut self, repairs: &Repairs, row: impl Fn() -> Value) {
        self.read += 1;
        self.kept += 1;
        let (mut is_repaired, mut is_flagged) = (false, false);
        for (reason, cell) in repairs.iter() {
            *self.repaired.entry(reason).or_default() += 1;
            is_flagged |= reason.is_flag();
            is_repaired |= !reason.is_flag();
            self.example(&word(&reason), || example(cell, &row()));
        }
        self.touched.repaired += usize::from(is_repaired);
        self.touched.flagged += usize::from(is_flagged);
    }

    /// Counts a row that was not, with its key and the cell it was about.
    pub(super) fn reject(&mut self, reason: Reject, id: Option<&str>, published: &str) {
        self.read += 1;
        *self.rejected.entry(reason).or_default() += 1;
        let cell = Cell::new(reason.field(), published);
        self.example(&word(&reason), || Example {
            id: id.map(str::to_owned),
            field: cell.field,
            published: cell.published,
            became: None,
        });
    }

    fn example(&mut self, reason: &str, example: impl FnOnce() -> Example) {
        let examples = self.examples.entry(reason.to_owned()).or_default();
        if examples.len() < EXAMPLES {
            examples.push(example());
        }
    }
}

fn example(cell: &Cell, row: &Value) -> Example {
    let text = |field: &str| match row.get(field) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(Cell::new("", text).published),
        Some(other) => Some(Cell::new("", &other.to_string()).published),
    };
    let became = if cell.field == POSITION {
        text("lat")
            .zip(text("lon"))
            .map(|(lat, lon)| format!("lat {lat}, lon {lon}"))
    } else {
        text(cell.field)
    };
    Example {
        id: text("id"),
        field: cell.field,
        published: cell.published.clone(),
        became,
    }
}

/// The quality report of one call.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// One entry per file, in the order in which they were read.
    pub files: Vec<FileReport>,
}

impl fmt::Display for Report {
    /// A table for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(f, "{}", file.file)?;
            if let Some(what) = file.format.strip_prefix("unsupported:") {
                writeln!(f, "    not loaded: {what}")?;
                continue;
            }
            let rejected: usize = file.rejected.values().sum();
            writeln!(
                f,
                "    {:<14} read {:>4}  kept {:>4}  rejected {rejected:>4}",
                file.format, file.read, file.kept
            )?;
            for (reason, count) in &file.repaired {
                let what = if reason.is_flag() { "flagged " } else { "repaired" };
                writeln!(f, "      {what} {count:>4}  {}", word(reason))?;
            }
            for (reason, count) in &file.rejected {
                writeln!(f, "      rejected {count:>4}  {}", word(reason))?;
            }
        }
        Ok(())
    }
}

/// The reason's word, as in the JSON.
pub(super) fn word(reason: &impl Serialize) -> String {
    match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_files() -> Report {
        let mut file = FileReport::new("a.csv".to_owned(), "facility_csv".to_owned());
        let row = || serde_json::json!({ "id": 7, "name": "a", "lat": 40.5, "lon": -3.5 });
        let mut repairs = Repairs::new();
        repairs.note(Repair::HtmlEntity, "name", "&amp;a");
        file.keep(&repairs, row);
        repairs.note(Repair::CoordinatesDisagree, POSITION, "lat 40.5, x 4");
        file.keep(&repairs, row);
        file.reject(Reject::DuplicateId, Some("7"), "7");
        let other = FileReport::new("b.json".to_owned(), "unsupported:agenda".to_owned());
        Report {
            files: vec![file, other],
        }
    }

    #[test]
    fn the_json_has_exactly_the_agreed_shape() {
        assert_eq!(
            serde_json::to_string(&two_files()).unwrap(),
            concat!(
                r#"{"files":[{"file":"a.csv","format":"facility_csv","read":3,"kept":2,"#,
                r#""repaired":{"coordinates_disagree":1,"html_entity":2},"rejected":{"duplicate_id":1}},"#,
                r#"{"file":"b.json","format":"unsupported:agenda","read":0,"kept":0,"repaired":{},"rejected":{}}]}"#
            )
        );
    }

    #[test]
    fn the_table_says_the_same() {
        let table = two_files().to_string();
        assert!(table.contains("read    3  kept    2  rejected    1"), "{table}");
        assert!(table.contains("repaired    2  html_entity"), "{table}");
        assert!(table.contains("flagged     1  coordinates_disagree"), "{table}");
        assert!(table.contains("rejected    1  duplicate_id"), "{table}");
        assert!(table.contains("not loaded: agenda"), "{table}");
    }

    #[test]
    fn examples_say_what_was_published_and_what_was_made_of_it() {
        let file = two_files().files.remove(0);
        assert_eq!((file.touched.repaired, file.touched.flagged), (2, 1));
        let entity = &file.examples["html_entity"];
        assert_eq!((entity.len(), entity[0].published.as_str()), (2, "&amp;a"));
        assert_eq!(entity[0].became.as_deref(), Some("a"));
        assert_eq!(
            file.examples["coordinates_disagree"][0].became.as_deref(),
            Some("lat 40.5, lon -3.5")
        );
        let gone = &file.examples["duplicate_id"][0];
        assert_eq!((gone.id.as_deref(), gone.field, &gone.became), (Some("7"), "id", &None));
    }
}
