//! The keys of `#[cio(...)]`, and the suggestion for an unknown one.

use super::Keyed;
use crate::errors::Errors;
use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Meta, Token};

/// The attributes of one place: each with how it is written.
pub(super) type Known = [(&'static str, &'static str)];

/// Gives each known key of each `#[cio(...)]` to `set`, and files the others.
///
/// `elsewhere` are the keys that belong on `other_place`. After a mistake it continues at the next comma, so that one build
/// shows every mistake.
pub(super) fn each(
    attrs: &[Attribute],
    known: &Known,
    elsewhere: &Known,
    other_place: &str,
    errors: &mut Errors,
    mut set: impl FnMut(&Ident, ParseStream<'_>, &mut Errors) -> syn::Result<()>,
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("cio")) {
        let Meta::List(list) = &attr.meta else {
            errors.at(attr.meta.path(), format_args!("expected a list: `#[cio({})]`", known[0].1));
            continue;
        };
        let parser = |input: ParseStream<'_>| {
            while !input.is_empty() {
                let key = Ident::parse_any(input).map_err(|error| {
                    syn::Error::new(error.span(), format_args!("expected `{}`", known[0].1))
                })?;
                let outcome = if known.iter().any(|(name, _)| key == name) {
                    set(&key, input, errors)
                } else {
                    Err(syn::Error::new(
                        key.span(),
                        unknown(&key.unraw().to_string(), known, elsewhere, other_place),
                    ))
                };
                if errors.keep(outcome).is_none() {
                    skip_to_comma(input)?;
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        let outcome = parser.parse2(list.tokens.clone());
        errors.keep(outcome);
    }
}

pub(super) fn set<T>(
    slot: &mut Option<Keyed<T>>,
    key: &Ident,
    value: T,
    errors: &mut Errors,
) -> syn::Result<()> {
    if slot.is_some() {
        errors.push(key.span(), format_args!("`{key}` is set twice: remove one"));
    }
    *slot = Some(Keyed { key: key.span(), value });
    Ok(())
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// Keys of other derives, with ours for the same purpose.
const FOREIGN: [(&str, &str); 9] = [
    ("rename", "env"),
    ("name", "env"),
    ("var", "env"),
    ("variable", "env"),
    ("key", "env"),
    ("from", "env"),
    ("flatten", "nested"),
    ("prefix", "workspace"),
    ("path", "file"),
];

/// Keys for what no attribute says, with the way to say it.
const ADVICE: [(&str, &str); 3] = [
    ("optional", "a field that may be absent has the type `Option<…>`"),
    ("required", "a field is required unless its type is `Option<…>`"),
    ("profile", "the variable `CUSTOMERIO_PROFILE` chooses the profile when the program runs"),
];

/// The message for an unknown key: the known one that is near it or has the same purpose, or all of them.
fn unknown(key: &str, known: &Known, elsewhere: &Known, other_place: &str) -> String {
    if elsewhere.iter().any(|(name, _)| key == *name) {
        return format!("`{key}` belongs on {other_place}");
    }
    if let Some((_, advice)) = ADVICE.iter().find(|(word, _)| key == *word) {
        return format!("unknown `cio` attribute: {advice}");
    }
    let foreign = FOREIGN.iter().find(|(word, _)| key == *word).map_or(key, |(_, own)| *own);
    let steps = |name: &str| distance(foreign, name);
    let is_near = |name: &str| steps(name) <= if name.len() < 10 { 2 } else { 3 };
    let near = known.iter().filter(|(name, _)| is_near(name));
    let meant = near.min_by_key(|(name, _)| steps(name));
    let expected = match meant {
        Some((_, usage)) => format!("`{usage}`"),
        None => {
            let (last, others) = known.split_last().expect("every place has attributes");
            let others: Vec<_> = others.iter().map(|(_, usage)| format!("`{usage}`")).collect();
            format!("{} or `{}`", others.join(", "), last.1)
        }
    };
    format!("unknown `cio` attribute, expected {expected}")
}

/// How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for row in 0..=left.len() {
        for column in 0..=right.len() {
            table[row][column] = match (row, column) {
                (0, steps) | (steps, 0) => steps,
                _ => {
                    let changed = usize::from(left[row - 1] != right[column - 1]);
                    let by_one = (table[row - 1][column] + 1).min(table[row][column - 1] + 1);
                    by_one
                        .min(table[row - 1][column - 1] + changed)
                        .min(swapped(&table, &left, &right, row, column))
                }
            };
        }
    }
    table[left.len()][right.len()]
}

/// The steps if the last two letters of each are the same two, swapped.
fn swapped(table: &[Vec<usize>], left: &[char], right: &[char], row: usize, column: usize) -> usize {
    let swaps =
        row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
    if swaps { table[row - 2][column - 2] + 1 } else { usize::MAX }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn a_slip_of_the_finger_is_one_step() {
        for (left, right, steps) in [
            ("env", "env", 0),
            ("enw", "env", 1),
            ("evn", "env", 1),
            ("en", "env", 1),
            ("envv", "env", 1),
            ("x", "env", 3),
        ] {
            assert_eq!(distance(left, right), steps, "{left} {right}");
        }
    }
}
