//! The test of what is sent, byte for byte, for one route of each form.

use crate::{Operation, Replay, app};
use serde_json::json;

/// Method, path with query, body and replay safety of an operation.
fn sent<O: Operation>(operation: &O) -> (String, String, Replay) {
    let request = operation.request().unwrap();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    (format!("{} {}", request.method(), request.uri()), body, O::REPLAY)
}

#[test]
fn each_form_of_route_is_written_as_documented() {
    use Replay::{Safe, Unsafe};
    let person =
        app::GetCustomerMessages::new("a/b@c").id_type(app::IdType::Email).limit(5).start("x=").since(1);
    let metrics = app::CampaignMetrics::new(1)
        .version(2)
        .resolution("daily")
        .time_zone("Europe/Paris")
        .from_time(1)
        .to_time(2);
    let webhook = app::UpdateReportingWebhook::new(9, "n", "https://e.x", ["email_sent"]).disabled(true);
    for ((line, body, replay), expected_line, expected_body, expected_replay) in [
        (sent(&app::ListCampaigns::new()), "GET /v1/campaigns", "", Safe),
        (
            sent(&app::GetCampaignActionTranslation::new(1, 2, "pt-BR")),
            "GET /v1/campaigns/1/actions/2/language/pt-BR",
            "",
            Safe,
        ),
        (
            sent(&person),
            "GET /v1/customers/a%2Fb%40c/messages?id_type=email&limit=5&start=x%3D&start_ts=1",
            "",
            Safe,
        ),
        (
            sent(&metrics),
            "GET /v1/campaigns/1/metrics?version=2&res=daily&tz=Europe%2FParis&start=1&end=2",
            "",
            Safe,
        ),
        (
            sent(&app::ListActivities::new().customer("42").of_type("event").deleted(true)),
            "GET /v1/activities?customer_id=42&type=event&deleted=true",
            "",
            Safe,
        ),
        (sent(&app::SendNewsletter::new(3)), "POST /v1/newsletters/3/send", "{}", Unsafe),
        (
            sent(&app::CreateNewsletter::new().body(json!({"name": "n"}))),
            "POST /v1/newsletters",
            r#"{"name":"n"}"#,
            Unsafe,
        ),
        (
            sent(&app::UpdateCampaignAction::new(1, 2).body(json!({"body": "b"}))),
            "PUT /v1/campaigns/1/actions/2",
            r#"{"body":"b"}"#,
            Safe,
        ),
        (sent(&app::UpdateAttributeMetadata::new()), "POST /v1/data_index/attributes", "{}", Unsafe),
        (
            sent(&app::SearchCustomers::new(app::Filter::segment(7))),
            "POST /v1/customers",
            r#"{"filter":{"segment":{"id":7}}}"#,
            Safe,
        ),
        (sent(&app::DeleteSnippet::new("a b")), "DELETE /v1/snippets/a%20b", "", Safe),
        (
            sent(&webhook),
            "PUT /v1/reporting_webhooks/9",
            r#"{"name":"n","endpoint":"https://e.x","events":["email_sent"],"disabled":true}"#,
            Safe,
        ),
        (
            sent(&app::UpdateCollectionContent::new(1).body([1, 2])),
            "PUT /v1/collections/1/content",
            "[1,2]",
            Safe,
        ),
        (
            sent(&app::GetInboxPreviewCapture::new("e", 1, "gmail")),
            "GET /v1/design_studio/emails/e/inbox_previews/1/captures/gmail",
            "",
            Safe,
        ),
        (
            sent(&app::ListSuppressions::new(app::SuppressionType::SpamReports).offset(9).limit(1).limit(2)),
            "GET /v1/esp/suppression/spam_reports?offset=9&limit=2",
            "",
            Safe,
        ),
    ] {
        assert_eq!((line.as_str(), body.as_str(), replay), (expected_line, expected_body, expected_replay));
    }
}

#[test]
fn what_cannot_be_sent_is_refused_by_name() {
    let nan = "body holds a number that is NaN or infinite, which JSON cannot carry";
    let nobody: [&str; 0] = [];
    for (request, reason) in [
        (app::GetCustomerAttributes::new("").request(), "customer_id is empty"),
        (
            app::GetCustomerAttributes::new("..").request(),
            "customer_id is `.` or `..`, which would make it another path",
        ),
        (app::GetCustomerAttributes::new("x".repeat(151)).request(), "customer_id is longer than 150 bytes"),
        (app::FindCustomers::by_email("").request(), "email is empty"),
        (
            app::DeleteSnippet::new(".").request(),
            "snippet_name is `.` or `..`, which would make it another path",
        ),
        (app::CreateNewsletter::new().body(f64::NAN).request(), nan),
        (app::CreateCollection::of_data("n", [f64::INFINITY]).request(), nan),
        (app::CreateSegment::new("").request(), "name is empty"),
        (
            app::SearchCustomers::new(app::Filter::and([])).request(),
            "filter holds an `and` or an `or` of nothing",
        ),
        (app::GetCustomersAttributes::new(nobody).request(), "ids name nobody"),
        (
            app::ListMessages::new().since(1_700_000_000_000).request(),
            "start_ts is in milliseconds: give seconds, divide by 1000",
        ),
    ] {
        assert_eq!(request.unwrap_err().to_string(), reason);
    }
}

#[test]
fn names_are_those_of_the_types() {
    assert_eq!(<app::GetCustomerAttributes>::NAME, "app.get_customer_attributes");
    assert_eq!(<app::GetIpAddresses>::NAME, "app.get_ip_addresses");
    assert_eq!(<app::GetSegment>::ROUTE, "GET /v1/segments/{segment_id}");
}

#[test]
fn debug_shows_what_is_set_and_no_value() {
    let messages = app::GetCustomerMessages::new("zoe@example.com").limit(5).start("zoe");
    assert_eq!(format!("{messages:?}"), r#"GetCustomerMessages { query: ["limit", "start"] }"#);
    let segment = app::CreateSegment::new("zoe");
    assert_eq!(format!("{segment:?}"), r#"CreateSegment { query: [], body: ["name"] }"#);
    let open = app::CreateNewsletter::new().body("zoe");
    assert_eq!(format!("{open:?}"), "CreateNewsletter { query: [], body: true }");
}

#[test]
fn an_answer_without_a_body_is_read_as_null_where_anything_goes() {
    let answer = |body: &'static str| http::Response::new(bytes::Bytes::from_static(body.as_bytes()));
    assert!(app::ListAssets::new().response(&answer("")).unwrap().is_null());
    assert!(app::DeleteSegment::new(1).response(&answer("")).is_ok());
    assert!(app::DeleteSegment::new(1).response(&answer("{}")).is_ok());
    assert!(app::GetSegment::new(1).response(&answer("{}")).is_err());
    assert!(app::ListSegments::new().response(&answer(r#"{"segments":null}"#)).unwrap().is_empty());
    let wrapped = r#"{"customers":[{"customer":{"id":"1"}},{"id":2}]}"#;
    let people = app::GetCustomersAttributes::new(["1"]).response(&answer(wrapped)).unwrap();
    assert_eq!((people[0].id.as_deref(), people[1].id.as_deref()), (Some("1"), Some("2")));
}
