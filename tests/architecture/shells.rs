//! The shells: kits know no screen, screens know only the kit, and neither counts nor speaks for itself.

use crate::source::{is_kit, is_shell, is_test, strip};
use crate::tree::{File, Violation};

/// What a kit must not import: everything that draws.
const KOTLIN_TOOLKITS: [&str; 8] = [
    "android.",
    "androidx.",
    "javax.swing.",
    "java.awt.",
    "javafx.",
    "org.jetbrains.compose.",
    "org.jetbrains.skia.",
    "org.jetbrains.skiko.",
];
const SWIFT_TOOLKITS: [&str; 5] = ["SwiftUI", "UIKit", "AppKit", "WatchKit", "Cocoa"];

/// Folders of screens.
const SCREENS: [&str; 4] = ["android/ui/", "android/desktop/", "android/app/", "ios/App/"];
/// The generated package, and the endings of its records and enums, which a screen may be handed.
const GENERATED: &str = "es.madrid.core.";
const RECORDS: [&str; 6] = ["View", "Kind", "Need", "State", "Request", "Language"];

/// Counting and formatting belong to the core: what a screen would need for it.
const KOTLIN_SUMS: [&str; 12] = [
    "java.time.",
    "java.text.",
    "java.math.",
    "kotlinx.datetime.",
    "BigDecimal",
    "NumberFormat",
    "SimpleDateFormat",
    "String.format(",
    ".format(",
    "Currency",
    "sumOf",
    ".toDouble()",
];
const SWIFT_SUMS: [&str; 8] = [
    "DateFormatter",
    "NumberFormatter",
    "Calendar.",
    "Decimal(",
    ".formatted(",
    "Date(",
    "DateComponents",
    "Currency",
];
/// Signs of money and distance: with one of them a shell would be writing an amount of its own.
const UNITS: [&str; 3] = ["€", "EUR", " km"];

/// Kits that import a UI toolkit (their tests included).
pub fn kits_that_draw(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| is_kit_code(&file.path)) {
        for (number, import) in imports(file) {
            let kotlin = KOTLIN_TOOLKITS.iter().any(|toolkit| import.starts_with(toolkit));
            let swift = SWIFT_TOOLKITS
                .iter()
                .any(|toolkit| import == *toolkit || import.starts_with(&format!("{toolkit}.")));
            if if file.path.ends_with(".kt") { kotlin } else { swift } {
                found.push(Violation::new(
                    &file.path,
                    number,
                    format!("a kit must not draw: `{import}`"),
                ));
            }
        }
    }
    let pom = files.iter().filter(|file| file.path == "android/kit/pom.xml");
    let drawing = pom.filter(|file| {
        file.text()
            .is_some_and(|text| text.contains("<groupId>org.jetbrains.compose"))
    });
    found.extend(drawing.map(|file| Violation::new(&file.path, 0, "a kit must not draw: it depends on Compose")));
    found
}

fn is_kit_code(path: &str) -> bool {
    let kit = ["android/kit/", "ios/Sources/MadridKit/", "ios/Tests/MadridKitTests/"];
    is_shell(path) && kit.iter().any(|folder| path.starts_with(folder))
}

/// Shared screens that import Android itself: they must draw on a desktop too.
pub fn shared_screens_that_need_android(files: &[File]) -> Vec<Violation> {
    let shared = files
        .iter()
        .filter(|file| is_shell(&file.path) && file.path.starts_with("android/ui/"));
    shared
        .flat_map(|file| {
            let android = imports(file)
                .into_iter()
                .filter(|(_, import)| import.starts_with("android."));
            android
                .map(|(number, import)| Violation::new(&file.path, number, format!("`{import}` is not on a desktop")))
        })
        .collect()
}

/// Screens that name generated objects or functions: only the kit calls the core.
pub fn screens_that_bypass_the_kit(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, code) in screens(files) {
        for (number, line) in (1..).zip(code.lines()) {
            let bypass = if file.path.ends_with(".kt") {
                names_generated(line) && !is_provocation(&file.path, line)
            } else {
                imports_generated(line)
            };
            if bypass {
                found.push(Violation::new(
                    &file.path,
                    number,
                    format!("only the kit calls the core: {}", line.trim()),
                ));
            }
        }
    }
    found
}

/// What test builds of the library alone have is for the developer's window, which draws the same picture every time with it.
fn is_provocation(path: &str, line: &str) -> bool {
    path.starts_with("android/desktop/") && line.contains("es.madrid.core.provoke")
}

fn names_generated(line: &str) -> bool {
    line.split(GENERATED).skip(1).any(|after| {
        let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        !name.starts_with(char::is_uppercase) || !RECORDS.iter().any(|ending| name.ends_with(ending))
    })
}

fn imports_generated(line: &str) -> bool {
    let module = line
        .split_whitespace()
        .skip_while(|word| *word != "import")
        .nth(1)
        .unwrap_or_default();
    module.starts_with("MadridCore") || line.contains("MadridCore.")
}

/// Kits and screens that compute with dates or money, or format them.
pub fn shells_that_count(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    let counted = files.iter().filter(|file| is_screen(&file.path) || is_kit(&file.path));
    for (file, code) in counted.filter_map(|file| Some((file, strip(file.text()?).code))) {
        let words: &[&str] = if file.path.ends_with(".kt") {
            &KOTLIN_SUMS
        } else {
            &SWIFT_SUMS
        };
        for (number, line) in (1..).zip(code.lines()) {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                found.push(Violation::new(
                    &file.path,
                    number,
                    format!("`{word}`: the core counts and formats"),
                ));
            }
        }
    }
    found
}

/// Kits and screens that write amounts or distances: both come from the core, as words.
pub fn shells_that_write_amounts(files: &[File]) -> Vec<Violation> {
    let writing = files.iter().filter(|file| is_screen(&file.path) || is_kit(&file.path));
    writing
        .flat_map(|file| {
            let texts = strip(file.text().unwrap_or_default()).texts;
            let amounts = texts
                .into_iter()
                .filter(|(_, text)| UNITS.iter().any(|unit| text.contains(unit)));
            amounts
                .map(|(number, text)| Violation::new(&file.path, number, format!("the core writes amounts: {text}")))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Kits and screens that bring sentences of their own. The desktop's window is a developer's tool and may speak to them.
pub fn shells_that_speak(files: &[File]) -> Vec<Violation> {
    let speaking = files
        .iter()
        .filter(|file| is_kit(&file.path) || is_screen(&file.path) && !file.path.starts_with("android/desktop/"));
    let mut found = Vec::new();
    for file in speaking {
        let stripped = strip(file.text().unwrap_or_default());
        let lines: Vec<&str> = stripped.code.lines().collect();
        for (number, text) in stripped.texts {
            let shown = lines
                .get(number - 1)
                .is_some_and(|line| line.contains("Text(\"\"") && has_letters(&text));
            if shown || is_sentence(&text) {
                found.push(Violation::new(
                    &file.path,
                    number,
                    format!("every sentence comes from the core: {text}"),
                ));
            }
        }
    }
    found
}

/// Screens that mix a colour of their own. The desktop's tools measure colours and may write some down.
pub fn screens_that_mix_colours(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, code) in screens(files).filter(|(file, _)| !file.path.starts_with("android/desktop/")) {
        for (number, line) in (1..).zip(code.lines()) {
            if is_colour(line) {
                found.push(Violation::new(
                    &file.path,
                    number,
                    format!("every colour comes from bindings/design: {}", line.trim()),
                ));
            }
        }
    }
    found
}

/// A number of six hexadecimal digits or more, or a colour whose parts are written down. What turns a generated value
/// into the toolkit's own type is not one.
fn is_colour(line: &str) -> bool {
    let hexadecimal = |after: &str| after.chars().take_while(char::is_ascii_hexdigit).count() >= 6;
    let digit = |after: &str| after.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let mixed = ["Color(red:", "Color(hue:", "Color(white:", "#colorLiteral(red:"];
    line.split("0x").skip(1).any(hexadecimal) || mixed.iter().any(|start| line.split(start).skip(1).any(digit))
}

/// Letters that are not those of an interpolated name.
fn has_letters(text: &str) -> bool {
    let mut inside = false;
    text.chars().any(|c| {
        inside = (inside || matches!(c, '$' | '\\')) && (c.is_alphanumeric() || "$\\{}().".contains(c));
        c.is_alphabetic() && !inside
    })
}

/// Two words side by side.
fn is_sentence(text: &str) -> bool {
    let word = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    let words: Vec<bool> = text
        .split_whitespace()
        .map(|part| word(&part.trim_matches(['.', ',', ':', '?', '!', '¿', '¡'])))
        .collect();
    words.windows(2).any(|pair| pair == [true, true])
}

fn is_screen(path: &str) -> bool {
    is_shell(path) && !is_test(path) && SCREENS.iter().any(|folder| path.starts_with(folder))
}

fn screens(files: &[File]) -> impl Iterator<Item = (&File, String)> {
    let all = files.iter().filter(|file| is_screen(&file.path));
    all.filter_map(|file| Some((file, strip(file.text()?).code)))
}

fn imports(file: &File) -> Vec<(usize, String)> {
    let code = strip(file.text().unwrap_or_default()).code;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(code.lines()) {
        // `@testable import X`, `import struct X.Y`
        let mut words = line.split_whitespace().skip_while(|word| word.starts_with('@'));
        if words.next() == Some("import") {
            let kinds = ["struct", "enum", "class", "protocol", "func", "var", "let", "typealias"];
            found.extend(
                words
                    .find(|word| !kinds.contains(word))
                    .map(|module| (number, module.to_owned())),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{self, assert_none, assert_objects};

    fn file(path: &str, text: &str) -> [File; 1] {
        [File::sample(path, text)]
    }

    const KIT: &str = "android/kit/src/main/kotlin/A.kt";
    const SWIFT_KIT: &str = "ios/Sources/MadridKit/A.swift";
    const SCREEN: &str = "android/ui/src/main/kotlin/A.kt";
    const SWIFT_SCREEN: &str = "ios/App/A.swift";

    #[test]
    fn this_workspace_keeps_its_shells_thin() {
        let files = tree::real();
        assert_none(kits_that_draw(files));
        assert_none(shared_screens_that_need_android(files));
        assert_none(screens_that_bypass_the_kit(files));
        assert_none(shells_that_count(files));
        assert_none(shells_that_write_amounts(files));
        assert_none(shells_that_speak(files));
    }

    #[test]
    fn a_kit_does_not_draw() {
        for import in [
            "androidx.compose.runtime.State",
            "android.os.Build",
            "javax.swing.JFrame",
            "java.awt.*",
        ] {
            assert_objects(
                &kits_that_draw(&file(KIT, &format!("package a\nimport {import}\n"))),
                1,
                "draw",
            );
        }
        for import in [
            "import SwiftUI",
            "@preconcurrency import UIKit",
            "import struct SwiftUI.Color",
        ] {
            assert_objects(&kits_that_draw(&file(SWIFT_KIT, import)), 1, "draw");
        }
        let pom = "<dependency><groupId>org.jetbrains.compose.runtime</groupId></dependency>";
        assert_objects(&kits_that_draw(&file("android/kit/pom.xml", pom)), 1, "Compose");
        assert_none(kits_that_draw(&file(
            KIT,
            "import kotlinx.coroutines.flow.Flow\n// import android.os.Build\n",
        )));
        assert_none(kits_that_draw(&file(
            SWIFT_KIT,
            "import Foundation\nimport Observation\nimport MadridCore\n",
        )));
        assert_none(kits_that_draw(&file(SCREEN, "import androidx.compose.runtime.State")));
    }

    #[test]
    fn shared_screens_do_not_need_android() {
        assert_objects(
            &shared_screens_that_need_android(&file(SCREEN, "import android.content.Intent")),
            1,
            "desktop",
        );
        assert_none(shared_screens_that_need_android(&file(
            SCREEN,
            "import androidx.compose.ui.Modifier",
        )));
        assert_none(shared_screens_that_need_android(&file(
            "android/app/src/main/A.kt",
            "import android.content.Intent",
        )));
    }

    #[test]
    fn only_the_kit_calls_the_core() {
        for line in [
            "import es.madrid.core.App",
            "import es.madrid.core.*",
            "import es.madrid.core.softwareKeyStore",
            "es.madrid.core.Places()",
        ] {
            assert_objects(&screens_that_bypass_the_kit(&file(SCREEN, line)), 1, "only the kit");
        }
        assert_objects(
            &screens_that_bypass_the_kit(&file(SWIFT_SCREEN, "import MadridCore")),
            1,
            "only the kit",
        );
        assert_objects(
            &screens_that_bypass_the_kit(&file(SWIFT_SCREEN, "let a = MadridCore.App()")),
            1,
            "only the kit",
        );
        assert_none(screens_that_bypass_the_kit(&file(
            SCREEN,
            "import es.madrid.core.PlaceView\nimport es.madrid.kit.Madrid",
        )));
        assert_none(screens_that_bypass_the_kit(&file(
            SWIFT_SCREEN,
            "import MadridKit\nimport SwiftUI",
        )));
        assert_none(screens_that_bypass_the_kit(&file(KIT, "import es.madrid.core.App")));
        let provoked = "import es.madrid.core.provokeClock";
        assert_objects(&screens_that_bypass_the_kit(&file(SCREEN, provoked)), 1, "only the kit");
        let window = "android/desktop/src/main/kotlin/A.kt";
        assert_none(screens_that_bypass_the_kit(&file(window, provoked)));
    }

    #[test]
    fn a_screen_does_not_count() {
        for line in [
            "import java.time.LocalDate",
            "val a = java.math.BigDecimal(1)",
            "val a = \"%d\".format(3)",
        ] {
            assert_objects(&shells_that_count(&file(SCREEN, line)), 1, "the core counts");
        }
        for line in [
            "let a = DateFormatter()",
            "let a = Calendar.current",
            "Text(price.formatted())",
        ] {
            assert_objects(&shells_that_count(&file(SWIFT_SCREEN, line)), 1, "the core counts");
        }
        assert_none(shells_that_count(&file(
            SCREEN,
            "val a = 8.dp + 2.dp // java.time.LocalDate",
        )));
    }

    #[test]
    fn a_shell_writes_no_amount() {
        for line in ["val a = \"${b} €\"", "val a = \"EUR\"", "val a = \"$b km\""] {
            for path in [SCREEN, KIT] {
                assert_objects(&shells_that_write_amounts(&file(path, line)), 1, "writes amounts");
            }
        }
        assert_none(shells_that_write_amounts(&file(SCREEN, "Text(item.amount) // 3 €")));
    }

    #[test]
    fn a_screen_mixes_no_colour() {
        assert_objects(
            &screens_that_mix_colours(&file(SCREEN, "val a = Color(0xFF0A2A7A)")),
            1,
            "bindings/design",
        );
        assert_objects(
            &screens_that_mix_colours(&file(SWIFT_SCREEN, "Color(red: 0.1, green: 0.2, blue: 0.3)")),
            1,
            "bindings/design",
        );
        assert_none(screens_that_mix_colours(&file(
            SCREEN,
            "val a = Palette.ink // 0xFF0A2A7A\nval b = 0xFF\nval c = \"0xFF0A2A7A\"",
        )));
        assert_none(screens_that_mix_colours(&file(
            SWIFT_SCREEN,
            "Color(red: channel(rgb >> 16), green: channel(rgb >> 8), blue: channel(rgb & 0xFF))",
        )));
        assert_none(screens_that_mix_colours(&file(
            "android/desktop/src/main/kotlin/A.kt",
            "val a = 0xFF0A2A7A",
        )));
    }

    #[test]
    fn a_screen_does_not_speak() {
        for line in [
            "Text(\"Buscar\")",
            "val a = \"Sin conexión ahora\"",
            "Text(\"${a.size} resultados\")",
        ] {
            assert_objects(&shells_that_speak(&file(SCREEN, line)), 1, "comes from the core");
        }
        assert_objects(
            &shells_that_speak(&file(SWIFT_SCREEN, "Text(\"Cerca de ti\")")),
            1,
            "comes from the core",
        );
        let silent =
            "Text(view.title)\nText(\"${view.title}\")\nText(\"$a\")\nval key = \"place-list\"\n// Text(\"no\")";
        assert_none(shells_that_speak(&file(SCREEN, silent)));
        assert_none(shells_that_speak(&file(
            SWIFT_SCREEN,
            "Text(\"\\(view.title)\")\nImage(systemName: \"phone.fill\")",
        )));
        assert_none(shells_that_speak(&file(
            "android/ui/src/test/kotlin/A.kt",
            "Text(\"Buscar\")",
        )));
    }
}
