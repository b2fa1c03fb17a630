//! The const checks of a struct: each has the span of the tokens that break its rule, which the compiler underlines.

use crate::attr::SourceKind;
use crate::expand::schema::description;
use crate::model::{DeclaredKind, Field, Model, SettingDefault};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// The checks of a field against the others.
pub(super) fn of_field(index: usize, field: &Field<'_>) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let of_type = quote_spanned!(field.ty.span()=> const _: () = __FIELDS.of_type(#index););
    let of_env =
        field.env.as_ref().map(|name| quote_spanned!(name.span()=> const _: () = __FIELDS.of_env(#index);));
    let of_default = match &field.kind {
        DeclaredKind::Credential { default: Some(text), .. } => {
            Some(quote_spanned!(text.span()=> const _: () = __FIELDS.of_default(#index);))
        }
        DeclaredKind::Setting { default: Some(SettingDefault::Text(text)), .. } => {
            Some(quote_spanned!(text.span()=> const _: () = __FIELDS.of_default(#index);))
        }
        _ => None,
    };
    let of_reference = match &field.kind {
        DeclaredKind::Credential { reference: Some(text), .. } => {
            Some(quote_spanned!(text.span()=> const _: () = __cio::check_reference(#text);))
        }
        _ => None,
    };
    let of_shared = match &field.kind {
        DeclaredKind::Credential { shared: Some(key), .. } => {
            Some(quote_spanned!(*key=> const _: () = __FIELDS.of_shared(#index);))
        }
        _ => None,
    };
    quote!(#of_type #of_env #of_default #of_reference #of_shared)
}

/// The checks of the struct's attributes.
pub(super) fn of_struct(model: &Model<'_>) -> TokenStream {
    let schema = use_schema(model).then(|| {
        let schema = description(model);
        quote!(const __SCHEMA: &__cio::Schema = &#schema;)
    });
    let workspace = model
        .workspace
        .iter()
        .map(|word| quote_spanned!(word.span()=> const _: () = __FIELDS.check_workspace(#word);));
    let features = model.sources.iter().filter_map(|source| {
        let feature = match source.kind {
            SourceKind::File | SourceKind::OptionalFile if source.place.value().ends_with(".json") => {
                format_ident!("json")
            }
            SourceKind::File | SourceKind::OptionalFile => format_ident!("toml"),
            SourceKind::Vault => format_ident!("vault"),
            SourceKind::SecretsDir => return None,
        };
        Some(quote_spanned!(source.place.span()=> const _: () = __cio::feature::#feature::<()>();))
    });
    let other_names = model
        .other_names
        .iter()
        .map(|name| quote_spanned!(name.span()=> const _: () = __cio::check_other_name(#name, __SCHEMA);));
    let example = model.env_example.iter().map(|path| {
        let file =
            quote!(::core::include_str!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path)));
        quote_spanned!(path.span()=> const _: () = __cio::check_example(#path, #file, __SCHEMA);)
    });
    quote!(#(#workspace)* #(#features)* #schema #(#other_names)* #(#example)*)
}

/// Whether a check of the struct's attributes reads the schema: then the schema is a separate const, evaluated once.
pub(super) fn use_schema(model: &Model<'_>) -> bool {
    !model.other_names.is_empty() || model.env_example.is_some()
}
