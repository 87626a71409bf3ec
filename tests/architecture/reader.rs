//! Walks the syntax of a Rust file and notes what the rules ask for.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::facts::{Function, Named, RustFile, Spot};

/// Fills `file` with what `syntax` holds.
pub fn read(syntax: &syn::File, file: RustFile) -> RustFile {
    let mut reader = Reader {
        file,
        inner: Vec::new(),
        hidden: hidden_types(&syntax.items),
        test: false,
        private: false,
    };
    reader.visit_file(syntax);
    reader.file
}

/// The lines on which `word` stands in the code, however deep.
pub fn lines_of(word: &str, tokens: TokenStream) -> Vec<usize> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) => lines_of(word, group.stream()),
            TokenTree::Ident(ident) if ident == word => vec![ident.span().start().line],
            _ => Vec::new(),
        })
        .collect()
}

struct Reader {
    file: RustFile,
    /// Inline modules around the present item.
    inner: Vec<String>,
    /// Types of this file that are not public: what they offer is not public either.
    hidden: HashSet<String>,
    test: bool,
    /// Inside something that is not public, the implementation of a trait or a function: no doc is asked for.
    private: bool,
}

impl Reader {
    fn name_path(&mut self, segments: Vec<String>, line: usize) {
        let mut base: Vec<String> = self.file.module.iter().chain(&self.inner).cloned().collect();
        let mut rest = segments.as_slice();
        let mut relative = false;
        while let Some((first, tail)) = rest.split_first() {
            match first.as_str() {
                "crate" => base.clear(),
                "super" => drop(base.pop()),
                "self" => {}
                _ => break,
            }
            relative = true;
            rest = tail;
        }
        let segments = if relative {
            std::iter::once("crate".to_owned())
                .chain(base)
                .chain(rest.iter().cloned())
                .collect()
        } else {
            segments
        };
        self.file.named.push(Named {
            segments,
            line,
            test: self.test,
        });
    }

    fn name_use(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |ident: &syn::Ident| before.iter().cloned().chain([ident.to_string()]).collect::<Vec<_>>();
        let line = tree.span().start().line;
        match tree {
            syn::UseTree::Path(path) => self.name_use(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) if name.ident == "self" => self.name_path(before.to_vec(), line),
            syn::UseTree::Name(name) => self.name_path(with(&name.ident), line),
            syn::UseTree::Rename(rename) => self.name_path(with(&rename.ident), line),
            syn::UseTree::Glob(_) => self.name_path(before.iter().cloned().chain(["*".to_owned()]).collect(), line),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.name_use(item, before)),
        }
    }

    fn note_function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let line = signature.fn_token.span.start().line;
        let end = block.brace_token.span.close().end().line;
        self.file.functions.push(Function {
            name: signature.ident.to_string(),
            line,
            lines: end - line + 1,
        });
    }

    fn note_panic(&mut self, text: &str, span: Span) {
        self.file.panics.push(Spot {
            text: text.to_owned(),
            line: span.start().line,
            test: self.test,
        });
    }

    /// `#[cfg(test)] mod x;` makes x.rs, x/mod.rs or what `#[path]` names a file of tests.
    fn declare_test_module(&mut self, name: &str, attributes: &[syn::Attribute]) {
        let (folder, file) = self.file.path.rsplit_once('/').unwrap_or(("", &self.file.path));
        let own = file.trim_end_matches(".rs");
        let below = if matches!(own, "mod" | "lib" | "main") {
            folder.to_owned()
        } else {
            format!("{folder}/{own}")
        };
        let mut declared = vec![format!("{below}/{name}.rs"), format!("{below}/{name}/mod.rs")];
        declared.extend(
            attributes
                .iter()
                .filter_map(named_path)
                .map(|path| format!("{folder}/{path}")),
        );
        self.file.test_modules.extend(declared);
    }

    /// Public items, and the variants of public enums, owe the reader a doc.
    fn public_item(&mut self, item: &syn::Item) {
        let (visibility, name) = match item {
            syn::Item::Const(item) => (&item.vis, &item.ident),
            syn::Item::Enum(item) => (&item.vis, &item.ident),
            syn::Item::Fn(item) => (&item.vis, &item.sig.ident),
            syn::Item::Static(item) => (&item.vis, &item.ident),
            syn::Item::Struct(item) => (&item.vis, &item.ident),
            syn::Item::Trait(item) => (&item.vis, &item.ident),
            syn::Item::Type(item) => (&item.vis, &item.ident),
            // A module in a file of its own has its doc in that file.
            syn::Item::Mod(item) if item.content.is_some() => (&item.vis, &item.ident),
            _ => return,
        };
        if !is_public(visibility) {
            return;
        }
        self.want_doc(attributes(item), &name.to_string(), name.span());
        if let syn::Item::Enum(item) = item {
            item.variants.iter().for_each(|variant| {
                self.want_doc(&variant.attrs, &variant.ident.to_string(), variant.ident.span());
            });
        }
    }

    fn want_doc(&mut self, attributes: &[syn::Attribute], name: &str, span: Span) {
        let documented = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
        if !documented && !self.test && !self.private {
            self.file.undocumented.push(Spot {
                text: name.to_owned(),
                line: span.start().line,
                test: false,
            });
        }
    }

    fn inside(&mut self, private: bool, visit: impl FnOnce(&mut Self)) {
        let before = self.private;
        self.private = before || private;
        visit(self);
        self.private = before;
    }

    /// Macros hold tokens, not syntax: paths, texts and panics are looked for in them one by one.
    fn tokens(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        let line = literal.span().start().line;
                        self.file.texts.push(Spot {
                            text: text.value(),
                            line,
                            test: self.test,
                        });
                    }
                }
                TokenTree::Ident(_) => {
                    self.panic_in_tokens(&tokens, at);
                    at += self.path_in_tokens(&tokens, at);
                }
                TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    /// Notes a path that starts at `at` and returns how many further tokens it takes.
    fn path_in_tokens(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let mut segments = Vec::new();
        let (mut next, mut last) = (at, at);
        while let Some(TokenTree::Ident(ident)) = tokens.get(next) {
            segments.push(ident.to_string());
            last = next;
            if !(is_punct(tokens.get(next + 1), ':') && is_punct(tokens.get(next + 2), ':')) {
                break;
            }
            next += 3;
        }
        if segments.len() > 1 {
            let line = tokens.get(at).map_or(0, |token| token.span().start().line);
            self.name_path(segments, line);
        }
        last.saturating_sub(at)
    }

    fn panic_in_tokens(&mut self, tokens: &[TokenTree], at: usize) {
        let Some(TokenTree::Ident(ident)) = tokens.get(at) else {
            return;
        };
        let name = ident.to_string();
        let after_dot = at
            .checked_sub(1)
            .is_some_and(|before| is_punct(tokens.get(before), '.'));
        let arguments = match tokens.get(at + 1) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream()),
            _ => None,
        };
        let call = after_dot && arguments.is_some_and(|inside| is_panicking_call(&name, inside.is_empty()));
        let bang = PANICKING.contains(&name.as_str()) && is_punct(tokens.get(at + 1), '!');
        if call || bang {
            self.note_panic(&name, ident.span());
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let before = self.test;
        self.test = before || is_test(attributes(item));
        self.public_item(item);
        visit::visit_item(self, item);
        self.test = before;
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let name = module.ident.to_string();
        if module.content.is_none() && is_test(&module.attrs) {
            self.declare_test_module(&name, &module.attrs);
        }
        self.inner.push(name);
        visit::visit_item_mod(self, module);
        self.inner.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.name_use(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            let end = segments.last().map(String::as_str).unwrap_or_default();
            if matches!(end, "unwrap" | "expect") && segments.iter().any(|s| s == "Option" || s == "Result") {
                self.note_panic(end, path.span());
            }
            self.name_path(segments, path.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.note_function(&function.sig, &function.block);
        self.inside(true, |reader| visit::visit_item_fn(reader, function));
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if is_public(&function.vis) {
            self.want_doc(
                &function.attrs,
                &function.sig.ident.to_string(),
                function.sig.ident.span(),
            );
        }
        self.note_function(&function.sig, &function.block);
        self.inside(true, |reader| visit::visit_impl_item_fn(reader, function));
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.want_doc(
            &function.attrs,
            &function.sig.ident.to_string(),
            function.sig.ident.span(),
        );
        if let Some(block) = &function.default {
            self.note_function(&function.sig, block);
        }
        self.inside(true, |reader| visit::visit_trait_item_fn(reader, function));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let hidden = match &*item.self_ty {
            syn::Type::Path(named) => named
                .path
                .get_ident()
                .is_some_and(|name| self.hidden.contains(&name.to_string())),
            _ => false,
        };
        self.inside(hidden || item.trait_.is_some(), |reader| {
            visit::visit_item_impl(reader, item)
        });
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.inside(!is_public(&item.vis), |reader| visit::visit_item_struct(reader, item));
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.inside(!is_public(&item.vis), |reader| visit::visit_item_trait(reader, item));
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let (true, Some(name)) = (is_public(&field.vis), &field.ident) {
            self.want_doc(&field.attrs, &name.to_string(), name.span());
        }
        visit::visit_field(self, field);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        if is_panicking_call(&name, call.args.is_empty()) {
            self.note_panic(&name, call.method.span());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.file.texts.push(Spot {
            text: literal.value(),
            line: literal.span().start().line,
            test: self.test,
        });
    }

    fn visit_attribute(&mut self, _attribute: &'ast syn::Attribute) {
        // Docs are texts too, and speak of SQL, paths and panics as they like.
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string());
        if let Some(name) = name.filter(|name| PANICKING.contains(&name.as_str())) {
            self.note_panic(&name, call.path.span());
        }
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }
}

/// The types that are not public, also those of inline modules.
fn hidden_types(items: &[syn::Item]) -> HashSet<String> {
    let mut hidden = HashSet::new();
    for item in items {
        match item {
            syn::Item::Struct(item) if !is_public(&item.vis) => drop(hidden.insert(item.ident.to_string())),
            syn::Item::Enum(item) if !is_public(&item.vis) => drop(hidden.insert(item.ident.to_string())),
            syn::Item::Mod(module) => {
                let inner = module.content.as_ref().map(|(_, items)| hidden_types(items));
                hidden.extend(inner.unwrap_or_default());
            }
            _ => {}
        }
    }
    hidden
}

/// The attributes of any item.
fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Macros that end the program.
const PANICKING: [&str; 4] = ["panic", "todo", "unimplemented", "unreachable"];

/// `unwrap` with an argument is a method of our own (a key store unwraps a secret).
fn is_panicking_call(name: &str, no_argument: bool) -> bool {
    matches!(
        (name, no_argument),
        ("unwrap" | "unwrap_err", true) | ("expect" | "expect_err", false)
    )
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// The file of `#[path = "file"]`.
fn named_path(attribute: &syn::Attribute) -> Option<String> {
    let pair = attribute
        .meta
        .require_name_value()
        .ok()
        .filter(|pair| pair.path.is_ident("path"))?;
    match &pair.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        path.segments.last().is_some_and(|segment| segment.ident == "test")
            || (path.is_ident("cfg")
                && attribute
                    .parse_args::<syn::Path>()
                    .is_ok_and(|path| path.is_ident("test")))
    })
}
