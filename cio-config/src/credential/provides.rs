//! What a struct holds, and the words a user reads when a key is missing.

/// Credentials that hold a `K`.
///
/// The derive implements it once for each field. A function that needs one key asks for it: any struct that holds the
/// key fits, and one that does not is a compile error which names the key.
///
/// ```
/// use cio_config::{AppApiKey, AppCredentials, Provides, Region};
///
/// fn key_length<C: Provides<AppApiKey>>(credentials: &C) -> usize {
///     credentials.provide().expose().len()
/// }
///
/// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
/// assert_eq!(key_length(&credentials), 32);
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no `{K}`",
    label = "this needs a `{K}`",
    note = "add a field to `{Self}`: `key: {K},`, or send it with credentials that hold one",
    note = "an optional key must be narrowed first, as in `AppCredentials::narrow(&credentials)?`"
)]
pub trait Provides<K> {
    /// The credential.
    fn provide(&self) -> &K;
}
