//! `StoredItem`: what waits in a queue, by how it is sent.

use crate::app::AnySend;
use crate::batch::{Envelope, Item};
use crate::operation::{Operation, Replay};
use crate::pipelines::{AnyCall, Calls};
use crate::surface::limit::Limit;
use crate::track::v2::{Entities, Entity};
use crate::wire::InvalidInput;

/// What is [`Stored`](crate::Stored), by how it is sent.
///
/// ```
/// use cio_http::batch::BatchFault;
/// use cio_http::{StoredItem, pipelines, track};
///
/// /// Puts it into the batch of its API; gives a send back, which goes alone.
/// fn put(
///     item: StoredItem,
///     entities: &mut track::v2::Batch,
///     calls: &mut pipelines::Batch,
/// ) -> Result<Option<StoredItem>, BatchFault> {
///     match item {
///         StoredItem::TrackItem(entity) => entities.push(entity).map_err(|skipped| skipped.fault().clone())?,
///         StoredItem::PipelinesItem(call) => calls.push(call).map_err(|skipped| skipped.fault().clone())?,
///         send => return Ok(Some(send)),
///     }
///     Ok(None)
/// }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum StoredItem {
    /// Of the Track API: goes into a [`track::v2::Batch`](crate::track::v2::Batch), or alone.
    TrackItem(Entity),
    /// Of the Pipelines API: goes into a [`pipelines::Batch`](crate::pipelines::Batch).
    PipelinesItem(AnyCall),
    /// One of the six sends: goes alone.
    AppSend(AnySend),
}

impl StoredItem {
    pub(super) const ENTITY: &'static str = "entity";
    pub(super) const CALL: &'static str = "call";

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::TrackItem(_) => Self::ENTITY,
            Self::PipelinesItem(_) => Self::CALL,
            Self::AppSend(send) => send.kind(),
        }
    }

    pub(super) fn replay(&self) -> Replay {
        match self {
            Self::TrackItem(entity) => entity.repeated(),
            Self::PipelinesItem(call) => call.repeated(),
            Self::AppSend(send) => send.replay(),
        }
    }

    pub(super) fn limit(&self) -> Limit {
        match self {
            Self::TrackItem(_) => Entity::LIMIT,
            Self::PipelinesItem(_) => Limit::Pipelines,
            Self::AppSend(_) => AnySend::LIMIT,
        }
    }

    /// What is sent of it, if that is not longer than the API takes.
    pub(super) fn body(&self) -> Result<String, InvalidInput> {
        let (bytes, longest) = match self {
            Self::TrackItem(entity) => (written(entity)?, Entities::MAX_ITEM),
            Self::PipelinesItem(call) => (written(call)?, Calls::MAX_ITEM),
            Self::AppSend(send) => (send.body()?.to_vec(), AnySend::LONGEST),
        };
        if bytes.len() > longest {
            return Err(InvalidInput::new("item", format!("is longer than {longest} bytes")));
        }
        String::from_utf8(bytes).map_err(|_| InvalidInput::new("item", "is not UTF-8"))
    }

    /// The one that has this body; `None` if no kind is called so.
    pub(super) fn written(kind: &str, replay: Replay, body: String) -> Option<Self> {
        Some(match kind {
            Self::ENTITY => Entity::written(body.into(), replay).into(),
            Self::CALL => AnyCall::written(body.into(), replay).into(),
            _ => AnySend::written(kind, body.into())?.into(),
        })
    }
}

fn written(item: &impl Item) -> Result<Vec<u8>, InvalidInput> {
    let mut text = Vec::new();
    item.write(&mut text)?;
    Ok(text)
}

impl From<Entity> for StoredItem {
    fn from(entity: Entity) -> Self {
        Self::TrackItem(entity)
    }
}

impl From<AnyCall> for StoredItem {
    fn from(call: AnyCall) -> Self {
        Self::PipelinesItem(call)
    }
}

impl From<AnySend> for StoredItem {
    fn from(send: AnySend) -> Self {
        Self::AppSend(send)
    }
}
