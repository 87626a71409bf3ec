//! The portal's tables: `;`, quotes, line breaks inside quotes, columns by their name, and a `;` too many at the end.
//!
//! A table does not say how many rows it has, so a cut exactly between two rows cannot be seen. Any other cut can: a
//! quote stays open, the last row is short, or it ends in an unquoted cell without the line break that every writer of
//! tables puts there. A whole last row that merely lacks its line break is accepted.

use ::csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::error::FileProblem;
use super::report::Reject;

/// A table read whole: its heading and its rows, blank ones left out.
#[derive(Debug)]
pub(super) struct Table {
    heading: Vec<String>,
    rows: Vec<StringRecord>,
}

impl Table {
    /// Reads a text as a table and makes sure that its end is there.
    pub(super) fn read(text: &str) -> Result<Self, FileProblem> {
        let end = End::of(text);
        if end.open_quote {
            return Err(FileProblem::CutShort("a quoted cell is never closed".to_owned()));
        }
        let mut reader = ReaderBuilder::new()
            .delimiter(b';')
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let records = reader
            .byte_records()
            .filter_map(Result::ok)
            .filter_map(as_text)
            .filter(|record| !is_blank(record));
        let mut rows: Vec<StringRecord> = records.collect();
        if rows.is_empty() {
            return Err(FileProblem::Empty("there is no row in it"));
        }
        let heading: Vec<String> = rows.remove(0).iter().map(|cell| cell.trim().to_uppercase()).collect();
        let table = Self { heading, rows };
        table.check_end(&end)?;
        Ok(table)
    }

    /// The names of the columns, in capitals.
    pub(super) fn heading(&self) -> &[String] {
        &self.heading
    }

    fn check_end(&self, end: &End) -> Result<(), FileProblem> {
        let Some((last, others)) = self.rows.split_last() else {
            return if end.has_line_break {
                Ok(())
            } else {
                Err(FileProblem::CutShort("the heading does not end".to_owned()))
            };
        };
        // Some writers end only the heading, or only the rows, in a separator: the other rows tell which.
        let alone = if end.has_line_break {
            self.named_columns()
        } else {
            self.heading.len()
        };
        let usual = others
            .iter()
            .map(StringRecord::len)
            .max()
            .unwrap_or(alone)
            .min(self.heading.len());
        let is_short = last.len() < self.named_columns() || last.len() < usual;
        if is_short {
            let (has, wanted) = (last.len(), self.heading.len());
            return Err(FileProblem::CutShort(format!(
                "the last row has {has} of {wanted} cells"
            )));
        }
        if !end.has_line_break && !end.in_closed_quote {
            return Err(FileProblem::CutShort(
                "the last cell is neither quoted nor followed by a line break".to_owned(),
            ));
        }
        Ok(())
    }

    /// How many cells a row needs at least: columns without a name at the end hold nothing.
    fn named_columns(&self) -> usize {
        self.heading
            .iter()
            .rposition(|name| !name.is_empty())
            .map_or(0, |last| last + 1)
    }

    /// The rows, each made by `read` out of its cells by the name of the column, and of whether the line has one separator
    /// too many.
    pub(super) fn rows<T>(
        &self,
        read: impl Fn(&dyn Fn(&str) -> Option<String>, bool) -> T,
    ) -> Result<Vec<Result<T, Reject>>, FileProblem> {
        if self.rows.is_empty() {
            return Err(FileProblem::Empty("there is a heading, but no row"));
        }
        Ok(self.rows.iter().map(|row| self.row(row, &read)).collect())
    }

    fn row<T>(
        &self,
        row: &StringRecord,
        read: &impl Fn(&dyn Fn(&str) -> Option<String>, bool) -> T,
    ) -> Result<T, Reject> {
        let named = self.named_columns();
        let beyond: Vec<&str> = row.iter().skip(named).collect();
        if row.len() < named || beyond.iter().any(|cell| !cell.trim().is_empty()) {
            return Err(Reject::WrongNumberOfColumns);
        }
        let cell = |name: &str| {
            let column = self.heading.iter().position(|heading| heading == name)?;
            row.get(column).map(str::to_owned)
        };
        Ok(read(&cell, !beyond.is_empty()))
    }
}

fn as_text(record: ByteRecord) -> Option<StringRecord> {
    StringRecord::from_byte_record(record).ok()
}

fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

/// How a table ends.
#[derive(Debug, Default, PartialEq, Eq)]
struct End {
    /// Inside a quoted cell.
    open_quote: bool,
    /// Right after the closing quote of a cell.
    in_closed_quote: bool,
    /// After a line break (and perhaps blanks).
    has_line_break: bool,
}

impl End {
    /// Follows the quotes as the reader of tables does: they open at the start of a cell only, two of them are one.
    fn of(text: &str) -> Self {
        enum At {
            CellStart,
            Plain,
            Quoted,
            QuoteInQuoted,
        }
        let mut at = At::CellStart;
        for byte in text.bytes() {
            at = match (at, byte) {
                (At::CellStart, b'"') | (At::QuoteInQuoted, b'"') => At::Quoted,
                (At::Quoted, b'"') => At::QuoteInQuoted,
                (At::Quoted, _) => At::Quoted,
                (_, b';' | b'\n' | b'\r') => At::CellStart,
                _ => At::Plain,
            };
        }
        let tail = text.trim_end_matches([' ', '\t']);
        Self {
            open_quote: matches!(at, At::Quoted),
            in_closed_quote: matches!(at, At::QuoteInQuoted),
            has_line_break: tail.ends_with(['\n', '\r']),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::raw::RawFacility;

    fn rows_of(table: &Table) -> Result<Vec<Result<RawFacility, Reject>>, FileProblem> {
        table.rows(RawFacility::from_table)
    }

    fn names(text: &str) -> Vec<Result<String, Reject>> {
        let rows = rows_of(&Table::read(text).unwrap()).unwrap();
        rows.into_iter()
            .map(|row| row.map(|raw| format!("{}={}", raw.id.unwrap(), raw.name.unwrap())))
            .collect()
    }

    fn problem(text: &str) -> &'static str {
        match Table::read(text) {
            Ok(table) => rows_of(&table).map(|_| ()).unwrap_err().code(),
            Err(problem) => problem.code(),
        }
    }

    fn kept(name: &str) -> Result<String, Reject> {
        Ok(name.to_owned())
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        assert_eq!(names("PK;NOMBRE\n1;a\n"), [kept("1=a")]);
        assert_eq!(names(" nombre ; X ; pk \r\n\"a;b\";;1\r\n"), [kept("1=a;b")]);
    }

    #[test]
    fn quotes_line_breaks_and_blank_lines() {
        assert_eq!(
            names("PK;NOMBRE\n1;\"a \"\"b\"\"\nc\"\n\n2;d\n \n\n"),
            [kept("1=a \"b\"\nc"), kept("2=d")]
        );
        assert_eq!(names("PK;NOMBRE\n1;5 \" x\n"), [kept("1=5 \" x")]);
    }

    #[test]
    fn a_separator_too_many_is_no_cell() {
        let with = "PK;NOMBRE;\n1;\"a\"; \n2;\"b\"; \n\n";
        assert_eq!(names(with), [kept("1=a"), kept("2=b")]);
        let rows = rows_of(&Table::read(with).unwrap()).unwrap();
        assert!(rows.into_iter().all(|row| row.unwrap().trailing_separator));
        assert_eq!(names("PK;NOMBRE\n1;a;\n"), [kept("1=a")]);
        assert_eq!(names("PK;NOMBRE;\n1;a\n"), [kept("1=a")]);
    }

    #[test]
    fn a_row_with_other_cells_than_the_heading_is_rejected_alone() {
        let wrong = || Err(Reject::WrongNumberOfColumns);
        assert_eq!(names("PK;NOMBRE\n1;a;extra\n2\n3;c\n"), [wrong(), wrong(), kept("3=c")]);
    }

    #[test]
    fn every_cut_inside_a_row_is_seen() {
        assert_eq!(problem("PK;NOMBRE\n1;\"a"), "cut_short");
        assert_eq!(problem("PK;NOMBRE\n1;a\n2"), "cut_short");
        assert_eq!(problem("PK;NOMBRE\n1;a\n2\n"), "cut_short");
        assert_eq!(
            problem("PK;NOMBRE\n1;a\n2;"),
            "cut_short",
            "the last cell is blank, plain and not ended"
        );
        assert_eq!(problem("PK;NOMBRE\n1;a\n2;b"), "cut_short");
        assert_eq!(
            problem("PK;NOMBRE;\n1;\"a\";\n2;\"b\""),
            "cut_short",
            "the other rows have one separator more"
        );
        assert_eq!(problem("PK;NOM"), "cut_short");
    }

    #[test]
    fn a_whole_last_row_without_a_line_break_is_accepted() {
        assert_eq!(names("PK;NOMBRE\n1;\"a\"\n2;\"b\""), [kept("1=a"), kept("2=b")]);
    }

    #[test]
    fn a_heading_alone_is_empty() {
        assert_eq!(problem("PK;NOMBRE\n"), "empty");
        assert_eq!(problem("PK;NOMBRE\n\n ; \n"), "empty");
    }
}
