//! From a struct to the code for it, or to its errors.

use crate::check;
use crate::errors::Errors;
use crate::expand;
use crate::fallback;
use crate::model::Model;
use proc_macro2::TokenStream;
use syn::DeriveInput;

pub(crate) fn credentials(input: &DeriveInput) -> TokenStream {
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
