//! Judges each credential that a client holds by the service's answers, without I/O.

pub(crate) mod checkup;
pub(crate) mod examination;
pub(crate) mod finding;
pub(crate) mod held;
mod judge;
pub(crate) mod places;
pub(crate) mod probe;
pub(crate) mod probe_result;
mod refused;
pub(crate) mod table;
pub(crate) mod verdict;
mod whole;
