//! The data index: metadata of a workspace's attributes and events.

use super::table::routes;

routes! {
    /// Changes the metadata of attributes, 100 at most: `{"attributes":[{"name":…}]}`.
    ///
    /// Source: <https://github.com/customerio/customerio-node>, `lib/api.ts` 5.2.0.
    UpdateAttributeMetadata = POST "/v1/data_index/attributes" => Nothing of ();
    /// Changes the metadata of events, 100 at most: `{"events":[{"name":…}]}`.
    ///
    /// Source: <https://github.com/customerio/customerio-node>, `lib/api.ts` 5.2.0.
    UpdateEventMetadata = POST "/v1/data_index/events" => Nothing of ();
}
