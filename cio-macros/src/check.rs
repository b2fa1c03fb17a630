//! Rules between the fields of a struct that need no types.

use crate::errors::Errors;
use crate::model::{Field, Kind, Model};
use quote::ToTokens;
use std::collections::HashMap;
use std::path::PathBuf;
use syn::Type;

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
        .filter(|field| field.is_understood && matches!(field.kind, Kind::Credential { .. }))
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
/// the type, but the bound on such a parameter would be a second error where the struct is used.
fn parameters_are_regions(model: &Model<'_>, errors: &mut Errors) {
    let states_region = |field: &Field<'_>| match &field.kind {
        Kind::Credential { .. } => is_written_as_region(field.ty),
        Kind::Pin => field.name == "region",
        _ => false,
    };
    for (index, field) in model.fields.iter().enumerate().filter(|(_, field)| matches!(field.kind, Kind::Pin))
    {
        let beside = model.fields.iter().enumerate().filter(|(other, _)| *other != index);
        if field.name != "region" && beside.into_iter().any(|(_, other)| states_region(other)) {
            errors.at(field.ty, "only the region can be a type parameter: write the type of the credential");
        }
    }
}

fn is_written_as_region(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| ["Region", "Us", "Eu"].iter().any(|name| last.ident == name))
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
                "there is no `{}` in `{}`: create it with the output of `{name}::template().env()`, without this attribute \
                 until then",
                example.value(),
                crate_dir.display(),
            ),
        );
    }
}
