//! A request as it comes in: its body in full, or as much as is taken of one.

use super::connections::Connections;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use std::io;
use std::time::Duration;

/// Bytes of a body, 10 MB: the longest documented one has 3 MB, but for those of broadcasts.
const LARGEST: usize = 10_000_000;

/// Bytes of a broadcast with its audience, which the service documents as 25 MB.
const LARGEST_BROADCAST: usize = 25_000_000;

/// How long a whole body may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of a body that is too large, which are taken before it is refused, and the time that they may pause.
const FORGOTTEN: usize = 100_000_000;
const MOMENT: Duration = Duration::from_millis(500);

/// A body that was read, or why it was not.
pub(super) enum Intake {
    Whole(Bytes),
    Refused(StatusCode, &'static str),
}

/// Bytes that are counted as long as they are held.
struct CountedBytes<'a> {
    connections: &'a Connections,
    bytes: usize,
}

/// Reads a body.
///
/// # Errors
/// If the client breaks off.
pub(super) async fn read(path: &str, body: Incoming, connections: &Connections) -> io::Result<Intake> {
    let is_broadcast = path.starts_with("/v1/campaigns/") && path.ends_with("/triggers");
    let largest = if is_broadcast { LARGEST_BROADCAST } else { LARGEST };
    let reading = collect(body, largest, connections);
    let slow = Intake::Refused(StatusCode::REQUEST_TIMEOUT, "the body did not arrive within 30 s");
    tokio::time::timeout(PATIENCE, reading).await.unwrap_or(Ok(slow))
}

async fn collect(mut body: Incoming, largest: usize, connections: &Connections) -> io::Result<Intake> {
    if body.size_hint().lower() > largest as u64 {
        return Ok(too_large(body).await);
    }
    let mut held = CountedBytes { connections, bytes: 0 };
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(io::Error::other)?.into_data() else { continue };
        if read.len() + data.len() > largest {
            return Ok(too_large(body).await);
        }
        if !held.more(data.len()) {
            let reason = "incomplete requests already hold 256 MB, the limit of the sandbox";
            return Ok(Intake::Refused(StatusCode::SERVICE_UNAVAILABLE, reason));
        }
        read.extend_from_slice(&data);
    }
    Ok(Intake::Whole(read.freeze()))
}

/// Takes what still comes at once and forgets it: a client that cannot send all may not read the answer.
async fn too_large(mut body: Incoming) -> Intake {
    let mut left = FORGOTTEN;
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(MOMENT, body.frame()).await {
        left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
        if left == 0 {
            break;
        }
    }
    let reason = "the body is larger than 10 MB, the limit of the sandbox (25 MB for a broadcast)";
    Intake::Refused(StatusCode::PAYLOAD_TOO_LARGE, reason)
}

impl CountedBytes<'_> {
    fn more(&mut self, bytes: usize) -> bool {
        let fits = self.connections.take(bytes);
        self.bytes += if fits { bytes } else { 0 };
        fits
    }
}

impl Drop for CountedBytes<'_> {
    fn drop(&mut self) {
        self.connections.give_back(self.bytes);
    }
}
