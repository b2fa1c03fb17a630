//! Reads of the App API: one thing, lists, lists in pages, and the odd shapes that answers have.

use crate::row::{Row, row, row_of_pages, row_showing};
use crate::script::answer;
use crate::signed::{APP, OPEN_APP};
use cio_http::app;
use serde_json::Value;

pub(crate) fn rows() -> Vec<Row> {
    [people(), segments_and_workspaces(), exports(), pages(), open(), paths_and_queries()]
        .into_iter()
        .flatten()
        .collect()
}

fn people() -> Vec<Row> {
    let found = |row: Row| row.asks(APP, "GET /v1/customers?email=a%2B1%40b.c", "");
    let find = || {
        found(row_showing(app::FindCustomers::by_email("a+1@b.c"), |people| {
            people.into_iter().map(|person| format!("{:?} {:?}", person.id, person.cio_id)).collect()
        }))
    };
    vec![
        find().answered(200, r#"{"results":[]}"#).ends(""),
        find()
            .answered(200, r#"{"results":[{"email":"a+1@b.c","id":"2","cio_id":"a3000001"}]}"#)
            .ends(r#"Some("2") Some("a3000001")"#),
        find()
            .answered(200, r#"{"results":[{"id":2,"cio_id":3000001}]}"#)
            .ends(r#"Some("2") Some("3000001")"#),
        row_showing(app::GetCustomerAttributes::new("a/b").id_type(app::IdType::Email), |customer| {
            format!("{:?} {:?}", customer.id, customer.attributes["plan"])
        })
        .asks(APP, "GET /v1/customers/a%2Fb/attributes?id_type=email", "")
        .answered(200, r#"{"customer":{"id":"1","attributes":{"plan":"pro"},"devices":null}}"#)
        .ends(r#"Some("1") String("pro")"#),
        row_showing(app::GetCustomersAttributes::new(["1", "2"]), |people| {
            people.into_iter().map(|person| person.id.unwrap_or_default()).collect()
        })
        .asks(APP, "POST /v1/customers/attributes", r#"{"ids":["1","2"]}"#)
        .answered(200, r#"{"customers":[{"customer":{"id":"1"}},{"id":2}]}"#)
        .ends("12"),
        row_showing(app::FindSuppression::new("a@b.c"), |found| format!("{:?}", found.category))
            .asks(APP, "GET /v1/esp/search_suppression/a%40b.c", "")
            .answered(200, r#"{"category":"bounces","suppressions":null}"#)
            .ends(r#"Some("bounces")"#),
        row(app::GetCustomerSegments::new(1))
            .asks(APP, "GET /v1/customers/1/segments", "")
            .answered(200, "{}")
            .ends("[]"),
    ]
}

fn segments_and_workspaces() -> Vec<Row> {
    let count = || row(app::GetSegmentCount::new(7)).asks(APP, "GET /v1/segments/7/customer_count", "");
    vec![
        count().answered(200, r#"{"count":4}"#).ends("4"),
        count().in_eu().answered(200, r#"{"count":4,"new":null}"#).ends("4"),
        count().answered(200, "{}").ends(
            "Unreadable: app.get_segment_count was answered with 200 OK: it has no `count` (app in us, attempt 1)",
        ),
        count().answered(200, r#"{"count":4"#).ends(
            "Unreadable: app.get_segment_count was answered with 200 OK: it ends too early (line 1, column 10) \
             (app in us, attempt 1)",
        ),
        row_showing(app::ListWorkspaces::new(), |all| all.into_iter().map(|one| one.name).collect())
            .asks(APP, "GET /v1/workspaces", "")
            .answered(200, r#"{"workspaces":[{"id":3,"name":"Production"}]}"#)
            .ends("Production"),
        row(app::GetSegmentUsage::new(7))
            .asks(APP, "GET /v1/segments/7/used_by", "")
            .answered(200, r#"{"used_by":{"campaigns":[1],"draft_newsletters":null}}"#)
            .ends("UsedBy { campaigns: [1], sent_newsletters: [], draft_newsletters: [] }"),
        row(app::GetBroadcastTrigger::new(12, 5))
            .asks(APP, "GET /v1/campaigns/12/triggers/5", "")
            .answered(200, r#"{"id":5,"broadcast_id":12,"created_at":7,"processed_at":null}"#)
            .ends("Trigger { id: 5, broadcast_id: 12, created_at: 7, processed_at: None }"),
        row(app::GetIpAddresses::new())
            .asks(OPEN_APP, "GET /v1/info/ip_addresses", "")
            .answered(200, r#"{"ip_addresses":["203.0.113.1"]}"#)
            .ends(r#"["203.0.113.1"]"#),
    ]
}

fn exports() -> Vec<Row> {
    let export = r#"{"export":{"id":110,"type":"customers","status":"done","total":"2"}}"#;
    let show = |export: app::Export| format!("{} {} {}", export.id, export.status, export.total);
    let list = || {
        row_showing(app::ListExports::new(), |all| format!("{} exports", all.len())).asks(
            APP,
            "GET /v1/exports",
            "",
        )
    };
    vec![
        list().answered(200, r#"{"exports":null}"#).ends("0 exports"),
        list().answered(200, r#"{"exports":[{"id":1},{"id":"2"}]}"#).ends("2 exports"),
        row_showing(app::GetExport::new(110), show)
            .asks(APP, "GET /v1/exports/110", "")
            .answered(200, export)
            .ends("110 done 2"),
        row_showing(app::ExportCustomers::new(app::Filter::segment(7)), show)
            .once()
            .asks(APP, "POST /v1/exports/customers", r#"{"filters":{"segment":{"id":7}}}"#)
            .answered(200, export)
            .ends("110 done 2"),
        row(app::DownloadExport::new(110))
            .asks(APP, "GET /v1/exports/110/download", "")
            .answered(200, r#"{"url":"https://example.com/110?signature=x"}"#)
            .ends(r#""https://example.com/110?signature=x""#),
        row(app::DownloadExport::new(110))
            .asks(APP, "GET /v1/exports/110/download", "")
            .answered(404, r#"{"errors":[{"detail":"not found","status":"404"}]}"#)
            .ends("Refused: app.download_export was refused with 404 Not Found: not found (app in us, attempt 1)"),
    ]
}

fn pages() -> Vec<Row> {
    let id = |person: app::PersonIdentifiers| person.id.unwrap_or_default();
    let people = || row_of_pages(app::GetSegmentMembership::new(7).limit(2), id);
    let page = |line: &'static str| move |row: Row| row.asks(APP, line, "");
    let first = page("GET /v1/segments/7/membership?limit=2");
    let second = page("GET /v1/segments/7/membership?limit=2&start=Mg%3D%3D");
    let full = || answer(200, r#"{"identifiers":[{"id":"1"},{"id":"2"}],"next":"Mg=="}"#);
    let last = || answer(200, r#"{"identifiers":[{"id":"3"}],"next":""}"#);
    vec![
        first(people()).script([last()]).ends("3"),
        second(first(people())).script([full(), last()]).ends("1, 2, 3"),
        second(first(people())).script([full(), answer(200, r#"{"identifiers":null}"#)]).ends("1, 2"),
        second(first(people())).script([full(), answer(401, "")]).ends(
            "Refused: app.get_segment_membership was refused with 401 Unauthorized (app in us, attempt 1): \
             the App API key is wrong, or the account is not in the us region; the response does not say which",
        ),
        second(second(first(people())))
            .policy(Row::quick())
            .script([full(), answer(503, ""), last()])
            .waits([8])
            .ends("1, 2, 3"),
        row_of_pages(app::SearchCustomers::new(app::Filter::has_attribute("email")).limit(1), id)
            .asks(
                APP,
                "POST /v1/customers?limit=1",
                r#"{"filter":{"attribute":{"field":"email","operator":"exists"}}}"#,
            )
            .asks(
                APP,
                "POST /v1/customers?limit=1&start=b",
                r#"{"filter":{"attribute":{"field":"email","operator":"exists"}}}"#,
            )
            .script([
                answer(200, r#"{"identifiers":[{"id":"1","email":null}],"ids":["1"],"next":"b"}"#),
                answer(200, r#"{"identifiers":[{"id":"2"}],"ids":["2"]}"#),
            ])
            .ends("1, 2"),
        row_of_pages(app::GetBroadcastErrors::new(12, 5), |error| error)
            .asks(APP, "GET /v1/campaigns/12/triggers/5/errors", "")
            .answered(200, r#"{"errors":["id not found"],"next":null}"#)
            .ends("id not found"),
    ]
}

/// Where the documents leave the answer open.
fn open() -> Vec<Row> {
    vec![
        row(app::ListAssets::new())
            .asks(APP, "GET /v1/assets", "")
            .answered(200, r#"{"a":1}"#)
            .ends(r#"Object {"a": Number(1)}"#),
        row(app::ListAssets::new()).asks(APP, "GET /v1/assets", "").answered(200, "").ends("Null"),
        row(app::GetCampaignAction::new(3, 4).read_as::<Value>())
            .asks(APP, "GET /v1/campaigns/3/actions/4", "")
            .answered(200, r#"{"action":{"id":"4"}}"#)
            .ends(r#"Object {"id": String("4")}"#),
        row(app::CampaignMetrics::new(1, app::MetricsVersion::V2)
            .resolution(app::Period::Days)
            .time_zone("Europe/Paris")
            .from_time(1)
            .to_time(2)
            .read_as::<Value>())
        .asks(APP, "GET /v1/campaigns/1/metrics?version=2&res=days&tz=Europe%2FParis&start=1&end=2", "")
        .answered(200, r#"{"metric":{"series":{}}}"#)
        .ends(r#"Object {"series": Object {}}"#),
    ]
}

/// Every form of path and query; the answer is the same.
fn paths_and_queries() -> Vec<Row> {
    let messages =
        app::GetCustomerMessages::new("a/b@c").id_type(app::IdType::Email).limit(5).start("x=").since(1);
    let activities = app::ListActivities::new().customer("42").of_type("event").deleted(true);
    let suppressed =
        app::ListSuppressions::new(app::SuppressionType::SpamReports).offset(9).limit(1).limit(2);
    let other = app::GetAssetFile::new("a/b").query("with", "tags");
    [
        (row(app::ListCampaigns::new()), "GET /v1/campaigns", "[]"),
        (
            row(app::GetCampaignActionTranslation::new(1, 2, "pt-BR")),
            "GET /v1/campaigns/1/actions/2/language/pt-BR",
            "Number(7)",
        ),
        (
            row(messages.until(2)),
            "GET /v1/customers/a%2Fb%40c/messages?id_type=email&limit=5&start=x%3D&start_ts=1&end_ts=2",
            "ListPage { items: 0, next: false }",
        ),
        (
            row(activities),
            "GET /v1/activities?customer_id=42&type=event&deleted=true",
            "ListPage { items: 0, next: false }",
        ),
        (
            row(app::GetInboxPreviewCapture::new("e", 1, "gmail")),
            "GET /v1/design_studio/emails/e/inbox_previews/1/captures/gmail",
            r#"Object {"action": Number(7)}"#,
        ),
        (
            row(suppressed),
            "GET /v1/esp/suppression/spam_reports?offset=9&limit=2",
            "Suppressions { category: None, suppressions: [] }",
        ),
        (row(other), "GET /v1/assets/files/a%2Fb?with=tags", r#"Object {"action": Number(7)}"#),
    ]
    .map(|(row, line, end)| row.asks(APP, line, "").answered(200, r#"{"action":7}"#).ends(end))
    .into()
}
