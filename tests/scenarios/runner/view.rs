//! Views as JSON, whatever they are made of. Rust has no reflection, but every view can be told with `{:?}`, and that names
//! each field as `api.snapshot` does: so no table of fields has to follow the boundary by hand.
//!
//! `None` becomes null, an enum without data its name (`SignedIn` is `"signed_in"`), a record an object. An enum with data is
//! an object too, with its name under `case`.

use std::fmt::Debug;
use std::iter::Peekable;
use std::str::Chars;

use serde_json::{Map, Value};

/// The view.
pub fn of(view: &impl Debug) -> Value {
    let text = format!("{view:?}");
    let mut reader = Reader(text.chars().peekable());
    reader.value()
}

/// `SignedIn` as scenarios write it: `signed_in`.
pub fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

struct Reader<'a>(Peekable<Chars<'a>>);

impl Reader<'_> {
    fn value(&mut self) -> Value {
        match self.peek() {
            '"' => Value::String(self.text()),
            '[' => self.list(),
            '-' | '0'..='9' => self.number(),
            _ => self.named(),
        }
    }

    /// A name, and what belongs to it.
    fn named(&mut self) -> Value {
        let name = self.word();
        match (name.as_str(), self.peek()) {
            ("None", _) => Value::Null,
            ("true" | "false", _) => Value::Bool(name == "true"),
            (_, '(') => {
                self.expect('(');
                let inside = self.value();
                self.expect(')');
                inside
            }
            (_, ' ') => self.record(&name),
            _ => Value::String(snake(&name)),
        }
    }

    fn record(&mut self, name: &str) -> Value {
        let mut fields = Map::new();
        if !name.ends_with("View") {
            fields.insert("case".to_owned(), snake(name).into());
        }
        self.expect(' ');
        self.expect('{');
        while self.peek() != '}' {
            self.expect(' ');
            let field = self.word();
            self.expect(':');
            self.expect(' ');
            fields.insert(field, self.value());
            match self.peek() {
                ',' => self.expect(','),
                _ => self.expect(' '),
            }
        }
        self.expect('}');
        Value::Object(fields)
    }

    fn list(&mut self) -> Value {
        let mut elements = Vec::new();
        self.expect('[');
        while self.peek() != ']' {
            elements.push(self.value());
            if self.peek() == ',' {
                self.expect(',');
                self.expect(' ');
            }
        }
        self.expect(']');
        Value::Array(elements)
    }

    fn number(&mut self) -> Value {
        let mut digits = String::new();
        while let Some(c) = self.0.next_if(|c| c.is_ascii_digit() || "-.e".contains(*c)) {
            digits.push(c);
        }
        digits.parse().unwrap()
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        self.expect('"');
        loop {
            match self.0.next().unwrap() {
                '"' => return text,
                '\\' => text.push(self.escaped()),
                c => text.push(c),
            }
        }
    }

    fn escaped(&mut self) -> char {
        match self.0.next().unwrap() {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'u' => {
                self.expect('{');
                let code = self.word();
                self.expect('}');
                char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap()
            }
            c => c,
        }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.0.next_if(|c| c.is_alphanumeric() || *c == '_') {
            word.push(c);
        }
        word
    }

    fn peek(&mut self) -> char {
        self.0.peek().copied().unwrap_or('\n')
    }

    fn expect(&mut self, wanted: char) {
        assert_eq!(self.0.next(), Some(wanted));
    }
}

#[test]
fn a_view_is_read_whole() {
    #[derive(Debug)]
    #[expect(dead_code, reason = "told, not read")]
    enum State {
        SignedIn,
        Place { id: String },
    }
    #[derive(Debug)]
    #[expect(dead_code, reason = "told, not read")]
    struct HomeView {
        title: String,
        total: Option<String>,
        items: Vec<String>,
        states: Vec<State>,
        count: i64,
        near: f64,
        on: bool,
    }
    #[derive(Debug)]
    struct EmptyView {}
    let view = HomeView {
        title: "«Peñuelas»,\n 5 \u{a0}€ \"sí\" {[(\\".to_owned(),
        total: None,
        items: Vec::new(),
        states: vec![State::SignedIn, State::Place { id: "7".to_owned() }],
        count: -3,
        near: 40.5,
        on: true,
    };
    assert_eq!(
        of(&Some(view)),
        serde_json::json!({
            "title": "«Peñuelas»,\n 5 \u{a0}€ \"sí\" {[(\\", "total": null, "items": [],
            "states": ["signed_in", { "case": "place", "id": "7" }], "count": -3, "near": 40.5, "on": true,
        })
    );
    assert_eq!(of(&EmptyView {}), "empty_view");
}
