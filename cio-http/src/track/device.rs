//! `Device`: a device for push messages.

use super::attribute_methods::attribute_methods;
use crate::wire::{self, InvalidInput, Object, UnixTime, Writer};
use std::fmt;

/// A device that gets push messages: a token, a platform, and attributes.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::{AddDevice, Device, Platform};
///
/// let device = Device::new("token", Platform::Ios).last_used(1_700_000_000).attribute("app_version", "2.1");
/// assert_eq!(
///     AddDevice::new("42", device).request()?.body(),
///     r#"{"device":{"id":"token","platform":"ios","last_used":1700000000,"attributes":{"app_version":"2.1"}}}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Device {
    token: String,
    platform: Platform,
    last_used: Option<UnixTime>,
    attributes: Object,
}

/// The system that a device runs.
///
/// ```
/// assert_eq!(cio_http::track::Platform::Android.as_str(), "android");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Platform {
    /// iOS.
    Ios,
    /// Android.
    Android,
}

impl Device {
    /// A device by its token, as Apple or Google issued it.
    #[must_use]
    pub fn new(token: impl Into<String>, platform: Platform) -> Self {
        Self { token: token.into(), platform, last_used: None, attributes: Object::new("device attribute") }
    }

    /// When it was last used, from a `SystemTime` or seconds since 1970; without, when this arrives.
    #[must_use]
    pub fn last_used(mut self, time: impl Into<UnixTime>) -> Self {
        self.last_used = Some(time.into());
        self
    }

    attribute_methods!("device");

    /// The first version of the API calls the token `id`, the second `token`.
    pub(super) fn write(&self, token: &'static str, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        Writer::write(text, |device| {
            device.text(token, checked_token(&self.token)?);
            device.text("platform", self.platform.as_str());
            device.time("last_used", self.last_used)?;
            device.object("attributes", &self.attributes)?;
            Ok(())
        })
    }
}

impl Platform {
    /// As the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ios => "ios",
            Self::Android => "android",
        }
    }
}

pub(super) fn checked_token(token: &str) -> Result<&str, InvalidInput> {
    wire::not_blank("device token", token)
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Device")
            .field("platform", &self.platform)
            .field("last_used", &self.last_used.is_some())
            .field("attributes", &self.attributes)
            .finish_non_exhaustive()
    }
}
