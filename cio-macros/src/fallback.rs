//! The expansion of a struct with mistakes: its errors, and stub impls so that uses of the struct cause no more.

use crate::attr::StructAttrs;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// The errors and the stub impls.
pub(crate) fn credentials(input: &DeriveInput, error: &syn::Error) -> TokenStream {
    let errors = error.to_compile_error();
    // Mistakes in the attributes of the struct are among the errors already.
    let krate = StructAttrs::from_syn(&input.attrs, &mut Errors::default()).path();
    let ident = &input.ident;
    let name = ident.to_string();
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let mut any_key = input.generics.clone();
    any_key.params.push(syn::parse_quote!(__K));
    let (impl_any_key, ..) = any_key.split_for_impl();
    quote! {
        #errors
        const _: () = {
            use #krate::__private as __cio;
            #[automatically_derived]
            impl #impl_generics __cio::Declared for #ident #ty_generics #where_clause {
                type Itself = Self;
                type Region = __cio::RegionSlot<Self, true>;
                const DECLARATION: &'static __cio::Schema = &__cio::Schema::new(#name, &[]);

                fn text(&self, _: __cio::Asked) -> __cio::Option<&__cio::str> {
                    __cio::Option::None
                }

                fn build(_: &mut __cio::Build) -> __cio::Option<Self> {
                    __cio::Option::None
                }
            }
            #[automatically_derived]
            impl #impl_generics __cio::CioCredentials for #ident #ty_generics #where_clause {}
            #[automatically_derived]
            impl #impl_any_key __cio::Provides<__K> for #ident #ty_generics #where_clause {
                fn provide(&self) -> &__K {
                    ::core::unreachable!("the errors beside this impl stop the build")
                }
            }
        };
    }
}
