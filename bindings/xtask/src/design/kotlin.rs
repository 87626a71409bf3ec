//! The design language as Kotlin: values in Compose's own types, for the screens alone.

use super::drawing::Drawing;
use super::model::{Design, Named, Pace, Schemes};
use super::values::{Lettering, Rgb};

const HEAD: &str = "\
// Written by `cargo xtask design` from bindings/design/tokens.json. Change that file, not this one.

package es.madrid.ui

import androidx.compose.animation.core.CubicBezierEasing
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
";

const MOTION: &str = "
/** Whether the person wants less motion. */
internal val LocalReducedMotion = staticCompositionLocalOf { false }

/** How long movements take, in milliseconds. Where the person wants less motion, it is the shorter of the two. */
internal object Motion {
    /** Whether the person wants less motion: then nothing moves by itself. */
    val isReduced: Boolean
        @Composable @ReadOnlyComposable get() = LocalReducedMotion.current
";

/// The whole source file. Its parts lean on `drawn` and `Ornament`, which are written by hand beside it.
pub fn write(design: &Design) -> String {
    let mut out = HEAD.to_owned();
    out += &colours(&design.colours);
    out += &object("TextScale", "The type scale by role.", &design.text, lettering);
    for group in &design.measures {
        let (name, value): (&str, fn(&f64) -> String) = match group.name.as_str() {
            "space" => ("Space", |px| format!("{px}.dp")),
            "corner" => ("Corners", |px| format!("RoundedCornerShape({px}.dp)")),
            "size" => ("Sizes", |px| format!("{px}.dp")),
            _ => ("Lines", |px| format!("{px}.dp")),
        };
        out += &object(name, &group.says, &group.value, value);
    }
    out += MOTION;
    design.motion.iter().for_each(|pace| out += &motion(pace));
    out += "}\n";
    out += &object("Easing", "How movements begin and end.", &design.easing, curve);
    out += &lazily(
        "Pictograms",
        "Pictograms by what they stand for.",
        &design.pictograms,
        pictogram,
    );
    out += &lazily("Ornaments", "Ornaments: they say nothing.", &design.ornaments, ornament);
    out
}

fn colours(colours: &[Named<Schemes>]) -> String {
    let mut out = "\n/** The colours of one scheme. */\n@Immutable\ninternal class Colours(\n".to_owned();
    for colour in colours {
        out += &format!("    val {}: Color,\n", colour.name);
    }
    out += ")\n";
    out += &scheme("lightColours", colours, |schemes| schemes.light);
    out += &scheme("darkColours", colours, |schemes| schemes.dark);
    out += "\n/** The colours of the scheme that is drawn. */\n";
    out += "internal val LocalColours = staticCompositionLocalOf { lightColours }\n";
    out += "\n/** The colours of the app, by what they are for, in the scheme that is drawn. */\ninternal object Palette {\n";
    for Named { name, says, .. } in colours {
        out += &format!("    /** {says} */\n    val {name}: Color\n");
        out += &format!("        @Composable @ReadOnlyComposable get() = LocalColours.current.{name}\n");
    }
    out + "}\n"
}

fn scheme(name: &str, colours: &[Named<Schemes>], pick: fn(&Schemes) -> Rgb) -> String {
    let mut out = format!("\ninternal val {name} = Colours(\n");
    for colour in colours {
        out += &format!("    {} = Color(0xFF{:06X}),\n", colour.name, pick(&colour.value));
    }
    out + ")\n"
}

fn object<T>(name: &str, says: &str, all: &[Named<T>], value: impl Fn(&T) -> String) -> String {
    let mut out = format!("\n/** {says} */\ninternal object {name} {{\n");
    for one in all {
        out += &format!(
            "    /** {} */\n    val {} = {}\n",
            one.says,
            one.name,
            value(&one.value)
        );
    }
    out + "}\n"
}

/// Drawings are read from their path data only when a screen first draws them.
fn lazily(name: &str, says: &str, all: &[Named<Drawing>], value: fn(&Named<Drawing>) -> String) -> String {
    let mut out = format!("\n/** {says} */\ninternal object {name} {{\n");
    for one in all {
        out += &format!(
            "    /** {} */\n    val {} by lazy {{ {} }}\n",
            one.says,
            one.name,
            value(one)
        );
    }
    out + "}\n"
}

fn lettering(lettering: &Lettering) -> String {
    let Lettering {
        size,
        line,
        weight,
        spacing,
    } = lettering;
    format!(
        "TextStyle(fontSize = {size}.sp, lineHeight = {line}.sp, fontWeight = FontWeight({weight}), letterSpacing = {spacing}.sp)"
    )
}

fn motion(Named { name, says, value }: &Named<Pace>) -> String {
    let Pace { normal, reduced } = value;
    format!(
        "\n    /** {says} */\n    val {name}: Int\n        @Composable @ReadOnlyComposable get() = if (isReduced) {reduced} else {normal}\n"
    )
}

fn curve(curve: &[f64; 4]) -> String {
    format!(
        "CubicBezierEasing({})",
        curve.map(|number| format!("{number}f")).join(", ")
    )
}

fn pictogram(one: &Named<Drawing>) -> String {
    format!("drawn(\"{}\", {})", one.name, texts(&one.value.paths))
}

fn ornament(one: &Named<Drawing>) -> String {
    let Drawing { width, height, paths } = &one.value;
    format!("Ornament({width}f, {height}f, listOf({}))", texts(paths))
}

fn texts(paths: &[String]) -> String {
    paths
        .iter()
        .map(|path| format!("\"{path}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
