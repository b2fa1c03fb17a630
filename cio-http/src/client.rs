//! Both clients, async and blocking: their shared parts, how they connect, and their tests.

#[cfg(feature = "blocking")]
mod async_task;
#[cfg(feature = "async")]
pub(crate) mod asynchronous;
#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod builder;
pub(crate) mod core;
#[cfg(feature = "async")]
mod diagnose;
#[cfg(feature = "blocking")]
mod diagnose_blocking;
#[cfg(feature = "async")]
mod drive;
#[cfg(feature = "blocking")]
mod drive_blocking;
pub(crate) mod dry_run;
pub(crate) mod expected;
#[cfg(feature = "async")]
pub(crate) mod items;
#[cfg(feature = "blocking")]
pub(crate) mod items_blocking;
pub(crate) mod keys;
pub(crate) mod renewer;
#[cfg(feature = "async")]
pub(crate) mod send_all;
#[cfg(feature = "blocking")]
mod send_all_blocking;
#[cfg(feature = "async")]
mod send_stream;
#[cfg(feature = "async")]
pub(crate) mod sending;
pub(crate) mod signing_cache;
mod stand_in;
#[cfg(all(test, feature = "sandbox"))]
pub(crate) mod tests;
pub(crate) mod transport;
