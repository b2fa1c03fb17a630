//! People: found, and read.

use super::activities::Activity;
use super::filter::Filter;
use super::messages::Message;
use super::person_identifiers::PersonIdentifiers;
use super::table::routes;
use super::segments::Segment;
use super::subscriptions::SubscriptionPreferences;
use crate::wire::Identifier;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

super::lenient::models! {
    /// The identifiers of an object.
    struct ObjectIdentifiers: personal {
        /// Your ID.
        object_id: Option<String>,
        /// Customer.io's ID, which never changes.
        cio_object_id: Option<String>,
    }

    /// An object that a person is related to.
    struct CustomerRelationship: personal {
        /// The type of the object.
        object_type_id: u64,
        /// The object.
        identifiers: ObjectIdentifiers,
        /// The attributes of the relationship.
        attributes: Map<String, Value>,
        /// When each of that was set, in seconds since 1970.
        timestamps: BTreeMap<String, u64>,
    }

    /// A device of a person.
    struct Device: personal {
        /// Its token.
        id: String,
        /// `ios` or `android`.
        platform: Option<String>,
        /// When it was last used, in seconds since 1970.
        last_used: Option<u64>,
        /// Its attributes.
        attributes: Map<String, Value>,
    }

    /// A person, with attributes and devices.
    struct Customer: personal {
        /// Your ID, if there is one.
        id: Option<String>,
        /// All identifiers.
        identifiers: PersonIdentifiers,
        /// All attributes; the service writes every value as a string.
        attributes: Map<String, Value>,
        /// When each was set, in seconds since 1970.
        timestamps: BTreeMap<String, u64>,
        /// Whether they want no messages.
        unsubscribed: bool,
        /// Their devices.
        devices: Vec<Device>,
    }
}

routes! {
    /// Every person with an e-mail address; the list may be empty.
    [made] FindCustomers = GET "/v1/customers" => Many "results" of PersonIdentifiers;
    /// Every person who matches a filter; a page has 1000 at most.
    [made] SearchCustomers = POST search "/v1/customers" => Pages "identifiers" of PersonIdentifiers, Limit;
    /// One person with all attributes and devices.
    GetCustomerAttributes(customer_id: Person) = GET "/v1/customers/{customer_id}/attributes" => One "customer" of Customer, ByIdType;
    /// Several people with all attributes and devices, by your IDs; 100 at most.
    [made] GetCustomersAttributes = POST search "/v1/customers/attributes" => Wrapped "customers" of Customer;
    /// The segments that a person is in.
    GetCustomerSegments(customer_id: Person) = GET "/v1/customers/{customer_id}/segments" => Many "segments" of Segment, ByIdType;
    /// The messages that a person got.
    GetCustomerMessages(customer_id: Person) = GET "/v1/customers/{customer_id}/messages" => Pages "messages" of Message, ByIdType Limit Since Until;
    /// Activities of a person in the last 30 days.
    GetCustomerActivities(customer_id: Person) = GET "/v1/customers/{customer_id}/activities" => Pages "activities" of Activity, ByIdType Limit Typed Named;
    /// The objects that a person is related to.
    GetCustomerRelationships(customer_id: Person) = GET "/v1/customers/{customer_id}/relationships" => Pages "cio_relationships" of CustomerRelationship, Limit;
    /// The topics that a person is subscribed to.
    GetSubscriptionPreferences(customer_id: Person) = GET "/v1/customers/{customer_id}/subscription_preferences" => One "customer" of SubscriptionPreferences, ByIdType InLanguage;
    /// The channels that a person wants nothing from.
    GetCustomerOptouts(customer_id: Person) = GET "/v1/customers/{customer_id}/optouts", ByIdType;
    /// Sets the channels that a person wants nothing from.
    UpdateCustomerOptouts(customer_id: Person) = PUT "/v1/customers/{customer_id}/optouts", ByIdType;
}

impl FindCustomers {
    /// By this address.
    ///
    /// ```
    /// use cio_http::{Operation, app::FindCustomers};
    ///
    /// let find = FindCustomers::by_email("ada+1@example.com");
    /// assert_eq!(find.request()?.uri(), "/v1/customers?email=ada%2B1%40example.com");
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn by_email(email: impl Into<String>) -> Self {
        let email = email.into();
        let mut route = Self::to(Vec::new());
        route.keep(crate::wire::not_blank("email", &email).map(drop));
        route.query("email", email)
    }
}

impl SearchCustomers {
    /// By this filter.
    ///
    /// ```
    /// use cio_http::{Operation, app::{Filter, SearchCustomers}};
    ///
    /// let search = SearchCustomers::new(Filter::segment(7)).limit(100);
    /// assert_eq!(search.request()?.uri(), "/v1/customers?limit=100");
    /// assert_eq!(search.request()?.body(), r#"{"filter":{"segment":{"id":7}}}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a filter that was made for this reads better without `&`")]
    pub fn new(filter: Filter) -> Self {
        Self::to(Vec::new()).filter("filter", &filter)
    }
}

impl GetCustomersAttributes {
    /// Of these people, 100 at most.
    ///
    /// ```
    /// use cio_http::{Operation, app::GetCustomersAttributes};
    ///
    /// assert_eq!(GetCustomersAttributes::new(["1", "2"]).request()?.body(), r#"{"ids":["1","2"]}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn new<I: Into<Identifier>>(ids: impl IntoIterator<Item = I>) -> Self {
        let ids: Vec<Identifier> = ids.into_iter().map(Into::into).collect();
        let mut route = Self::to(Vec::new());
        route.fields().with("ids", |text| super::audience::write_all(&ids, "ids", 100, Identifier::checked, text));
        route
    }
}
