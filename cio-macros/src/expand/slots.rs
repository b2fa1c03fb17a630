//! The slots of a struct: for each field its type and its value, and all of them as one tuple.

use crate::model::{DeclaredKind, Field, Model, SettingDefault};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Index;
use syn::spanned::Spanned;

/// The type and the value of a field's slot. Everything that is known of the field's type comes from it, so a wrong type is one
/// error, at the type. A const cannot use the struct's parameters, so a type that does gets an entry without its type.
pub(super) fn slot(field: &Field<'_>) -> (TokenStream, TokenStream) {
    let (ty, name) = (field.ty, &field.name);
    let env = env(field);
    match &field.kind {
        DeclaredKind::Credential { default, reference, command, any_name, shared } => {
            let (default, reference) = (default.iter(), reference.iter());
            let command = command.as_ref().map(|argv| quote!(.command(&[#(#argv),*])));
            let any_name = any_name.then(|| quote!(.any_name()));
            let shared = shared.map(|_| quote!(.shared()));
            let slot = quote! {
                __cio::slot::<#ty>(#name)#env #(.or(#default))* #(.reference(#reference))* #command #any_name #shared
            };
            (quote!(__cio::Slot<#ty>), slot)
        }
        DeclaredKind::Setting { is_generic: false, .. } => (quote!(__cio::Slot<#ty>), setting(field)),
        DeclaredKind::Nested => (quote!(__cio::Nested<#ty>), quote!(__cio::nested::<#ty>(#name))),
        DeclaredKind::Pin => (quote!(__cio::Field), quote!(__cio::pin(#name)#env)),
        DeclaredKind::Setting { is_generic: true, .. } => {
            (quote!(__cio::Field), quote!(__cio::generic_setting(#name)#env))
        }
    }
}

/// A setting may be of any type, so a trait decides whether it is a credential or an `Option`; the span of that question is the
/// type.
fn setting(field: &Field<'_>) -> TokenStream {
    let (ty, name, env) = (field.ty, &field.name, env(field));
    let default = match &field.kind {
        DeclaredKind::Setting { default: Some(SettingDefault::OfType), .. } => Some(quote!(.or_default())),
        DeclaredKind::Setting { default: Some(SettingDefault::Text(text)), .. } => Some(quote!(.or(#text))),
        _ => None,
    };
    let slot = quote_spanned! {ty.span()=>
        __cio::setting::<#ty>(#name, <__cio::Probe<#ty>>::ROLE, <__cio::Probe<#ty>>::OPTIONAL)
    };
    quote!({
        use __cio::NoRole as _;
        #slot #env #default
    })
}

/// A field's entry in the schema.
pub(super) fn entry(model: &Model<'_>, index: usize, field: &Field<'_>) -> TokenStream {
    let slot = slot_at(model, index);
    if has_const_slot(field) { quote!(#slot.field) } else { slot }
}

/// Whether the slot does not depend on the struct's own parameters, which a const cannot use.
pub(super) fn has_const_slot(field: &Field<'_>) -> bool {
    !matches!(field.kind, DeclaredKind::Pin | DeclaredKind::Setting { is_generic: true, .. })
}

/// A field's slot, where the struct's parameters are known.
pub(super) fn slot_of(model: &Model<'_>, index: usize, field: &Field<'_>) -> TokenStream {
    let (ty, name) = (field.ty, &field.name);
    match field.kind {
        DeclaredKind::Pin => quote!(__cio::slot::<#ty>(#name)),
        DeclaredKind::Setting { is_generic: true, .. } => setting(field),
        _ => slot_at(model, index),
    }
}

/// How many items a tuple has at most, which is the number that the library has impls for.
const WIDTH: usize = 12;

/// A tuple, or a tuple of tuples if there are more items than [`WIDTH`].
pub(super) fn tuple(mut items: Vec<TokenStream>) -> TokenStream {
    while items.len() > WIDTH {
        items = items.chunks(WIDTH).map(|items| quote!((#(#items,)*))).collect();
    }
    quote!((#(#items,)*))
}

/// The slot of this index among those of [`tuple`].
fn slot_at(model: &Model<'_>, mut index: usize) -> TokenStream {
    let mut path = Vec::new();
    let mut count = model.fields.len();
    while count > WIDTH {
        path.push(Index::from(index % WIDTH));
        (index, count) = (index / WIDTH, count.div_ceil(WIDTH));
    }
    path.push(Index::from(index));
    let path = path.iter().rev();
    quote!(__SLOTS #(.#path)*)
}

fn env(field: &Field<'_>) -> TokenStream {
    let (env, docs) = (field.env.iter(), field.docs.iter());
    quote!(#(.env(#env))* #(.documented(#docs))*)
}
