//! Segments: groups of people, by rule or by hand.

use super::person_identifiers::PersonIdentifiers;
use super::table::routes;

super::lenient::models! {
    /// A segment.
    struct Segment {
        /// Its number.
        id: u64,
        /// Its number and when it last changed: `7:1492548073`.
        deduplicate_id: Option<String>,
        /// Its name.
        name: String,
        /// Its description, as entered in the dashboard or by an API call.
        description: Option<String>,
        /// `finished` once it is built.
        state: Option<String>,
        /// How far it is built.
        progress: Option<u64>,
        /// `dynamic` or `manual`.
        kind as "type": Option<String>,
        /// Its tags.
        tags: Vec<String>,
        /// When it was made, in seconds since 1970.
        created_at: Option<u64>,
        /// When it last changed, in seconds since 1970.
        updated_at: Option<u64>,
    }

    /// The campaigns and newsletters that use a segment or a sender.
    struct UsedBy {
        /// Campaigns, by number.
        campaigns: Vec<u64>,
        /// Newsletters that were sent, by number.
        sent_newsletters: Vec<u64>,
        /// Newsletters that were not, by number.
        draft_newsletters: Vec<u64>,
    }
}

routes! {
    /// Makes a segment that people are put in by hand.
    [made] CreateSegment = POST "/v1/segments" => One "segment" of Segment;
    /// All segments.
    ListSegments = GET "/v1/segments" => Many "segments" of Segment;
    /// One segment.
    GetSegment(segment_id: u64) = GET "/v1/segments/{segment_id}" => One "segment" of Segment;
    /// Deletes a segment that people are put in by hand.
    DeleteSegment(segment_id: u64) = DELETE "/v1/segments/{segment_id}" => Nothing of ();
    /// The campaigns and newsletters that use a segment.
    GetSegmentUsage(segment_id: u64) = GET "/v1/segments/{segment_id}/used_by" => One "used_by" of UsedBy;
    /// How many people are in a segment.
    GetSegmentCount(segment_id: u64) = GET "/v1/segments/{segment_id}/customer_count" => One "count" of u64;
    /// The people in a segment; a page holds 1000 if nothing is said, and 30,000 at most.
    GetSegmentMembership(segment_id: u64) = GET "/v1/segments/{segment_id}/membership" => Pages "identifiers" of PersonIdentifiers, Limit;
}

impl CreateSegment {
    /// Called so.
    ///
    /// ```
    /// use cio_http::{Operation, app::CreateSegment};
    ///
    /// let create = CreateSegment::new("beta").description("asked for it");
    /// assert_eq!(create.request()?.body(), r#"{"segment":{"name":"beta","description":"asked for it"}}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        let mut route = Self::to(Vec::new()).with_fields(Some("segment"));
        route.fields().text("name", &name.into());
        route
    }
}

impl<T> CreateSegment<T> {
    super::fields::setters! {
        /// Its description, as entered in the dashboard or by an API call.
        description: text;
    }
}
