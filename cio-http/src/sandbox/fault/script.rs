//! The faults that are yet to strike, in the order in which they were given.

use super::Fault;
use crate::sandbox::request::Request;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Faults that other programs may add.
const MOST: usize = 1000;

/// The faults that are yet to strike.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Script(Mutex<Vec<Fault>>);

impl Script {
    pub(in crate::sandbox) fn add(&self, fault: Fault) {
        self.faults().push(fault);
    }

    /// Adds a list of them; none, if there would be more than a test can mean.
    pub(in crate::sandbox) fn add_all(&self, new: Vec<Fault>) -> Result<(), String> {
        let mut faults = self.faults();
        if faults.len() + new.len() > MOST {
            return Err(format!("there cannot be more than {MOST} faults"));
        }
        faults.extend(new);
        Ok(())
    }

    /// Those that are yet to strike.
    pub(in crate::sandbox) fn left(&self) -> Vec<Fault> {
        self.faults().clone()
    }

    pub(in crate::sandbox) fn clear(&self) {
        self.faults().clear();
    }

    /// The fault that strikes this request: the first that concerns it and has nothing left to skip.
    ///
    /// The faults asked before it let the request pass; the ones after it do not count the request.
    pub(in crate::sandbox) fn strike(&self, request: &Request) -> Option<Fault> {
        let mut faults = self.faults();
        let struck = faults.iter_mut().position(|fault| fault.concerns(request) && fault.is_due())?;
        let fault = faults[struck].clone();
        if let Some(left) = &mut faults[struck].left {
            *left = left.saturating_sub(1);
        }
        faults.retain(|fault| fault.left != Some(0));
        Some(fault)
    }

    fn faults(&self) -> MutexGuard<'_, Vec<Fault>> {
        // Each change is one push, one clear or one count, so the list is sound even if its holder panicked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    /// Whether nothing is left to skip; if there is, it is one less now.
    fn is_due(&mut self) -> bool {
        let due = self.skip == 0;
        self.skip = self.skip.saturating_sub(1);
        due && self.left != Some(0)
    }
}
