//! Rules between the fields of a struct that need no types.

use crate::errors::Errors;
use crate::model::{DeclaredKind, Model, written};
use quote::ToTokens;
use std::collections::HashMap;
use std::path::PathBuf;

/// Files an error for each rule that the struct breaks.
pub(crate) fn model(model: &Model<'_>, errors: &mut Errors) {
    variables_are_read_once(model, errors);
    types_are_unique(model, errors);
    parameters_are_regions(model, errors);
    example_exists(model, errors);
}

/// Two fields that read the same variable would hold the same value.
fn variables_are_read_once(model: &Model<'_>, errors: &mut Errors) {
    let mut readers = HashMap::new();
    for field in model.fields.iter().filter(|field| field.is_understood) {
        let Some(name) = &field.env else { continue };
        if let Some(first) = readers.insert(name.value(), &field.name) {
            errors.push(
                name.span(),
                format_args!("the field `{first}` reads this variable too: give one of them another `env`"),
            );
        }
    }
}

/// Two fields of one type would be two impls of one `Provides`. The macro compares tokens; where an alias hides the type, the
/// compiler reports the two impls.
fn types_are_unique(model: &Model<'_>, errors: &mut Errors) {
    let mut holders = HashMap::new();
    for field in model
        .fields
        .iter()
        .filter(|field| field.is_understood && matches!(field.kind, DeclaredKind::Credential { .. }))
    {
        let ty = field.ty.to_token_stream();
        if let Some(first) = holders.insert(ty.to_string(), &field.name) {
            let message = format!(
                "the field `{first}` also holds `{ty}`, and a struct holds each credential once: remove one, or move it to a nested struct"
            );
            errors.at(field.ty, message);
        }
    }
}

/// A type parameter is the region, so there is one, and no other region beside it. The compiler checks this too, where an alias hides
/// the type, but then the bound on such a parameter is a second error where the struct is used.
fn parameters_are_regions(model: &Model<'_>, errors: &mut Errors) {
    let parameters: Vec<_> =
        model.fields.iter().filter(|field| matches!(field.kind, DeclaredKind::Pin)).collect();
    let is_stated = model
        .fields
        .iter()
        .any(|field| matches!(field.kind, DeclaredKind::Credential { .. }) && written::is_region(field.ty));
    let region = parameters.iter().position(|field| field.name == "region").unwrap_or(0);
    for (index, field) in parameters.iter().enumerate() {
        if is_stated || index != region {
            errors.at(field.ty, "only the region can be a type parameter: write the type of the credential");
        }
    }
}

/// `include_str!` would fail too, but its message does not say how to create the file.
fn example_exists(model: &Model<'_>, errors: &mut Errors) {
    let Some(example) = &model.env_example else { return };
    let Some(crate_dir) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else { return };
    if !crate_dir.join(example.value()).is_file() {
        let name = &model.ident;
        errors.push(
            example.span(),
            format_args!(
                "`{}` was not found in `{}`: create it with the output of `{name}::template().env()`, without this attribute \
                 until then",
                example.value(),
                crate_dir.display(),
            ),
        );
    }
}
