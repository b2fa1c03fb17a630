//! Every type and action of the second version of the Track API, alone.

use crate::row::{Row, row};
use crate::signed::{Signed, TRACK};
use cio_http::track::v2::{
    AddDevice, DeleteDevice, DeleteObject, DeletePerson, Entity, IdentifyAnonymous, IdentifyObject,
    IdentifyPerson, ObjectRelationships, PersonEvent, PersonRelationships, ReportPushDelivery,
    SuppressPerson, UnsuppressPerson,
};
use cio_http::track::{
    AnonymousId, Device, MergePeople, ObjectId, PersonId, Platform, PushMetric, Relationship,
};
use serde_json::json;

const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";
const ENTITY: (Signed, &str) = (TRACK, "POST /api/v2/entity");

pub(crate) fn rows() -> Vec<Row> {
    [people(), events(), devices_and_relationships(), objects()].into_iter().flatten().collect()
}

/// A row whose body is about person 42.
fn of_person(row: Row, action: &str, rest: &str) -> Row {
    of_person_by(row, r#""id":"42""#, action, rest)
}

fn of_person_by(row: Row, identifier: &str, action: &str, rest: &str) -> Row {
    let body = format!(r#"{{"type":"person","action":"{action}","identifiers":{{{identifier}}}{rest}}}"#);
    row.asks(ENTITY.0, ENTITY.1, &body)
}

fn of_object(row: Row, identifiers: &str, action: &str, rest: &str) -> Row {
    let body = format!(r#"{{"type":"object","action":"{action}","identifiers":{{{identifiers}}}{rest}}}"#);
    row.asks(ENTITY.0, ENTITY.1, &body)
}

fn people() -> Vec<Row> {
    let acme = || ObjectId::new(1, "acme");
    let related = r#","cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"acme"}}]"#;
    vec![
        of_person(
            row(IdentifyPerson::new(42)
                .attribute("a", 1)
                .timestamp(7)
                .only_update()
                .add_relationship(acme())),
            "identify",
            &format!(r#","timestamp":7,"attributes":{{"a":1,"_update":true}}{related}"#),
        ),
        of_person_by(
            row(IdentifyPerson::new(PersonId::email("a@example.com")).created_at(1_700_000_000)),
            r#""email":"a@example.com""#,
            "identify",
            r#","attributes":{"created_at":1700000000}"#,
        ),
        of_person_by(
            row(IdentifyPerson::new(PersonId::phone("+15550100"))),
            r#""phone":"+15550100""#,
            "identify",
            "",
        ),
        of_person_by(
            row(IdentifyPerson::new(PersonId::cio_id("0300"))),
            r#""cio_id":"0300""#,
            "identify",
            "",
        ),
        of_person(row(DeletePerson::new("42")), "delete", ""),
        of_person(row(SuppressPerson::new("42")), "suppress", ""),
        of_person(row(UnsuppressPerson::new("42")), "unsuppress", ""),
        row(Entity::from(MergePeople::new("42", PersonId::cio_id("0300")))).asks(
            ENTITY.0,
            ENTITY.1,
            r#"{"type":"person","action":"merge","primary":{"id":"42"},"secondary":{"cio_id":"0300"}}"#,
        ),
    ]
}

fn events() -> Vec<Row> {
    let rest = format!(r#","name":"n","id":"{ID}","timestamp":7,"attributes":{{"a":1}}"#);
    let set = |event: PersonEvent| event.event_id(ID).timestamp(7).attribute("a", 1);
    vec![
        of_person(row(set(PersonEvent::new("42", "n"))).deduped(), "event", &rest),
        of_person(row(set(PersonEvent::page("42", "n"))).deduped(), "page", &rest),
        of_person(row(set(PersonEvent::screen("42", "n"))).deduped(), "screen", &rest),
        of_person(
            row(set(PersonEvent::new("42", "n")).attributes(json!({"a": 1}))).deduped(),
            "event",
            &rest,
        ),
        row(ReportPushDelivery::new("d1", PushMetric::Converted, "t")).once().asks(
            ENTITY.0,
            ENTITY.1,
            concat!(
                r#"{"type":"delivery","action":"event","identifiers":{"id":"d1"},"name":"converted","#,
                r#""attributes":{"device_token":"t"}}"#
            ),
        ),
    ]
}

fn devices_and_relationships() -> Vec<Row> {
    let device = || Device::new("t", Platform::Android).last_used(7).attribute("app", "2");
    let acme = || Relationship::new(ObjectId::new(1, "acme")).attribute("role", "admin");
    let related = concat!(
        r#","cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"acme"},"#,
        r#""relationship_attributes":{"role":"admin"}}]"#
    );
    vec![
        of_person(
            row(AddDevice::new("42", device())),
            "add_device",
            r#","device":{"token":"t","platform":"android","last_used":7,"attributes":{"app":"2"}}"#,
        ),
        of_person(row(DeleteDevice::new("42", "t")), "delete_device", r#","device":{"token":"t"}"#),
        of_person(row(PersonRelationships::add("42", [acme()])), "add_relationships", related),
        of_person(row(PersonRelationships::delete("42", [acme()])), "delete_relationships", related),
    ]
}

fn objects() -> Vec<Row> {
    let acme = || ObjectId::new(1, "acme");
    let name = r#""object_type_id":"1","object_id":"acme""#;
    let person = r#","cio_relationships":[{"identifiers":{"id":"42"}}]"#;
    let visitor = r#","cio_relationships":[{"identifiers":{"anonymous_id":"v"}}]"#;
    vec![
        of_object(
            row(IdentifyObject::new(acme()).attribute("name", "Acme").add_relationship(PersonId::id("42"))),
            name,
            "identify",
            &format!(r#","attributes":{{"name":"Acme"}}{person}"#),
        ),
        of_object(
            row(IdentifyObject::new(ObjectId::cio_object_id("ob1")).attribute("name", "Acme")),
            r#""cio_object_id":"ob1""#,
            "identify",
            r#","attributes":{"name":"Acme"}"#,
        ),
        of_object(
            row(IdentifyAnonymous::new(acme()).add_relationship(AnonymousId::new("v"))),
            name,
            "identify_anonymous",
            visitor,
        ),
        of_object(row(DeleteObject::new(acme())), name, "delete", ""),
        of_object(
            row(ObjectRelationships::add(acme(), [PersonId::id("42")])),
            name,
            "add_relationships",
            person,
        ),
        of_object(
            row(ObjectRelationships::delete(acme(), [PersonId::id("42")])),
            name,
            "delete_relationships",
            person,
        ),
    ]
}
