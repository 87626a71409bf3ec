//! Reads Kotlin and Swift just well enough for the rules: code without comments and texts, and its declarations.
//!
//! It is no parser. It counts braces and looks at how lines begin, which is all that sizes, docs and imports need.

/// Words in front of a declaration.
const MODIFIERS: [&str; 36] = [
    "public",
    "private",
    "internal",
    "protected",
    "fileprivate",
    "open",
    "package",
    "override",
    "final",
    "static",
    "mutating",
    "nonisolated",
    "convenience",
    "required",
    "lazy",
    "weak",
    "indirect",
    "abstract",
    "sealed",
    "data",
    "value",
    "inner",
    "annotation",
    "companion",
    "suspend",
    "inline",
    "operator",
    "infix",
    "tailrec",
    "external",
    "lateinit",
    "const",
    "expect",
    "actual",
    "vararg",
    "unowned",
];
/// Declarations whose braces hold declarations.
const TYPES: [&str; 8] = [
    "class",
    "interface",
    "object",
    "struct",
    "enum",
    "extension",
    "protocol",
    "actor",
];
/// Declarations that run.
const FUNCTIONS: [&str; 5] = ["fun", "func", "init", "deinit", "subscript"];
/// Other declarations.
const VALUES: [&str; 4] = ["val", "var", "let", "typealias"];

/// Whether a file is Kotlin or Swift source.
pub fn is_shell(path: &str) -> bool {
    (path.starts_with("android/") && path.ends_with(".kt")) || (path.starts_with("ios/") && path.ends_with(".swift"))
}

/// Whether it is test code.
pub fn is_test(path: &str) -> bool {
    path.contains("/src/test/") || path.contains("/Tests/")
}

/// Whether it belongs to a kit: what the shells are built on.
pub fn is_kit(path: &str) -> bool {
    let kit = path.starts_with("android/kit/src/main/") || path.starts_with("ios/Sources/MadridKit/");
    kit && is_shell(path)
}

/// Code and texts, apart.
#[derive(Debug, Default)]
pub struct Stripped {
    /// The code line by line; comments are blank and texts empty.
    pub code: String,
    /// Each text with its line.
    pub texts: Vec<(usize, String)>,
}

/// Takes comments and texts out of Kotlin or Swift.
pub fn strip(source: &str) -> Stripped {
    let mut stripped = Stripped::default();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if rest.starts_with('"') {
            let (taken, text) = text(rest);
            let line = stripped.code.matches('\n').count() + 1;
            stripped.texts.push((line, text.to_owned()));
            stripped.code.push_str("\"\"");
            taken
        } else if let Some(taken) = character(rest) {
            taken
        } else {
            stripped.code.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (gone, remaining) = rest.split_at(taken);
        stripped.code.extend(gone.chars().filter(|c| *c == '\n'));
        rest = remaining;
    }
    stripped
}

/// The length of a block comment; both languages nest them.
fn comment(source: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    source.len()
}

/// The length of a text with its quotes, and what is between them. Code inside it (`${..}`, `\(..)`) counts as text.
fn text(source: &str) -> (usize, &str) {
    let quote = if source.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = quote.len();
    let mut braces = 0_usize;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if braces == 0 && (rest.starts_with(quote) || (quote == "\"" && rest.starts_with('\n'))) {
            return (at + quote.len(), source.get(quote.len()..at).unwrap_or_default());
        }
        let opens = rest.starts_with("${") || rest.starts_with("\\(");
        if opens || (braces > 0 && rest.starts_with(['{', '('])) {
            braces += 1;
        } else if braces > 0 && rest.starts_with(['}', ')']) {
            braces -= 1;
        }
        let escape = rest.starts_with('\\') || rest.starts_with("${");
        let characters = if escape { 2 } else { 1 };
        at += rest.chars().take(characters).map(char::len_utf8).sum::<usize>();
    }
    (source.len(), source.get(quote.len()..).unwrap_or_default())
}

/// The length of a Kotlin character literal: its quote or brace must not be taken for code.
fn character(source: &str) -> Option<usize> {
    let inside = source.strip_prefix('\'')?;
    let end = inside
        .char_indices()
        .skip(1)
        .find(|(at, c)| *c == '\'' && inside.get(..*at) != Some("\\"))?
        .0;
    (end <= 7 && !inside.get(..end)?.contains('\n')).then_some(end + 2)
}

/// A declaration of a file or a type; what is declared inside a function is not one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Its name.
    pub name: String,
    /// Its first line.
    pub line: usize,
    /// How many lines it takes.
    pub lines: usize,
    /// Whether it is a function or an initialiser.
    pub is_function: bool,
    /// `public`, `override`, ...
    modifiers: Vec<String>,
}

impl Declaration {
    /// Whether users of the file may name it: in Swift what says so, in Kotlin what does not hide.
    pub fn is_public(&self, path: &str) -> bool {
        let says = |words: &[&str]| self.modifiers.iter().any(|modifier| words.contains(&modifier.as_str()));
        if path.ends_with(".swift") {
            return says(&["public", "open"]) && !says(&["override"]);
        }
        !says(&["private", "internal", "protected", "override", "companion"]) && self.name != "init"
    }
}

#[derive(Default)]
struct Scan {
    found: Vec<Declaration>,
    /// For each open brace, whether it holds declarations.
    blocks: Vec<bool>,
    /// For each depth, the declaration that is not finished.
    open: Vec<Option<usize>>,
    parentheses: usize,
    /// A type was named and its brace is still to come.
    type_named: bool,
}

/// All declarations of stripped code.
pub fn declarations(code: &str) -> Vec<Declaration> {
    let lines: Vec<&str> = code.lines().collect();
    let mut scan = Scan {
        open: vec![None],
        ..Scan::default()
    };
    for (number, line) in (1..).zip(&lines) {
        if scan.parentheses == 0 && scan.blocks.iter().all(|holds| *holds) {
            scan.begin(number, line);
        }
        line.chars().for_each(|character| scan.step(character, number));
    }
    scan.finish(0, lines.len() + 1);
    for declaration in &mut scan.found {
        declaration.lines = used(&lines, declaration.line, declaration.lines);
    }
    scan.found
}

/// Blank lines and the annotations of what comes next do not count.
fn used(lines: &[&str], from: usize, count: usize) -> usize {
    let own = lines.iter().skip(from - 1).take(count);
    own.rev()
        .skip_while(|line| line.trim().is_empty() || line.trim().starts_with('@'))
        .count()
}

impl Scan {
    fn begin(&mut self, number: usize, line: &str) {
        let words = line
            .split_whitespace()
            .skip_while(|word| word.starts_with('@'))
            .collect::<Vec<_>>();
        let Some((modifiers, keyword, name)) = head(&words) else {
            return;
        };
        let depth = self.blocks.len();
        self.finish(depth, number);
        self.type_named = TYPES.contains(&keyword.as_str());
        if let Some(open) = self.open.get_mut(depth) {
            *open = Some(self.found.len());
        }
        let is_function = FUNCTIONS.contains(&keyword.as_str());
        self.found.push(Declaration {
            name,
            line: number,
            lines: 0,
            is_function,
            modifiers,
        });
    }

    fn step(&mut self, character: char, number: usize) {
        match character {
            '(' => self.parentheses += 1,
            ')' => self.parentheses = self.parentheses.saturating_sub(1),
            '{' => {
                let holds = self.type_named && self.parentheses == 0;
                self.type_named = self.type_named && !holds;
                self.blocks.push(holds);
                self.open.push(None);
            }
            '}' if !self.blocks.is_empty() => {
                self.finish(self.blocks.len(), number);
                self.blocks.pop();
                self.open.pop();
            }
            _ => {}
        }
    }

    /// Ends the unfinished declaration at `depth` on the line before `number`.
    fn finish(&mut self, depth: usize, number: usize) {
        let index = self.open.get_mut(depth).and_then(Option::take);
        if let Some(declaration) = index.and_then(|index| self.found.get_mut(index)) {
            declaration.lines = number - declaration.line;
        }
    }
}

/// Modifiers, keyword and name, if the words begin a declaration.
fn head(words: &[&str]) -> Option<(Vec<String>, String, String)> {
    let mut modifiers = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare: String = word.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let next = words.get(at + 1).copied().unwrap_or_default();
        // `enum class`, `fun interface`, `class func`: the second word is the keyword.
        let doubled = matches!(
            (*word, next),
            ("enum", "class") | ("fun", "interface") | ("class", "func" | "var")
        );
        let keyword = [TYPES.as_slice(), &FUNCTIONS, &VALUES]
            .iter()
            .any(|kind| kind.contains(&bare.as_str()));
        if keyword && !doubled {
            return Some((
                modifiers,
                bare.clone(),
                name(&bare, words.get(at + 1..).unwrap_or_default()),
            ));
        }
        if !doubled && !MODIFIERS.contains(&bare.as_str()) {
            return None;
        }
        modifiers.push(bare);
    }
    None
}

fn name(keyword: &str, after: &[&str]) -> String {
    if keyword.ends_with("init") || keyword == "subscript" {
        return keyword.to_owned();
    }
    let generic = after.first().is_some_and(|word| word.starts_with('<'));
    let word = after
        .iter()
        .find(|word| !generic || !(word.starts_with('<') || word.ends_with('>')));
    let wanted = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '.' | '`');
    word.map(|word| word.chars().take_while(wanted).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_taken_out_and_lines_stay() {
        let source = "val a = \"x // y ${b(\"}\")} z\" // it's\n/* one /* two */\n{ */val c = '\"'\nval d = \"\"\"q\n\"w\"\n\"\"\"\nend";
        let stripped = strip(source);
        assert_eq!(stripped.code, "val a = \"\" \n\nval c = \nval d = \"\"\n\n\nend");
        assert_eq!(
            stripped.texts,
            [(1, "x // y ${b(\"}\")} z".to_owned()), (4, "q\n\"w\"\n".to_owned())]
        );
    }

    #[test]
    fn declarations_of_files_and_types_are_found_and_measured() {
        let code = "class A(\n  val x: Int,\n) {\n  private val y = 1\n  suspend fun <T> b(\n    c: Int,\n  ): T {\n    val d = 2\n    return d\n  }\n\n  @X\n  fun e() = 1\n  init {\n  }\n}\nfun interface F\n";
        let names: Vec<(String, usize, usize, bool)> = declarations(code)
            .into_iter()
            .map(|found| (found.name, found.line, found.lines, found.is_function))
            .collect();
        let expected = [
            ("A", 1, 16, false),
            ("y", 4, 1, false),
            ("b", 5, 6, true),
            ("e", 13, 1, true),
            ("init", 14, 2, true),
            ("F", 17, 1, false),
        ];
        assert_eq!(
            names,
            expected.map(|(name, line, lines, function)| (name.to_owned(), line, lines, function))
        );
    }

    #[test]
    fn what_is_public_depends_on_the_language() {
        let of = |code: &str, path: &str| declarations(code).iter().map(|d| d.is_public(path)).collect::<Vec<_>>();
        assert_eq!(
            of("class A\nprivate class B\ninternal fun c() = 1\nenum class D", "a.kt"),
            [true, false, false, true]
        );
        assert_eq!(
            of(
                "struct A {}\npublic struct B {}\n@MainActor public final class C {}",
                "a.swift"
            ),
            [false, true, true]
        );
    }
}
