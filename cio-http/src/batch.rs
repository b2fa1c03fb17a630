//! Batches: many operations in one request, each written once, straight into the body.
//!
//! [`Batch::push`] fills one by hand, [`Batch::pack`] fills as many as it takes, and `send_all` of either client packs
//! and sends. The limits are those of the API that the items belong to, counted in bytes as sent.

mod fault;
mod item;
mod outcome;
mod pack;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod report;
mod request;
#[cfg(any(feature = "async", feature = "blocking"))]
mod row;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod run;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod send_all;
mod text;

pub use fault::{BatchFault, Skipped};
pub use item::{Envelope, Item};
pub use outcome::{BatchOutcome, ItemError};
pub use pack::{Pack, Packed};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use report::{BatchEvent, BatchReport, ItemOutcome, Progress, Summary};
pub use request::Batch;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use row::{BadRow, Row};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use send_all::SendAll;

#[cfg(test)]
mod tests;
