//! The Pipelines API: people, what they do, and where that goes; Customer.io also calls it CDP and Data Pipelines.
//!
//! Every call carries an ID that is made once, by which the service drops a second copy; for how long, and in which words,
//! the documents do not say. It also carries the time at which its value was made, so that a late retry does not move it.
//! Every request asks for strict mode: without it the service answers 200 to a wrong key, to the
//! wrong region and to data that it drops. [`pipelines_drops_silently`](crate::Hosts::pipelines_drops_silently) gives
//! that up.
//!
//! Some events mean more to Customer.io than that they happened. There is a type for each:
//! [`AddDevice`], [`DeleteDevice`], [`DeletePerson`], [`SuppressPerson`], [`UnsuppressPerson`],
//! [`DeleteRelationship`], [`DeleteObject`], [`ReportDelivery`] and [`ReportContent`].
//!
//! ```no_run
//! # #[cfg(feature = "async")]
//! # async fn example(cio: cio_http::Client<cio_config::PipelinesCredentials>) -> Result<(), cio_http::Error> {
//! use cio_http::pipelines::{Context, Identify, Track, User};
//!
//! cio.send(&Identify::new(User::id("42").formerly_anonymous("visitor-7")).attribute("plan", "pro")).await?;
//! cio.send(&Track::new("42", "purchase").property("price", 23.45).context(Context::new().ip("203.0.113.7"))).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.

mod alias;
mod any_call;
mod batch;
mod call;
mod common;
mod context;
mod context_parts;
mod devices;
mod group;
mod identify;
mod in_context;
mod integrations;
mod iso_time;
mod objects;
mod report_content;
mod report_delivery;
mod suppression;
mod track;
mod user;
mod views;

pub use alias::Alias;
pub use any_call::{AnyCall, Custom};
pub use batch::{Batch, Calls};
pub use context::{Channel, Context};
pub use context_parts::{AppInfo, Campaign, DeviceInfo, Library, Network, Os, PageInfo};
pub use devices::{AddDevice, DeleteDevice};
pub use group::Group;
pub use identify::Identify;
pub use in_context::BatchInContext;
pub use integrations::Integrations;
pub use iso_time::IsoTime;
pub use objects::{DeleteObject, DeleteRelationship};
pub use report_content::{ContentAction, ReportContent};
pub use report_delivery::{DeliveryMetric, ReportDelivery};
pub use suppression::{DeletePerson, SuppressPerson, UnsuppressPerson};
pub use track::Track;
pub use user::User;
pub use views::{Page, Screen};

#[cfg(test)]
mod tests;
