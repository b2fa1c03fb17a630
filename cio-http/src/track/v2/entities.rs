//! Where the second version of the Track API takes operations, and how one begins.

use crate::batch::{Envelope, Item};
use crate::surface::Track;
use crate::track::identifiers::Identifiers;
use crate::wire::{InvalidInput, Path, Writer};
use crate::{batch, wire};
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
pub type Batch = batch::Batch<Entities>;

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
    type Surface = Track;
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
    wire::request(Method::POST, &Path::new("/api/v2/entity"), text.into())
}

/// Starts an operation: whose it is and what it does, by the API's names.
pub(super) fn begin<'a, T: Identifiers>(
    text: &'a mut Vec<u8>,
    kind: &'static str,
    action: &'static str,
    identifiers: &T,
) -> Result<Writer<'a>, InvalidInput> {
    let mut operation = begin_bare(text, kind, action);
    operation.with("identifiers", |text| identifiers.write(kind, text))?;
    Ok(operation)
}

/// As [`begin`], for the one operation that names nobody there.
pub(super) fn begin_bare<'a>(text: &'a mut Vec<u8>, kind: &'static str, action: &'static str) -> Writer<'a> {
    let mut operation = Writer::begin(text);
    operation.text("type", kind);
    operation.text("action", action);
    operation
}
