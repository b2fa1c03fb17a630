//! The causes of an error of a client.

use crate::finding::store_fault::StoreFault;
use std::error::Error;
use std::io;
#[cfg(any(feature = "azure", feature = "gcp", feature = "vault"))]
use std::time::Duration;

/// Why the server did not answer: TLS failed, a timeout, or nothing listens there.
pub(super) fn connection_fault(error: &(dyn Error + 'static)) -> StoreFault {
    let is = |kind| {
        causes(error).any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == kind))
    };
    // The only invalid data on the way to an answer: rustls reports its errors to I/O by this kind.
    if is(io::ErrorKind::InvalidData) {
        StoreFault::Tls
    } else if is(io::ErrorKind::TimedOut) {
        StoreFault::TimedOut
    } else {
        StoreFault::Unreachable
    }
}

/// A `Retry-After` in seconds.
#[cfg(any(feature = "azure", feature = "gcp", feature = "vault"))]
pub(super) fn seconds(text: &str) -> Option<Duration> {
    text.trim().parse().ok().map(Duration::from_secs)
}

/// The first of an error and its causes that has this type.
#[cfg(any(feature = "aws", feature = "azure", feature = "gcp"))]
pub(super) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// An error and its causes, with those that an `io::Error` holds: its `source` passes over them.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::connection_fault;
    use crate::finding::store_fault::StoreFault;
    use std::io;

    #[test]
    fn the_cause_inside_an_io_error_is_found() {
        let tls = io::Error::other(io::Error::new(io::ErrorKind::InvalidData, "an unknown issuer"));
        assert_eq!(connection_fault(&tls), StoreFault::Tls);
        let late = io::Error::other(io::Error::from(io::ErrorKind::TimedOut));
        assert_eq!(connection_fault(&late), StoreFault::TimedOut);
        assert_eq!(connection_fault(&io::Error::other("refused")), StoreFault::Unreachable);
        #[cfg(any(feature = "aws", feature = "azure", feature = "gcp"))]
        assert!(super::find::<StoreFault>(&io::Error::other(StoreFault::Sealed)).is_some());
    }
}
