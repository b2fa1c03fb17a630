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

/// Stops the build if there are signers, naming the key.
///
/// # Panics
/// At compile time.
#[track_caller]
pub const fn cannot_send<C: CioCredentials, O: Operation>(signers: Option<&'static [Role]>) {
    let Some(signers) = signers else { return };
    match signers {
        [] => panic!("these credentials can send it: it takes no key, so every client can"),
        [Role::SiteId, ..] => {
            panic!(
                "these credentials can send it: remove the pair of `SiteId` and `TrackApiKey`, which signs it"
            )
        }
        [Role::AppApiKey, ..] => {
            panic!("these credentials can send it: remove the `AppApiKey`, which signs it")
        }
        [Role::CdpApiKey, ..] => {
            panic!("these credentials can send it: remove the `CdpApiKey`, which signs it")
        }
        [..] => {
            panic!("these credentials can send it: remove the token of the service account, which signs it")
        }
    }
}
