//! Collects mistakes, so that one build shows them all.

use proc_macro2::Span;
use quote::ToTokens;
use std::fmt::Display;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    /// Files a mistake at `span`: a place is required, so an error without one cannot be written.
    pub(crate) fn push(&mut self, span: Span, message: impl Display) {
        self.file(syn::Error::new(span, message));
    }

    /// Files a mistake at all of `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.file(syn::Error::new_spanned(tokens, message));
    }

    /// Files a failure and carries on.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.file(error)).ok()
    }

    /// How many mistakes were found so far.
    pub(crate) fn count(&self) -> usize {
        self.0.as_ref().map_or(0, |all| all.into_iter().count())
    }

    fn file(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(all) => all.combine(error),
            none => *none = Some(error),
        }
    }

    /// The value, if no mistake was recorded.
    pub(crate) fn finish<T>(self, value: Option<T>) -> syn::Result<T> {
        match (self.0, value) {
            (Some(error), _) => Err(error),
            (None, Some(value)) => Ok(value),
            (None, None) => Err(syn::Error::new(
                Span::call_site(),
                "the derive produced neither code nor an error, which is a bug in `cio-macros`",
            )),
        }
    }
}
