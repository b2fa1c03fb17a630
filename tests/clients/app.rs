//! The App API, but for what is sent through it.

use crate::ours::{Input, Known, Ours};
use cio_http::app::{self, Filter, IdType, SuppressionType};

pub(crate) fn send(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    people(ours, operation, input)
        .or_else(|| segments(ours, operation, input))
        .or_else(|| rest(ours, operation, input))
}

fn people(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "app.find_customers" => ours.call(&app::FindCustomers::by_email(input.text("email"))),
        "app.search_customers" => {
            let (field, value) = input.pair("attribute");
            ours.call(&app::SearchCustomers::new(Filter::attribute(field, value)).limit(limit(input)));
        }
        "app.get_customer_attributes" => {
            ours.call(&app::GetCustomerAttributes::new(input.text("id")).id_type(id_type(input)));
        }
        "app.get_customers_attributes" => ours.call(&app::GetCustomersAttributes::new(input.texts("ids"))),
        "app.get_customer_segments" => {
            ours.call(&app::GetCustomerSegments::new(input.text("id")).id_type(id_type(input)));
        }
        "app.get_customer_messages" => {
            let messages = app::GetCustomerMessages::new(input.text("id")).id_type(id_type(input));
            let messages = messages.limit(limit(input)).start(input.text("start"));
            ours.call(&messages.since(input.number("since")).until(input.number("until")));
        }
        "app.get_customer_activities" => {
            let activities = app::GetCustomerActivities::new(input.text("id")).limit(limit(input));
            ours.call(&activities.of_type(input.text("type")).named(input.text("name")));
        }
        "app.get_customer_relationships" => {
            ours.call(&app::GetCustomerRelationships::new(input.text("id")).limit(limit(input)));
        }
        "app.get_subscription_preferences" => {
            ours.call(
                &app::GetSubscriptionPreferences::new(input.text("id")).language(input.text("language")),
            );
        }
        "app.get_object_attributes" => {
            let (object_type, id) = input.pair("object");
            let object_type = object_type.parse().expect("a type of objects is a number");
            ours.call(&app::GetObjectAttributes::new(object_type, id));
        }
        _ => return None,
    }
    Some(())
}

fn limit(input: Input<'_>) -> u32 {
    u32::try_from(input.number("limit")).expect("a limit is small")
}

fn id_type(input: Input<'_>) -> IdType {
    if input.text("id_type") == "email" { IdType::Email } else { IdType::Id }
}

fn segments(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "app.list_segments" => ours.call(&app::ListSegments::new()),
        "app.create_segment" => {
            ours.call(&app::CreateSegment::new(input.text("name")).description(input.text("description")));
        }
        "app.get_segment" => ours.call(&app::GetSegment::new(input.number("segment"))),
        "app.get_segment_count" => ours.call(&app::GetSegmentCount::new(input.number("segment"))),
        "app.get_segment_membership" => {
            let members = app::GetSegmentMembership::new(input.number("segment"));
            ours.call(&members.limit(limit(input)).start(input.text("start")));
        }
        "app.delete_segment" => ours.call(&app::DeleteSegment::new(input.number("segment"))),
        "app.list_exports" => ours.call(&app::ListExports::new()),
        "app.export_customers" => {
            ours.call(&app::ExportCustomers::new(Filter::segment(input.number("segment"))));
        }
        "app.get_export" => ours.call(&app::GetExport::new(input.number("export"))),
        "app.download_export" => ours.call(&app::DownloadExport::new(input.number("export"))),
        _ => return None,
    }
    Some(())
}

fn rest(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "app.get_broadcast_trigger" => {
            ours.call(&app::GetBroadcastTrigger::new(input.number("broadcast"), input.number("trigger")));
        }
        "app.list_activities" => {
            let activities = app::ListActivities::new().of_type(input.text("type"));
            ours.call(&activities.limit(limit(input)));
        }
        "app.list_workspaces" => ours.call(&app::ListWorkspaces::new()),
        "app.get_ip_addresses" => ours.call(&app::GetIpAddresses::new()),
        "app.find_suppression" => ours.call(&app::FindSuppression::new(input.text("email"))),
        "app.suppress_address" => {
            ours.call(&app::SuppressAddress::new(SuppressionType::Bounces, input.text("email")));
        }
        "app.update_snippet" => {
            ours.call(&app::UpdateSnippet::new(input.text("name"), input.text("value")));
        }
        "app.delete_snippet" => ours.call(&app::DeleteSnippet::new(input.text("name"))),
        "app.create_reporting_webhook" => {
            let (name, endpoint) = (input.text("name"), input.text("endpoint"));
            ours.call(&app::CreateReportingWebhook::new(name, endpoint, input.texts("events")));
        }
        "app.list_newsletters" => ours.call(&app::ListNewsletters::new().limit(limit(input))),
        "app.update_attribute_metadata" => {
            let body = serde_json::json!({ "attributes": input.value("attributes") });
            ours.call(&app::UpdateAttributeMetadata::new().body(body));
        }
        "app.update_event_metadata" => {
            let body = serde_json::json!({ "events": input.value("events") });
            ours.call(&app::UpdateEventMetadata::new().body(body));
        }
        "app.get_transactional" => ours.call(&app::GetTransactional::new(input.number("transactional"))),
        _ => return None,
    }
    Some(())
}
