//! Devices, by events whose names say what to do.

use super::call::{Call, Common, call_methods, is_call, operation};
use super::context_parts::DeviceInfo;
use crate::track::Platform;
use crate::wire::{self, Identifier, InvalidInput, Object, Writer};
use std::fmt;

/// Gives a person a device, or sets what is known of it: the event `Device Created or Updated`.
///
/// The device is in the context, and a batch has one context for all calls: so this cannot go into a batch.
/// [`track::v2::AddDevice`](crate::track::v2::AddDevice) does.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::AddDevice;
/// use cio_http::track::Platform;
///
/// let device = AddDevice::new("42", "token", Platform::Ios).message_id("m1").timestamp(1_700_000_000);
/// assert_eq!(
///     device.request()?.body(),
///     concat!(
///         r#"{"userId":"42","event":"Device Created or Updated","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z","#,
///         r#""context":{"device":{"token":"token","type":"ios"}}}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct AddDevice {
    user_id: Identifier,
    device: Device,
    common: Common,
}

/// Takes a device from a person: the event `Device Deleted`.
///
/// Like [`AddDevice`], it cannot go into a batch.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::DeleteDevice;
///
/// assert_eq!(
///     DeleteDevice::new("42", "token").message_id("m1").timestamp(1_700_000_000).request()?.body(),
///     r#"{"userId":"42","event":"Device Deleted","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z","context":{"device":{"token":"token"}}}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct DeleteDevice {
    user_id: Identifier,
    device: Device,
    common: Common,
}

/// The device in the context.
#[derive(Clone)]
struct Device {
    token: String,
    platform: Option<Platform>,
    info: DeviceInfo,
}

impl AddDevice {
    /// A device by its token, as Apple or Google issued it.
    #[must_use]
    pub fn new(user_id: impl Into<Identifier>, token: impl Into<String>, platform: Platform) -> Self {
        let device = Device::new(token.into(), Some(platform));
        Self { user_id: user_id.into(), device, common: Common::new() }
    }

    /// More facts about the device.
    #[must_use]
    pub fn info(mut self, info: DeviceInfo) -> Self {
        self.device.info = info;
        self
    }

    call_methods!();
}

impl DeleteDevice {
    /// A device by its token.
    #[must_use]
    pub fn new(user_id: impl Into<Identifier>, token: impl Into<String>) -> Self {
        Self { user_id: user_id.into(), device: Device::new(token.into(), None), common: Common::new() }
    }

    /// The kind of device.
    #[must_use]
    pub fn platform(mut self, platform: Platform) -> Self {
        self.device.platform = Some(platform);
        self
    }

    call_methods!();
}

impl Device {
    fn new(token: String, platform: Option<Platform>) -> Self {
        Self { token, platform, info: DeviceInfo::new() }
    }

    fn to_object(&self) -> Object {
        let mut device = self.info.clone().into_object();
        match wire::not_blank("device token", &self.token) {
            Ok(token) => device.set("token", token),
            Err(fault) => device.fail(fault),
        }
        self.platform.iter().for_each(|platform| device.set("type", platform.as_str()));
        device
    }
}

macro_rules! device_event {
    ($name:ident, $operation:literal, $event:literal) => {
        impl Call for $name {
            is_call!("track");

            fn device(&self) -> Option<Object> {
                Some(self.device.to_object())
            }

            fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
                call.text("userId", self.user_id.checked_as_person("userId")?);
                call.text("event", $event);
                Ok(())
            }
        }

        operation!($name, $operation, "track");

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut fields = f.debug_struct(stringify!($name));
                fields.field("user_id", &self.user_id).field("platform", &self.device.platform);
                self.common.fmt(fields.field("info", &self.device.info))
            }
        }
    };
}

device_event!(AddDevice, "pipelines.add_device", "Device Created or Updated");
device_event!(DeleteDevice, "pipelines.delete_device", "Device Deleted");

#[cfg(test)]
mod tests {
    use super::{AddDevice, DeleteDevice};
    use crate::operation::Operation;
    use crate::pipelines::context::Context;
    use crate::pipelines::context_parts::DeviceInfo;
    use crate::track::Platform;

    #[test]
    fn the_facts_about_a_device_are_members_beside_its_token() {
        let device =
            AddDevice::new(1, "t", Platform::Android).info(DeviceInfo::new().model("5").field("token", "x"));
        assert_eq!(
            device.context(Context::new().ip("1")).message_id("m").timestamp(7).request().unwrap().body(),
            concat!(
                r#"{"userId":"1","event":"Device Created or Updated","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z","#,
                r#""context":{"ip":"1","device":{"model":"5","token":"t","type":"android"}}}"#,
            )
        );
    }

    #[test]
    fn a_second_device_in_the_context_is_refused_and_not_lost() {
        let context = Context::new().device(DeviceInfo::new().model("5"));
        let device = AddDevice::new(1, "t", Platform::Android).context(context);
        let fault = device.request().unwrap_err().to_string();
        assert_eq!(fault, "device is set in the context too, so one of the two would be lost");
    }

    #[test]
    fn a_device_has_a_token() {
        assert_eq!(DeleteDevice::new(1, "").request().unwrap_err().to_string(), "device token is empty");
    }

    #[test]
    fn debug_shows_no_token() {
        let shown = format!("{:?}", DeleteDevice::new("ada", "secret").platform(Platform::Ios));
        assert!(
            shown.starts_with("DeleteDevice { user_id: Identifier([redacted]), platform: Some(Ios), "),
            "{shown}"
        );
        assert!(!shown.contains("secret"));
    }
}
