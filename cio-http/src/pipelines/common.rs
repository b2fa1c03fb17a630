//! The common members of all calls: an ID, times, context and integrations.

use super::context::Context;
use super::integrations::Integrations;
use super::iso_time::IsoTime;
use crate::wire::{self, InvalidInput, Object, UniqueId, Writer};
use std::fmt;
use std::time::SystemTime;

#[derive(Clone)]
pub(super) struct Common {
    pub(super) message_id: MessageId,
    /// When it happened: unless it is said, when this value was made, so that a retry hours later does not move it.
    ///
    /// Customer.io's own three clients set it too; without it, the service takes the time of arrival.
    pub(super) timestamp: IsoTime,
    pub(super) original_timestamp: Option<IsoTime>,
    pub(super) sent_at: Option<IsoTime>,
    pub(super) context: Option<Context>,
    pub(super) integrations: Option<Integrations>,
}

impl Common {
    pub(super) fn new() -> Self {
        Self {
            message_id: MessageId(UniqueId::new()),
            timestamp: SystemTime::now().into(),
            original_timestamp: None,
            sent_at: None,
            context: None,
            integrations: None,
        }
    }

    pub(super) fn write(&self, call: &mut Writer<'_>, device: Option<Object>) -> Result<(), InvalidInput> {
        call.text("messageId", wire::not_blank("messageId", self.message_id.0.as_str())?);
        for (name, time) in [
            ("timestamp", Some(self.timestamp)),
            ("originalTimestamp", self.original_timestamp),
            ("sentAt", self.sent_at),
        ] {
            if let Some(time) = time {
                call.text(name, time.digits(name)?.as_str());
            }
        }
        match device {
            Some(device) => self.context.clone().unwrap_or_default().with_device(&device).write(call)?,
            None => self.context.iter().try_for_each(|context| context.write(call))?,
        }
        self.integrations.iter().try_for_each(|integrations| integrations.write(call))
    }

    /// The service has one context and one set of integrations for all calls of a batch, so what a single call says of
    /// them would be lost.
    ///
    /// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
    pub(super) fn fits_a_batch(&self) -> Result<(), InvalidInput> {
        let one = |input| {
            Err(InvalidInput::new(
                input,
                "applies to all calls of a batch: set it on the batch, or send the call alone",
            ))
        };
        match (&self.context, &self.integrations) {
            (None, None) => Ok(()),
            (Some(_), _) => one("context"),
            (None, Some(_)) => one("integrations"),
        }
    }

    pub(super) fn fmt(&self, fields: &mut fmt::DebugStruct<'_, '_>) -> fmt::Result {
        fields
            .field("message_id", &self.message_id)
            .field("context", &self.context)
            .field("integrations", &self.integrations)
            .finish_non_exhaustive()
    }
}

/// The ID by which the service recognises a second copy.
#[derive(Clone)]
pub(super) struct MessageId(pub(super) UniqueId);

/// A ULID names no person and finds the call again; another string might name one.
impl fmt::Debug for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_ulid() { self.0.as_str() } else { "[redacted]" })
    }
}
