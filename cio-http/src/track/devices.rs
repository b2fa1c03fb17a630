//! `AddDevice` and `DeleteDevice`: the devices of a person for push messages.

use super::device::{Device, checked_token};
use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier};
use http::Method;
use std::fmt;

/// Adds a device to a person, or updates it.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::{AddDevice, Device, Platform};
///
/// let add = AddDevice::new("42", Device::new("token", Platform::Android));
/// assert_eq!(add.request()?.body(), r#"{"device":{"id":"token","platform":"android"}}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct AddDevice {
    identifier: Identifier,
    device: Device,
}

impl AddDevice {
    /// Names the person as [`Identify`](super::Identify) does.
    #[must_use]
    pub fn new(identifier: impl Into<Identifier>, device: Device) -> Self {
        Self { identifier: identifier.into(), device }
    }
}

operation!(
    AddDevice,
    TrackApi,
    "track.add_device",
    "PUT /api/v1/customers/{identifier}/devices",
    Safe,
    |add| {
        let path = crate::track::path::person_path(&add.identifier)?.then("/devices");
        wire::object_request(Method::PUT, path, |body| {
            body.with("device", |text| add.device.write("id", text))
        })
    }
);

/// Takes a device from a person.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::DeleteDevice;
///
/// assert_eq!(DeleteDevice::new("42", "a/b").request()?.uri(), "/api/v1/customers/42/devices/a%2Fb");
/// assert!(DeleteDevice::new("42", "..").request().is_err()); // it would be the path of the person
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct DeleteDevice {
    identifier: Identifier,
    token: String,
}

impl DeleteDevice {
    /// Names the person as [`Identify`](super::Identify) does, and the device by its token.
    #[must_use]
    pub fn new(identifier: impl Into<Identifier>, token: impl Into<String>) -> Self {
        Self { identifier: identifier.into(), token: token.into() }
    }
}

operation!(
    DeleteDevice,
    TrackApi,
    "track.delete_device",
    "DELETE /api/v1/customers/{identifier}/devices/{device_id}",
    Safe,
    |delete| {
        let devices = crate::track::path::person_path(&delete.identifier)?.then("/devices");
        wire::delete(&devices.segment("device token", checked_token(&delete.token)?)?)
    }
);

impl fmt::Debug for DeleteDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteDevice").field("identifier", &self.identifier).finish_non_exhaustive()
    }
}
