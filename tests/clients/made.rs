//! The routes of the App API whose bodies are our own types, or not JSON.

use crate::ours::{Input, Known, Ours};
use cio_http::app::{self, ObjectFilter};
use serde_json::Value;

pub(crate) fn send(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    let body = input.inside("body");
    match operation {
        "app.create_collection" => {
            ours.call(&app::CreateCollection::of_data(body.text("name"), body.value("data")));
        }
        "app.update_collection" => ours.call(&app::UpdateCollection::new(id(input)).name(body.text("name"))),
        "app.update_reporting_webhook" => {
            let (name, endpoint) = (body.text("name"), body.text("endpoint"));
            ours.call(&app::UpdateReportingWebhook::new(id(input), name, endpoint, body.texts("events")));
        }
        "app.search_objects" => {
            let filter = ObjectFilter::attribute(1, "name", "Acme");
            ours.call(&app::SearchObjects::new(1, filter));
        }
        "app.create_import" => {
            let (name, url) = (body.text("name"), body.text("data_file_url"));
            ours.call(&app::CreateImport::people(name, url, body.text("identifier")));
        }
        "app.export_deliveries" => {
            let export = app::ExportDeliveries::of_newsletter(id(input)).metric(body.text("metric"));
            ours.call(&export.since(body.number("start")));
        }
        "app.campaign_metrics" => ours.call(&app::CampaignMetrics::new(id(input), app::MetricsVersion::V2)),
        "app.campaign_action_metrics" => {
            let path: Vec<u64> = input.list("path").iter().filter_map(serde_json::Value::as_u64).collect();
            ours.call(&app::CampaignActionMetrics::new(path[0], path[1], app::MetricsVersion::V1));
        }
        "app.campaign_journey_metrics" => {
            let (start, end) = (body.number("start"), body.number("end"));
            let resolution = match body.text("res") {
                "hours" => app::Period::Hours,
                other => panic!("no case has the resolution `{other}`"),
            };
            ours.call(&app::CampaignJourneyMetrics::new(id(input), start, end, resolution));
        }
        "app.create_asset_file" => {
            let form = format!(
                "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\
                 content-type: text/plain\r\n\r\n{}\r\n--x--\r\n",
                body.text("filename"),
                body.text("data"),
            );
            ours.call(&app::CreateAssetFile::new().body_as_is("multipart/form-data; boundary=x", form));
        }
        _ => return None,
    }
    Some(())
}

/// The number that the path starts with.
fn id(input: Input<'_>) -> u64 {
    input.list("path").first().and_then(Value::as_u64).expect("the path starts with a number")
}
