//! An area as the city sends it, and its way into the model. The only file that knows the city's spelling.

use serde::Deserialize;

use super::model::Ring;

/// A row of `GET /v1/areas`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AreaWire {
    id: i64,
    version: i64,
    level: String,
    code: String,
    name: String,
    district_code: String,
    rings: Vec<String>,
}

/// A checked row, ready to be kept. It remembers the city's own words, so that a later app may understand more of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "AreaWire")]
pub struct AreaRow {
    pub(super) id: i64,
    pub(super) version: i64,
    pub(super) level: String,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) district_code: String,
    /// As they were sent, with a space between: no letter of an encoded line is one.
    pub(super) lines: String,
    pub(super) rings: Vec<Ring>,
}

/// Why a row cannot be kept. It names the field, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadArea {
    /// Ids and versions are positive.
    #[error("id and version must be positive")]
    Number,
    /// An area has a name and codes.
    #[error("name or code is empty")]
    Name,
    /// An area has an outline.
    #[error("the outline cannot be read")]
    Rings,
}

impl TryFrom<AreaWire> for AreaRow {
    type Error = BadArea;

    fn try_from(wire: AreaWire) -> Result<Self, BadArea> {
        if wire.id <= 0 || wire.version <= 0 {
            return Err(BadArea::Number);
        }
        if [&wire.name, &wire.code, &wire.district_code]
            .iter()
            .any(|text| text.trim().is_empty())
        {
            return Err(BadArea::Name);
        }
        let rings: Result<Vec<Ring>, _> = wire.rings.iter().map(|line| Ring::from_polyline(line)).collect();
        let rings = rings.ok().filter(|rings| !rings.is_empty()).ok_or(BadArea::Rings)?;
        Ok(Self {
            id: wire.id,
            version: wire.version,
            level: wire.level,
            code: wire.code,
            name: wire.name,
            district_code: wire.district_code,
            lines: wire.rings.join(" "),
            rings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"{"id":11,"version":9,"level":"neighbourhood","code":"011","name":"Palacio","district_code":"01",
        "rings":["_p~iF~ps|U_ulLnnqC_mqNvxq`@"]}"#;

    #[test]
    fn a_row_is_read_whole_and_a_level_of_a_newer_city_is_kept() {
        let row: AreaRow = serde_json::from_str(LEAST).unwrap();
        assert_eq!((row.code.as_str(), row.rings.len(), row.lines.len()), ("011", 1, 27));
        let newer: AreaRow = serde_json::from_str(&LEAST.replace("neighbourhood", "census_tract")).unwrap();
        assert_eq!(newer.level, "census_tract");
    }

    #[test]
    fn what_cannot_be_kept_is_not_read() {
        for (from, to) in [
            ("\"id\":11", "\"id\":0"),
            ("Palacio", " "),
            ("\"01\"", "\"\""),
            ("_p~iF~ps|U_ulLnnqC_mqNvxq`@", "_p~iF~ps|U"),
            ("\"_p~iF~ps|U_ulLnnqC_mqNvxq`@\"", ""),
        ] {
            assert!(
                serde_json::from_str::<AreaRow>(&LEAST.replace(from, to)).is_err(),
                "{to}"
            );
        }
    }
}
