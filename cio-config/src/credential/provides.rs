//! Which keys a struct holds, and the error for one that it does not hold.

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
    message = "`{Self}` has no field of type `{K}`",
    label = "this needs `{K}`",
    note = "add the field to `{Self}`, or use a nested struct that has it: pass that struct, or send with its own client",
    note = "`Option<K>` is another type than `K`: narrow an optional key first, as in `AppCredentials::narrow(&credentials)?`; a key \
            that is not optional needs no `narrow`"
)]
pub trait Provides<K> {
    /// The credential.
    fn provide(&self) -> &K;
}
