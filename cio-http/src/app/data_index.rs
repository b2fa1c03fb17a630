//! The data index: what the attributes and the events of a workspace are.

use super::table::routes;

routes! {
    /// Changes what is said of attributes, 100 at most: `{"attributes":[{"name":…}]}`.
    ///
    /// Source: <https://github.com/customerio/customerio-node>, `lib/api.ts` 5.2.0.
    UpdateAttributeMetadata = POST "/v1/data_index/attributes" => Nothing of ();
    /// Changes what is said of events, 100 at most: `{"events":[{"name":…}]}`.
    ///
    /// Source: <https://github.com/customerio/customerio-node>, `lib/api.ts` 5.2.0.
    UpdateEventMetadata = POST "/v1/data_index/events" => Nothing of ();
}
