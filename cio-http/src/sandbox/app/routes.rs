//! Every route of the App API, as the documents had them on 2026-09-17.

use super::{activities, broadcasts, kept, messages, objects, people, plain, sends};
use crate::sandbox::answer::Answer;
use crate::sandbox::auth::Signing;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::{Context, Route};

const fn app(template: &'static str, answer: fn(&Context<'_>) -> Result<Answer, Refusal>) -> Route {
    Route { template, signing: Signing::App, answer }
}

const fn send(template: &'static str, answer: fn(&Context<'_>) -> Result<Answer, Refusal>) -> Route {
    Route { template, signing: Signing::AppSend, answer }
}

const fn unsigned(template: &'static str, answer: fn(&Context<'_>) -> Result<Answer, Refusal>) -> Route {
    Route { template, signing: Signing::None, answer }
}

/// Fixed segments come before parameters.
pub(super) const ROUTES: &[Route] = &[
    app("GET /v1/activities", activities::list),
    app("GET /v1/assets", |_| plain::ok()),
    app("POST /v1/assets/files", |_| plain::ok()),
    app("DELETE /v1/assets/files/{id}", |_| plain::gone()),
    app("GET /v1/assets/files/{id}", |_| plain::ok()),
    app("PUT /v1/assets/files/{id}", |_| plain::ok()),
    app("GET /v1/assets/folders", |_| plain::ok()),
    app("POST /v1/assets/folders", |_| plain::ok()),
    app("DELETE /v1/assets/folders/{id}", |_| plain::gone()),
    app("GET /v1/assets/folders/{id}", |_| plain::ok()),
    app("PUT /v1/assets/folders/{id}", |_| plain::ok()),
    app("GET /v1/broadcasts", |_| plain::nothing_in("broadcasts")),
    app("GET /v1/broadcasts/{broadcast_id}", |context| plain::thing(context, "broadcast")),
    app("GET /v1/broadcasts/{broadcast_id}/actions", |_| plain::nothing_in("actions")),
    app("GET /v1/broadcasts/{broadcast_id}/actions/{action_id}", |context| plain::thing(context, "action")),
    app("PUT /v1/broadcasts/{broadcast_id}/actions/{action_id}", |context| plain::thing(context, "action")),
    app("GET /v1/broadcasts/{broadcast_id}/actions/{action_id}/language/{language}", |context| {
        plain::thing(context, "action")
    }),
    app("PUT /v1/broadcasts/{broadcast_id}/actions/{action_id}/language/{language}", |context| {
        plain::thing(context, "action")
    }),
    app("GET /v1/broadcasts/{broadcast_id}/actions/{action_id}/metrics", |_| plain::metric("metric")),
    app("GET /v1/broadcasts/{broadcast_id}/actions/{action_id}/metrics/links", |_| {
        plain::nothing_in("links")
    }),
    app("GET /v1/broadcasts/{broadcast_id}/messages", |_| plain::nothing_in("messages")),
    app("GET /v1/broadcasts/{broadcast_id}/metrics", |_| plain::metric("metric")),
    app("GET /v1/broadcasts/{broadcast_id}/metrics/links", |_| plain::nothing_in("links")),
    app("GET /v1/broadcasts/{broadcast_id}/triggers", broadcasts::triggers),
    app("GET /v1/campaigns", |_| plain::nothing_in("campaigns")),
    app("POST /v1/campaigns/{broadcast_id}/triggers", broadcasts::trigger),
    app("GET /v1/campaigns/{broadcast_id}/triggers/{trigger_id}", broadcasts::status),
    app("GET /v1/campaigns/{broadcast_id}/triggers/{trigger_id}/errors", broadcasts::errors),
    app("GET /v1/campaigns/{campaign_id}", |context| plain::thing(context, "campaign")),
    app("GET /v1/campaigns/{campaign_id}/actions", |_| plain::nothing_in("actions")),
    app("GET /v1/campaigns/{campaign_id}/actions/{action_id}", |context| plain::thing(context, "action")),
    app("PUT /v1/campaigns/{campaign_id}/actions/{action_id}", |context| plain::thing(context, "action")),
    app("GET /v1/campaigns/{campaign_id}/actions/{action_id}/language/{language}", |context| {
        plain::thing(context, "action")
    }),
    app("PUT /v1/campaigns/{campaign_id}/actions/{action_id}/language/{language}", |context| {
        plain::thing(context, "action")
    }),
    app("GET /v1/campaigns/{campaign_id}/actions/{action_id}/metrics", |_| plain::metric("metric")),
    app("GET /v1/campaigns/{campaign_id}/actions/{action_id}/metrics/links", |_| plain::nothing_in("links")),
    app("GET /v1/campaigns/{campaign_id}/journey_metrics", |_| plain::journey_metric()),
    app("GET /v1/campaigns/{campaign_id}/messages", |_| plain::nothing_in("messages")),
    app("GET /v1/campaigns/{campaign_id}/metrics", |_| plain::metric("metric")),
    app("GET /v1/campaigns/{campaign_id}/metrics/links", |_| plain::nothing_in("links")),
    app("GET /v1/collections", |context| kept::list(context, "collections", false)),
    app("POST /v1/collections", kept::create_collection),
    app("DELETE /v1/collections/{collection_id}", |context| kept::delete(context, "collections")),
    app("GET /v1/collections/{collection_id}", |context| kept::one(context, "collections", "collection")),
    app("PUT /v1/collections/{collection_id}", kept::update_collection),
    app("GET /v1/collections/{collection_id}/content", kept::collection_content),
    app("PUT /v1/collections/{collection_id}/content", kept::update_collection_content),
    app("GET /v1/customers", people::by_email),
    app("POST /v1/customers", people::search),
    app("POST /v1/customers/attributes", people::many_attributes),
    app("GET /v1/customers/{customer_id}/activities", activities::of_person),
    app("GET /v1/customers/{customer_id}/attributes", people::attributes),
    app("GET /v1/customers/{customer_id}/messages", messages::of_person),
    app("GET /v1/customers/{customer_id}/optouts", |_| plain::ok()),
    app("PUT /v1/customers/{customer_id}/optouts", |_| plain::ok()),
    app("GET /v1/customers/{customer_id}/relationships", objects::of_person),
    app("GET /v1/customers/{customer_id}/segments", people::segments),
    app("GET /v1/customers/{customer_id}/subscription_preferences", people::preferences),
    app("POST /v1/data_index/attributes", |_| plain::ok()),
    app("POST /v1/data_index/events", |_| plain::ok()),
    app("GET /v1/design_studio/components", |_| plain::ok()),
    app("POST /v1/design_studio/components", |_| plain::ok()),
    app("DELETE /v1/design_studio/components/{id}", |_| plain::gone()),
    app("GET /v1/design_studio/components/{id}", |_| plain::ok()),
    app("PUT /v1/design_studio/components/{id}", |_| plain::ok()),
    app("GET /v1/design_studio/emails", |_| plain::ok()),
    app("POST /v1/design_studio/emails", |_| plain::ok()),
    app("DELETE /v1/design_studio/emails/{id}", |_| plain::gone()),
    app("GET /v1/design_studio/emails/{id}", |_| plain::ok()),
    app("PUT /v1/design_studio/emails/{id}", |_| plain::ok()),
    app("POST /v1/design_studio/emails/{id}/inbox_previews", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/inbox_previews/{run_id}", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/inbox_previews/{run_id}/captures/{client_id}", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/languages", |_| plain::ok()),
    app("POST /v1/design_studio/emails/{id}/languages", |_| plain::ok()),
    app("DELETE /v1/design_studio/emails/{id}/languages/{language}", |_| plain::gone()),
    app("GET /v1/design_studio/emails/{id}/languages/{language}", |_| plain::ok()),
    app("PUT /v1/design_studio/emails/{id}/languages/{language}", |_| plain::ok()),
    app("POST /v1/design_studio/emails/{id}/link", |_| plain::ok()),
    app("POST /v1/design_studio/emails/{id}/preview", |_| plain::ok()),
    app("POST /v1/design_studio/emails/{id}/publish", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/publish_status", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/render", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/review", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/unpublished_changes", |_| plain::ok()),
    app("GET /v1/design_studio/emails/{id}/versions", |_| plain::ok()),
    app("POST /v1/design_studio/emails/{id}/versions", |_| plain::ok()),
    app("DELETE /v1/design_studio/emails/{id}/versions/{version_id}", |_| plain::gone()),
    app("GET /v1/design_studio/emails/{id}/versions/{version_id}", |_| plain::ok()),
    app("POST /v1/design_studio/emails/{id}/versions/{version_id}/restore", |_| plain::ok()),
    app("GET /v1/design_studio/folders", |_| plain::ok()),
    app("POST /v1/design_studio/folders", |_| plain::ok()),
    app("DELETE /v1/design_studio/folders/{id}", |_| plain::gone()),
    app("GET /v1/design_studio/folders/{id}", |_| plain::ok()),
    app("PUT /v1/design_studio/folders/{id}", |_| plain::ok()),
    app("GET /v1/design_studio/inbox_previews/clients", |_| plain::ok()),
    app("GET /v1/design_studio/inbox_previews/credits", |_| plain::ok()),
    app("GET /v1/design_studio/inbox_previews/jobs", |_| plain::ok()),
    app("GET /v1/esp/domains/{domain_name}/suppression/{suppression_type}", |context| {
        kept::suppressions(context, "reason", "{suppression_type}")
    }),
    app("GET /v1/esp/search_suppression/{email_address}", |context| {
        kept::suppressions(context, "email", "{email_address}")
    }),
    app("GET /v1/esp/suppression/{suppression_type}", |context| {
        kept::suppressions(context, "reason", "{suppression_type}")
    }),
    app("DELETE /v1/esp/suppression/{suppression_type}/{email_address}", kept::unsuppress),
    app("POST /v1/esp/suppression/{suppression_type}/{email_address}", kept::suppress),
    app("GET /v1/exports", |context| kept::list(context, "exports", true)),
    app("POST /v1/exports/customers", |context| kept::create_export(context, "customers")),
    app("POST /v1/exports/deliveries", |context| kept::create_export(context, "deliveries")),
    app("GET /v1/exports/{export_id}", |context| kept::one(context, "exports", "export")),
    app("GET /v1/exports/{export_id}/download", kept::download_export),
    app("POST /v1/imports", kept::create_import),
    app("GET /v1/imports/{import_id}", |context| kept::one(context, "imports", "import")),
    unsigned("GET /v1/info/ip_addresses", plain::ip_addresses),
    app("POST /v1/live_notifications/end", |_| plain::ok()),
    app("POST /v1/live_notifications/start", |_| plain::ok()),
    app("POST /v1/live_notifications/update", |_| plain::ok()),
    app("GET /v1/live_notifications/{instance_id}", |_| plain::ok()),
    app("GET /v1/messages", messages::list),
    app("GET /v1/messages/{message_id}", messages::one),
    app("GET /v1/messages/{message_id}/archived_message", messages::archived),
    app("GET /v1/newsletters", |_| plain::nothing_in("newsletters")),
    app("POST /v1/newsletters", |_| plain::ok()),
    app("DELETE /v1/newsletters/{newsletter_id}", |_| plain::gone()),
    app("GET /v1/newsletters/{newsletter_id}", |context| plain::thing(context, "newsletter")),
    app("GET /v1/newsletters/{newsletter_id}/contents", |_| plain::nothing_in("contents")),
    app("GET /v1/newsletters/{newsletter_id}/contents/{content_id}", |context| {
        plain::thing(context, "content")
    }),
    app("PUT /v1/newsletters/{newsletter_id}/contents/{content_id}", |context| {
        plain::thing(context, "content")
    }),
    app("GET /v1/newsletters/{newsletter_id}/contents/{content_id}/metrics", |_| plain::metric("metric")),
    app("GET /v1/newsletters/{newsletter_id}/contents/{content_id}/metrics/links", |_| {
        plain::nothing_in("links")
    }),
    app("POST /v1/newsletters/{newsletter_id}/language", |_| plain::ok()),
    app("DELETE /v1/newsletters/{newsletter_id}/language/{language}", |_| plain::gone()),
    app("GET /v1/newsletters/{newsletter_id}/language/{language}", |context| {
        plain::thing(context, "content")
    }),
    app("PUT /v1/newsletters/{newsletter_id}/language/{language}", |context| {
        plain::thing(context, "content")
    }),
    app("GET /v1/newsletters/{newsletter_id}/messages", |_| plain::nothing_in("messages")),
    app("GET /v1/newsletters/{newsletter_id}/metrics", |_| plain::metric("metric")),
    app("GET /v1/newsletters/{newsletter_id}/metrics/links", |_| plain::nothing_in("links")),
    app("POST /v1/newsletters/{newsletter_id}/schedule", |_| plain::ok()),
    app("POST /v1/newsletters/{newsletter_id}/send", |_| plain::ok()),
    app("POST /v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language", |_| plain::ok()),
    app("DELETE /v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language/{language}", |_| {
        plain::gone()
    }),
    app("GET /v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language/{language}", |context| {
        plain::thing(context, "content")
    }),
    app("PUT /v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language/{language}", |context| {
        plain::thing(context, "content")
    }),
    app("GET /v1/newsletters/{newsletter_id}/test_groups", |_| plain::nothing_in("test_groups")),
    app("POST /v1/newsletters/{newsletter_id}/test_groups", |_| plain::ok()),
    app("GET /v1/object_types", |_| plain::object_types()),
    app("POST /v1/objects", objects::search),
    app("GET /v1/objects/{object_type_id}/{object_id}/attributes", objects::attributes),
    app("GET /v1/objects/{object_type_id}/{object_id}/relationships", objects::people),
    app("GET /v1/optouts", |_| plain::ok()),
    app("GET /v1/reporting_webhooks", |context| kept::list(context, "reporting_webhooks", false)),
    app("POST /v1/reporting_webhooks", kept::create_webhook),
    app("DELETE /v1/reporting_webhooks/{webhook_id}", |context| kept::delete(context, "reporting_webhooks")),
    app("GET /v1/reporting_webhooks/{webhook_id}", kept::webhook),
    app("PUT /v1/reporting_webhooks/{webhook_id}", kept::update_webhook),
    app("GET /v1/segments", |context| kept::list(context, "segments", false)),
    app("POST /v1/segments", kept::create_segment),
    app("DELETE /v1/segments/{segment_id}", people::delete_segment),
    app("GET /v1/segments/{segment_id}", |context| kept::one(context, "segments", "segment")),
    app("GET /v1/segments/{segment_id}/customer_count", people::segment_count),
    app("GET /v1/segments/{segment_id}/membership", people::membership),
    app("GET /v1/segments/{segment_id}/used_by", kept::segment_usage),
    send("POST /v1/send/email", sends::email),
    send("POST /v1/send/in_app", |context| sends::from_template("in_app", context)),
    send("POST /v1/send/inbox_message", |context| sends::from_template("inbox_message", context)),
    send("POST /v1/send/push", |context| sends::from_template("push", context)),
    send("POST /v1/send/sms", |context| sends::from_template("sms", context)),
    send("POST /v1/send/whatsapp", |context| sends::from_template("whatsapp", context)),
    app("GET /v1/sender_identities", |_| plain::nothing_in("sender_identities")),
    app("GET /v1/sender_identities/{sender_id}", |context| plain::thing(context, "sender_identity")),
    app("GET /v1/sender_identities/{sender_id}/used_by", |_| plain::usage()),
    app("GET /v1/snippets", |context| kept::list(context, "snippets", false)),
    app("POST /v1/snippets", kept::update_snippet),
    app("PUT /v1/snippets", kept::update_snippet),
    app("DELETE /v1/snippets/{snippet_name}", |context| kept::delete(context, "snippets")),
    app("GET /v1/subscription_center/{customer_id}/token", |_| plain::ok()),
    app("GET /v1/subscription_channels", |_| plain::ok()),
    app("GET /v1/subscription_topics", |_| plain::nothing_in("topics")),
    app("GET /v1/transactional", |_| plain::nothing_in("messages")),
    app("GET /v1/transactional/{transactional_id}", |context| plain::thing(context, "message")),
    app("PUT /v1/transactional/{transactional_id}/content/{content_id}", |context| {
        plain::thing(context, "content")
    }),
    app("GET /v1/transactional/{transactional_id}/contents", |_| plain::nothing_in("contents")),
    app("GET /v1/transactional/{transactional_id}/contents/{content_id}", |_| plain::ok()),
    app("GET /v1/transactional/{transactional_id}/language/{language}", |context| {
        plain::thing(context, "content")
    }),
    app("PUT /v1/transactional/{transactional_id}/language/{language}", |context| {
        plain::thing(context, "content")
    }),
    app("GET /v1/transactional/{transactional_id}/messages", messages::of_template),
    app("GET /v1/transactional/{transactional_id}/metrics", |_| plain::metric("metric")),
    app("GET /v1/transactional/{transactional_id}/metrics/links", |_| plain::nothing_in("links")),
    app("GET /v1/workspaces", people::workspaces),
];
