//! Writes of the App API: bodies of our own types, open bodies, and answers without any.

use crate::row::{Row, row, row_showing};
use crate::signed::{APP, APP_FORM};
use cio_http::app;
use serde_json::json;

pub(crate) fn rows() -> Vec<Row> {
    made().into_iter().map(Row::once).chain(changed()).chain(deleted()).collect()
}

fn made() -> Vec<Row> {
    vec![
        row_showing(app::CreateSegment::new("beta"), |segment| format!("{} {}", segment.id, segment.name))
            .asks(APP, "POST /v1/segments", r#"{"segment":{"name":"beta"}}"#)
            .answered(200, r#"{"segment":{"id":7,"name":"beta","progress":null,"tags":null}}"#)
            .ends("7 beta"),
        row_showing(app::CreateReportingWebhook::new("n", "https://e.x", ["email_sent"]), |webhook| {
            webhook.name
        })
        .asks(
            APP,
            "POST /v1/reporting_webhooks",
            r#"{"name":"n","endpoint":"https://e.x","events":["email_sent"]}"#,
        )
        .answered(200, r#"{"id":9,"name":"n"}"#)
        .ends("n"),
        row_showing(app::CreateCollection::of_data("n", json!([{"a": 1}])), |collection| {
            collection.id.to_string()
        })
        .asks(APP, "POST /v1/collections", r#"{"name":"n","data":[{"a":1}]}"#)
        .answered(200, r#"{"collection":{"id":"5"}}"#)
        .ends("5"),
        row(app::SuppressAddress::new(app::SuppressionType::Bounces, "a@b.c"))
            .asks(APP, "POST /v1/esp/suppression/bounces/a%40b.c", "{}")
            .answered(200, ""),
        row(app::CreateNewsletter::new().body(json!({"name": "n"})))
            .asks(APP, "POST /v1/newsletters", r#"{"name":"n"}"#)
            .answered(201, r#"{"id":1}"#)
            .ends(r#"Object {"id": Number(1)}"#),
        row(app::CreateAssetFile::new().body_as_is("multipart/form-data; boundary=x", "--x--\r\n"))
            .asks(APP_FORM, "POST /v1/assets/files", "--x--\r\n")
            .answered(200, r#"{"asset":{"id":1}}"#)
            .ends(r#"Object {"asset": Object {"id": Number(1)}}"#),
        row(app::UpdateAttributeMetadata::new().body(json!({"attributes": [{"name": "plan"}]})))
            .asks(APP, "POST /v1/data_index/attributes", r#"{"attributes":[{"name":"plan"}]}"#)
            .answered(204, ""),
        row(app::SendNewsletter::new(3))
            .asks(APP, "POST /v1/newsletters/3/send", "{}")
            .answered(200, "")
            .ends("Null"),
        row(app::SendNewsletter::new(3))
            .asks(APP, "POST /v1/newsletters/3/send", "{}")
            .answered(502, "")
            .ends(
                "Unconfirmed: app.send_newsletter may have been processed, but failed with 502 Bad Gateway \
             (app in us, attempt 1)",
            ),
    ]
}

fn changed() -> Vec<Row> {
    vec![
        row_showing(app::UpdateSnippet::new("footer", "bye"), |snippet| snippet.name)
            .asks(APP, "PUT /v1/snippets", r#"{"name":"footer","value":"bye"}"#)
            .answered(200, r#"{"snippet":{"name":"footer","value":"bye","updated_at":1}}"#)
            .ends("footer"),
        row(app::UpdateCampaignAction::new(1, 2).body(json!({"body": "b"})))
            .asks(APP, "PUT /v1/campaigns/1/actions/2", r#"{"body":"b"}"#)
            .answered(200, r#"{"action":{"id":"2"}}"#)
            .ends(r#"Object {"id": String("2")}"#),
        row(app::UpdateCollectionContent::new(1).body([1, 2]).read_as::<serde_json::Value>())
            .asks(APP, "PUT /v1/collections/1/content", "[1,2]")
            .answered(200, r#"{"collection":{}}"#)
            .ends("Object {}"),
        row_showing(
            app::UpdateReportingWebhook::new(9, "n", "https://e.x", ["email_sent"]).disabled(true),
            |webhook| webhook.name,
        )
        .asks(
            APP,
            "PUT /v1/reporting_webhooks/9",
            r#"{"name":"n","endpoint":"https://e.x","events":["email_sent"],"disabled":true}"#,
        )
        .answered(200, r#"{"name":"n"}"#)
        .ends("n"),
        row(app::UpdateCustomerOptouts::new("42").body(json!({"sms": true})))
            .asks(APP, "PUT /v1/customers/42/optouts", r#"{"sms":true}"#)
            .answered(200, "{}")
            .ends("Object {}"),
        // Safe to send again: a second time changes nothing.
        row(app::UpdateCampaignAction::new(1, 2))
            .asks(APP, "PUT /v1/campaigns/1/actions/2", "{}")
            .answered(409, r#"{"errors":[{"detail":"in use","status":409}]}"#)
            .ends("Refused: app.update_campaign_action was refused with 409 Conflict: in use (app in us, attempt 1)"),
    ]
}

fn deleted() -> Vec<Row> {
    vec![
        row(app::DeleteSnippet::new("a b")).asks(APP, "DELETE /v1/snippets/a%20b", "").answered(204, ""),
        row(app::DeleteSegment::new(7)).asks(APP, "DELETE /v1/segments/7", "").answered(204, ""),
        row(app::DeleteReportingWebhook::new(9))
            .asks(APP, "DELETE /v1/reporting_webhooks/9", "")
            .answered(200, "{}"),
        row(app::DeleteSnippet::new("a"))
            .asks(APP, "DELETE /v1/snippets/a", "")
            .answered(400, r#"{"errors":["snippet is in use","by two"]}"#)
            .ends(
                "Refused: app.delete_snippet was refused with 400 Bad Request: snippet is in use; by two \
                 (app in us, attempt 1)",
            ),
    ]
}
