//! Activities: events of people, messages to them, changes of them.

use super::person_identifiers::PersonIdentifiers;
use super::table::routes;
use serde_json::Value;

super::lenient::models! {
    /// Something that happened to one person.
    struct Activity: personal {
        /// Its ID.
        id: String,
        /// The type of activity: `event`, `sent_email`, `attribute_change` and so on.
        kind as "type": String,
        /// Its name, of an event.
        name: Option<String>,
        /// Its address, of a page.
        url: Option<String>,
        /// Your ID of the person.
        customer_id: Option<String>,
        /// All identifiers of the person.
        customer_identifiers: PersonIdentifiers,
        /// The rest of the activity, by its type.
        data: Value,
        /// The message it is about.
        delivery_id: Option<String>,
        /// How that message was sent.
        delivery_type: Option<String>,
        /// When it happened, in seconds since 1970.
        timestamp: u64,
    }
}

routes! {
    /// Activities of the workspace in the last 30 days.
    ListActivities = GET "/v1/activities" => Pages "activities" of Activity, Limit Typed Named Deleted OfCustomer ByIdType;
}
