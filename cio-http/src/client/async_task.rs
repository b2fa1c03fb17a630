//! Whether this code runs in an async task of tokio, where a thread must not wait.

use crate::error::Error;
use std::task::{Context, Poll, Waker};
use tokio::runtime::Handle;
use tokio::task::coop;

/// # Errors
/// [`Error::Setup`] in an async task.
pub(crate) fn refuse() -> Result<(), Error> {
    if is_here() {
        return Err(Error::setup(
            "the blocking client waits, and in an async task that stops every other task of the thread; use \
             `cio_http::Client` there, or call the blocking client in `tokio::task::spawn_blocking`",
        ));
    }
    Ok(())
}

/// Where tokio polls a task it counts its steps, and asks it to yield after some. `spawn_blocking`, `block_in_place` and
/// threads may wait, and have no such limit. A runtime's handle is there in all of them, and an ID of a task too.
///
/// It does not find a task in `tokio::task::unconstrained`, nor one of another runtime.
pub(crate) fn is_here() -> bool {
    if Handle::try_current().is_err() {
        return false;
    }
    let mut context = Context::from_waker(Waker::noop());
    // Gives back, at the end of this function, all steps that are taken below.
    let Poll::Ready(_before) = coop::poll_proceed(&mut context) else { return true };
    // A limit is a `u8`.
    (0..u8::MAX).any(|_| match coop::poll_proceed(&mut context) {
        Poll::Ready(step) => {
            step.made_progress();
            false
        }
        Poll::Pending => true,
    })
}
