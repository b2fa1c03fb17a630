//! Each route against the query parameters that some source names for it.
//!
//! Sources: <https://docs.customer.io/files/journeys-app.json> as of 2025-07-11 (113 operations), its operations of the
//! summer of 2026 (140, as connectors generated from it list them, read 2026-12-01), customerio-node 5.2.0, and the
//! contracts of `optouts` in an SDK generated from the document of 2026-09-17.

use crate::app::{
    CampaignActionMetrics, CampaignJourneyMetrics, CampaignMetrics, FindCustomers, MetricsVersion, Period,
    TABLES,
};
use crate::operation::Operation;

/// Method and path, the parameters that a source names for it, and those of them that it requires.
const KNOWN: &[(&str, &[&str], &[&str])] = &[
    ("GET /v1/activities", &["start", "type", "name", "deleted", "customer_id", "id_type", "limit"], &[]),
    ("GET /v1/assets", &["parent_folder_id", "direct_descendants_only", "page", "limit"], &[]),
    ("GET /v1/assets/folders", &["parent_folder_id", "direct_descendants_only", "page", "limit"], &[]),
    ("GET /v1/broadcasts/{broadcast_id}/actions/{action_id}/metrics", &["period", "steps", "type"], &[]),
    (
        "GET /v1/broadcasts/{broadcast_id}/actions/{action_id}/metrics/links",
        &["period", "steps", "type"],
        &[],
    ),
    (
        "GET /v1/broadcasts/{broadcast_id}/messages",
        &["start", "limit", "metric", "state", "type", "start_ts", "end_ts", "get_tracked_responses"],
        &[],
    ),
    ("GET /v1/broadcasts/{broadcast_id}/metrics", &["period", "steps", "type"], &[]),
    ("GET /v1/broadcasts/{broadcast_id}/metrics/links", &["period", "steps", "unique"], &[]),
    ("GET /v1/campaigns/{broadcast_id}/triggers/{trigger_id}/errors", &["start", "limit"], &[]),
    ("GET /v1/campaigns/{campaign_id}/actions", &["start"], &[]),
    (
        "GET /v1/campaigns/{campaign_id}/actions/{action_id}/metrics",
        &["version", "type", "res", "tz", "start", "end", "period", "steps"],
        &["version"],
    ),
    ("GET /v1/campaigns/{campaign_id}/actions/{action_id}/metrics/links", &["period", "steps", "type"], &[]),
    (
        "GET /v1/campaigns/{campaign_id}/journey_metrics",
        &["start", "end", "resolution"],
        &["start", "end", "resolution"],
    ),
    (
        "GET /v1/campaigns/{campaign_id}/messages",
        &["start", "limit", "type", "metric", "drafts", "start_ts", "end_ts", "get_tracked_responses"],
        &[],
    ),
    (
        "GET /v1/campaigns/{campaign_id}/metrics",
        &["version", "type", "res", "tz", "start", "end", "period", "steps"],
        &["version"],
    ),
    ("GET /v1/campaigns/{campaign_id}/metrics/links", &["period", "steps", "unique"], &[]),
    ("GET /v1/customers", &["email"], &["email"]),
    ("GET /v1/customers/{customer_id}/activities", &["id_type", "start", "limit", "type", "name"], &[]),
    ("GET /v1/customers/{customer_id}/attributes", &["id_type"], &[]),
    ("GET /v1/customers/{customer_id}/messages", &["id_type", "start", "limit", "start_ts", "end_ts"], &[]),
    ("GET /v1/customers/{customer_id}/optouts", &["id_type"], &[]),
    ("GET /v1/customers/{customer_id}/relationships", &["start", "limit"], &[]),
    ("GET /v1/customers/{customer_id}/segments", &["id_type"], &[]),
    ("GET /v1/customers/{customer_id}/subscription_preferences", &["id_type", "language"], &[]),
    (
        "GET /v1/design_studio/components",
        &[
            "tag",
            "page",
            "limit",
            "parent_folder_id",
            "direct_descendants_only",
            "sort_by",
            "sort_order",
            "created_before",
            "created_after",
            "updated_before",
            "updated_after",
        ],
        &[],
    ),
    (
        "GET /v1/design_studio/emails",
        &[
            "page",
            "limit",
            "parent_folder_id",
            "direct_descendants_only",
            "sort_by",
            "sort_order",
            "created_before",
            "created_after",
            "updated_before",
            "updated_after",
            "is_template",
            "has_translations",
            "is_linked",
        ],
        &[],
    ),
    (
        "GET /v1/design_studio/folders",
        &[
            "page",
            "limit",
            "parent_folder_id",
            "direct_descendants_only",
            "sort_by",
            "sort_order",
            "created_before",
            "created_after",
            "updated_before",
            "updated_after",
        ],
        &[],
    ),
    ("GET /v1/esp/domains/{domain_name}/suppression/{suppression_type}", &["limit", "start", "email"], &[]),
    ("GET /v1/esp/suppression/{suppression_type}", &["limit", "offset", "domain"], &[]),
    (
        "GET /v1/messages",
        &[
            "start",
            "limit",
            "type",
            "metric",
            "drafts",
            "campaign_id",
            "newsletter_id",
            "action_id",
            "start_ts",
            "end_ts",
            "get_tracked_responses",
        ],
        &[],
    ),
    ("GET /v1/messages/{message_id}", &["get_tracked_responses"], &[]),
    ("GET /v1/newsletters", &["limit", "sort", "start"], &[]),
    ("GET /v1/newsletters/{newsletter_id}/contents/{content_id}/metrics", &["period", "steps", "type"], &[]),
    (
        "GET /v1/newsletters/{newsletter_id}/contents/{content_id}/metrics/links",
        &["period", "steps", "type"],
        &[],
    ),
    (
        "GET /v1/newsletters/{newsletter_id}/messages",
        &["start", "limit", "metric", "start_ts", "end_ts", "get_tracked_responses"],
        &[],
    ),
    ("GET /v1/newsletters/{newsletter_id}/metrics", &["period", "steps", "type"], &[]),
    ("GET /v1/newsletters/{newsletter_id}/metrics/links", &["period", "steps", "unique"], &[]),
    ("GET /v1/objects/{object_type_id}/{object_id}/attributes", &["id_type"], &[]),
    ("GET /v1/objects/{object_type_id}/{object_id}/relationships", &["start", "limit", "id_type"], &[]),
    ("GET /v1/optouts", &["from", "limit", "start"], &[]),
    ("GET /v1/segments/{segment_id}/membership", &["start", "limit"], &[]),
    ("GET /v1/sender_identities", &["start", "limit", "sort"], &[]),
    (
        "GET /v1/transactional/{transactional_id}/messages",
        &["start", "limit", "metric", "state", "start_ts", "end_ts", "get_tracked_responses"],
        &[],
    ),
    ("GET /v1/transactional/{transactional_id}/metrics", &["period", "steps"], &[]),
    ("GET /v1/transactional/{transactional_id}/metrics/links", &["period", "steps", "unique"], &[]),
    ("POST /v1/customers", &["start", "limit"], &[]),
    ("POST /v1/objects", &["start", "limit"], &[]),
    ("PUT /v1/customers/{customer_id}/optouts", &["id_type"], &[]),
];

fn known(route: &str) -> (&'static [&'static str], &'static [&'static str]) {
    KNOWN.iter().find(|(name, ..)| *name == route).map_or((&[], &[]), |(_, all, required)| (all, required))
}

#[test]
fn a_route_offers_no_parameter_that_no_source_names() {
    for listed in TABLES.iter().copied().flatten() {
        let (all, _) = known(listed.route);
        let start = (listed.shape == "Pages").then_some("start");
        for parameter in listed.parameters.iter().copied().chain(start) {
            assert!(all.contains(&parameter), "{}: no source names `{parameter}`", listed.route);
        }
    }
}

#[test]
fn every_row_is_a_route() {
    for (name, all, required) in KNOWN {
        assert!(super::every_route::EVERY_ROUTE.contains(name), "{name}");
        assert!(required.iter().all(|parameter| all.contains(parameter)), "{name}");
    }
}

/// Sends each route that requires something as its constructor makes it.
#[test]
fn a_route_cannot_be_made_without_what_it_requires() {
    let bare = [
        (CampaignMetrics::<()>::ROUTE, CampaignMetrics::new(1, MetricsVersion::V2).request()),
        (CampaignActionMetrics::<()>::ROUTE, CampaignActionMetrics::new(1, 2, MetricsVersion::V1).request()),
        (CampaignJourneyMetrics::<()>::ROUTE, CampaignJourneyMetrics::new(1, 2, 3, Period::Days).request()),
        (FindCustomers::<()>::ROUTE, FindCustomers::by_email("ada@example.com").request()),
    ];
    for (route, _, required) in KNOWN.iter().filter(|(.., required)| !required.is_empty()) {
        let (_, request) = bare.iter().find(|(made, _)| made == route).expect(route);
        let query = request.as_ref().unwrap().uri().query().unwrap();
        for parameter in *required {
            let is_set = query.split('&').any(|pair| pair.starts_with(&format!("{parameter}=")));
            assert!(is_set, "{route}: `{parameter}` in `{query}`");
        }
    }
}
