//! How a client learns the type of its credentials, so that a wrong type is one error.
//!
//! A client that is made from a `K: IsCredentials<C>` is a `Client<C>`. `C` is `K` itself, but the compiler learns it from
//! `K`'s own impl of `Declared` alone. Where that impl is missing, `C` stays unknown, and the compiler has nothing to say
//! about the sends that follow: the one error is where the client is made.

use crate::credentials::CioCredentials;
use crate::generated::declared::Declared;
use std::sync::Arc;

/// Credentials of type `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of credentials",
    label = "expected a struct that derives `CioCredentials`",
    note = "put `#[derive(CioCredentials)]` on a struct that holds the keys and the region; for a single key, use \
            `TrackCredentials::new`, `AppCredentials::new` or `PipelinesCredentials::new`",
    note = "pass the struct itself: `load()?` takes it out of the `Result`, and `Client::from_shared` takes an `Arc`"
)]
pub trait IsCredentials<C>: Sized {
    /// The same, by its type.
    fn known(this: Arc<Self>) -> Arc<C>;
}

impl<K: Derived + Declared<Itself = C>, C: Same<K>> IsCredentials<C> for K {
    fn known(this: Arc<K>) -> Arc<C> {
        C::same(this)
    }
}

/// Every `CioCredentials`. With that trait itself as the bound above, the compiler would have two definitions of
/// `Itself`.
pub trait Derived {}

impl<C: CioCredentials> Derived for C {}

/// The same type.
pub trait Same<T> {
    fn same(this: Arc<T>) -> Arc<Self>;
}

impl<T> Same<T> for T {
    fn same(this: Arc<T>) -> Arc<T> {
        this
    }
}
