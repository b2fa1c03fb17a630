//! Method, path and body of every operation of the first version, exactly.

use super::{
    AccountRegion, AddDevice, AddToSegment, DeleteDevice, DeletePerson, Device, IdType, Identify,
    MergePeople, Metric, PersonId, Platform, PushMetric, RemoveFromSegment, ReportMetric, ReportPushMetric,
    SubmitForm, SuppressPerson, TrackAnonymous, TrackEvent, TrackPage, TrackScreen, Unsubscribe,
    UnsuppressPerson,
};
use crate::wire::Identifier;
use crate::{Operation, Surface};

const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";

/// What is sent, and what of it is fixed: route, safety, whether a key signs it.
fn shape<O: Operation>(operation: &O) -> [String; 5] {
    let request = operation.request().unwrap();
    let (template, path) = (O::ROUTE.split('/'), request.uri().path().split('/'));
    let fits = template.clone().count() == path.clone().count()
        && template.skip(1).zip(path.skip(1)).all(|(part, found)| part.starts_with('{') || part == found);
    assert!(fits && O::ROUTE.starts_with(request.method().as_str()), "{}", O::ROUTE);
    assert_eq!(request.headers()["content-type"], "application/json");
    [
        O::NAME.to_owned(),
        format!("{} {}", request.method(), request.uri()),
        String::from_utf8(request.body().to_vec()).unwrap(),
        format!("{:?}", O::REPLAY),
        (if O::Surface::ROLES.is_empty() { "no key" } else { "track pair" }).to_owned(),
    ]
}

#[test]
fn every_operation_has_its_method_path_and_body() {
    let device = || Device::new("t/1", Platform::Ios).last_used(7).attribute("app", "2");
    let event = format!(r#"{{"name":"n","id":"{ID}"}}"#);
    let typed = |kind: &str| format!(r#"{{"name":"n","type":"{kind}","id":"{ID}"}}"#);
    let (pair, public) = ("track pair", "no key");
    let (safe, deduped, unsafe_) = ("Safe", "DedupedById", "Unsafe");
    for (found, expected) in [
        (shape(&AccountRegion), ["track.account_region", "GET /api/v1/accounts/region", "", safe, pair]),
        (
            shape(&Identify::new("a/b").attribute("plan", "pro")),
            ["track.identify", "PUT /api/v1/customers/a%2Fb", r#"{"plan":"pro"}"#, safe, pair],
        ),
        (
            shape(&DeletePerson::new(Identifier::cio_id("0300"))),
            ["track.delete_person", "DELETE /api/v1/customers/cio_0300", "", safe, pair],
        ),
        (
            shape(&AddDevice::new("42", device())),
            [
                "track.add_device",
                "PUT /api/v1/customers/42/devices",
                r#"{"device":{"id":"t/1","platform":"ios","last_used":7,"attributes":{"app":"2"}}}"#,
                safe,
                pair,
            ],
        ),
        (
            shape(&DeleteDevice::new("42", "t/1")),
            ["track.delete_device", "DELETE /api/v1/customers/42/devices/t%2F1", "", safe, pair],
        ),
        (
            shape(&SuppressPerson::new("42")),
            ["track.suppress_person", "POST /api/v1/customers/42/suppress", "{}", safe, pair],
        ),
        (
            shape(&UnsuppressPerson::new("42")),
            ["track.unsuppress_person", "POST /api/v1/customers/42/unsuppress", "{}", safe, pair],
        ),
        (
            shape(&TrackEvent::new("42", "n").event_id(ID)),
            ["track.event", "POST /api/v1/customers/42/events", &event, deduped, pair],
        ),
        (
            shape(&TrackPage::new("42", "n").event_id(ID)),
            ["track.page", "POST /api/v1/customers/42/events", &typed("page"), deduped, pair],
        ),
        (
            shape(&TrackScreen::new("42", "n").event_id(ID)),
            ["track.screen", "POST /api/v1/customers/42/events", &typed("screen"), deduped, pair],
        ),
        (
            shape(&TrackAnonymous::new("v", "n").event_id(ID)),
            [
                "track.anonymous_event",
                "POST /api/v1/events",
                &format!(r#"{{"name":"n","anonymous_id":"v","id":"{ID}"}}"#),
                deduped,
                pair,
            ],
        ),
        (
            shape(&MergePeople::new(PersonId::cio_id("0300"), PersonId::email("a@example.com"))),
            [
                "track.merge_people",
                "POST /api/v1/merge_customers",
                r#"{"primary":{"cio_id":"0300"},"secondary":{"email":"a@example.com"}}"#,
                safe,
                pair,
            ],
        ),
        (
            shape(&AddToSegment::new(7, ["a\"b"]).id_type(IdType::CioId)),
            [
                "track.add_to_segment",
                "POST /api/v1/segments/7/add_customers?id_type=cio_id",
                r#"{"ids":["a\"b"]}"#,
                safe,
                pair,
            ],
        ),
        (
            shape(&RemoveFromSegment::new(7, [1])),
            [
                "track.remove_from_segment",
                "POST /api/v1/segments/7/remove_customers",
                r#"{"ids":["1"]}"#,
                safe,
                pair,
            ],
        ),
        (
            shape(&SubmitForm::by_id("f 1", 42).fields([("colour", "red")])),
            [
                "track.submit_form",
                "POST /api/v1/forms/f%201/submit",
                r#"{"data":{"id":"42","colour":"red"}}"#,
                unsafe_,
                pair,
            ],
        ),
        (
            shape(&ReportMetric::new("d1", Metric::Opened)),
            [
                "track.report_metric",
                "POST /api/v1/metrics",
                r#"{"delivery_id":"d1","metric":"opened"}"#,
                unsafe_,
                public,
            ],
        ),
        (
            shape(&ReportPushMetric::new("d1", "t", PushMetric::Delivered).timestamp(7)),
            [
                "track.report_push_metric",
                "POST /api/v1/push/events",
                r#"{"delivery_id":"d1","event":"delivered","device_id":"t","timestamp":7}"#,
                unsafe_,
                public,
            ],
        ),
        (
            shape(&Unsubscribe::new("d=")),
            ["track.unsubscribe", "POST /unsubscribe/d%3D", r#"{"unsubscribe":true}"#, safe, public],
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn an_identifier_that_leads_elsewhere_is_refused_by_every_operation() {
    fn refused<O: Operation>(operation: &O) {
        assert!(operation.request().is_err(), "{}", O::NAME);
    }
    for bad in ["", ".", "..", &"x".repeat(151)] {
        refused(&Identify::new(bad));
        refused(&DeletePerson::new(bad));
        refused(&AddDevice::new(bad, Device::new("t", Platform::Ios)));
        refused(&DeleteDevice::new(bad, "t"));
        refused(&SuppressPerson::new(bad));
        refused(&UnsuppressPerson::new(bad));
        refused(&TrackEvent::new(bad, "n"));
        refused(&TrackPage::new(bad, "n"));
        refused(&TrackScreen::new(bad, "n"));
        refused(&SubmitForm::by_id(bad, 42));
        refused(&Unsubscribe::new(bad));
    }
    for bad in ["", ".", ".."] {
        refused(&DeleteDevice::new("42", bad));
    }
    refused(&AddDevice::new("42", Device::new("", Platform::Ios)));
    refused(&ReportPushMetric::new("d", "", PushMetric::Opened));
}

#[test]
fn debug_shows_no_value() {
    let secret = "ada@example.com";
    for shown in [
        format!("{:?}", DeletePerson::new(secret)),
        format!("{:?}", AddDevice::new(secret, Device::new(secret, Platform::Ios).attribute(secret, secret))),
        format!("{:?}", DeleteDevice::new(secret, secret)),
        format!("{:?}", SuppressPerson::new(secret)),
        format!("{:?}", TrackPage::new(secret, secret)),
        format!("{:?}", TrackAnonymous::invite(secret, secret)),
        format!("{:?}", MergePeople::new(secret, PersonId::email(secret))),
        format!("{:?}", SubmitForm::by_email(secret, secret).field(secret, secret)),
        format!("{:?}", ReportPushMetric::new(secret, secret, PushMetric::Opened)),
        format!("{:?}", Unsubscribe::new(secret)),
    ] {
        assert!(!shown.contains("ada"), "{shown}");
    }
}
