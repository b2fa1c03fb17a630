//! The derive of `cio-config`: use it from there, where it is documented.

mod attr;
mod check;
mod derive;
mod errors;
mod expand;
mod fallback;
mod model;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[allow(missing_docs, reason = "documented where it is re-exported: doctests there can use `cio_config`")]
#[proc_macro_derive(CioCredentials, attributes(cio))]
pub fn derive_cio_credentials(input: TokenStream) -> TokenStream {
    derive::credentials(&parse_macro_input!(input as DeriveInput)).into()
}
