//! The query parameters that the documents name: each is a method on the routes that take it.

use super::route::{Route, RouteKind};
use super::shape::Pages;
use crate::wire::{IdType, Identifier, UnixTime};
use std::fmt;

/// Which kind of identifier is in the path of a route about an object.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::{GetObjectAttributes, ObjectIdType};
///
/// let object = GetObjectAttributes::new(1, "acme").object_id_type(ObjectIdType::CioObjectId);
/// assert_eq!(object.request()?.uri(), "/v1/objects/1/acme/attributes?id_type=cio_object_id");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ObjectIdType {
    /// Your ID. The service's default.
    ObjectId,
    /// Customer.io's ID.
    CioObjectId,
}

/// Which of the two ways of counting a report of metrics uses.
///
/// The documents require one; customerio-node 5.2.0 sends none by default, and says that the service then has a
/// default. Both parameters and answer depend on it, so it is always sent.
/// Source: <https://docs.customer.io/files/journeys-app.json>, read 2025-07-11.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::{CampaignMetrics, MetricsVersion, Period};
///
/// let metrics = CampaignMetrics::new(3, MetricsVersion::V2).resolution(Period::Days);
/// assert_eq!(metrics.request()?.uri(), "/v1/campaigns/3/metrics?version=2&res=days");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MetricsVersion {
    /// The older one, which takes `period` and `steps`.
    V1,
    /// The newer one, which takes `resolution`, `time_zone`, `from_time` and `to_time`.
    V2,
}

/// How a list is sorted.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::{ListNewsletters, Sort};
///
/// assert_eq!(ListNewsletters::new().sort(Sort::Descending).request()?.uri(), "/v1/newsletters?sort=desc");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// The oldest first.
    Ascending,
    /// The newest first.
    Descending,
}

/// The length of a step in a series of metrics.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::{BroadcastMetrics, Period};
///
/// let metrics = BroadcastMetrics::new(12).period(Period::Weeks).steps(4);
/// assert_eq!(metrics.request()?.uri(), "/v1/broadcasts/12/metrics?period=weeks&steps=4");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Period {
    /// An hour.
    Hours,
    /// A day.
    Days,
    /// A week.
    Weeks,
    /// A month.
    Months,
}

macro_rules! spelt {
    ($($ty:ident { $($variant:ident: $text:literal),+ })*) => {$(
        impl fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => $text),+
                })
            }
        }
    )*};
}

spelt! {
    ObjectIdType { ObjectId: "object_id", CioObjectId: "cio_object_id" }
    Sort { Ascending: "asc", Descending: "desc" }
    MetricsVersion { V1: "1", V2: "2" }
    Period { Hours: "hours", Days: "days", Weeks: "weeks", Months: "months" }
}

impl<K: RouteKind<Shape = Pages>, T> Route<K, T> {
    /// Starts at a page: the value of [`next`](crate::ListPage::next) of the page before.
    #[must_use]
    pub fn start(self, cursor: impl Into<String>) -> Self {
        self.query("start", cursor.into())
    }
}

/// The parameters, one row each: a trait that says which routes take it, and the method that sets it on those.
///
/// A value is written as it is. A `time` and a `person` are checked first.
macro_rules! parameters {
    ($($(#[$docs:meta])* $kind:ident::$method:ident($($value:tt)+) = $name:literal;)*) => {
        $(
            /// A route that takes this parameter.
            pub trait $kind: RouteKind {
                #[cfg(test)]
                #[doc(hidden)]
                const PARAMETER: &'static str = $name;
            }

            impl<K: $kind, T> Route<K, T> {
                parameters! { @$method($($value)+) = $name, $(#[$docs])* }
            }
        )*

        /// The method that sets a parameter, by the trait of the routes that take it.
        macro_rules! method {
            $(($kind) => { stringify!($method) };)*
        }

        pub(super) use method;
    };
    (@$method:ident(time) = $name:literal, $(#[$docs:meta])*) => {
        $(#[$docs])*
        #[must_use]
        pub fn $method(self, time: impl Into<UnixTime>) -> Self {
            self.query_checked($name, time.into().seconds($name))
        }
    };
    (@$method:ident(person) = $name:literal, $(#[$docs:meta])*) => {
        $(#[$docs])*
        #[must_use]
        pub fn $method(self, person: impl Into<Identifier>) -> Self {
            self.query_checked($name, person.into().checked_as_person($name))
        }
    };
    (@$method:ident($ty:ty) = $name:literal, $(#[$docs:meta])*) => {
        $(#[$docs])*
        #[must_use]
        pub fn $method(self, value: $ty) -> Self {
            self.query($name, value)
        }
    };
}

parameters! {
    /// How many a page holds, at most.
    Limit::limit(u32) = "limit";
    /// How many to leave out at the beginning.
    Offset::offset(u64) = "offset";
    /// How the list is sorted.
    Sorted::sort(Sort) = "sort";
    /// The kind of identifier that names the person.
    ByIdType::id_type(IdType) = "id_type";
    /// The kind of identifier that names the object.
    ByObjectIdType::object_id_type(ObjectIdType) = "id_type";
    /// Only this type: of messages `email`, of activities `sent_email`, and so on.
    Typed::of_type(&str) = "type";
    /// Only items with this name.
    Named::named(&str) = "name";
    /// Only messages that came as far as this: `sent`, `opened`, `bounced`.
    ByMetric::metric(&str) = "metric";
    /// Only messages in this state: `sent`, `drafted`, `failed`.
    ByState::state(&str) = "state";
    /// Drafts too.
    Drafts::drafts(bool) = "drafts";
    /// Those of deleted people too.
    Deleted::deleted(bool) = "deleted";
    /// Only those of one campaign.
    OfCampaign::campaign(u64) = "campaign_id";
    /// Only those of one newsletter.
    OfNewsletter::newsletter(u64) = "newsletter_id";
    /// Only those of one action.
    OfAction::action(u64) = "action_id";
    /// The length of a step.
    Periodic::period(Period) = "period";
    /// How many steps.
    Stepped::steps(u32) = "steps";
    /// Each person once.
    Unique::unique(bool) = "unique";
    /// Only this address.
    ByEmail::email(&str) = "email";
    /// Only opt-outs from this sender: a phone number or a channel.
    FromSender::sender(&str) = "from";
    /// The length of a step.
    Resolved::resolution(Period) = "res";
    /// The time zone that days begin in: `Europe/Paris`.
    Zoned::time_zone(&str) = "tz";
    /// The language that texts are answered in.
    InLanguage::language(&str) = "language";
    /// Only items created at this time or later.
    Since::since(time) = "start_ts";
    /// Only items created before this time.
    Until::until(time) = "end_ts";
    /// When the series begins.
    FromTime::from_time(time) = "start";
    /// When the series ends.
    ToTime::to_time(time) = "end";
    /// Only those of one person.
    OfCustomer::customer(person) = "customer_id";
}
