//! Every call of the Pipelines API, strict and permissive.

use crate::row::{Row, row};
use crate::signed::{PERMISSIVE, PIPELINES};
use cio_http::pipelines::{
    AddDevice, Alias, Channel, ContentAction, Context, DeleteDevice, DeleteObject, DeletePerson,
    DeleteRelationship, DeliveryMetric, Group, Identify, Integrations, Page, ReportContent, ReportDelivery,
    Screen, SuppressPerson, Track, UnsuppressPerson, User,
};
use cio_http::track::Platform;
use serde_json::json;

pub(crate) fn rows() -> Vec<Row> {
    [calls(), semantic_events(), reports(), answers()].into_iter().flatten().map(Row::deduped).collect()
}

fn calls() -> Vec<Row> {
    vec![
        row(Identify::new(42).attribute("plan", "pro").message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/identify",
            r#"{"userId":"42","traits":{"plan":"pro"},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
        row(Identify::by_email("a@example.com").created_at(1_700_000_000).message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/identify",
            r#"{"userId":"","traits":{"email":"a@example.com","createdAt":"2023-11-14T22:13:20.000Z"},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
        row(Identify::new(User::id("42").formerly_anonymous("v")).unsubscribed(true).message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/identify",
            r#"{"userId":"42","anonymousId":"v","traits":{"unsubscribed":true},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
        row(Track::new("42", "purchase").property("amount", 1).timestamp(7).message_id("m")).in_eu().asks(
            PIPELINES,
            "POST /v1/track",
            concat!(
                r#"{"userId":"42","event":"purchase","properties":{"amount":1},"messageId":"m","#,
                r#""timestamp":"1970-01-01T00:00:07.000Z"}"#
            ),
        ),
        row(Track::of_group("acme", "renewed").message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/track",
            r#"{"groupId":"acme","event":"renewed","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
        row(Track::new("42", "n")
            .message_id("m").timestamp(7)
            .context(Context::new().ip("127.0.0.1").channel(Channel::Server))
            .integrations(Integrations::only(["Mixpanel"])))
        .asks(
            PIPELINES,
            "POST /v1/track",
            concat!(
                r#"{"userId":"42","event":"n","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z","context":{"ip":"127.0.0.1","channel":"server"},"#,
                r#""integrations":{"All":false,"Mixpanel":true}}"#
            ),
        ),
        row(Page::new(User::anonymous("v")).name("n").url("https://example.com/").title("t").message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/page",
            concat!(
                r#"{"anonymousId":"v","name":"n","properties":{"url":"https://example.com/","title":"t"},"#,
                r#""messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
            ),
        ),
        row(Screen::new("42", "Home").message_id("m").sent_at(7).original_timestamp(6).timestamp(5)).asks(
            PIPELINES,
            "POST /v1/screen",
            concat!(
                r#"{"userId":"42","name":"Home","messageId":"m","timestamp":"1970-01-01T00:00:05.000Z","#,
                r#""originalTimestamp":"1970-01-01T00:00:06.000Z","sentAt":"1970-01-01T00:00:07.000Z"}"#
            ),
        ),
        row(Screen::unnamed("42").message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/screen",
            r#"{"userId":"42","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
        row(Track::new("42", "n")
            .message_id("m")
            .timestamp(7)
            .integrations(Integrations::all().settings("Amplitude", json!({"session_id": 7}))))
        .asks(
            PIPELINES,
            "POST /v1/track",
            concat!(
                r#"{"userId":"42","event":"n","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z","#,
                r#""integrations":{"All":true,"Amplitude":{"session_id":7}}}"#
            ),
        ),
        row(Identify::new(42).attribute("createdAt", "2026-01-31T12:00:00+01:00").message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/identify",
            r#"{"userId":"42","traits":{"createdAt":"2026-01-31T12:00:00+01:00"},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
        row(Identify::new(42).attribute("created_at", 1_700_000_000_000_i64))
            .refused_for("created_at is in milliseconds: divide by 1000 to get seconds"),
        row(Identify::new(42).attribute("createdAt", "yesterday")).refused_for(
            "createdAt is not a date and time with its offset: give a string such as `2026-01-31T12:00:00Z`, or the \
             number of seconds since 1970",
        ),
        row(Track::new(42, "n").property("at", std::time::UNIX_EPOCH))
            .refused_for("property is a time in parts: give the number of seconds since 1970"),
        row(Group::new("42", "acme").object_type(2).attribute("seats", 3).message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/group",
            r#"{"userId":"42","groupId":"acme","traits":{"object_type_id":"2","seats":3},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
        row(Alias::new("v", "42").message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/alias",
            r#"{"previousId":"v","userId":"42","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
        ),
    ]
}

/// A row on the path of events, whose body starts with person 42.
fn event(row: Row, name: &str, rest: &str) -> Row {
    let body = format!(r#"{{"userId":"42","event":"{name}"{rest}}}"#);
    row.asks(PIPELINES, "POST /v1/track", &body)
}

fn semantic_events() -> Vec<Row> {
    let m = r#","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z""#;
    vec![
        event(row(DeletePerson::new(42).message_id("m").timestamp(7)), "User Deleted", m),
        event(row(SuppressPerson::new(42).message_id("m").timestamp(7)), "User Suppressed", m),
        event(row(UnsuppressPerson::new(42).message_id("m").timestamp(7)), "User Unsuppressed", m),
        event(
            row(AddDevice::new(42, "t", Platform::Ios).message_id("m").timestamp(7)),
            "Device Created or Updated",
            r#","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z","context":{"device":{"token":"t","type":"ios"}}"#,
        ),
        event(
            row(DeleteDevice::new(42, "t").message_id("m").timestamp(7)),
            "Device Deleted",
            r#","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z","context":{"device":{"token":"t"}}"#,
        ),
        event(
            row(DeleteRelationship::new(42, "acme").object_type(2).message_id("m").timestamp(7)),
            "Relationship Deleted",
            r#","properties":{"objectId":"acme","objectTypeId":2},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z""#,
        ),
        row(DeleteObject::new("acme").anonymous_id("v").message_id("m").timestamp(7)).asks(
            PIPELINES,
            "POST /v1/track",
            concat!(
                r#"{"anonymousId":"v","event":"Object Deleted","#,
                r#""properties":{"objectId":"acme","objectTypeId":1},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
            ),
        ),
    ]
}

fn reports() -> Vec<Row> {
    vec![
        row(ReportDelivery::new("d", DeliveryMetric::Opened)
            .recipient("r")
            .reason("s")
            .action_value("a")
            .href("h")
            .message_id("m").timestamp(7))
        .asks(
            PIPELINES,
            "POST /v1/track",
            concat!(
                r#"{"event":"Report Delivery Event","properties":{"deliveryId":"d","metric":"opened","#,
                r#""recipient":"r","reason":"s","actionValue":"a","href":"h"},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
            ),
        ),
        row(ReportContent::new(ContentAction::Clicked)
            .user(User::anonymous("v"))
            .content_id(7)
            .message_id("m").timestamp(7))
        .asks(
            PIPELINES,
            "POST /v1/track",
            concat!(
                r#"{"anonymousId":"v","event":"Report Content Event","#,
                r#""properties":{"actionType":"clicked_content","contentId":7},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
            ),
        ),
    ]
}

fn answers() -> Vec<Row> {
    let track = || row(Track::new("42", "n").message_id("m").timestamp(7));
    let body = r#"{"userId":"42","event":"n","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#;
    let strict = || track().asks(PIPELINES, "POST /v1/track", body);
    vec![
        strict().answered(200, ""),
        strict().answered(200, r#"{"success":true}"#),
        strict().answered(400, r#"{"code":"bad_request","message":"userId is missing"}"#).ends(
            "Refused: pipelines.track was refused with 400 Bad Request: userId is missing \
             (pipelines in us, attempt 1)",
        ),
        strict().in_eu().answered(401, "").ends(
            "Refused: pipelines.track was refused with 401 Unauthorized (pipelines in eu, attempt 1): \
             the CDP API key is wrong, or the account is not in the eu region; the response does not say which",
        ),
        // Opted into by a method that says so: the service drops the call and answers 200.
        track().drops_silently().asks(PERMISSIVE, "POST /v1/track", body),
        row(Identify::new(42).message_id("m").timestamp(7))
            .drops_silently()
            .asks(PERMISSIVE, "POST /v1/identify", r#"{"userId":"42","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#),
    ]
}
