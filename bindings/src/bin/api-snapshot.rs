//! Writes the exported surface of a built library as text, one line an item: `api-snapshot LIBRARY > bindings/api.snapshot`.
//!
//! The text is compared on every test run, so that a change of what Swift and Kotlin see is always on purpose.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::ExitCode;

use uniffi_bindgen::macro_metadata::extract_from_library;
use uniffi_meta::{FieldMetadata, FnParamMetadata, Metadata, Type};

fn main() -> ExitCode {
    let Some(library) = std::env::args().nth(1) else {
        return complain("usage: api-snapshot LIBRARY");
    };
    match extract_from_library(library.as_str().into()) {
        // A set: sorted, and an item met twice in the symbol table counts once.
        Ok(items) => print(&items.iter().filter_map(line).collect()),
        Err(error) => complain(&format!("cannot read {library}: {error}")),
    }
}

fn print(lines: &BTreeSet<String>) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let written = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
    if written.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn complain(text: &str) -> ExitCode {
    // Where even the error stream is closed, the exit code still speaks.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
    ExitCode::FAILURE
}

fn line(item: &Metadata) -> Option<String> {
    Some(match item {
        Metadata::Func(f) => {
            format!(
                "fn {}{}",
                f.name,
                signature(f.is_async, &f.inputs, f.return_type.as_ref(), f.throws.as_ref())
            )
        }
        Metadata::Constructor(f) => {
            format!(
                "object {}.{} (new){}",
                f.self_name,
                f.name,
                signature(f.is_async, &f.inputs, None, f.throws.as_ref())
            )
        }
        Metadata::Method(f) => format!(
            "object {}.{}{}",
            f.self_name,
            f.name,
            signature(f.is_async, &f.inputs, f.return_type.as_ref(), f.throws.as_ref())
        ),
        Metadata::TraitMethod(f) => format!(
            "trait {}.{}{}",
            f.trait_name,
            f.name,
            signature(f.is_async, &f.inputs, f.return_type.as_ref(), f.throws.as_ref())
        ),
        Metadata::Record(record) => format!("record {} {{ {} }}", record.name, fields(&record.fields)),
        Metadata::Enum(shape) => {
            let variants = shape.variants.iter().map(|variant| match variant.fields.as_slice() {
                [] => variant.name.clone(),
                some => format!("{} {{ {} }}", variant.name, fields(some)),
            });
            format!(
                "{} {} {{ {} }}",
                kind(item),
                shape.name,
                variants.collect::<Vec<_>>().join(", ")
            )
        }
        Metadata::CustomType(custom) => format!("custom {} = {}", custom.name, name(&custom.builtin)),
        _ => return None,
    })
}

fn kind(item: &Metadata) -> &'static str {
    match item {
        Metadata::Enum(shape) if !matches!(shape.shape, uniffi_meta::EnumShape::Enum) => "error",
        _ => "enum",
    }
}

fn signature(is_async: bool, inputs: &[FnParamMetadata], returns: Option<&Type>, throws: Option<&Type>) -> String {
    let inputs: Vec<_> = inputs
        .iter()
        .map(|input| format!("{}: {}", input.name, name(&input.ty)))
        .collect();
    let mut text = format!("({})", inputs.join(", "));
    if is_async {
        text.push_str(" async");
    }
    if let Some(throws) = throws {
        text.push_str(&format!(" throws {}", name(throws)));
    }
    if let Some(returns) = returns {
        text.push_str(&format!(" -> {}", name(returns)));
    }
    text
}

fn fields(fields: &[FieldMetadata]) -> String {
    let fields: Vec<_> = fields
        .iter()
        .map(|field| match &field.default {
            Some(default) => format!("{}: {} = {default:?}", field.name, name(&field.ty)),
            None => format!("{}: {}", field.name, name(&field.ty)),
        })
        .collect();
    fields.join(", ")
}

fn name(ty: &Type) -> String {
    match ty {
        Type::Object { name, .. }
        | Type::Record { name, .. }
        | Type::Enum { name, .. }
        | Type::CallbackInterface { name, .. }
        | Type::Custom { name, .. } => name.clone(),
        Type::Optional { inner_type } => format!("{}?", name(inner_type)),
        Type::Sequence { inner_type } => format!("[{}]", name(inner_type)),
        Type::Box { inner_type } => name(inner_type),
        primitive => format!("{primitive:?}"),
    }
}
