//! Every operation of the first version of the Track API, and those that take no key.

use crate::row::{Row, row};
use crate::signed::{OPEN_TRACK, TRACK};
use cio_http::track::{
    AccountRegion, AddDevice, AddToSegment, DeleteDevice, DeletePerson, DeliveryMetric, Device, IdType,
    Identify, MergePeople, ObjectId, PersonId, Platform, PushMetric, Relationship, RemoveFromSegment,
    ReportDelivery, ReportPushDelivery, SubmitForm, SuppressPerson, TrackAnonymous, TrackEvent, TrackPage,
    TrackScreen, Unsubscribe, UnsuppressPerson,
};
use cio_http::wire::Identifier;
use serde_json::json;

const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";

pub(crate) fn rows() -> Vec<Row> {
    let events = events().into_iter().map(Row::deduped).collect();
    [people(), devices(), events, segments(), forms(), without_a_key()].into_iter().flatten().collect()
}

fn people() -> Vec<Row> {
    let acme = || Relationship::new(ObjectId::new(1, "acme")).attribute("role", "admin");
    vec![
        row(AccountRegion)
            .asks(TRACK, "GET /api/v1/accounts/region", "")
            .answered(
                200,
                r#"{"url":"https://track.customer.io","region":"us","environment_id":3,"new":true}"#,
            )
            .ends("Account { region: Us, url: \"https://track.customer.io\", workspace_id: WorkspaceId(3) }"),
        row(Identify::new("42").attribute("plan", "pro")).asks(
            TRACK,
            "PUT /api/v1/customers/42",
            r#"{"plan":"pro"}"#,
        ),
        row(Identify::new(42)).asks(TRACK, "PUT /api/v1/customers/42", "{}"),
        row(Identify::new("ada+1@example.com").created_at(1_700_000_000).timestamp(7).only_update()).asks(
            TRACK,
            "PUT /api/v1/customers/ada%2B1%40example.com",
            r#"{"created_at":1700000000,"_timestamp":7,"_update":true}"#,
        ),
        row(Identify::new("a/b c%").attributes(json!({"n": 1.5, "tags": ["a"], "none": null}))).asks(
            TRACK,
            "PUT /api/v1/customers/a%2Fb%20c%25",
            r#"{"n":1.5,"none":null,"tags":["a"]}"#,
        ),
        row(Identify::new(Identifier::cio_id("0300")).anonymous_id("v")).asks(
            TRACK,
            "PUT /api/v1/customers/cio_0300",
            r#"{"anonymous_id":"v"}"#,
        ),
        row(Identify::new("é").add_relationship(acme())).asks(
            TRACK,
            "PUT /api/v1/customers/%C3%A9",
            concat!(
                r#"{"cio_relationships":{"action":"add_relationships","relationships":[{"identifiers":"#,
                r#"{"object_type_id":"1","object_id":"acme"},"relationship_attributes":{"role":"admin"}}]}}"#
            ),
        ),
        row(Identify::new("42").attribute("plan", "pro")).in_eu().asks(
            TRACK,
            "PUT /api/v1/customers/42",
            r#"{"plan":"pro"}"#,
        ),
        row(DeletePerson::new("42")).asks(TRACK, "DELETE /api/v1/customers/42", ""),
        row(DeletePerson::new(Identifier::cio_id("0300"))).asks(
            TRACK,
            "DELETE /api/v1/customers/cio_0300",
            "",
        ),
        row(SuppressPerson::new("42")).asks(TRACK, "POST /api/v1/customers/42/suppress", "{}"),
        row(UnsuppressPerson::new("42")).asks(TRACK, "POST /api/v1/customers/42/unsuppress", "{}"),
        row(MergePeople::new("42", "43")).asks(
            TRACK,
            "POST /api/v1/merge_customers",
            r#"{"primary":{"id":"42"},"secondary":{"id":"43"}}"#,
        ),
        row(MergePeople::new(PersonId::cio_id("0300"), PersonId::email("a@example.com"))).asks(
            TRACK,
            "POST /api/v1/merge_customers",
            r#"{"primary":{"cio_id":"0300"},"secondary":{"email":"a@example.com"}}"#,
        ),
    ]
}

fn devices() -> Vec<Row> {
    let device = || Device::new("t/1", Platform::Ios);
    vec![
        row(AddDevice::new("42", device())).asks(
            TRACK,
            "PUT /api/v1/customers/42/devices",
            r#"{"device":{"id":"t/1","platform":"ios"}}"#,
        ),
        row(AddDevice::new("42", device().last_used(7).attribute("app", "2"))).asks(
            TRACK,
            "PUT /api/v1/customers/42/devices",
            r#"{"device":{"id":"t/1","platform":"ios","last_used":7,"attributes":{"app":"2"}}}"#,
        ),
        row(DeleteDevice::new("42", "t/1")).asks(TRACK, "DELETE /api/v1/customers/42/devices/t%2F1", ""),
    ]
}

fn events() -> Vec<Row> {
    vec![
        row(TrackEvent::new("42", "purchase").event_id(ID).data("amount", 1).timestamp(7)).asks(
            TRACK,
            "POST /api/v1/customers/42/events",
            &format!(r#"{{"name":"purchase","id":"{ID}","timestamp":7,"data":{{"amount":1}}}}"#),
        ),
        row(TrackEvent::new("42", "n").event_id(ID).recipient("a@b.c").from_address("c@b.c").reply_to("d@b.c")).asks(
            TRACK,
            "POST /api/v1/customers/42/events",
            &format!(
                r#"{{"name":"n","id":"{ID}","data":{{"recipient":"a@b.c","from_address":"c@b.c","reply_to":"d@b.c"}}}}"#
            ),
        ),
        row(TrackPage::new("42", "https://example.com/?a=b").event_id(ID)).asks(
            TRACK,
            "POST /api/v1/customers/42/events",
            &format!(r#"{{"name":"https://example.com/?a=b","type":"page","id":"{ID}"}}"#),
        ),
        row(TrackScreen::new("42", "Home").event_id(ID)).asks(
            TRACK,
            "POST /api/v1/customers/42/events",
            &format!(r#"{{"name":"Home","type":"screen","id":"{ID}"}}"#),
        ),
        row(TrackAnonymous::new("v", "seen").event_id(ID)).asks(
            TRACK,
            "POST /api/v1/events",
            &format!(r#"{{"name":"seen","anonymous_id":"v","id":"{ID}"}}"#),
        ),
        row(TrackAnonymous::page("v", "/").event_id(ID)).asks(
            TRACK,
            "POST /api/v1/events",
            &format!(r#"{{"name":"/","type":"page","anonymous_id":"v","id":"{ID}"}}"#),
        ),
        row(TrackAnonymous::invite("bob@example.com", "invited").event_id(ID)).asks(
            TRACK,
            "POST /api/v1/events",
            &format!(r#"{{"name":"invited","id":"{ID}","data":{{"recipient":"bob@example.com"}}}}"#),
        ),
    ]
}

fn segments() -> Vec<Row> {
    vec![
        row(AddToSegment::new(7, ["42", "a\"b"])).asks(
            TRACK,
            "POST /api/v1/segments/7/add_customers",
            r#"{"ids":["42","a\"b"]}"#,
        ),
        row(AddToSegment::new(7, ["a@example.com"]).id_type(IdType::Email)).asks(
            TRACK,
            "POST /api/v1/segments/7/add_customers?id_type=email",
            r#"{"ids":["a@example.com"]}"#,
        ),
        row(RemoveFromSegment::new(7, [1]).id_type(IdType::CioId)).asks(
            TRACK,
            "POST /api/v1/segments/7/remove_customers?id_type=cio_id",
            r#"{"ids":["1"]}"#,
        ),
    ]
}

fn forms() -> Vec<Row> {
    vec![
        row(SubmitForm::by_email("f 1", "a@example.com").field("colour", "red"))
            .once()
            .asks(
                TRACK,
                "POST /api/v1/forms/f%201/submit",
                r#"{"data":{"email":"a@example.com","colour":"red"}}"#,
            )
            .answered(204, ""),
        row(SubmitForm::by_id("news", 42))
            .once()
            .asks(TRACK, "POST /api/v1/forms/news/submit", r#"{"data":{"id":"42"}}"#)
            .answered(204, ""),
    ]
}

fn without_a_key() -> Vec<Row> {
    vec![
        row(ReportDelivery::new("d1", DeliveryMetric::Opened).timestamp(7).recipient("a@example.com"))
            .once()
            .asks(
                OPEN_TRACK,
                "POST /api/v1/metrics",
                r#"{"delivery_id":"d1","metric":"opened","timestamp":7,"recipient":"a@example.com"}"#,
            ),
        row(ReportDelivery::new("d1", DeliveryMetric::Clicked)
            .sms_recipient(15_550_100)
            .href("https://example.com"))
        .once()
        .asks(
            OPEN_TRACK,
            "POST /api/v1/metrics",
            r#"{"delivery_id":"d1","metric":"clicked","recipient":15550100,"href":"https://example.com"}"#,
        ),
        row(ReportPushDelivery::new("d1", "t", PushMetric::Delivered).timestamp(7))
            .once()
            .asks(
                OPEN_TRACK,
                "POST /api/v1/push/events",
                r#"{"delivery_id":"d1","event":"delivered","device_id":"t","timestamp":7}"#,
            )
            .answered(200, ""),
        row(Unsubscribe::new("d=")).asks(OPEN_TRACK, "POST /unsubscribe/d%3D", r#"{"unsubscribe":true}"#),
    ]
}
