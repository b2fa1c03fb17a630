//! `ReportPushDelivery`: metrics of a message, as a device saw it.

use super::entities::write_entity;
use crate::batch::Item;
use crate::track::device::checked_token;
use crate::track::identifiers::PersonId;
use crate::track::report_push_delivery::PushMetric;
use crate::track::v2::entities::Entities;
use crate::track::v2::entity::operation;
use crate::wire::{Identifier, InvalidInput, Writer};
use std::fmt;

/// Reports a metric of a message that cannot report it itself, such as a push message, as a device saw it.
///
/// It has no ID, and whether the service counts a second copy is not documented, so it is never sent again unless it
/// certainly did not arrive; neither is an [`Entity`](super::Entity) of it, nor a batch with one in it.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::track::PushMetric;
/// use cio_http::track::v2::{Batch, ReportPushDelivery};
///
/// Batch::new().push(ReportPushDelivery::new("RPIyMTM6OjEyMzQ=", PushMetric::Opened, "token")).unwrap();
/// ```
#[derive(Clone)]
pub struct ReportPushDelivery {
    delivery_id: Identifier,
    metric: PushMetric,
    device_token: String,
}

impl ReportPushDelivery {
    /// Names the delivery, its metric, and the device that saw it.
    #[must_use]
    pub fn new(
        delivery_id: impl Into<Identifier>,
        metric: PushMetric,
        device_token: impl Into<String>,
    ) -> Self {
        Self { delivery_id: delivery_id.into(), metric, device_token: device_token.into() }
    }
}

impl Item for ReportPushDelivery {
    type Envelope = Entities;

    fn repeated(&self) -> crate::operation::Replay {
        <Self as crate::operation::Operation>::REPLAY
    }

    fn write(&self, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
        // A delivery is named like a person by ID.
        let delivery = PersonId::id(self.delivery_id.clone());
        write_entity(text, "delivery", "event", &delivery, |event| {
            event.text("name", self.metric.as_str());
            event.with("attributes", |text| {
                Writer::write(text, |attributes| {
                    attributes.text("device_token", checked_token(&self.device_token)?);
                    Ok(())
                })
            })?;
            Ok(())
        })
    }
}

operation!(ReportPushDelivery, "track.v2.report_push_delivery", Unsafe);

impl fmt::Debug for ReportPushDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportPushDelivery").field("metric", &self.metric).finish_non_exhaustive()
    }
}
