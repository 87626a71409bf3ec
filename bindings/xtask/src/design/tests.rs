//! The real tokens hold, a small file comes out as it should in both languages, and whatever is wrong is named.

use super::*;

const SAMPLE: &str = include_str!("sample.json");

/// What is said about the sample after one change in it.
fn complaint(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "the sample has no {from}");
    Design::read(&SAMPLE.replacen(from, to, 1)).unwrap_err().0
}

fn assert_complains(from: &str, to: &str, token: &str, what: &str) {
    let complaint = complaint(from, to);
    assert!(
        complaint.contains(&format!("tokens.json: {token}: ")) && complaint.contains(what),
        "{complaint}"
    );
}

/// The parts of `all`, in this order.
fn assert_has(all: &str, parts: &[&str]) {
    let mut rest = all;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("no `{part}`, or not in its place, in:\n{all}");
        };
        rest = after;
    }
}

#[test]
fn the_tokens_of_this_workspace_hold() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(TOKENS);
    let design = read(&file).unwrap();
    assert!(design.pairs.iter().any(|pair| pair.least > 4.0) && design.pictograms.len() > 40);
    // The least that a finger finds, and the seven stars.
    let sizes = design.measures.iter().find(|group| group.name == "size").unwrap();
    assert!(
        sizes
            .value
            .iter()
            .any(|size| size.name == "touch" && size.value >= 48.0)
    );
    let bear = design.ornaments.iter().find(|one| one.name == "greatBear").unwrap();
    assert_eq!(bear.value.paths.len(), 7);
}

#[test]
fn no_movement_is_longer_for_who_wants_less_of_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(TOKENS);
    let motion = read(&file).unwrap().motion;
    assert!(
        motion
            .iter()
            .all(|pace| pace.value.reduced == 0 && pace.value.normal > 0)
    );
}

#[test]
fn the_sample_in_kotlin() {
    let kotlin = kotlin::write(&Design::read(SAMPLE).unwrap());
    assert_has(
        &kotlin,
        &[
            "// Written by `cargo xtask design`",
            "package es.madrid.ui\n",
            "internal class Colours(\n    val ink: Color,\n    val page: Color,\n    val star: Color,\n)\n",
            "internal val lightColours = Colours(\n    ink = Color(0xFF0B1224),\n    page = Color(0xFFFFFFFF),\n",
            "internal val darkColours = Colours(\n    ink = Color(0xFFFFFFFF),\n    page = Color(0xFF0B1224),\n",
            "internal object Palette {\n    /** Names. */\n    val ink: Color\n        @Composable @ReadOnlyComposable get() = LocalColours.current.ink\n",
            "internal object TextScale {\n    /** The name of a screen. */\n    val title = TextStyle(fontSize = 26.sp, lineHeight = 32.sp, fontWeight = FontWeight(700), letterSpacing = 0.sp)\n}\n",
            "/** Distances. */\ninternal object Space {\n    /** At the edge. */\n    val edge = 20.dp\n}\n",
            "internal object Corners {\n    /** Cards. */\n    val card = RoundedCornerShape(16.dp)\n}\n",
            "internal object Sizes {\n    /** What can be touched. */\n    val touch = 48.dp\n}\n",
            "internal object Lines {\n    /** Strokes. */\n    val pictogram = 1.8.dp\n}\n",
            "    val quick: Int\n        @Composable @ReadOnlyComposable get() = if (isReduced) 0 else 120\n}\n",
            "    val settle = CubicBezierEasing(0.2f, 0f, 0f, 1f)\n}\n",
            "    val clock by lazy { drawn(\"clock\", \"M4 12a8 8 0 0 1 16 0\", \"M12 7v5h3z\") }\n}\n",
            "    val star by lazy { Ornament(10f, 8f, listOf(\"M5 0Q10 4 5 8Z\")) }\n}\n",
        ],
    );
}

#[test]
fn the_sample_in_swift() {
    let swift = swift::write(&Design::read(SAMPLE).unwrap());
    assert_has(
        &swift,
        &[
            "// Written by `cargo xtask design`",
            "public enum Palette {\n    /// Names.\n    public static let ink: SchemeColour = SchemeColour(light: 0x0B1224, dark: 0xFFFFFF)\n",
            "    public static let title: Lettering = Lettering(size: 26, line: 32, weight: 700, spacing: 0)\n",
            "/// Distances.\npublic enum Space {\n    /// At the edge.\n    public static let edge: Double = 20\n}\n",
            "public enum Lines {\n    /// Strokes.\n    public static let pictogram: Double = 1.8\n}\n",
            "    public static let quick: Pace = Pace(normal: 0.12, reduced: 0)\n",
            "    public static let settle: Curve = Curve(x1: 0.2, y1: 0, x2: 0, y2: 1)\n",
            "public enum Pictograms {\n    /// A time.\n    public static let clock: Drawing = Drawing(\n        width: 24, height: 24,\n        paths: [\n",
            // An arc becomes curves, and relative steps absolute ones.
            "            [.move(4, 12), .curve(",
            ", 20, 12)],\n",
            "            [.move(12, 7), .line(12, 12), .line(15, 12), .close],\n        ])\n",
            "        width: 10, height: 8,\n",
            // A curve over one point is one over two.
            "            [.move(5, 0), .curve(8.333, 2.667, 8.333, 5.333, 5, 8), .close],\n",
        ],
    );
}

#[test]
fn a_generated_file_is_written_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a/Tokens.kt");
    write_if_changed(&file, b"a").unwrap();
    let written = std::fs::metadata(&file).unwrap().modified().unwrap();
    write_if_changed(&file, b"a").unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().modified().unwrap(), written);
    write_if_changed(&file, b"b").unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"b");
}

#[test]
fn a_wrong_colour_is_named() {
    assert_complains("#0b1224", "#0b1225", "palette.night", "are not #0b1225");
    assert_complains("#0b1224", "0b1224", "palette.night", "not #rrggbb");
    assert_complains("[1, 1, 1]", "[1, 1]", "palette.white", "are not #ffffff");
    assert_complains("[1, 1, 1],", "[1, 1, 1], \"alpha\": 0.5,", "palette.white", "opaque");
    assert_complains("srgb", "display-p3", "palette.white", "srgb");
}

#[test]
fn a_wrong_number_is_named() {
    assert_complains(
        "\"value\": 20, \"unit\": \"px\"",
        "\"value\": 20, \"unit\": \"rem\"",
        "space.edge",
        "px",
    );
    assert_complains(
        "\"value\": 120, \"unit\": \"ms\"",
        "\"value\": 0.12, \"unit\": \"s\"",
        "motion.quick.normal",
        "ms",
    );
    assert_complains("[0.2, 0, 0, 1]", "[2, 0, 0, 1]", "easing.settle", "from 0 to 1");
    assert_complains(
        "\"lineHeight\": 1.23",
        "\"lineHeight\": 0.9",
        "text.title",
        "lineHeight",
    );
    assert_complains("\"$value\": 700", "\"$value\": \"bold\"", "text.title", "fontWeight");
}

#[test]
fn a_wrong_alias_is_named() {
    assert_complains(
        "{palette.night}",
        "{palette.day}",
        "colour.ink.light",
        "palette.day, which is missing",
    );
    assert_complains("{palette.night}", "{colour.ink.light}", "colour.ink.light", "circle");
    assert_complains("{palette.night}", "{space.edge}", "colour.ink.light", "is a dimension");
    assert_complains("{font.bold}", "{font.family}", "font.family", "is a fontFamily");
}

#[test]
fn a_wrong_shape_is_named() {
    assert_complains(
        "\"dark\": { \"$value\": \"{palette.white}\" }",
        "\"dim\": { \"$value\": \"{palette.white}\" }",
        "colour.ink",
        "must have",
    );
    assert_complains("\"$type\": \"cubicBezier\",", "", "easing.settle", "has no $type");
    assert_complains("\"$description\": \"Names.\",", "", "colour.ink", "$description");
    assert_complains("\"$description\": \"Radii.\",", "\"$root\": {},", "corner", "`$root`");
    assert_complains("\"edge\":", "\"in\":", "space.in", "Kotlin and Swift");
    assert_complains("\"space\":", "\"spaces\":", "space", "");
    assert!(complaint("{", "[").contains("the file"));
}

#[test]
fn a_wrong_drawing_is_named() {
    assert_complains("M12 7v5h3z", "M12 7v5h3y", "pictograms.clock", "M12 7v5h3y");
    assert_complains(
        "M12 7v5h3z",
        "M12 7v25h3z",
        "pictograms.clock",
        "leaves 24 by 24 at 12 32",
    );
    assert_complains("\"width\": 10", "\"width\": 0", "ornaments.star", "width");
    assert_complains("\"fills\"", "\"strokes\"", "ornaments.star", "fills");
}

#[test]
fn a_pair_that_cannot_be_told_apart_is_named() {
    assert_complains(
        "{palette.night}",
        "{palette.white}",
        "colour.ink.light",
        "1.00 on page is less than 4.5 (name)",
    );
    assert_complains("\"ink\": \"ink\"", "\"ink\": \"inc\"", "the pair `name`", "inc");
    assert_complains("\"kind\": \"text\"", "\"kind\": \"words\"", "the pair `name`", "words");
    assert_complains("[\"star\"]", "[]", "colour.star", "in no pair");
    assert_complains("[\"star\"]", "[\"star\", \"moon\"]", "moon", "no colour");
}

#[test]
fn contrast_is_that_of_the_standard() {
    let near = |ratio: f64, wanted: f64| (ratio - wanted).abs() < 0.01;
    assert!(near(contrast::ratio(0x000000, 0xFFFFFF), 21.0));
    assert!(near(contrast::ratio(0x777777, 0xFFFFFF), 4.48));
    assert!(near(contrast::ratio(0xFFFFFF, 0xFFFFFF), 1.0));
}
