//! Turns a model into impls. It cannot fail: a model without errors is complete.

use crate::attr::SourceKind;
use crate::model::{Field, Kind, Model, SettingDefault};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Index, parse_quote};

/// The impls of a struct.
pub(crate) fn credentials(model: &Model<'_>) -> TokenStream {
    let krate = &model.krate;
    let count = Literal::usize_unsuffixed(model.fields.len());
    let (slot_types, slots): (Vec<_>, Vec<_>) = model.fields.iter().map(slot).unzip();
    let (slot_types, slots) = (tuple(slot_types), tuple(slots));
    let entries = each(model, |index, field| Some(entry(model, index, field)));
    let checks = each(model, |index, field| Some(checks(index, field)));
    let of_struct = struct_checks(model);
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

/// The type and the value of a field's slot. Everything that is known of the field's type comes from it, so a wrong type is one
/// error, at the type. A const cannot use the struct's parameters, so a type that does gets an entry without its type.
fn slot(field: &Field<'_>) -> (TokenStream, TokenStream) {
    let (ty, name) = (field.ty, &field.name);
    let env = env(field);
    match &field.kind {
        Kind::Credential { default, reference, command, any_name, shared } => {
            let (default, reference) = (default.iter(), reference.iter());
            let command = command.as_ref().map(|argv| quote!(.command(&[#(#argv),*])));
            let any_name = any_name.then(|| quote!(.any_name()));
            let shared = shared.map(|_| quote!(.shared()));
            let slot = quote! {
                __cio::slot::<#ty>(#name)#env #(.or(#default))* #(.reference(#reference))* #command #any_name #shared
            };
            (quote!(__cio::Slot<#ty>), slot)
        }
        Kind::Setting { is_generic: false, .. } => (quote!(__cio::Slot<#ty>), setting(field)),
        Kind::Nested => (quote!(__cio::Nested<#ty>), quote!(__cio::nested::<#ty>(#name))),
        Kind::Pin => (quote!(__cio::Field), quote!(__cio::pin(#name)#env)),
        Kind::Setting { is_generic: true, .. } => {
            (quote!(__cio::Field), quote!(__cio::generic_setting(#name)#env))
        }
    }
}

/// A setting may be of any type, so a trait decides whether it is a credential or an `Option`; the span of that question is the
/// type.
fn setting(field: &Field<'_>) -> TokenStream {
    let (ty, name, env) = (field.ty, &field.name, env(field));
    let default = match &field.kind {
        Kind::Setting { default: Some(SettingDefault::OfType), .. } => Some(quote!(.or_default())),
        Kind::Setting { default: Some(SettingDefault::Text(text)), .. } => Some(quote!(.or(#text))),
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
fn entry(model: &Model<'_>, index: usize, field: &Field<'_>) -> TokenStream {
    let slot = slot_at(model, index);
    if has_const_slot(field) { quote!(#slot.field) } else { slot }
}

/// Whether the slot does not depend on the struct's own parameters, which a const cannot use.
fn has_const_slot(field: &Field<'_>) -> bool {
    !matches!(field.kind, Kind::Pin | Kind::Setting { is_generic: true, .. })
}

/// A field's slot, where the struct's parameters are known.
fn slot_of(model: &Model<'_>, index: usize, field: &Field<'_>) -> TokenStream {
    let (ty, name) = (field.ty, &field.name);
    match field.kind {
        Kind::Pin => quote!(__cio::slot::<#ty>(#name)),
        Kind::Setting { is_generic: true, .. } => setting(field),
        _ => slot_at(model, index),
    }
}

/// How many items a tuple has at most, which is the number that the library has impls for.
const WIDTH: usize = 12;

/// A tuple, or a tuple of tuples if there are more items than [`WIDTH`].
fn tuple(mut items: Vec<TokenStream>) -> TokenStream {
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

/// The const checks of the field against the others, each with the span of the tokens that break its rule.
fn checks(index: usize, field: &Field<'_>) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let of_type = quote_spanned!(field.ty.span()=> const _: () = __FIELDS.of_type(#index););
    let of_env =
        field.env.as_ref().map(|name| quote_spanned!(name.span()=> const _: () = __FIELDS.of_env(#index);));
    let of_default = match &field.kind {
        Kind::Credential { default: Some(text), .. } => {
            Some(quote_spanned!(text.span()=> const _: () = __FIELDS.of_default(#index);))
        }
        Kind::Setting { default: Some(SettingDefault::Text(text)), .. } => {
            Some(quote_spanned!(text.span()=> const _: () = __FIELDS.of_default(#index);))
        }
        _ => None,
    };
    let of_reference = match &field.kind {
        Kind::Credential { reference: Some(text), .. } => {
            Some(quote_spanned!(text.span()=> const _: () = __cio::check_reference(#text);))
        }
        _ => None,
    };
    let of_shared = match &field.kind {
        Kind::Credential { shared: Some(key), .. } => {
            Some(quote_spanned!(*key=> const _: () = __FIELDS.of_shared(#index);))
        }
        _ => None,
    };
    quote!(#of_type #of_env #of_default #of_reference #of_shared)
}

/// The const checks of the struct's attributes.
fn struct_checks(model: &Model<'_>) -> TokenStream {
    let schema = checks_use_schema(model).then(|| {
        let schema = schema(model);
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

/// Whether a check of the struct's attributes reads the schema: then it is a const of its own, evaluated once.
fn checks_use_schema(model: &Model<'_>) -> bool {
    !model.other_names.is_empty() || model.env_example.is_some()
}

fn provides(model: &Model<'_>, field: &Field<'_>) -> Option<TokenStream> {
    if !matches!(field.kind, Kind::Credential { .. }) {
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
    let schema = if checks_use_schema(model) {
        quote!(__SCHEMA)
    } else {
        let schema = schema(model);
        quote!(&#schema)
    };
    let generics = pinned(model);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let (region, shown, build) = (region(model), shown(model), build(model));
    quote! {
        #[automatically_derived]
        impl #impl_generics __cio::Declared for #ident #ty_generics #where_clause {
            type Region = #region;
            const DECLARATION: &'static __cio::Schema = #schema;

            fn shown(&self, __role: __cio::Role) -> __cio::Option<&__cio::str> {
                #shown
            }

            fn build(__build: &mut __cio::Build) -> __cio::Option<Self> {
                #build
            }
        }
        #[automatically_derived]
        impl #impl_generics __cio::CioCredentials for #ident #ty_generics #where_clause {}
    }
}

/// The type that says whether the struct states its region. A struct that only nests others names the first of them, for
/// the error of a client that is given the outer one.
fn region(model: &Model<'_>) -> TokenStream {
    let nested = model.fields.iter().find(|field| matches!(field.kind, Kind::Nested));
    let has_credentials =
        model.fields.iter().any(|field| matches!(field.kind, Kind::Credential { .. } | Kind::Pin));
    match nested {
        Some(Field { ty, .. }) if !has_credentials => quote!(__cio::InNested<#ty>),
        _ if model.has_pin() => quote!(__cio::RegionSlot<Self, true>),
        _ => quote!(__cio::RegionSlot<Self, { __FIELDS.states_region() }>),
    }
}

fn schema(model: &Model<'_>) -> TokenStream {
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

/// Finds the string of a field that may leave the server, such as the region. Settings and nested structs have none, and are left
/// out where their slots cannot be constants.
fn shown(model: &Model<'_>) -> TokenStream {
    let is_const = model.fields.iter().all(has_const_slot);
    let may_show = |field: &Field<'_>| is_const || matches!(field.kind, Kind::Credential { .. } | Kind::Pin);
    let fields = tuple(each(model, |_, field| {
        let ident = field.ident;
        may_show(field).then(|| quote!(&self.#ident))
    }));
    let slots = if is_const {
        quote!(__SLOTS)
    } else {
        let slots = tuple(each(model, |index, field| may_show(field).then(|| slot_of(model, index, field))));
        quote!(&#slots)
    };
    quote!(__cio::Slots::shown(#slots, __role, #fields))
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
    for field in model.fields.iter().filter(|field| matches!(field.kind, Kind::Pin)) {
        let ty = field.ty;
        generics.make_where_clause().predicates.push(parse_quote!(#ty: __cio::Pin));
    }
    generics
}
