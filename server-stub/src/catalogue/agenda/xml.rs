//! The XML export: `<contenido>` after `<contenido>`, each a list of named `<atributo>`, some inside another.

use std::collections::BTreeMap;

use quick_xml::errors::{Error as XmlError, SyntaxError};
use quick_xml::events::{BytesStart, Event as XmlEvent};
use quick_xml::{Reader, XmlVersion};

use super::super::error::FileProblem;
use super::RawEvent;

/// The attributes of one item, those inside others beside the rest.
pub(in super::super) type Item = BTreeMap<String, String>;

/// The event of an item.
pub(in super::super) fn event(item: &Item) -> RawEvent {
    RawEvent::from_columns(|name| item.get(name).cloned())
}

/// Every item of the document, read to its very end.
///
/// # Errors
/// If it is not well-formed, or stops before its last element is closed.
pub(in super::super) fn items(text: &str) -> Result<Vec<Item>, FileProblem> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    loop {
        let event = reader.read_event().map_err(|error| problem(&error, &reader, text))?;
        match event {
            XmlEvent::Start(tag) => reading.open(&tag),
            XmlEvent::End(_) => reading.close(),
            XmlEvent::Text(part) => reading.text(&part.xml10_content()),
            XmlEvent::CData(part) => reading.text(&part.xml10_content()),
            XmlEvent::GeneralRef(part) => match part.resolve_char_ref() {
                Ok(Some(letter)) => reading.text(letter.encode_utf8(&mut [0; 4])),
                _ => reading.text(&entity(&part)),
            },
            XmlEvent::Eof if reading.open.is_empty() => return Ok(reading.items),
            XmlEvent::Eof => return Err(FileProblem::CutShort("the XML document does not end".to_owned())),
            XmlEvent::Empty(_) | XmlEvent::Comment(_) | XmlEvent::Decl(_) | XmlEvent::PI(_) | XmlEvent::DocType(_) => {}
        }
    }
}

/// The five that XML knows; another stays as it is and is decoded where all texts are.
fn entity(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

/// What opens and never closes is seen only at the end of the text.
fn problem(error: &XmlError, reader: &Reader<&[u8]>, text: &str) -> FileProblem {
    if matches!(error, XmlError::Syntax(syntax) if *syntax != SyntaxError::InvalidBangMarkup) {
        return FileProblem::CutShort("the XML document does not end".to_owned());
    }
    let offset = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
    let before = text.get(..offset).unwrap_or_default();
    FileProblem::BrokenXml {
        line: before.matches('\n').count() + 1,
    }
}

/// What is open at the moment, and what was read.
#[derive(Default)]
struct Reading {
    open: Vec<Open>,
    item: Item,
    items: Vec<Item>,
}

/// An element that is not closed yet.
enum Open {
    /// A whole item.
    Item,
    /// A named attribute with its text so far.
    Named(String, String),
    /// Anything else.
    Other,
}

impl Reading {
    fn open(&mut self, tag: &BytesStart<'_>) {
        if tag.name().as_ref() == "contenido" {
            self.item = Item::new();
            return self.open.push(Open::Item);
        }
        let mut attributes = tag.attributes().flatten();
        let name = attributes
            .find(|attribute| attribute.key.as_ref() == "nombre")
            .and_then(|name| name.normalized_value(XmlVersion::Implicit1_0).ok());
        self.open.push(match name {
            Some(name) => Open::Named(name.into_owned(), String::new()),
            None => Open::Other,
        });
    }

    fn text(&mut self, part: &str) {
        if let Some(Open::Named(_, text)) = self.open.last_mut() {
            text.push_str(part);
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Item) => self.items.push(std::mem::take(&mut self.item)),
            Some(Open::Named(name, text)) => {
                self.item.entry(name).or_insert(text);
            }
            Some(Open::Other) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(inside: &str) -> Result<Vec<Item>, FileProblem> {
        items(&format!(
            "<?xml version=\"1.0\"?><Contenidos><contenido><atributos idioma=\"es\">{inside}</atributos></contenido>\
             </Contenidos>\n"
        ))
    }

    #[test]
    fn texts_of_every_sort_and_attributes_inside_others() {
        let inside = "<atributo nombre=\"ID-EVENTO\">7</atributo><atributo nombre=\"TITULO\">A &amp; B &#233;&lt;</atributo>\
            <atributo nombre=\"DESCRIPCION\"><![CDATA[x &gt; y <b>]]></atributo>\
            <atributo nombre=\"LOCALIZACION\"><atributo nombre=\"CLASE-VIAL\">CALLE</atributo>\
            <atributo nombre=\"NOMBRE-VIA\">ALISEDA &Ntilde;</atributo><atributo nombre=\"NUM\">4</atributo></atributo>";
        let item = one(inside).unwrap().remove(0);
        assert_eq!(
            (item["TITULO"].as_str(), item["DESCRIPCION"].as_str()),
            ("A & B é<", "x &gt; y <b>")
        );
        let event = event(&item);
        assert_eq!(event.street.as_deref(), Some("CALLE ALISEDA &Ntilde; 4"));
        assert_eq!(event.id.as_deref(), Some("7"));
    }

    #[test]
    fn an_item_without_a_key_is_still_an_item() {
        assert_eq!(one("").unwrap(), [Item::new()]);
    }

    #[test]
    fn cut_and_broken_documents_are_told_apart() {
        let whole = "<Contenidos><contenido><atributos><atributo nombre=\"A\">1</atributo></atributos></contenido></Contenidos>";
        assert_eq!(items(whole).unwrap().len(), 1);
        for end in [5, 15, 40, 60, whole.len() - 3] {
            let cut = items(whole.split_at(end).0);
            assert_eq!(cut.unwrap_err().code(), "cut_short", "{end}");
        }
        let crossed = whole.replace("</atributo></atributos>", "</atributos></atributo>");
        assert_eq!(items(&crossed).unwrap_err().code(), "broken_xml");
    }
}
