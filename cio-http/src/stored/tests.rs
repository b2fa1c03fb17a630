//! What is read back is what was stored; what cannot be read is refused without repeating it.

use super::Stored;
use crate::app::{AnySend, SendEmail, SendInApp, SendInboxMessage, SendPush, SendSms, SendWhatsapp};
use crate::batch::Item;
use crate::operation::{Operation, Replay};
use crate::pipelines::{AnyCall, Track};
use crate::stored::item::StoredItem;
use crate::surface::limit::Limit;
use crate::track::v2::{DeletePerson, Entity, PersonEvent};
use serde_json::{Value, json};

const WHOM: &str = "ada.lovelace@example.com";

fn event() -> Stored {
    Stored::new(Entity::from(PersonEvent::new(WHOM, "purchase").attribute("price", 23.45))).unwrap()
}

fn again(stored: &Stored) -> Stored {
    serde_json::from_str(&serde_json::to_string(stored).unwrap()).unwrap()
}

fn written(item: &impl Item) -> Vec<u8> {
    let mut text = Vec::new();
    item.write(&mut text).unwrap();
    text
}

#[test]
fn an_item_comes_back_with_its_id_its_replay_class_and_its_bytes() {
    let track = Track::new(WHOM, "purchase").property("price", 23.45);
    let event = PersonEvent::new(WHOM, "purchase").attribute("text", "\u{0}\"ß\u{1F600}");
    for (stored, text, replay, limit) in [
        (Stored::new(Entity::of(&event)), written(&event), Replay::DedupedById, Limit::Track),
        (Stored::new(AnyCall::of(&track)), written(&track), Replay::DedupedById, Limit::Pipelines),
        (
            Stored::new(Entity::of(&DeletePerson::new(7))),
            written(&DeletePerson::new(7)),
            Replay::Safe,
            Limit::Track,
        ),
    ] {
        let stored = stored.unwrap();
        let read = again(&stored);
        assert_eq!((read.id(), read.replay(), read.limit()), (stored.id(), replay, limit));
        let of_read = match read.item() {
            StoredItem::TrackItem(entity) => written(entity),
            StoredItem::PipelinesItem(call) => written(call),
            StoredItem::AppSend(_) => unreachable!(),
        };
        assert_eq!(of_read, text);
        assert_eq!(stored.clone().id(), stored.id());
    }
    assert_ne!(super::Stored::new(Entity::of(&event)).unwrap().id(), event.id(), "an ID of its own");
}

#[test]
fn each_of_the_six_sends_comes_back_as_the_request_that_it_was() {
    fn check(message: impl Operation + Into<AnySend>) {
        let (wanted, stored) = (message.request().unwrap(), Stored::new(message.into()).unwrap());
        let read = again(&stored);
        assert_eq!((read.id(), read.replay(), read.limit()), (stored.id(), Replay::Unsafe, Limit::Sends));
        let StoredItem::AppSend(send) = read.item() else { panic!("{read:?}") };
        let request = send.request().unwrap();
        assert_eq!((request.method(), request.uri()), (wanted.method(), wanted.uri()));
        assert_eq!((request.headers(), request.body()), (wanted.headers(), wanted.body()));
    }
    check(SendEmail::template(3).to(WHOM).id("42").attachment("a.txt", "hello"));
    check(SendPush::template(4).title("Hello").id("42"));
    check(SendSms::template(5).to("+15550100").id("42"));
    check(SendWhatsapp::template(6).id("42"));
    check(SendInApp::template(7).id("42"));
    check(SendInboxMessage::template(8).id("42"));
}

#[test]
fn the_form_is_what_workers_of_this_version_read() {
    let event = PersonEvent::new("42", "left").event_id("01E4C4CT6YDC7Y5M7FE1GWWPQJ");
    let stored = Stored::new(Entity::from(event)).unwrap();
    assert_eq!(
        serde_json::to_value(&stored).unwrap(),
        json!({
            "version": 1,
            "kind": "entity",
            "id": stored.id(),
            "replay": "deduped_by_id",
            "body": concat!(
                r#"{"type":"person","action":"event","identifiers":{"id":"42"},"name":"left","#,
                r#""id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#,
            ),
        })
    );
}

#[test]
fn the_producer_is_told_what_cannot_be_sent() {
    let fault = |item: StoredItem| Stored::new(item).unwrap_err().to_string();
    assert_eq!(fault(Entity::from(PersonEvent::new("", "left")).into()), "person is empty");
    let large = PersonEvent::new("42", "left").attribute("note", "x".repeat(32_000));
    assert_eq!(fault(Entity::from(large).into()), "item is longer than 32000 bytes");
    assert_eq!(fault(AnySend::from(SendEmail::template(3).id("42")).into()), "to is not set");
}

#[test]
fn what_cannot_be_read_is_refused_and_not_repeated() {
    let good = serde_json::to_value(event()).unwrap();
    let email = Stored::new(AnySend::from(SendEmail::template(3).to(WHOM).id(WHOM))).unwrap();
    let with = |name: &str, value: Value| {
        let mut object = good.clone();
        object[name] = value;
        object.to_string()
    };
    let without = |name: &str| {
        let mut object = good.clone();
        object.as_object_mut().unwrap().remove(name);
        object.to_string()
    };
    let mut safe_email = serde_json::to_value(&email).unwrap();
    safe_email["replay"] = json!("safe");
    let long = format!(r#"{{"{WHOM}":"{}"}}"#, "x".repeat(32_000));
    for (text, fault) in [
        (json!(WHOM).to_string(), "expected a JSON object"),
        (json!([WHOM]).to_string(), "expected a JSON object"),
        (without("version"), "`version` is missing or not a number"),
        (with("version", json!(WHOM)), "`version` is missing or not a number"),
        (with("version", json!(2)), "`version` is not 1"),
        (with(WHOM, json!(1)), "it has a member that version 1 does not have"),
        (with("kind", json!(WHOM)), "`kind` is not one that version 1 has"),
        (with("kind", json!({ WHOM: 1 })), "`kind` is missing or not a string"),
        (with("id", json!(WHOM)), "`id` is not a ULID"),
        (without("id"), "`id` is missing or not a string"),
        (with("replay", json!(WHOM)), "`replay` is not one of"),
        (safe_email.to_string(), "`replay` is not that of its `kind`"),
        (with("body", json!({ WHOM: WHOM })), "`body` is missing or not a string"),
        (with("body", json!(format!(r#"{{"{WHOM}":1}},{{}}"#))), "`body` is not a JSON object"),
        (with("body", json!(format!(r#"{{"{WHOM}":"#))), "`body` is not a JSON object"),
        (with("body", json!(format!(r#" {{"{WHOM}":1}}"#))), "`body` is not a JSON object"),
        (with("body", json!(long)), "`body` is longer than 32000 bytes"),
        (good.to_string().replace(WHOM, "\\ud800"), ""),
        (good.to_string().replacen(WHOM, "\u{0}", 1), ""),
    ] {
        let error = serde_json::from_str::<Stored>(&text).unwrap_err();
        for said in [error.to_string(), format!("{error:?}")] {
            assert!(said.contains(fault), "{said}: {fault}");
            assert!(!said.contains("ada") && !said.contains("lovelace"), "{said}");
        }
    }
    for end in 0..good.to_string().len() {
        let said = serde_json::from_str::<Stored>(&good.to_string()[..end]).unwrap_err().to_string();
        assert!(!said.contains("ada"), "{said}");
    }
}

#[test]
fn its_debug_shows_no_person() {
    let shown = format!("{:?} {:?}", event(), event().into_item());
    assert!(shown.contains("kind: \"entity\"") && !shown.contains("ada"), "{shown}");
}
