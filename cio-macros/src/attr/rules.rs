//! The rules of one field's attributes, which need no other field.

use super::FieldAttrs;
use super::value::StringLiteral;
use crate::errors::Errors;
use proc_macro2::Span;
use syn::Ident;
use syn::ext::IdentExt;

/// Attributes that exclude each other, each pair once: the error is at the second.
const EXCLUDE_EACH_OTHER: [(&str, &str); 14] = [
    ("nested", "env"),
    ("nested", "default"),
    ("nested", "reference"),
    ("nested", "command"),
    ("nested", "any_name"),
    ("nested", "shared"),
    ("nested", "setting"),
    ("setting", "any_name"),
    ("setting", "shared"),
    ("setting", "reference"),
    ("setting", "command"),
    ("default", "reference"),
    ("default", "command"),
    ("reference", "command"),
];

/// Files every pair of attributes that exclude each other.
pub(crate) fn field(attrs: &FieldAttrs, errors: &mut Errors) {
    let present: Vec<(&str, Span)> = attrs.present().collect();
    let key = |wanted| present.iter().find(|(name, _)| *name == wanted).map(|(_, key)| *key);
    for (first, second) in EXCLUDE_EACH_OTHER {
        if let (Some(_), Some(at)) = (key(first), key(second)) {
            errors.push(at, format_args!("`{second}` cannot be combined with `{first}`: remove one of them"));
        }
    }
}

/// The name of a setting becomes its variable, unless it chooses another.
pub(crate) fn setting_variable(ident: &Ident, attrs: &FieldAttrs, errors: &mut Errors) {
    let name = ident.unraw().to_string();
    if attrs.setting.is_some() && attrs.env.is_none() && !name.is_ascii() {
        errors.push(
            ident.span(),
            format_args!(
                "a variable name has upper-case letters, digits and `_`: give `{name}` one with `env = \"NAME\"`"
            ),
        );
    }
}

/// The region that a `default` states: no other credential has a default in the source.
pub(crate) fn region_default(
    key: Span,
    text: Option<StringLiteral>,
    errors: &mut Errors,
) -> Option<StringLiteral> {
    const USAGE: &str = "expected `default = \"us\"` or `default = \"eu\"`";
    let Some(text) = text else {
        errors.push(key, format_args!("{USAGE}; for a value of your own, add `setting`"));
        return None;
    };
    match text.value().as_str() {
        "us" | "eu" => return Some(text),
        word if word.len() <= 12 && word.chars().all(|letter| letter.is_ascii_alphabetic()) => {
            let lower = word.to_ascii_lowercase();
            let meant =
                ["us", "eu"].into_iter().find(|region| lower.starts_with(region) || lower.ends_with(region));
            let meant = meant.map(|region| format!(", did you mean `\"{region}\"`?")).unwrap_or_default();
            errors.push(text.span(), format_args!("`{word}` is not a region: {USAGE}{meant}"));
        }
        _ => errors.push(
            text.span(),
            format_args!(
                "{USAGE}: only a region and a `setting` can have a default, since a key written here is compiled into the binary"
            ),
        ),
    }
    None
}
