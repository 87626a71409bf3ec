//! Drawings as the file has them, SVG path data, and as a shell without an SVG reader gets them: plain steps.

use kurbo::{BezPath, PathEl, Point, QuadBez};
use serde_json::Value;

use super::wrong;
use crate::part::Failure;

/// What is drawn, in a rectangle of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The rectangle's width.
    pub width: f64,
    /// The rectangle's height.
    pub height: f64,
    /// The path data: strokes of a pictogram, filled shapes of an ornament.
    pub paths: Vec<String>,
}

/// One step of a path, in absolute coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Begins somewhere.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic curve over two points to a third.
    Curve(Point, Point, Point),
    /// Back to where the path began.
    Close,
}

impl Drawing {
    /// Reads a drawing that the file calls `name`; its paths are under `property`.
    ///
    /// # Errors
    /// When it has no paths, one is not path data, or one leaves the rectangle.
    pub fn read(name: &str, value: &Value, property: &str, width: f64, height: f64) -> Result<Self, Failure> {
        let paths: Option<Vec<String>> = value
            .get(property)
            .and_then(Value::as_array)
            .and_then(|all| all.iter().map(|path| path.as_str().map(str::to_owned)).collect());
        let paths = paths
            .filter(|paths| !paths.is_empty())
            .ok_or_else(|| wrong(name, format!("its {property} are not a list of SVG path data")))?;
        for path in &paths {
            let steps = steps(path).map_err(|what| wrong(name, format!("`{path}`: {what}")))?;
            // Also the points that lead a curve: a drawing whose edge is cut off would be seen only by chance.
            let inside = |point: &Point| (0.0..=width).contains(&point.x) && (0.0..=height).contains(&point.y);
            if let Some(outside) = steps.iter().flat_map(Step::points).find(|point| !inside(point)) {
                return Err(wrong(
                    name,
                    format!("`{path}` leaves {width} by {height} at {} {}", outside.x, outside.y),
                ));
            }
        }
        Ok(Self { width, height, paths })
    }

    /// Its paths as steps.
    pub fn steps(&self) -> Vec<Vec<Step>> {
        // They were read once already.
        self.paths.iter().map(|path| steps(path).unwrap_or_default()).collect()
    }
}

impl Step {
    fn points(&self) -> Vec<Point> {
        match *self {
            Self::Move(to) | Self::Line(to) => vec![to],
            Self::Curve(first, second, to) => vec![first, second, to],
            Self::Close => Vec::new(),
        }
    }
}

fn steps(path: &str) -> Result<Vec<Step>, String> {
    let bezier = BezPath::from_svg(path).map_err(|error| error.to_string())?;
    let mut at = Point::ZERO;
    let mut steps = Vec::new();
    for element in bezier.elements() {
        steps.push(match *element {
            PathEl::MoveTo(to) => Step::Move(round(to)),
            PathEl::LineTo(to) => Step::Line(round(to)),
            PathEl::QuadTo(over, to) => {
                let cubic = QuadBez::new(at, over, to).raise();
                Step::Curve(round(cubic.p1), round(cubic.p2), round(to))
            }
            PathEl::CurveTo(first, second, to) => Step::Curve(round(first), round(second), round(to)),
            PathEl::ClosePath => Step::Close,
        });
        at = element.end_point().unwrap_or(at);
    }
    Ok(steps)
}

/// To the thousandth: finer than any screen, and the same on every machine.
fn round(point: Point) -> Point {
    let round = |value: f64| (value * 1000.0).round() / 1000.0 + 0.0;
    Point::new(round(point.x), round(point.y))
}
