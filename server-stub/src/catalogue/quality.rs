//! The quality report as people and programs read it: per file how many rows came to what, and why, with a few examples.

use std::path::Path;

use serde::Serialize;

use super::report::{Example, FileReport, Reject, Repair, Report, word};

/// The document at `GET /v1/quality`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// By the city's clock, when the files were loaded.
    pub as_of: String,
    /// One entry per file.
    pub files: Vec<FileQuality>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileQuality {
    /// Its name, without the folders.
    pub file: String,
    /// What it holds.
    pub format: String,
    /// Rows found.
    pub rows: usize,
    /// Rows published. With the rejected ones, all.
    pub kept: usize,
    /// Rows published after something was put right.
    pub repaired: usize,
    /// Rows published with something for a person to look at.
    pub flagged: usize,
    /// Rows left out.
    pub rejected: usize,
    /// Every reason that occurs.
    pub reasons: Vec<ReasonQuality>,
}

/// One reason in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonQuality {
    /// Its word.
    pub reason: String,
    /// `repaired`, `flagged` or `rejected`.
    pub what: &'static str,
    /// Rows that show it.
    pub rows: usize,
    /// What it means and what was done.
    pub explained: &'static str,
    /// A few of the rows.
    pub examples: Vec<Example>,
}

impl Quality {
    /// Of a report.
    #[must_use]
    pub fn of(report: &Report, as_of: String) -> Self {
        Self {
            as_of,
            files: report.files.iter().map(FileQuality::of).collect(),
        }
    }
}

impl FileQuality {
    fn of(file: &FileReport) -> Self {
        let repaired = file.repaired.iter().map(|(reason, rows)| {
            let what = if reason.is_flag() { "flagged" } else { "repaired" };
            ReasonQuality::of(file, word(reason), (what, *rows, why_repaired(*reason)))
        });
        let rejected = file
            .rejected
            .iter()
            .map(|(reason, rows)| ReasonQuality::of(file, word(reason), ("rejected", *rows, why_rejected(*reason))));
        let name = Path::new(&file.file).file_name();
        Self {
            file: name.map_or_else(|| file.file.clone(), |name| name.to_string_lossy().into_owned()),
            format: file.format.clone(),
            rows: file.read,
            kept: file.kept,
            repaired: file.touched.repaired,
            flagged: file.touched.flagged,
            rejected: file.rejected.values().sum(),
            reasons: rejected.chain(repaired).collect(),
        }
    }
}

impl ReasonQuality {
    fn of(file: &FileReport, reason: String, (what, rows, explained): (&'static str, usize, &'static str)) -> Self {
        Self {
            examples: file.examples.get(&reason).cloned().unwrap_or_default(),
            reason,
            what,
            rows,
            explained,
        }
    }
}

const fn why_repaired(reason: Repair) -> &'static str {
    match reason {
        Repair::AreaCodesMissing => "No code of district or barrio: found by the names.",
        Repair::AreaCodeUnknown => "A code of district or barrio that is none: found by the names.",
        Repair::AreaFromPosition => "District or barrio missing or none of the City's: found by the position.",
        Repair::AudienceUnknown => "For whom it is, in a word that is not told on: left out.",
        Repair::BoundariesDisagree => "Two files of boundaries disagree here: the barrios were trusted.",
        Repair::ControlCharacter => "A control character: replaced by a blank.",
        Repair::CoordinatesDegreesMinutes => "Degrees, minutes and seconds: written as degrees.",
        Repair::CoordinatesSwapped => "Latitude and longitude in each other's column: put back.",
        Repair::DecimalComma => "A decimal comma in a coordinate: read as a point.",
        Repair::DayUnreadable => "A weekday that is none: left out.",
        Repair::ExcludedDayUnreadable => "A day to leave out that cannot be read: not left out.",
        Repair::FreeUnreadable => "It does not say whether it is free: taken for not.",
        Repair::PositionFromXy => "No usable latitude and longitude: computed from X and Y.",
        Repair::PositionLeftOut => "An event's position is unreadable or outside the municipality: left out.",
        Repair::TimeMidnight => "Midnight where no hour is meant: left out.",
        Repair::TimeUnreadable => "Not an hour of the day: left out.",
        Repair::TrailingSeparator => "One separator too many at the end of the line.",
        Repair::OutsideBoundaries => "Inside no boundary that was loaded: the row's own words were kept.",
        other => why_in_words(other),
    }
}

/// The same for what people write as text.
const fn why_in_words(reason: Repair) -> &'static str {
    match reason {
        Repair::CoordinatesEd50Shift => {
            "X and Y are off by the shift of the old datum: latitude and longitude trusted."
        }
        Repair::CoordinatesFarApart => "X and Y are over 2 km from latitude and longitude: these were trusted.",
        Repair::CoordinatesDisagree => "X and Y are 50 m or more from latitude and longitude: these were trusted.",
        Repair::DistrictContradictsCode => "The district's name is not that of its code: the code was trusted.",
        Repair::DistrictDisagrees => "The position lies in another district: the position was trusted.",
        Repair::DoubleEncodedEntity => "Entities coded twice: decoded twice.",
        Repair::EmailExtraText => "Words around an e-mail address: the first address was kept.",
        Repair::EmailUnreadable => "No e-mail address in the text: left out.",
        Repair::EmbeddedLineBreak => "A line break inside a cell: replaced by a blank.",
        Repair::HtmlEntity => "HTML entities: decoded.",
        Repair::LettersLost => "A question mark where the file's writer had no letter: kept as it is.",
        Repair::NeighbourhoodDisagrees => "The position lies in another barrio: the position was trusted.",
        Repair::NeighbourhoodExtraWords => "More around the barrio's name: taken off.",
        Repair::NeighbourhoodFormerName => "A former name of the barrio: the present one was put.",
        Repair::NeighbourhoodNameVariant => "Another spelling of the barrio: the official one was put.",
        Repair::NeighbourhoodNotOfficial => "A barrio that is none of the 131: not used.",
        Repair::NeighbourhoodOutsideDistrict => "The barrio is of another district than the row says: not used.",
        Repair::PhoneExtraText => "Words around a telephone number: the first number was kept.",
        Repair::PhoneUnreadable => "No telephone number in the text: left out.",
        Repair::PlaceholderDistrict => "The word DISTRITO instead of a district: not used.",
        Repair::PostalCodeUnreadable => "Not a postal code of Madrid: left out.",
        Repair::UrlNotWeb => "Not an address of the web: left out.",
        // Told above.
        _ => "",
    }
}

const fn why_rejected(reason: Reject) -> &'static str {
    match reason {
        Reject::AreaUnknown => "Neither a code nor a name of the City's districts and barrios.",
        Reject::CoordinatesMissing => "No position at all.",
        Reject::CoordinatesOutsideMadrid => "Outside the municipality.",
        Reject::CoordinatesUnreadable => "What stands in the columns of coordinates is none.",
        Reject::DateMissing => "No first day.",
        Reject::DateUnreadable => "The first or the last day is none.",
        Reject::DatesReversed => "The last day is before the first.",
        Reject::DuplicateId => "Another row with this key goes before it.",
        Reject::GeometryUnreadable => "The outline is no polygon.",
        Reject::IdMissing => "No key.",
        Reject::IdUnreadable => "The key is not one that the portal would give.",
        Reject::NameMissing => "No name.",
        Reject::WrongNumberOfColumns => "More or fewer cells than the heading: no cell can be trusted.",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, load_documents};
    use super::*;

    #[test]
    fn a_file_is_told_with_its_reasons_and_examples() {
        let text = "PK;NOMBRE;LATITUD;LONGITUD;TELEFONO\n1;\"Uno &amp; dos\";40.43;-3.65;llame al 914800010\n1;b;40.4;-3.7;\n2;c;1;2;\n";
        let document = Document {
            name: "/a/folder/places.csv".into(),
            bytes: text.into(),
        };
        let loaded = load_documents(vec![document]).unwrap();
        let quality = Quality::of(&loaded.report, "now".to_owned());
        let file = &quality.files[0];
        assert_eq!(
            (file.file.as_str(), file.format.as_str()),
            ("places.csv", "facility_csv")
        );
        assert_eq!(
            (file.rows, file.kept, file.repaired, file.flagged, file.rejected),
            (3, 1, 1, 0, 2)
        );
        let of = |reason: &str| file.reasons.iter().find(|found| found.reason == reason).unwrap();
        assert_eq!(of("html_entity").examples[0].became.as_deref(), Some("Uno & dos"));
        let phone = &of("phone_extra_text").examples[0];
        assert_eq!(
            (phone.id.as_deref(), phone.field, phone.published.as_str()),
            (Some("1"), "phone", "llame al 914800010")
        );
        assert_eq!(phone.became.as_deref(), Some("+34 914 800 010"));
        assert_eq!(
            (of("coordinates_outside_madrid").rows, of("duplicate_id").what),
            (1, "rejected")
        );
        assert!(file.reasons.iter().all(|reason| !reason.explained.is_empty()));
    }
}
