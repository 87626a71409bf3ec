//! What was done to the rows of each file: how many were read, kept, repaired and rejected, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

/// What was wrong with a row and put right. The row is kept. Each row counts once per reason, however many of its
/// cells show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// The codes of district or barrio are blank: filled in from the names where these are official.
    AreaCodesMissing,
    /// The code of district or barrio is none of the City's: the name was used.
    AreaCodeUnknown,
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
    /// HTML entities: decoded.
    HtmlEntity,
    /// More around the barrio's official name (`JUSTICIA/ CENTRO`): taken off.
    NeighbourhoodExtraWords,
    /// The barrio's name before it was renamed: the present one was put.
    NeighbourhoodFormerName,
    /// The barrio's name is spelt otherwise than the official one (`CASCO H.VALLECAS`): the official one was put.
    NeighbourhoodNameVariant,
    /// No barrio of that name exists (`AMBROZ`): left out.
    NeighbourhoodNotOfficial,
    /// The barrio belongs to another district than the row says: left out.
    NeighbourhoodOutsideDistrict,
    /// Words around a telephone number, or several numbers: the first was kept.
    PhoneExtraText,
    /// No telephone number could be found in the text: left out.
    PhoneUnreadable,
    /// The literal word `DISTRITO` in place of a district.
    PlaceholderDistrict,
    /// Latitude and longitude are missing or impossible: the position was computed from X/Y.
    PositionFromXy,
    /// Not a postal code of Madrid: left out.
    PostalCodeUnreadable,
    /// One more `;` than columns at the end of the line.
    TrailingSeparator,
    /// Not an address of the web: left out.
    UrlNotWeb,
}

/// Why a row was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reject {
    /// Neither coordinates in degrees nor X/Y.
    CoordinatesMissing,
    /// The position is outside the municipality.
    CoordinatesOutsideMadrid,
    /// What stands in the columns of coordinates is none.
    CoordinatesUnreadable,
    /// Another row with this key came first, in this file or in an earlier one of the same call.
    DuplicateId,
    /// No key: the phone could not tell the row from others.
    IdMissing,
    /// The key is not a number the portal would give.
    IdUnreadable,
    /// A place without a name cannot be shown.
    NameMissing,
    /// The row has fewer or more cells than the heading, so no cell can be trusted to be in its column.
    WrongNumberOfColumns,
}

/// One file of the report. `kept` plus all of `rejected` is `read`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The file, as it was named.
    pub file: String,
    /// `facility_csv`, `json_ld`, `offices_items`, or `unsupported:` and what it is.
    pub format: String,
    /// Rows found.
    pub read: usize,
    /// Rows that became places.
    pub kept: usize,
    /// Rows kept after a repair, by reason. A row may show several.
    pub repaired: BTreeMap<Repair, usize>,
    /// Rows left out, by reason. A row has one.
    pub rejected: BTreeMap<Reject, usize>,
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
        }
    }

    pub(super) fn keep(&mut self, repairs: &BTreeSet<Repair>) {
        self.read += 1;
        self.kept += 1;
        for repair in repairs {
            *self.repaired.entry(*repair).or_default() += 1;
        }
    }

    pub(super) fn reject(&mut self, reason: Reject) {
        self.read += 1;
        *self.rejected.entry(reason).or_default() += 1;
    }
}

/// The quality report of one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
                writeln!(f, "      repaired {count:>4}  {}", word(reason))?;
            }
            for (reason, count) in &file.rejected {
                writeln!(f, "      rejected {count:>4}  {}", word(reason))?;
            }
        }
        Ok(())
    }
}

/// The reason's word, as in the JSON.
fn word(reason: &impl Serialize) -> String {
    match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Report {
        let mut file = FileReport::new("a.csv".to_owned(), "facility_csv".to_owned());
        file.keep(&[Repair::HtmlEntity, Repair::PlaceholderDistrict].into());
        file.keep(&[Repair::HtmlEntity].into());
        file.reject(Reject::DuplicateId);
        let other = FileReport::new("b.json".to_owned(), "unsupported:agenda".to_owned());
        Report {
            files: vec![file, other],
        }
    }

    #[test]
    fn the_json_has_exactly_the_agreed_shape() {
        assert_eq!(
            serde_json::to_string(&example()).unwrap(),
            concat!(
                r#"{"files":[{"file":"a.csv","format":"facility_csv","read":3,"kept":2,"#,
                r#""repaired":{"html_entity":2,"placeholder_district":1},"rejected":{"duplicate_id":1}},"#,
                r#"{"file":"b.json","format":"unsupported:agenda","read":0,"kept":0,"repaired":{},"rejected":{}}]}"#
            )
        );
    }

    #[test]
    fn the_table_says_the_same() {
        let table = example().to_string();
        assert!(table.contains("read    3  kept    2  rejected    1"), "{table}");
        assert!(table.contains("repaired    2  html_entity"), "{table}");
        assert!(table.contains("rejected    1  duplicate_id"), "{table}");
        assert!(table.contains("not loaded: agenda"), "{table}");
    }
}
