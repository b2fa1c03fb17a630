//! Rules between the fields of a struct that need no types.

use crate::errors::Errors;
use crate::model::{Kind, Model};
use quote::ToTokens;
use std::collections::HashMap;

/// Files every rule that the struct breaks.
pub(crate) fn model(model: &Model<'_>, errors: &mut Errors) {
    variables_are_read_once(model, errors);
    types_stand_once(model, errors);
    example_exists(model, errors);
}

/// Two fields that read one variable would always hold one value.
fn variables_are_read_once(model: &Model<'_>, errors: &mut Errors) {
    let mut readers = HashMap::new();
    for field in model.fields.iter().filter(|field| field.is_understood) {
        let Some(name) = &field.env else { continue };
        if let Some(first) = readers.insert(name.value(), &field.name) {
            errors.push(
                name.span(),
                format_args!("the field `{first}` reads this variable already: give one of them another"),
            );
        }
    }
}

/// Two fields of one type: which of them would `Provides` mean? What an alias hides is found by the compiler.
fn types_stand_once(model: &Model<'_>, errors: &mut Errors) {
    let mut holders = HashMap::new();
    for field in model
        .fields
        .iter()
        .filter(|field| field.is_understood && matches!(field.kind, Kind::Credential { .. }))
    {
        let ty = field.ty.to_token_stream();
        if let Some(first) = holders.insert(ty.to_string(), &field.name) {
            let message = format!("the field `{first}` holds `{ty}` already: keep one of the two");
            errors.at(field.ty, message);
        }
    }
}

/// The compiler's own words for a missing file do not say how to write it.
fn example_exists(model: &Model<'_>, errors: &mut Errors) {
    let Some(example) = &model.env_example else { return };
    let Some(crate_dir) = std::env::var_os("CARGO_MANIFEST_DIR") else { return };
    if !std::path::Path::new(&crate_dir).join(example.value()).is_file() {
        let name = &model.ident;
        errors.push(
            example.span(),
            format_args!(
                "there is no `{}` beside `Cargo.toml`: write what `{name}::template()` gives (take `env_example` away while you do)",
                example.value()
            ),
        );
    }
}
