//! The values of `#[cio(...)]`: what each key takes, and what to write instead of anything else.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Path, Token, bracketed, token};

/// A value with the span of the key that set it, which is where a conflict is shown.
pub(crate) struct Keyed<T> {
    pub(crate) key: Span,
    pub(crate) value: T,
}

/// A text with the span of its literal.
pub(crate) type Text = LitStr;

/// `references`: a word that stands alone.
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
pub(super) fn variable(key: &Ident, input: ParseStream<'_>) -> syn::Result<Text> {
    let name = text(key, input, "\"NAME\"")?;
    let value = name.value();
    let starts = |char: char| char.is_ascii_uppercase() || char == '_';
    if value.starts_with(starts) && value.chars().all(|char| starts(char) || char.is_ascii_digit()) {
        return Ok(name);
    }
    let message = if value.eq_ignore_ascii_case(&value.to_ascii_uppercase()) && value.is_ascii() {
        let corrected: String = value
            .to_ascii_uppercase()
            .chars()
            .map(|char| if char.is_ascii_alphanumeric() { char } else { '_' })
            .collect();
        if corrected.starts_with(starts) {
            format!("a variable is upper-case letters, digits and `_`: write `{corrected}`")
        } else {
            format!("a variable does not start with a digit: write `_{corrected}`")
        }
    } else {
        "a variable is upper-case letters, digits and `_`, as in `CUSTOMERIO_SITE_ID`".to_owned()
    };
    Err(syn::Error::new(name.span(), message))
}

/// `workspace = "name"`.
pub(super) fn workspace(key: &Ident, input: ParseStream<'_>) -> syn::Result<Text> {
    let name = text(key, input, "\"name\"")?;
    let value = name.value();
    let word = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_';
    if value.starts_with(|first: char| first.is_ascii_lowercase()) && value.chars().all(word) {
        Ok(name)
    } else {
        let message = "a workspace is lower-case letters, digits and `_`, a letter first, as in `marketing`";
        Err(syn::Error::new(name.span(), message))
    }
}

/// `file = "path.toml"`.
pub(super) fn file(key: &Ident, input: ParseStream<'_>) -> syn::Result<Text> {
    let path = text(key, input, "\"path.toml\"")?;
    match path.value().rsplit_once('.') {
        Some((_, "toml" | "json")) => Ok(path),
        _ => Err(syn::Error::new(path.span(), "expected a file that ends in `.toml` or `.json`")),
    }
}

/// `vault = "mount/path"`.
pub(super) fn vault(key: &Ident, input: ParseStream<'_>) -> syn::Result<Text> {
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
pub(super) fn command(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Text>> {
    const USAGE: &str = "[\"program\", \"argument\"]";
    equals(key, input, USAGE)?;
    if !input.peek(token::Bracket) {
        return Err(
            input.error(format_args!("a command is a list, since no shell splits it: `{key} = {USAGE}`"))
        );
    }
    let list;
    let brackets = bracketed!(list in input);
    let words = Punctuated::<LitStr, Token![,]>::parse_terminated(&list)
        .map_err(|error| syn::Error::new(error.span(), format_args!("expected a text: `{key} = {USAGE}`")))?;
    match words.first() {
        Some(program) if !program.value().is_empty() => Ok(words.into_iter().collect()),
        _ => Err(syn::Error::new(
            brackets.span.join(),
            format_args!("the program is missing: `{key} = {USAGE}`"),
        )),
    }
}

/// `default`, or `default = "text"`.
pub(super) fn default(key: &Ident, input: ParseStream<'_>) -> syn::Result<Option<Text>> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(None);
    }
    text(key, input, "\"…\"").map(Some)
}

/// A text that is not empty.
pub(super) fn text(key: &Ident, input: ParseStream<'_>, usage: &str) -> syn::Result<LitStr> {
    equals(key, input, usage)?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs_value(key, usage));
    }
    let start = input.span();
    // What a parser says of other code is of no use here.
    let value: Expr = input
        .parse()
        .map_err(|_| syn::Error::new(start, format_args!("expected a text: `{key} = {usage}`")))?;
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
                "what a macro gives is compiled into the binary for all to read: `{key}` takes a plain text, as in \
                 `{key} = {usage}`, and a secret belongs in the environment, a file or a vault"
            ),
        )),
        other => Err(syn::Error::new_spanned(other, format_args!("expected a text: `{key} = {usage}`"))),
    }
}

/// What a `macro_rules` macro hands over as `$name:literal` comes in a group that nobody wrote.
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
