//! The body of every type and action, exactly, alone and in a batch.

use super::device::{AddDevice, DeleteDevice};
use super::entity::{Custom, Entity};
use super::object::{DeleteObject, IdentifyAnonymous, IdentifyObject};
use super::person::IdentifyPerson;
use super::person_event::PersonEvent;
use super::relationships::{ObjectRelationships, PersonRelationships};
use super::report_push_delivery::ReportPushDelivery;
use super::suppression::{DeletePerson, SuppressPerson, UnsuppressPerson};
use crate::batch::{BatchFault, Item};
use crate::operation::{Operation, Replay};
use crate::track::device::{Device, Platform};
use crate::track::identifiers::{AnonymousId, ObjectId, PersonId};
use crate::track::merge_people::MergePeople;
use crate::track::relationship::Relationship;
use crate::track::report_push_delivery::PushMetric;
use crate::track::v2::entities::{Batch, Entities};
use serde_json::json;
use std::fmt::Debug;

const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";

/// The body, which is the same alone, as an entity and in a batch.
fn body<T: Operation + Item<Envelope = Entities> + Clone + Into<Entity>>(operation: &T) -> String {
    let alone = operation.request().unwrap();
    assert_eq!(format!("{} {}", alone.method(), alone.uri()), T::ROUTE);
    assert_eq!(T::ROUTE, "POST /api/v2/entity");
    let entity: Entity = operation.clone().into();
    assert_eq!(entity.request().unwrap().body(), alone.body());
    let text = String::from_utf8(alone.into_body().to_vec()).unwrap();
    assert_eq!(batched(operation), text);
    text
}

fn batched<T: Item<Envelope = Entities>>(operation: &T) -> String {
    let mut batch = Batch::new();
    batch.push(operation).unwrap();
    let text = String::from_utf8(batch.request().unwrap().into_body().to_vec()).unwrap();
    text.strip_prefix(r#"{"batch":["#).unwrap().strip_suffix("]}").unwrap().to_owned()
}

#[test]
fn every_person_action_has_its_body() {
    let acme = || Relationship::new(ObjectId::new(1, "acme")).attribute("role", "admin");
    let device = || Device::new("t", Platform::Android).last_used(7);
    let person = |action: &str, rest: &str| {
        format!(r#"{{"type":"person","action":"{action}","identifiers":{{"id":"42"}}{rest}}}"#)
    };
    let event = format!(r#","name":"n","id":"{ID}","timestamp":7,"attributes":{{"a":1}}"#);
    let related = concat!(
        r#","cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"acme"},"#,
        r#""relationship_attributes":{"role":"admin"}}]"#
    );
    let set = |event: PersonEvent| event.event_id(ID).timestamp(7).attribute("a", 1);
    for (found, expected) in [
        (
            body(
                &IdentifyPerson::new(42)
                    .attribute("a", 1)
                    .timestamp(7)
                    .only_update()
                    .add_relationship(acme()),
            ),
            person("identify", &format!(r#","timestamp":7,"attributes":{{"a":1,"_update":true}}{related}"#)),
        ),
        (body(&DeletePerson::new("42")), person("delete", "")),
        (body(&SuppressPerson::new("42")), person("suppress", "")),
        (body(&UnsuppressPerson::new("42")), person("unsuppress", "")),
        (body(&set(PersonEvent::new("42", "n"))), person("event", &event)),
        (body(&set(PersonEvent::page("42", "n"))), person("page", &event)),
        (body(&set(PersonEvent::screen("42", "n"))), person("screen", &event)),
        (body(&set(PersonEvent::new("42", "n")).attributes(json!({"a": 1}))), person("event", &event)),
        (body(&PersonRelationships::add("42", [acme()])), person("add_relationships", related)),
        (body(&PersonRelationships::delete("42", [acme()])), person("delete_relationships", related)),
        (
            body(&AddDevice::new("42", device())),
            person("add_device", r#","device":{"token":"t","platform":"android","last_used":7}"#),
        ),
        (body(&DeleteDevice::new("42", "t")), person("delete_device", r#","device":{"token":"t"}"#)),
        (
            batched(&MergePeople::new("42", PersonId::cio_id("0300"))),
            r#"{"type":"person","action":"merge","primary":{"id":"42"},"secondary":{"cio_id":"0300"}}"#
                .into(),
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn every_object_and_delivery_action_has_its_body() {
    let acme = || ObjectId::new(1, "acme");
    let object = |action: &str, rest: &str| {
        let identifiers = r#"{"object_type_id":"1","object_id":"acme"}"#;
        format!(r#"{{"type":"object","action":"{action}","identifiers":{identifiers}{rest}}}"#)
    };
    let person = r#","cio_relationships":[{"identifiers":{"id":"42"}}]"#;
    let visitor = r#","cio_relationships":[{"identifiers":{"anonymous_id":"v"}}]"#;
    let named = r#","attributes":{"name":"Acme"}"#;
    for (found, expected) in [
        (
            body(&IdentifyObject::new(acme()).attribute("name", "Acme").add_relationship(PersonId::id("42"))),
            object("identify", &format!("{named}{person}")),
        ),
        (
            body(&IdentifyAnonymous::new(acme()).attribute("name", "Acme").add_relationship(AnonymousId::new("v"))),
            object("identify_anonymous", &format!("{named}{visitor}")),
        ),
        (body(&DeleteObject::new(acme())), object("delete", "")),
        (body(&ObjectRelationships::add(acme(), [PersonId::id("42")])), object("add_relationships", person)),
        (
            body(&ObjectRelationships::delete(acme(), [PersonId::id("42")])),
            object("delete_relationships", person),
        ),
        (
            body(&ReportPushDelivery::new("d1", PushMetric::Converted, "t")),
            r#"{"type":"delivery","action":"event","identifiers":{"id":"d1"},"name":"converted","attributes":{"device_token":"t"}}"#
                .into(),
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn an_operation_has_at_most_32_000_bytes_alone_and_in_a_batch() {
    let event = |bytes: usize| {
        let event = PersonEvent::new("42", "n").event_id(ID);
        let rest = batched(&event.clone().attribute("a", "")).len();
        event.attribute("a", "x".repeat(bytes - rest))
    };
    assert_eq!(event(32_000).request().unwrap().body().len(), 32_000);
    assert!(Batch::new().push(event(32_000)).is_ok());
    assert_eq!(event(32_001).request().unwrap_err().to_string(), "operation is longer than 32000 bytes");
    let fault = Batch::new().push(event(32_001)).unwrap_err().fault().clone();
    assert_eq!(fault, BatchFault::TooLarge { bytes: 32_001, limit: 32_000 });
}

#[test]
fn a_value_that_cannot_be_sent_is_refused_by_name() {
    fn refused<T: Operation + Into<Entity>>(operation: T) -> String {
        let alone = operation.request().unwrap_err().to_string();
        let entity: Entity = operation.into();
        assert_eq!(entity.request().unwrap_err().to_string(), alone);
        assert_eq!(Batch::new().push(entity).unwrap_err().fault().to_string(), alone);
        alone
    }
    let acme = || ObjectId::new(1, "acme");
    let phone = || PersonId::phone("+14155552671");
    for (found, reason) in [
        (refused(PersonEvent::new("", "n")), "person is empty"),
        (refused(PersonEvent::new("42", " ")), "event name is blank"),
        (refused(PersonEvent::new("42", "n").attributes([1])), "attribute is neither a struct nor a map"),
        (
            refused(PersonEvent::new("42", "n").attributes(json!({})).event_id("1")),
            "event_id is not a ULID (26 letters and digits of Crockford's base32): `track::event_id_from` makes one from a key of yours",
        ),
        (
            refused(PersonEvent::new("42", "n").attribute("a", f64::NAN)),
            "attribute has a number that is NaN or infinite, which JSON cannot represent",
        ),
        (
            refused(IdentifyPerson::new("42").attribute("a", "x".repeat(1001))),
            "attribute has a value longer than 1000 bytes",
        ),
        (
            refused(DeleteObject::new(ObjectId::new(0, "acme"))),
            "object_type_id is 0, and types are counted from 1",
        ),
        (refused(PersonRelationships::add("42", Vec::<ObjectId>::new())), "relationships are none"),
        (
            refused(ObjectRelationships::add(acme(), [phone()])),
            "person is a phone number, and must be an ID or an e-mail address",
        ),
        (refused(ReportPushDelivery::new("", PushMetric::Opened, "t")), "delivery is empty"),
        (refused(ReportPushDelivery::new("d", PushMetric::Opened, "")), "device token is empty"),
    ] {
        assert_eq!(found, reason);
    }
    let custom = Batch::new().push(Custom([1])).unwrap_err();
    assert_eq!(custom.fault().to_string(), "operation is neither a struct nor a map");
}

#[test]
fn only_a_delivery_counts_twice() {
    assert_eq!(IdentifyPerson::REPLAY, Replay::Safe);
    assert_eq!(<PersonEvent>::REPLAY, Replay::DedupedById);
    assert_eq!(ReportPushDelivery::REPLAY, Replay::Unsafe);
}

#[test]
fn an_entity_and_a_batch_are_as_unsafe_as_the_worst_in_them() {
    let delivery = || ReportPushDelivery::new("d", PushMetric::Opened, "t");
    let mut batch = Batch::new();
    assert_eq!((Batch::REPLAY, batch.replay()), (Replay::Unsafe, Replay::Safe));
    for (operation, alone, together) in [
        (Entity::from(IdentifyPerson::new("42")), Replay::Safe, Replay::Safe),
        (Entity::from(PersonEvent::new("42", "e")), Replay::DedupedById, Replay::DedupedById),
        (Entity::from(delivery()), Replay::Unsafe, Replay::Unsafe),
        (Entity::from(IdentifyPerson::new("43")), Replay::Safe, Replay::Unsafe),
    ] {
        assert_eq!(operation.replay(), alone);
        batch.push(operation).unwrap();
        assert_eq!((batch.replay(), batch.clone().replay()), (together, together));
    }
    batch.push(PersonEvent::new("", "nobody's")).unwrap_err();
    assert_eq!(batch.replay(), Replay::Unsafe);
}

#[test]
fn debug_shows_no_value() {
    let secret = "ada@example.com";
    let (acme, related) = (|| ObjectId::new(1, secret), || Relationship::new(PersonId::id(secret)));
    let shown: [&dyn Debug; 8] = [
        &IdentifyPerson::new(secret).attribute(secret, secret),
        &PersonEvent::new(secret, secret).attributes(json!({"a": secret})),
        &AddDevice::new(secret, Device::new(secret, Platform::Ios)),
        &DeleteDevice::new(secret, secret),
        &IdentifyObject::new(acme()).add_relationship(related().attribute(secret, secret)),
        &ObjectRelationships::add(acme(), [related()]),
        &ReportPushDelivery::new(secret, PushMetric::Opened, secret),
        &Custom(secret),
    ];
    for shown in shown {
        assert!(!format!("{shown:?}").contains("ada"), "{shown:?}");
    }
}
