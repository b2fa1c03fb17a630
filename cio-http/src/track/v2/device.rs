//! `AddDevice` and `DeleteDevice`: the devices of a person for push messages.

use super::entities::write_entity;
use crate::batch::Item;
use crate::track::device::{Device, checked_token};
use crate::track::identifiers::PersonId;
use crate::track::v2::entities::Entities;
use crate::track::v2::entity::operation;
use crate::wire::{InvalidInput, Writer};
use std::fmt;

/// Adds a device to a person, or updates it.
///
/// ```
/// use cio_http::track::v2::{AddDevice, Batch};
/// use cio_http::track::{Device, PersonId, Platform};
///
/// let add = AddDevice::new(PersonId::email("ada@example.com"), Device::new("token", Platform::Ios));
/// Batch::new().push(add).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct AddDevice {
    person: PersonId,
    device: Device,
}

impl AddDevice {
    /// Names the person and the device.
    #[must_use]
    pub fn new(person: impl Into<PersonId>, device: Device) -> Self {
        Self { person: person.into(), device }
    }
}

impl Item for AddDevice {
    type Envelope = Entities;

    fn repeated(&self) -> crate::operation::Replay {
        <Self as crate::operation::Operation>::REPLAY
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_entity(text, "person", "add_device", &self.person, |add| {
            add.with("device", |text| self.device.write("token", text))?;
            Ok(())
        })
    }
}

operation!(AddDevice, "track.v2.add_device", Safe);

/// Takes a device from a person.
///
/// ```
/// use cio_http::track::v2::{Batch, DeleteDevice};
///
/// Batch::new().push(DeleteDevice::new("42", "token")).unwrap();
/// ```
#[derive(Clone)]
pub struct DeleteDevice {
    person: PersonId,
    token: String,
}

impl DeleteDevice {
    /// Names the person, and the device by its token.
    #[must_use]
    pub fn new(person: impl Into<PersonId>, token: impl Into<String>) -> Self {
        Self { person: person.into(), token: token.into() }
    }
}

impl Item for DeleteDevice {
    type Envelope = Entities;

    fn repeated(&self) -> crate::operation::Replay {
        <Self as crate::operation::Operation>::REPLAY
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        write_entity(text, "person", "delete_device", &self.person, |delete| {
            delete.with("device", |text| {
                Writer::write(text, |device| {
                    device.text("token", checked_token(&self.token)?);
                    Ok(())
                })
            })?;
            Ok(())
        })
    }
}

operation!(DeleteDevice, "track.v2.delete_device", Safe);

impl fmt::Debug for DeleteDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteDevice").field("person", &self.person).finish_non_exhaustive()
    }
}
