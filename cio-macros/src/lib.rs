//! The derive behind `cio-config`: use it from there, where it is documented.

mod attr;
mod check;
mod errors;
mod expand;
mod fallback;
#[cfg(test)]
mod messages;
mod model;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod tokens;

use errors::Errors;
use model::Model;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[allow(missing_docs, reason = "documented where it is re-exported: doctests there can use `cio_config`")]
#[proc_macro_derive(CioCredentials, attributes(cio))]
pub fn derive_cio_credentials(input: TokenStream) -> TokenStream {
    credentials(&parse_macro_input!(input as DeriveInput)).into()
}

fn credentials(input: &DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = Errors::default();
    let model = Model::from_syn(input, &mut errors);
    if let Some(model) = &model {
        check::model(model, &mut errors);
    }
    match errors.finish(model) {
        Ok(model) => expand::credentials(&model),
        Err(error) => fallback::credentials(input, &error),
    }
}
