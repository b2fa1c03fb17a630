//! Where the second version of the Track API takes operations, and how one begins.

use crate::batch::Batch as BatchOf;
use crate::batch::{Envelope, Item};
use crate::surface::TrackApi;
use crate::track::identifiers::Identifiers;
use crate::wire::request as wire_request;
use crate::wire::{InvalidInput, Path, Writer};
use bytes::Bytes;
use http::Method;

/// Many operations in one request: at most 32 KB each and 500 KB together, taken as 32,000 and 500,000 bytes.
///
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::track::v2::{Batch, DeletePerson};
///
/// let mut batch = Batch::new();
/// batch.push(DeletePerson::new("42")).unwrap();
/// assert_eq!(batch.size(), r#"{"batch":[{"type":"person","action":"delete","identifiers":{"id":"42"}}]}"#.len());
/// ```
pub type Batch = BatchOf<Entities>;

/// The batch of the second version of the Track API.
///
/// ```
/// use cio_http::batch::Envelope;
///
/// assert_eq!(cio_http::track::v2::Entities::ROUTE, "POST /api/v2/batch");
/// ```
#[derive(Debug)]
pub enum Entities {}

impl Envelope for Entities {
    type Surface = TrackApi;
    const NAME: &'static str = "track.v2.batch";
    const ROUTE: &'static str = "POST /api/v2/batch";
    const PATH: &'static str = "/api/v2/batch";
    const MAX_ITEM: usize = 32_000;
    const MAX_BODY: usize = 500_000;
}

/// The request of one operation alone.
pub(super) fn request<T: Item<Envelope = Entities>>(
    operation: &T,
) -> Result<http::Request<Bytes>, InvalidInput> {
    let mut text = Vec::with_capacity(256);
    operation.write(&mut text)?;
    if text.len() > Entities::MAX_ITEM {
        return Err(InvalidInput::new("operation", format!("is longer than {} bytes", Entities::MAX_ITEM)));
    }
    wire_request(Method::POST, Path::new("/api/v2/entity"), text.into())
}

/// Writes one operation: its type and action, by the API's names, and then its own members.
pub(super) fn write_entity<T: Identifiers>(
    text: &mut Vec<u8>,
    kind: &'static str,
    action: &'static str,
    identifiers: &T,
    members: impl FnOnce(&mut Writer<'_>) -> Result<(), InvalidInput>,
) -> Result<(), InvalidInput> {
    write_unidentified(text, kind, action, |operation| {
        operation.with("identifiers", |text| identifiers.write(kind, text))?;
        members(operation)
    })
}

/// As [`write_entity`], for the one operation that has its identifiers elsewhere.
pub(super) fn write_unidentified(
    text: &mut Vec<u8>,
    kind: &'static str,
    action: &'static str,
    members: impl FnOnce(&mut Writer<'_>) -> Result<(), InvalidInput>,
) -> Result<(), InvalidInput> {
    Writer::write(text, |operation| {
        operation.plain("type", kind);
        operation.plain("action", action);
        members(operation)
    })
}
