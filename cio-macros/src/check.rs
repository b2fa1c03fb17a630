//! Rules that need two attributes or two fields, and no types.

use crate::attr::{FieldAttrs, Text};
use crate::errors::Errors;
use crate::model::{Kind, Model};
use proc_macro2::Span;
use quote::ToTokens;
use std::collections::HashMap;

/// Attributes that cannot stand on one field, each pair once.
const EXCLUDE_EACH_OTHER: [(&str, &str); 4] =
    [("nested", "env"), ("nested", "default"), ("nested", "any_name"), ("nested", "setting")];

/// Files every rule that the struct breaks.
pub(crate) fn model(model: &Model<'_>, errors: &mut Errors) {
    variables_are_read_once(model, errors);
    types_stand_once(model, errors);
}

/// Files every pair of attributes that exclude each other, at the one that stands second.
pub(crate) fn field(attrs: &FieldAttrs, errors: &mut Errors) {
    let present: Vec<(&str, Span)> = attrs.present().collect();
    let key = |wanted| present.iter().find(|(name, _)| *name == wanted).map(|(_, key)| *key);
    for (first, second) in EXCLUDE_EACH_OTHER.into_iter().chain([("setting", "any_name")]) {
        if let (Some(_), Some(at)) = (key(first), key(second)) {
            errors.push(at, format_args!("`{second}` cannot stand with `{first}`: remove one of them"));
        }
    }
}

/// The region that a `default` states: nothing else has a default that is written in the source.
pub(crate) fn region_default(key: Span, text: Option<Text>, errors: &mut Errors) -> Option<Text> {
    const USAGE: &str = "expected `default = \"us\"` or `default = \"eu\"`";
    match text {
        Some(text) if matches!(text.value().as_str(), "us" | "eu") => Some(text),
        Some(text) => {
            let message = format!(
                "{USAGE}: only a region has a default, and a key written here would be compiled into the binary"
            );
            errors.push(text.span(), message);
            None
        }
        None => {
            errors.push(key, USAGE);
            None
        }
    }
}

/// Two fields that read one variable would always hold one value.
fn variables_are_read_once(model: &Model<'_>, errors: &mut Errors) {
    let mut readers = HashMap::new();
    for field in &model.fields {
        let Some(name) = &field.env else { continue };
        if let Some(first) = readers.insert(name.value(), &field.name) {
            errors.push(name.span(), format_args!("the field `{first}` reads this variable already"));
        }
    }
}

/// Two fields of one type: which of them would `Provides` mean? What an alias hides is found by the compiler.
fn types_stand_once(model: &Model<'_>, errors: &mut Errors) {
    let mut holders = HashMap::new();
    for field in model.fields.iter().filter(|field| matches!(field.kind, Kind::Credential { .. })) {
        let ty = field.ty.to_token_stream();
        if let Some(first) = holders.insert(ty.to_string(), &field.name) {
            let message = format!("the field `{first}` holds a `{ty}` already: keep one of the two");
            errors.at(field.ty, message);
        }
    }
}
