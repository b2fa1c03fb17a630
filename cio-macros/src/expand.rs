//! Turns a model into impls. It cannot fail: a model without errors is complete.

mod checks;
mod schema;
mod slots;

use crate::expand::schema::{description, region};
use crate::expand::slots::{entry, has_const_slot, slot, slot_of, tuple};
use crate::model::{DeclaredKind, Field, Model};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, parse_quote};

/// The impls of a struct.
pub(crate) fn credentials(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let count = Literal::usize_unsuffixed(model.fields.len());
    let (slot_types, slots): (Vec<_>, Vec<_>) = model.fields.iter().map(slot).unzip();
    let (slot_types, slots) = (tuple(slot_types), tuple(slots));
    let entries = each(model, |index, field| Some(entry(model, index, field)));
    let checks = each(model, |index, field| Some(checks::of_field(index, field)));
    let of_struct = checks::of_struct(model);
    let provides = each(model, |_, field| provides(model, field));
    let credentials = credentials_impl(model);
    quote! {
        const _: () = {
            use #krate::__private as __cio;
            const __SLOTS: &#slot_types = &#slots;
            const __FIELDS: &__cio::Judged<#count> = &__cio::judge([#(#entries),*]);
            #(#checks)*
            #of_struct
            #(#provides)*
            #credentials
        };
    }
}

fn each(model: &Model<'_>, of: impl Fn(usize, &Field<'_>) -> Option<TokenStream>) -> Vec<TokenStream> {
    model.fields.iter().enumerate().filter_map(|(index, field)| of(index, field)).collect()
}

fn provides(model: &Model<'_>, field: &Field<'_>) -> Option<TokenStream> {
    if !matches!(field.kind, DeclaredKind::Credential { .. }) {
        return None;
    }
    let (name, ident, ty) = (model.ident, field.ident, field.ty);
    let generics = pinned(model);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // Where two fields turn out to have one type, the compiler points at the second.
    let at = Span::call_site().located_at(ty.span());
    // Without brackets the compiler would report a misspelt type a second time, to propose a type parameter of that name.
    let brackets = generics.params.is_empty().then(|| quote_spanned!(at=> <>));
    Some(quote_spanned! {at=>
        #[automatically_derived]
        impl #brackets #impl_generics __cio::Provides<#ty> for #name #ty_generics #where_clause {
            fn provide(&self) -> &#ty {
                &self.#ident
            }
        }
    })
}

fn credentials_impl(model: &Model<'_>) -> TokenStream {
    let ident = model.ident;
    let schema = if checks::use_schema(model) {
        quote!(__SCHEMA)
    } else {
        let schema = description(model);
        quote!(&#schema)
    };
    let generics = pinned(model);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let (region, text, build) = (region(model), text(model), build(model));
    quote! {
        #[automatically_derived]
        impl #impl_generics __cio::Declared for #ident #ty_generics #where_clause {
            type Itself = Self;
            type Region = #region;
            const DECLARATION: &'static __cio::Schema = #schema;

            fn text(&self, __asked: __cio::Asked) -> __cio::Option<&__cio::str> {
                #text
            }

            fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
                #build
            }
        }
        #[automatically_derived]
        impl #impl_generics __cio::CioCredentials for #ident #ty_generics #where_clause {}
    }
}

/// Finds the text of a credential. Settings and nested structs have none, and are left out where their slots cannot be constants.
fn text(model: &Model<'_>) -> TokenStream {
    let is_const = model.fields.iter().all(has_const_slot);
    let has_text = |field: &Field<'_>| {
        is_const || matches!(field.kind, DeclaredKind::Credential { .. } | DeclaredKind::Pin)
    };
    let fields = tuple(each(model, |_, field| {
        let ident = field.ident;
        has_text(field).then(|| quote!(&self.#ident))
    }));
    let slots = if is_const {
        quote!(__SLOTS)
    } else {
        let slots = tuple(each(model, |index, field| has_text(field).then(|| slot_of(model, index, field))));
        quote!(&#slots)
    };
    quote!(__cio::Slots::text(#slots, __asked, #fields))
}

/// Takes the values of all fields in one call, so that every problem is reported.
fn build(model: &Model<'_>) -> TokenStream {
    let slots = if model.fields.iter().all(has_const_slot) {
        quote!(__SLOTS)
    } else {
        let slots = tuple(each(model, |index, field| Some(slot_of(model, index, field))));
        quote!(&#slots)
    };
    let idents = model.fields.iter().map(|field| field.ident);
    let values: Vec<_> = (0..model.fields.len()).map(value_name).collect();
    let taken = tuple(values.iter().map(ToTokens::to_token_stream).collect());
    quote! {
        let #taken = __cio::Slots::take(#slots, __build)?;
        __cio::Option::Some(Self { #(#idents: #values),* })
    }
}

fn value_name(index: usize) -> Ident {
    format_ident!("__{index}")
}

/// The struct's generics, with the bound that a parameter used as a region needs.
fn pinned(model: &Model<'_>) -> Generics {
    let mut generics = model.generics.clone();
    for field in model.fields.iter().filter(|field| matches!(field.kind, DeclaredKind::Pin)) {
        let ty = field.ty;
        generics.make_where_clause().predicates.push(parse_quote!(#ty: __cio::Pin));
    }
    generics
}
