//! The values of `#[cio(...)]`: the form that each key takes, named in the error for any other.

use crate::errors::Errors;
use proc_macro2::{Span, TokenStream};
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Path, Token, bracketed, token};

/// A value with the span of the key that set it, which is where a conflict is shown.
pub(crate) struct Keyed<T> {
    pub(crate) key: Span,
    pub(crate) value: T,
}

/// A string literal, which keeps its span.
pub(crate) type StringLiteral = LitStr;

/// `references`: a key without a value.
pub(super) fn flag(key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    Err(input.error(format_args!("`{key}` takes no value: write `{key}` alone")))
}

/// `crate = path`.
pub(super) fn path(key: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    equals(key, input, "path::to::cio_config")?;
    Path::parse_mod_style(input)
        .map_err(|error| syn::Error::new(error.span(), "expected the path of `cio_config`"))
}

/// `env = "NAME"`.
pub(super) fn variable(key: &Ident, input: ParseStream<'_>) -> syn::Result<StringLiteral> {
    let name = text(key, input, "\"NAME\"")?;
    variable_name(&name)?;
    Ok(name)
}

/// `other_names = ["NAME"]`.
pub(super) fn variables(
    key: &Ident,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<Vec<StringLiteral>> {
    const USAGE: &str = "[\"NAME\"]";
    let (names, brackets) = list(key, input, USAGE, "is a list")?;
    if names.is_empty() {
        return Err(syn::Error::new(brackets, format_args!("the list is empty: `{key} = {USAGE}`")));
    }
    for (index, name) in names.iter().enumerate() {
        errors.keep(variable_name(name));
        if names[..index].iter().any(|before| before.value() == name.value()) {
            errors.push(name.span(), format_args!("`{}` is in the list twice: remove one", name.value()));
        }
    }
    Ok(names)
}

/// The name of a variable, as a user would set it.
fn variable_name(name: &LitStr) -> syn::Result<()> {
    let value = name.value();
    let starts = |char: char| char.is_ascii_uppercase() || char == '_';
    if value.starts_with(starts) && value.chars().all(|char| starts(char) || char.is_ascii_digit()) {
        return Ok(());
    }
    let message = if value.is_ascii() && !value.is_empty() {
        let corrected: String = value
            .to_ascii_uppercase()
            .chars()
            .map(|char| if char.is_ascii_alphanumeric() { char } else { '_' })
            .collect();
        if corrected.starts_with(starts) {
            format!("a variable name has upper-case letters, digits and `_`: write `{corrected}`")
        } else {
            format!("a variable name does not start with a digit: write `_{corrected}`")
        }
    } else {
        "a variable name has upper-case letters, digits and `_`, as in `CUSTOMERIO_SITE_ID`".to_owned()
    };
    Err(syn::Error::new(name.span(), message))
}

/// `workspace = "name"`.
pub(super) fn workspace(key: &Ident, input: ParseStream<'_>) -> syn::Result<StringLiteral> {
    let name = text(key, input, "\"name\"")?;
    let value = name.value();
    let word = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_';
    if value.starts_with(|first: char| first.is_ascii_lowercase()) && value.chars().all(word) {
        Ok(name)
    } else {
        let message = "a workspace name has lower-case letters, digits and `_`, and starts with a letter, as in `marketing`";
        Err(syn::Error::new(name.span(), message))
    }
}

/// `file = "path.toml"`.
pub(super) fn file(key: &Ident, input: ParseStream<'_>) -> syn::Result<StringLiteral> {
    let path = text(key, input, "\"path.toml\"")?;
    match path.value().rsplit_once('.') {
        Some((_, "toml" | "json")) => Ok(path),
        _ => Err(syn::Error::new(path.span(), "expected a file name that ends in `.toml` or `.json`")),
    }
}

/// `vault = "mount/path"`.
pub(super) fn vault(key: &Ident, input: ParseStream<'_>) -> syn::Result<StringLiteral> {
    let place = text(key, input, "\"mount/path\"")?;
    let value = place.value();
    let is_step = |step: &str| !step.is_empty() && step != "." && step != "..";
    if value.contains('/') && value.split('/').all(is_step) {
        Ok(place)
    } else {
        Err(syn::Error::new(place.span(), "expected a mount and a path in it, as in `secret/customerio`"))
    }
}

/// `command = ["program", "argument"]`.
pub(super) fn command(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<StringLiteral>> {
    const USAGE: &str = "[\"program\", \"argument\"]";
    let (words, brackets) = list(key, input, USAGE, "is a list, since no shell splits it")?;
    match words.first() {
        Some(program) if !program.value().is_empty() => Ok(words),
        _ => Err(syn::Error::new(brackets, format_args!("the program is missing: `{key} = {USAGE}`"))),
    }
}

/// String literals in brackets, with the span of the brackets; `form` says what `key` takes.
fn list(
    key: &Ident,
    input: ParseStream<'_>,
    usage: &str,
    form: &str,
) -> syn::Result<(Vec<StringLiteral>, Span)> {
    equals(key, input, usage)?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs_value(key, usage));
    }
    if !input.peek(token::Bracket) {
        return Err(input.error(format_args!("`{key}` {form}: `{key} = {usage}`")));
    }
    let list;
    let brackets = bracketed!(list in input);
    match Punctuated::<LitStr, Token![,]>::parse_terminated(&list) {
        Ok(words) => Ok((words.into_iter().collect(), brackets.span.join())),
        Err(error) => {
            // Tokens that are left in the brackets would be a second error.
            list.parse::<TokenStream>()?;
            Err(syn::Error::new(error.span(), format_args!("expected string literals: `{key} = {usage}`")))
        }
    }
}

/// `default`, or `default = "…"`.
pub(super) fn default(key: &Ident, input: ParseStream<'_>) -> syn::Result<Option<StringLiteral>> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(None);
    }
    text(key, input, "\"…\"").map(Some)
}

/// A string literal that is not empty.
pub(super) fn text(key: &Ident, input: ParseStream<'_>, usage: &str) -> syn::Result<LitStr> {
    equals(key, input, usage)?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs_value(key, usage));
    }
    let start = input.span();
    // syn's own message lists the tokens that can start an expression, and one form is right here.
    let value: Expr = input
        .parse()
        .map_err(|_| syn::Error::new(start, format_args!("expected a string literal: `{key} = {usage}`")))?;
    match ungrouped(value) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), attrs }) if attrs.is_empty() => {
            if text.value().is_empty() {
                Err(syn::Error::new(text.span(), format_args!("`{key}` is empty: write `{key} = {usage}`")))
            } else {
                Ok(text)
            }
        }
        Expr::Macro(call) => Err(syn::Error::new_spanned(
            &call,
            format_args!(
                "the output of a macro is compiled into the binary, where anyone can read it: write a string literal, \
                 `{key} = {usage}`, and keep secrets in the environment, a file or a vault"
            ),
        )),
        other => {
            Err(syn::Error::new_spanned(other, format_args!("expected a string literal: `{key} = {usage}`")))
        }
    }
}

/// A `$name:literal` of a `macro_rules` macro arrives inside an invisible group: this takes it out.
pub(crate) fn ungrouped(mut value: Expr) -> Expr {
    while let Expr::Group(group) = value {
        value = *group.expr;
    }
    value
}

fn equals(key: &Ident, input: ParseStream<'_>, usage: &str) -> syn::Result<()> {
    if input.peek(Token![=]) {
        return input.parse::<Token![=]>().map(drop);
    }
    Err(needs_value(key, usage))
}

fn needs_value(key: &Ident, usage: &str) -> syn::Error {
    syn::Error::new(key.span(), format_args!("`{key}` needs a value: `{key} = {usage}`"))
}
