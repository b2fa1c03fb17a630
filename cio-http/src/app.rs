//! The App API: messages, people, and everything else in the workspace.
//!
//! Every one of its routes has a name here. The [six sends](Transactional) and [`TriggerBroadcast`] are types of their
//! own; all the others are a [`Route`], with typed path and parameters, and an answer read into what the documents say
//! or into a type of yours. Lists that come in pages are [`Paged`](crate::Paged).
//!
//! ```
//! use cio_http::Operation;
//! use cio_http::app::{CampaignMetrics, GetSegment, MetricsVersion, Period, Segment};
//!
//! let segment = GetSegment::new(7);
//! assert_eq!(segment.request()?.uri(), "/v1/segments/7");
//! let answer = http::Response::new(r#"{"segment":{"id":7,"name":"beta","new":true}}"#.into());
//! let read: Segment = segment.response(&answer).unwrap();
//! assert_eq!(read.name, "beta");
//!
//! let metrics = CampaignMetrics::new(3, MetricsVersion::V2).resolution(Period::Days);
//! assert_eq!(metrics.request()?.uri(), "/v1/campaigns/3/metrics?version=2&res=days");
//! # Ok::<(), cio_http::wire::InvalidInput>(())
//! ```
//!
//! Source: <https://docs.customer.io/files/journeys-app.json>, 186 routes as of 2026-09-17.

mod any_send;
mod attachments;
mod audience;
mod delivery;
mod fields;
mod filter;
mod lenient;
mod member;
mod metrics;
mod name;
mod parameters;
mod person_identifiers;
pub(crate) mod recipients;
mod route;
mod send_email;
mod send_in_app;
mod send_push;
mod send_sms;
mod shape;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod transactional;
mod trigger_broadcast;

pub use crate::wire::IdType;
pub use any_send::AnySend;
pub use audience::{AsSetUp, Audience, DataFile, Emails, Ids, PerUserData};
pub use delivery::Delivery;
pub use filter::{Filter, ObjectFilter, Where};
pub use lenient::Readable;
pub use metrics::{Link, LinkMetrics, Metrics};
pub use parameters::{MetricsVersion, ObjectIdType, Period, Sort};
pub use person_identifiers::PersonIdentifiers;
pub use route::Route;
#[doc(hidden)]
pub use route::{OpenBody, RouteKind};
pub use send_email::SendEmail;
pub use send_in_app::{SendInApp, SendInboxMessage};
pub use send_push::SendPush;
pub use send_sms::{SendSms, SendWhatsapp};
pub use template::MessageTemplate;
#[cfg(all(test, feature = "sandbox"))]
pub(crate) use tests::every_route::EVERY_ROUTE;
pub use transactional::Transactional;
pub use trigger_broadcast::{TriggerBroadcast, Triggered};

/// One table a topic.
macro_rules! tables {
    ($($topic:ident)*) => {
        $(mod $topic;)*

        $(pub use $topic::*;)*

        #[cfg(test)]
        const TABLES: &[&[tests::Listed]] = &[$($topic::ROUTES),*];
    };
}

tables! {
    activities assets broadcasts campaigns customers data_index design_studio exports imports live_notifications
    messages newsletters objects reporting_webhooks segments snippets subscriptions suppression
    transactional_messages workspaces
}
