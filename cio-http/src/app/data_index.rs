//! The data index: which attributes and events there are. The documents give the paths alone.

use super::table::routes;

routes! {
    /// The attributes that people have.
    SearchAttributes = POST search "/v1/data_index/attributes";
    /// The events that came.
    SearchEvents = POST search "/v1/data_index/events";
}
