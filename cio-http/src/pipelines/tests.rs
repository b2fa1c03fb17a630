//! Method, path and body of every call, exactly.

use super::{
    AddDevice, Alias, ContentAction, DeleteDevice, DeleteObject, DeletePerson, DeleteRelationship,
    DeliveryMetric, Group, Identify, Page, ReportContent, ReportDelivery, Screen, SuppressPerson, Track,
    UnsuppressPerson, User,
};
use crate::track::Platform;
use crate::{Operation, Replay};

fn shape<O: Operation>(operation: &O) -> [String; 3] {
    let request = operation.request().unwrap();
    assert_eq!(O::ROUTE, format!("{} {}", request.method(), request.uri()));
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(O::REPLAY, Replay::DedupedById);
    [O::NAME.to_owned(), request.uri().to_string(), String::from_utf8(request.body().to_vec()).unwrap()]
}

#[test]
fn every_call_has_its_path_and_body() {
    let event = |event: &str| format!(r#"{{"userId":"42","event":"{event}","messageId":"m"}}"#);
    for (found, expected) in [
        (
            shape(&Identify::new(42).attribute("plan", "pro").message_id("m")),
            [
                "pipelines.identify",
                "/v1/identify",
                r#"{"userId":"42","traits":{"plan":"pro"},"messageId":"m"}"#,
            ],
        ),
        (shape(&Track::new("42", "n").message_id("m")), ["pipelines.track", "/v1/track", &event("n")]),
        (
            shape(&Page::new(User::anonymous("v")).name("n").message_id("m")),
            ["pipelines.page", "/v1/page", r#"{"anonymousId":"v","name":"n","messageId":"m"}"#],
        ),
        (
            shape(&Screen::new("42", "n").message_id("m").sent_at(7).original_timestamp(6).timestamp(5)),
            [
                "pipelines.screen",
                "/v1/screen",
                concat!(
                    r#"{"userId":"42","name":"n","messageId":"m","timestamp":"1970-01-01T00:00:05.000Z","#,
                    r#""originalTimestamp":"1970-01-01T00:00:06.000Z","sentAt":"1970-01-01T00:00:07.000Z"}"#,
                ),
            ],
        ),
        (
            shape(&Group::new("42", "a").message_id("m")),
            ["pipelines.group", "/v1/group", r#"{"userId":"42","groupId":"a","messageId":"m"}"#],
        ),
        (
            shape(&Alias::new("v", "42").message_id("m")),
            ["pipelines.alias", "/v1/alias", r#"{"previousId":"v","userId":"42","messageId":"m"}"#],
        ),
        (
            shape(&DeletePerson::new(42).message_id("m")),
            ["pipelines.delete_person", "/v1/track", &event("User Deleted")],
        ),
        (
            shape(&SuppressPerson::new(42).message_id("m")),
            ["pipelines.suppress_person", "/v1/track", &event("User Suppressed")],
        ),
        (
            shape(&UnsuppressPerson::new(42).message_id("m")),
            ["pipelines.unsuppress_person", "/v1/track", &event("User Unsuppressed")],
        ),
        (
            shape(&AddDevice::new(42, "t", Platform::Ios).message_id("m")),
            [
                "pipelines.add_device",
                "/v1/track",
                concat!(
                    r#"{"userId":"42","event":"Device Created or Updated","messageId":"m","#,
                    r#""context":{"device":{"token":"t","type":"ios"}}}"#,
                ),
            ],
        ),
        (
            shape(&DeleteDevice::new(42, "t").message_id("m")),
            [
                "pipelines.delete_device",
                "/v1/track",
                r#"{"userId":"42","event":"Device Deleted","messageId":"m","context":{"device":{"token":"t"}}}"#,
            ],
        ),
        (
            shape(&DeleteRelationship::new(42, "a").object_type(2).message_id("m")),
            [
                "pipelines.delete_relationship",
                "/v1/track",
                concat!(
                    r#"{"userId":"42","event":"Relationship Deleted","#,
                    r#""properties":{"objectId":"a","objectTypeId":2},"messageId":"m"}"#,
                ),
            ],
        ),
        (
            shape(&DeleteObject::new("a").anonymous_id("v").message_id("m")),
            [
                "pipelines.delete_object",
                "/v1/track",
                concat!(
                    r#"{"anonymousId":"v","event":"Object Deleted","#,
                    r#""properties":{"objectId":"a","objectTypeId":1},"messageId":"m"}"#,
                ),
            ],
        ),
        (
            shape(
                &ReportDelivery::new("d", DeliveryMetric::Opened)
                    .recipient("r")
                    .reason("s")
                    .action_value("a")
                    .message_id("m"),
            ),
            [
                "pipelines.report_delivery",
                "/v1/track",
                concat!(
                    r#"{"event":"Report Delivery Event","properties":{"deliveryId":"d","metric":"opened","#,
                    r#""recipient":"r","reason":"s","actionValue":"a"},"messageId":"m"}"#,
                ),
            ],
        ),
        (
            shape(&ReportContent::new(ContentAction::Clicked).user(User::anonymous("v")).message_id("m")),
            [
                "pipelines.report_content",
                "/v1/track",
                concat!(
                    r#"{"anonymousId":"v","event":"Report Content Event","#,
                    r#""properties":{"actionType":"clicked_content"},"messageId":"m"}"#,
                ),
            ],
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn an_id_that_is_missing_or_too_long_is_refused_by_every_call() {
    fn refused<O: Operation>(operation: &O) {
        assert!(operation.request().is_err(), "{}", O::NAME);
    }
    for bad in ["", &"x".repeat(151)] {
        refused(&Identify::new(bad));
        refused(&Identify::new(User::id(1).formerly_anonymous(bad)));
        refused(&Track::new(bad, "n"));
        refused(&Track::of_group(bad, "n"));
        refused(&Page::new(User::anonymous(bad)));
        refused(&Screen::new(bad, "n"));
        refused(&Group::new(bad, "g"));
        refused(&Group::new(1, bad));
        refused(&Alias::new(bad, "42"));
        refused(&Alias::new("42", bad));
        refused(&DeletePerson::new(bad));
        refused(&SuppressPerson::new(bad));
        refused(&UnsuppressPerson::new(bad));
        refused(&AddDevice::new(bad, "t", Platform::Ios));
        refused(&DeleteDevice::new(bad, "t"));
        refused(&DeleteRelationship::new(bad, "o"));
        refused(&DeleteRelationship::new(1, bad));
        refused(&DeleteObject::new(bad));
        refused(&DeleteObject::new("o").anonymous_id(bad));
        refused(&ReportDelivery::new(bad, DeliveryMetric::Opened));
    }
}

#[test]
fn debug_shows_no_value() {
    let secret = "ada@example.com";
    for shown in [
        format!("{:?}", Identify::new(secret).attribute(secret, secret)),
        format!("{:?}", Track::new(secret, secret).property(secret, secret).message_id(secret)),
        format!("{:?}", Page::new(secret).name(secret).url(secret)),
        format!("{:?}", Screen::new(User::anonymous(secret), secret)),
        format!("{:?}", Group::new(secret, secret).relationship_attribute(secret, secret)),
        format!("{:?}", Alias::new(secret, secret)),
        format!("{:?}", DeletePerson::new(secret)),
        format!("{:?}", AddDevice::new(secret, secret, Platform::Ios)),
        format!("{:?}", DeleteRelationship::new(secret, secret)),
        format!("{:?}", DeleteObject::new(secret).anonymous_id(secret)),
        format!("{:?}", ReportDelivery::new(secret, DeliveryMetric::Opened).recipient(secret).href(secret)),
    ] {
        assert!(!shown.contains("ada"), "{shown}");
    }
}
