//! Assertions about which operations credentials can send, checked by every `cargo check`.

use crate::operation::Operation;
use crate::surface::SignedBy;
use cio_config::{CioCredentials, Role};
use std::marker::PhantomData;

/// Compiles only if a client of these credentials can send each of these operations.
///
/// The condition is the one of `Client::send`. Where it does not hold, the error is at the operation and names the key
/// that is missing. It costs nothing at run time.
///
/// ```
/// use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};
/// use cio_http::{assert_can_send, track};
///
/// #[derive(CioCredentials)]
/// struct Billing {
///     site_id: SiteId,
///     track_key: TrackApiKey,
///     region: Region,
/// }
///
/// assert_can_send!(Billing: track::Identify, track::TrackEvent);
/// ```
#[macro_export]
macro_rules! assert_can_send {
    ($credentials:ty: $($operation:ty),+ $(,)?) => {
        $(const _: () = $crate::assertion::can_send::<$credentials, $operation>();)+
    };
}

/// Compiles only if a client of these credentials cannot send any of these operations.
///
/// Where one can be sent, the error is at the operation and names the key to remove. Both types must be concrete: in generic code
/// every operation counts as one that cannot be sent. A struct nested in the credentials has its own client, and so its own
/// assertion; `SCHEMA.holds` looks into nested structs too.
///
/// ```
/// use cio_config::{CioCredentials, Region, Role, SiteId, TrackApiKey};
/// use cio_http::{app, assert_cannot_send};
///
/// #[derive(CioCredentials)]
/// struct Tracker {
///     site_id: SiteId,
///     track_key: TrackApiKey,
///     region: Region,
/// }
///
/// assert_cannot_send!(Tracker: app::SendEmail, app::TriggerBroadcast);
/// const _: () = assert!(!Tracker::SCHEMA.holds(Role::AppApiKey));
/// ```
#[macro_export]
macro_rules! assert_cannot_send {
    ($credentials:ty: $($operation:ty),+ $(,)?) => {
        $(const _: () = {
            use $crate::assertion::Unsigned as _;
            $crate::assertion::cannot_send::<$credentials, $operation>(
                $crate::assertion::Signs::<$credentials, $operation>::SIGNERS,
                $crate::can_send_messages!($credentials, $operation),
            )
        };)+
    };
}

/// Compiles where `send` does.
pub const fn can_send<C, O: Operation>()
where
    C: CioCredentials,
    O::Surface: SignedBy<C>,
{
}

/// Answers by [`Signs::SIGNERS`] where the bound of `send` holds, else by [`Unsigned::SIGNERS`]: the compiler takes an inherent
/// constant before one of a trait.
#[derive(Debug)]
pub struct Signs<C, O>(PhantomData<(C, O)>);

impl<C, O: Operation> Signs<C, O>
where
    O::Surface: SignedBy<C>,
{
    /// The credentials that sign it.
    pub const SIGNERS: Option<&'static [Role]> = Some(<O::Surface as SignedBy<C>>::SIGNERS);
}

/// Every pair of types that the compiler finds no signer for.
pub trait Unsigned {
    /// None.
    const SIGNERS: Option<&'static [Role]> = None;
}

impl<T> Unsigned for T {}

/// The messages of [`cannot_send`]: a panic in a constant takes one string, so each is put together before.
#[doc(hidden)]
#[macro_export]
macro_rules! can_send_messages {
    ($credentials:ty, $operation:ty) => {
        $crate::can_send_messages!(@ $credentials, $operation,
            "remove the pair of `SiteId` and `TrackApiKey`, which signs it",
            "remove the `AppApiKey`, which signs it",
            "remove the `CdpApiKey`, which signs it",
            "remove the token of the service account, which signs it",
            "it takes no key, so every client can",
        )
    };
    (@ $credentials:ty, $operation:ty, $($message:literal,)+) => {
        [$(concat!("`", stringify!($credentials), "` can send `", stringify!($operation), "`: ", $message)),+]
    };
}

/// Stops the build if there are signers, with the message that names the key.
///
/// # Panics
/// At compile time.
#[track_caller]
pub const fn cannot_send<C: CioCredentials, O: Operation>(
    signers: Option<&'static [Role]>,
    [pair, app, cdp, token, none]: [&'static str; 5],
) {
    let Some(signers) = signers else { return };
    let message = match signers {
        [] => none,
        [Role::SiteId, ..] => pair,
        [Role::AppApiKey, ..] => app,
        [Role::CdpApiKey, ..] => cdp,
        [..] => token,
    };
    panic!("{}", message)
}
