//! How an answer goes out: whole, in part, or not at all.

use super::answer::{Answer, End};
use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::watch;

/// The least time between two events.
const PAUSE: Duration = Duration::from_millis(100);

/// The time after which a line comes that says nothing, so that both ends know of each other.
const BEAT: Duration = Duration::from_secs(15);

/// One line of server-sent events, and where the next comes from, if the sandbox still runs.
struct NextEvent {
    changes: Option<watch::Receiver<u64>>,
    line: Bytes,
}

/// The next line: at once for a pause of zero.
fn next_event(
    mut changes: watch::Receiver<u64>,
    pause: Duration,
) -> Pin<Box<dyn Future<Output = NextEvent> + Send>> {
    Box::pin(async move {
        let mut line = "data: changed\n\n";
        let mut runs = true;
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
            match tokio::time::timeout(BEAT, changes.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => runs = false,
                Err(_) => line = ":\n\n",
            }
        }
        changes.borrow_and_update();
        NextEvent { changes: runs.then_some(changes), line: Bytes::from_static(line.as_bytes()) }
    })
}

/// The body of an answer, which may break off.
pub(super) struct AnswerBody {
    /// `None` if it has no end.
    whole: Option<usize>,
    left: NextPart,
}

enum NextPart {
    Data {
        bytes: Bytes,
        breaks_off: bool,
    },
    /// Lets hyper flush what was written.
    Flush,
    Break,
    /// Server-sent events.
    Changes(Pin<Box<dyn Future<Output = NextEvent> + Send>>),
    Nothing,
}

/// Waits for the answer's delay, and returns the response.
///
/// # Errors
/// If the connection is to be reset before anything is.
pub(super) async fn deliver(mut answer: Answer) -> io::Result<http::Response<AnswerBody>> {
    // Timers round up to a millisecond.
    if !answer.delay.is_zero() {
        tokio::time::sleep(answer.delay).await;
    }
    let end = answer.end;
    let changes = answer.changes.take();
    let response = answer.into_response();
    if let Some(changes) = changes {
        return Ok(response.map(|_| AnswerBody {
            whole: None,
            left: NextPart::Changes(next_event(changes, Duration::ZERO)),
        }));
    }
    match end {
        End::Whole => Ok(response.map(|body| AnswerBody::new(body, false))),
        End::InTheBody if !response.body().is_empty() => Ok(response.map(|body| AnswerBody::new(body, true))),
        End::InTheBody | End::BeforeIt => Err(broken()),
        // The client gives up, and then this is dropped.
        End::Never => std::future::pending().await,
    }
}

impl AnswerBody {
    fn new(mut body: Bytes, breaks_off: bool) -> Self {
        let whole = body.len();
        if breaks_off {
            body.truncate(whole / 2);
        }
        let left = if whole == 0 { NextPart::Nothing } else { NextPart::Data { bytes: body, breaks_off } };
        Self { whole: Some(whole), left }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match std::mem::replace(&mut self.left, NextPart::Nothing) {
            NextPart::Data { bytes, breaks_off } => {
                self.left = if breaks_off { NextPart::Flush } else { NextPart::Nothing };
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            NextPart::Flush => {
                self.left = NextPart::Break;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            NextPart::Changes(mut next) => {
                let Poll::Ready(event) = next.as_mut().poll(context) else {
                    self.left = NextPart::Changes(next);
                    return Poll::Pending;
                };
                let NextEvent { changes, line } = event;
                self.left = changes
                    .map_or(NextPart::Nothing, |changes| NextPart::Changes(next_event(changes, PAUSE)));
                Poll::Ready(Some(Ok(Frame::data(line))))
            }
            NextPart::Break => Poll::Ready(Some(Err(broken()))),
            NextPart::Nothing => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.left, NextPart::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        self.whole.map_or_else(SizeHint::default, |whole| SizeHint::with_exact(whole as u64))
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionReset, "a fault of a test's script")
}
