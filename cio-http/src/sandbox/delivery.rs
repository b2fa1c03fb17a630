//! How an answer goes out: whole, in part, or not at all.

use super::answer::{Answer, End};
use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The body of an answer, which may break off.
#[derive(Debug)]
pub(super) struct Outgoing {
    whole: usize,
    left: Next,
}

#[derive(Debug)]
enum Next {
    Data {
        bytes: Bytes,
        breaks_off: bool,
    },
    /// Time to put on the wire what there is.
    Flush,
    Break,
    Nothing,
}

/// Waits as long as the answer is late, and gives what is to be sent.
///
/// # Errors
/// If the connection is to be reset before anything is.
pub(super) async fn deliver(answer: Answer) -> io::Result<http::Response<Outgoing>> {
    // Timers round up to a millisecond.
    if !answer.delay.is_zero() {
        tokio::time::sleep(answer.delay).await;
    }
    let end = answer.end;
    let response = answer.into_response();
    match end {
        End::Whole => Ok(response.map(|body| Outgoing::new(body, false))),
        End::InTheBody if !response.body().is_empty() => Ok(response.map(|body| Outgoing::new(body, true))),
        End::InTheBody | End::BeforeIt => Err(broken()),
        // The client gives up, and then this is dropped.
        End::Never => std::future::pending().await,
    }
}

impl Outgoing {
    fn new(mut body: Bytes, breaks_off: bool) -> Self {
        let whole = body.len();
        if breaks_off {
            body.truncate(whole / 2);
        }
        let left = if whole == 0 { Next::Nothing } else { Next::Data { bytes: body, breaks_off } };
        Self { whole, left }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match std::mem::replace(&mut self.left, Next::Nothing) {
            Next::Data { bytes, breaks_off } => {
                self.left = if breaks_off { Next::Flush } else { Next::Nothing };
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Next::Flush => {
                self.left = Next::Break;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Next::Break => Poll::Ready(Some(Err(broken()))),
            Next::Nothing => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.left, Next::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.whole as u64)
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionReset, "a fault of a test's script")
}
