//! A receipt on paper: one page of PDF 1.4 with real text, a title, a language and a structure, so that it can be read aloud,
//! searched and copied. It says what the receipt says, and nobody's name: whoever holds its code may read it.

use pdf_writer::types::{StructRole, TabOrder};
use pdf_writer::writers::StructTreeRoot;
use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};

use super::numbers::{euros, in_groups, on_paper};
use super::proof::Proof;
use crate::calendar::wall;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const PLAIN: Ref = Ref::new(5);
const BOLD: Ref = Ref::new(6);
const INFO: Ref = Ref::new(7);
const DOCUMENT: Ref = Ref::new(8);
const PARENTS: Ref = Ref::new(9);
const TREE: Ref = Ref::new(10);
/// The paragraphs come after all others.
const FIRST_PARAGRAPH: i32 = 11;

const PLAIN_NAME: Name<'static> = Name(b"F1");
const BOLD_NAME: Name<'static> = Name(b"F2");

/// A4, in points.
const PAPER: Rect = Rect {
    x1: 0.0,
    y1: 0.0,
    x2: 595.0,
    y2: 842.0,
};
const MARGIN: f32 = 64.0;
const TOP: f32 = 770.0;
/// So many letters of Helvetica 11 fit between the margins whichever they are, with some that are narrow.
const WIDTH: usize = 78;

/// A paragraph.
struct Paragraph {
    role: StructRole,
    text: String,
}

impl Paragraph {
    const fn new(role: StructRole, text: String) -> Self {
        Self { role, text }
    }

    const fn font(&self) -> (Name<'static>, f32, f32) {
        match self.role {
            StructRole::H1 => (BOLD_NAME, 20.0, 32.0),
            StructRole::H2 => (BOLD_NAME, 13.0, 28.0),
            _ => (PLAIN_NAME, 11.0, 18.0),
        }
    }
}

/// The document, for somebody who calls the city so.
#[must_use]
pub fn write(proof: &Proof, origin: &str) -> Vec<u8> {
    let title = format!("Recibo {}", proof.number);
    let mut paragraphs = paragraphs(proof, &title);
    paragraphs.push(Paragraph::new(
        StructRole::P,
        format!("Escribe este código en la página de recibos de la ciudad: {origin}/recibos"),
    ));
    typeset(&title, &paragraphs)
}

/// A page of a title and some paragraphs, for other papers of the city.
#[must_use]
pub fn write_page(title: &str, lines: &[String]) -> Vec<u8> {
    let mut paragraphs = vec![Paragraph::new(StructRole::H1, title.to_owned())];
    paragraphs.extend(lines.iter().map(|line| Paragraph::new(StructRole::P, line.clone())));
    typeset(title, &paragraphs)
}

fn typeset(title: &str, paragraphs: &[Paragraph]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.set_version(1, 4);
    describe(&mut pdf, title);
    let elements: Vec<Ref> = (FIRST_PARAGRAPH..).map(Ref::new).take(paragraphs.len()).collect();
    structure(&mut pdf, paragraphs, &elements);
    lay_out(&mut pdf);
    pdf.stream(CONTENT, &print(paragraphs));
    pdf.finish()
}

fn paragraphs(proof: &Proof, title: &str) -> Vec<Paragraph> {
    let paid = wall(proof.paid);
    let p = |text: String| Paragraph::new(StructRole::P, text);
    let mut all = vec![
        Paragraph::new(StructRole::H1, title.to_owned()),
        p("Madrid en tu móvil. Ciudad de pruebas: este recibo no es real.".to_owned()),
        p(format!("Concepto: {}", proof.name)),
        p(format!("Importe pagado: {}", euros(proof.amount))),
        p(format!(
            "Fecha de pago: {}, {}",
            on_paper(paid.date()),
            paid.format("%H:%M")
        )),
        p(format!("Forma de pago: {}", proof.channel.words())),
    ];
    all.extend(proof.order.as_ref().map(|order| p(format!("Pedido: {order}"))));
    all.extend(
        proof
            .given_back
            .map(|since| p(format!("Devuelto a quien pagó: {}", on_paper(wall(since).date())))),
    );
    all.push(Paragraph::new(StructRole::H2, "Qué se ha pagado".to_owned()));
    all.extend(proof.notice.iter().cloned().map(p));
    all.push(Paragraph::new(StructRole::H2, "Cómo comprobar este recibo".to_owned()));
    all.push(p(format!("Código de verificación: {}", in_groups(&proof.code))));
    all
}

/// What readers say before they read.
fn describe(pdf: &mut Pdf, title: &str) {
    let mut info = pdf.document_info(INFO);
    info.title(TextStr(title));
    info.creator(TextStr("Madrid en tu móvil"));
    info.finish();
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES);
    catalog.lang(TextStr("es-ES"));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.mark_info().marked(true);
    catalog.pair(Name(b"StructTreeRoot"), TREE);
    catalog.finish();
    let mut tree = pdf.indirect(TREE).start::<StructTreeRoot<'_>>();
    tree.child(DOCUMENT);
    tree.parent_tree().nums().insert(0, PARENTS);
    tree.parent_tree_next_key(1);
}

/// Which paragraph is a heading, and which piece of the page each one is.
fn structure(pdf: &mut Pdf, paragraphs: &[Paragraph], elements: &[Ref]) {
    let mut document = pdf.struct_element(DOCUMENT);
    document.kind(StructRole::Document).parent(TREE);
    let mut children = document.children();
    for element in elements {
        children.struct_element(*element);
    }
    children.finish();
    document.finish();
    for ((id, paragraph), piece) in elements.iter().zip(paragraphs).zip(0..) {
        let mut element = pdf.struct_element(*id);
        element.kind(paragraph.role).parent(DOCUMENT).page(PAGE);
        element.children().marked_content_id(piece);
    }
    pdf.indirect(PARENTS).array().items(elements);
}

fn lay_out(pdf: &mut Pdf) {
    pdf.pages(PAGES).kids([PAGE]).count(1);
    let mut page = pdf.page(PAGE);
    page.parent(PAGES).media_box(PAPER).contents(CONTENT);
    page.struct_parents(0).tab_order(TabOrder::StructureOrder);
    let mut resources = page.resources();
    resources.fonts().pair(PLAIN_NAME, PLAIN).pair(BOLD_NAME, BOLD);
    resources.finish();
    page.finish();
    for (id, name) in [(PLAIN, Name(b"Helvetica")), (BOLD, Name(b"Helvetica-Bold"))] {
        // Of the fourteen fonts that every reader has.
        let mut font = pdf.type1_font(id);
        font.base_font(name).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
}

fn print(paragraphs: &[Paragraph]) -> Vec<u8> {
    let mut content = Content::new();
    content.begin_text();
    let mut at = TOP;
    content.set_text_matrix([1.0, 0.0, 0.0, 1.0, MARGIN, at]);
    for (paragraph, piece) in paragraphs.iter().zip(0..) {
        let (font, size, leading) = paragraph.font();
        content
            .begin_marked_content_with_properties(paragraph.role.to_name())
            .properties()
            .identify(piece);
        content.set_font(font, size);
        for line in wrapped(&paragraph.text) {
            at -= leading;
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, MARGIN, at]);
            content.show(Str(&win_ansi(&line)));
        }
        content.end_marked_content();
    }
    content.end_text();
    content.finish().into_vec()
}

/// In lines that fit. A word that is too long stays whole; the gap after a line belongs to it, for whoever hears or copies it.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_inclusive(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() <= WIDTH => line.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// As the fonts number their letters (PDF 1.4, appendix D.2). What they have not is a question mark.
fn win_ansi(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '€' => 0x80,
        '–' => 0x96,
        '—' => 0x97,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '…' => 0x85,
        ' '..='~' | '\u{a0}'..='ÿ' => u8::try_from(c).unwrap_or(b'?'),
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::model::{DebtKind, DebtRef, Method};
    use crate::treasury::proof::Channel;
    use chrono::{DateTime, Utc};

    fn sample() -> Proof {
        let paid: DateTime<Utc> = "2026-11-24T23:30:00Z".parse().unwrap();
        Proof {
            number: "R-2026-0000001".to_owned(),
            code: "0123456789ABCDEF".to_owned(),
            debt: DebtRef {
                kind: DebtKind::Fine,
                id: "482190375".to_owned(),
            },
            name: "Multa 482190375".to_owned(),
            amount: 120_456,
            paid,
            channel: Channel::Online(Method::Card),
            order: Some("2611AB12CD34".to_owned()),
            notice: vec!["Plaza Elíptica (Ñ) \\ “ZBE” ☃".to_owned(), "palabra ".repeat(40)],
            given_back: None,
        }
    }

    /// A text with a letter that is not ASCII is written as hexadecimal digits.
    fn has(document: &[u8], piece: &[u8]) -> bool {
        let hex: String = piece.iter().map(|byte| format!("{byte:02X}")).collect();
        let is_there = |piece: &[u8]| document.windows(piece.len()).any(|window| window == piece);
        is_there(piece) || is_there(hex.as_bytes())
    }

    #[test]
    fn it_is_a_pdf_of_1_4_with_text_title_language_and_structure() {
        let proof = sample();
        let document = write(&proof, "http://city.example");
        assert!(document.starts_with(b"%PDF-1.4") && document.ends_with(b"%%EOF"));
        for piece in [
            &b"/Lang (es-ES)"[..],
            b"/Title (Recibo R-2026-0000001)",
            b"/DisplayDocTitle true",
            b"/Marked true",
            b"/S /H1",
            b"Importe pagado: 1.204,56\xa0\x80",
            // A quarter past midnight in Madrid is the next day.
            b"Fecha de pago: 25/11/2026, 00:30",
            b"0123-4567-89AB-CDEF",
            b"2611AB12CD34",
            b"http://city.example/recibos",
        ] {
            assert!(has(&document, piece), "{}", String::from_utf8_lossy(piece));
        }
        assert_eq!(document, write(&proof, "http://city.example"));
    }

    #[test]
    fn what_is_given_back_is_said() {
        let mut proof = sample();
        let said = |proof: &Proof| {
            has(
                &write(proof, "http://city.example"),
                b"Devuelto a quien pag\xf3: 26/11/2026",
            )
        };
        assert!(!said(&proof));
        proof.given_back = Some("2026-11-25T23:30:00Z".parse().unwrap());
        assert!(said(&proof));
    }

    #[test]
    fn every_object_is_where_the_table_says() {
        let proof = sample();
        let document = write(&proof, "http://city.example");
        // One letter for each byte, so that places are places.
        let text: Vec<char> = document.iter().map(|byte| char::from(*byte)).collect();
        let from = |at: usize| text[at..].iter().collect::<String>();
        let whole = from(0);
        let (_, after) = whole.rsplit_once("startxref\n").unwrap();
        let table: usize = after.lines().next().unwrap().parse().unwrap();
        let listed = from(table);
        let lines: Vec<&str> = listed.lines().collect();
        assert_eq!(lines[0], "xref");
        let mut seen = 0;
        for (number, line) in lines[2..]
            .iter()
            .enumerate()
            .take_while(|(_, line)| **line != "trailer")
        {
            if line.contains(" n") {
                let offset: usize = line.split(' ').next().unwrap().parse().unwrap();
                assert!(from(offset).starts_with(&format!("{number} 0 obj")), "{number}");
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen}");
    }

    #[test]
    fn letters_are_those_of_the_font_and_lines_fit() {
        assert_eq!(win_ansi("Año 5\u{a0}€ “x” ☃"), b"A\xf1o 5\xa0\x80 \x93x\x94 ?");
        let lines = wrapped(&"palabra ".repeat(40));
        assert!(lines.len() > 3 && lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert!(lines.iter().all(|line| line.ends_with(' ')) && wrapped("").is_empty());
    }
}
