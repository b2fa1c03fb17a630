//! A struct's declaration: its schema, and whether it states its region.

use crate::attr::SourceKind;
use crate::model::{DeclaredKind, Model, written};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The type that says whether the struct states its region. A struct that only nests others names the first of them, for
/// the error of a client that is given the outer one.
pub(super) fn region(model: &Model<'_>) -> TokenStream {
    let nested = model.fields.iter().find(|field| matches!(field.kind, DeclaredKind::Nested));
    let has_credentials = model
        .fields
        .iter()
        .any(|field| matches!(field.kind, DeclaredKind::Credential { .. } | DeclaredKind::Pin));
    match nested {
        Some(field) if !has_credentials => {
            let ty = written::optional(field.ty).unwrap_or(field.ty);
            quote!(__cio::InNested<#ty>)
        }
        _ if model.has_pin() => quote!(__cio::RegionSlot<Self, true>),
        _ => quote!(__cio::RegionSlot<Self, { __FIELDS.states_region() }>),
    }
}

pub(super) fn description(model: &Model<'_>) -> TokenStream {
    let name = model.ident.to_string();
    let workspace = model.workspace.iter();
    let sources = (!model.sources.is_empty()).then(|| {
        let sources = model.sources.iter().map(|source| {
            let kind = match source.kind {
                SourceKind::File => format_ident!("File"),
                SourceKind::OptionalFile => format_ident!("OptionalFile"),
                SourceKind::SecretsDir => format_ident!("SecretsDir"),
                SourceKind::Vault => format_ident!("Vault"),
            };
            let place = &source.place;
            quote!(__cio::DeclaredSource::#kind(#place))
        });
        quote!(.sources(&[#(#sources),*]))
    });
    let references = model.references.then(|| quote!(.references()));
    let empty = model.empty_is_unset.then(|| quote!(.with_empty_unset()));
    let other_names = (!model.other_names.is_empty()).then(|| {
        let names = &model.other_names;
        quote!(.with_other_names(&[#(#names),*]))
    });
    quote! {
        __FIELDS.schema(#name)#(.in_workspace(#workspace))* #sources #references #empty #other_names
    }
}
