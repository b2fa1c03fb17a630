//! `FirstFault`: what a builder remembers until it is sent.

use super::input::InvalidInput;

/// The first mistake made while an operation was built, if there was one.
///
/// A setter takes `self` and gives it back, so that calls chain, and has no way to return an error: the mistake waits
/// here until the request is written. Later ones are dropped, since they are often consequences of the first.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstFault(Option<InvalidInput>);

impl FirstFault {
    /// Remembers a fault, unless there is one already.
    pub(crate) fn keep(&mut self, fault: InvalidInput) {
        self.0.get_or_insert(fault);
    }

    /// The value of a check that passed; the fault of one that did not is remembered.
    pub(crate) fn check<T>(&mut self, checked: Result<T, InvalidInput>) -> Option<T> {
        checked.map_err(|fault| self.keep(fault)).ok()
    }

    pub(crate) const fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// # Errors
    /// The fault, if there is one.
    pub(crate) fn result(&self) -> Result<(), InvalidInput> {
        self.0.clone().map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::{FirstFault, InvalidInput};

    #[test]
    fn the_first_fault_is_the_one_that_is_kept() {
        let mut fault = FirstFault::default();
        assert_eq!((fault.check(Ok(1)), fault.result()), (Some(1), Ok(())));
        assert_eq!(fault.check::<u8>(Err(InvalidInput::new("a", "is empty"))), None);
        fault.keep(InvalidInput::new("b", "is empty"));
        assert_eq!(fault.result().unwrap_err().to_string(), "a is empty");
    }
}
