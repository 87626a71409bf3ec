//! The design language as Swift: plain values that need no UI toolkit, so that they compile on Linux as well.

use kurbo::Point;

use super::drawing::{Drawing, Step};
use super::model::{Design, Named, Pace, Schemes};
use super::values::Lettering;

const HEAD: &str = "\
// Written by `cargo xtask design` from bindings/design/tokens.json. Change that file, not this one.

/// One colour in both schemes, each as 0xRRGGBB.
public struct SchemeColour: Sendable, Hashable {
    public let light: UInt32
    public let dark: UInt32
}

/// A role of the type scale. Sizes are in points and follow what the person has set.
public struct Lettering: Sendable, Hashable {
    public let size: Double
    public let line: Double
    public let weight: Int
    public let spacing: Double
}

/// How long a movement takes, in seconds: usually, and where the person wants less motion.
public struct Pace: Sendable, Hashable {
    public let normal: Double
    public let reduced: Double
}

/// How a movement begins and ends: the two points of a cubic curve from 0,0 to 1,1.
public struct Curve: Sendable, Hashable {
    public let x1: Double
    public let y1: Double
    public let x2: Double
    public let y2: Double
}

/// One step of a path, in absolute coordinates: x and y of each point in turn.
public enum PathStep: Sendable, Hashable {
    case move(Double, Double)
    case line(Double, Double)
    case curve(Double, Double, Double, Double, Double, Double)
    case close
}

/// What is drawn in a rectangle of its own: strokes of a pictogram, filled shapes of an ornament.
public struct Drawing: Sendable, Hashable {
    public let width: Double
    public let height: Double
    public let paths: [[PathStep]]
}
";

/// The whole source file.
pub fn write(design: &Design) -> String {
    let mut out = HEAD.to_owned();
    out += &namespace("Palette", "Colours by what they are for.", &design.colours, colour);
    out += &namespace("TextScale", "The type scale by role.", &design.text, lettering);
    for group in &design.measures {
        let name = match group.name.as_str() {
            "space" => "Space",
            "corner" => "Corners",
            "size" => "Sizes",
            _ => "Lines",
        };
        out += &namespace(name, &group.says, &group.value, |px| format!("Double = {px}"));
    }
    out += &namespace("Motion", "How long movements take.", &design.motion, pace);
    out += &namespace("Easing", "How movements begin and end.", &design.easing, curve);
    out += &namespace(
        "Pictograms",
        "Pictograms by what they stand for.",
        &design.pictograms,
        drawing,
    );
    out += &namespace("Ornaments", "Ornaments: they say nothing.", &design.ornaments, drawing);
    out
}

/// `value` is the type and what it is made of, as behind a colon. The type is named so that long lists compile quickly.
fn namespace<T>(name: &str, says: &str, all: &[Named<T>], value: impl Fn(&T) -> String) -> String {
    let mut out = format!("\n/// {says}\npublic enum {name} {{\n");
    for one in all {
        let value = value(&one.value);
        out += &format!("    /// {}\n    public static let {}: {value}\n", one.says, one.name);
    }
    out + "}\n"
}

fn colour(schemes: &Schemes) -> String {
    let Schemes { light, dark } = schemes;
    format!("SchemeColour = SchemeColour(light: 0x{light:06X}, dark: 0x{dark:06X})")
}

fn lettering(lettering: &Lettering) -> String {
    let Lettering {
        size,
        line,
        weight,
        spacing,
    } = lettering;
    format!("Lettering = Lettering(size: {size}, line: {line}, weight: {weight}, spacing: {spacing})")
}

fn pace(pace: &Pace) -> String {
    let seconds = |milliseconds: u64| std::time::Duration::from_millis(milliseconds).as_secs_f64();
    format!(
        "Pace = Pace(normal: {}, reduced: {})",
        seconds(pace.normal),
        seconds(pace.reduced)
    )
}

fn curve([x1, y1, x2, y2]: &[f64; 4]) -> String {
    format!("Curve = Curve(x1: {x1}, y1: {y1}, x2: {x2}, y2: {y2})")
}

fn drawing(drawing: &Drawing) -> String {
    let paths: String = drawing
        .steps()
        .iter()
        .map(|path| {
            let steps: Vec<String> = path.iter().map(step).collect();
            format!("            [{}],\n", steps.join(", "))
        })
        .collect();
    let Drawing { width, height, .. } = drawing;
    format!("Drawing = Drawing(\n        width: {width}, height: {height},\n        paths: [\n{paths}        ])")
}

fn step(step: &Step) -> String {
    let at = |point: &Point| format!("{}, {}", point.x, point.y);
    match step {
        Step::Move(to) => format!(".move({})", at(to)),
        Step::Line(to) => format!(".line({})", at(to)),
        Step::Curve(first, second, to) => format!(".curve({}, {}, {})", at(first), at(second), at(to)),
        Step::Close => ".close".to_owned(),
    }
}
