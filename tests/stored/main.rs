//! What was stored is what is sent: the requests that a sandbox gets are those of sending at once, from both clients.

use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::app::{AnySend, SendEmail, SendPush, SendSms};
use cio_http::batch::Packed;
use cio_http::sandbox::{Received, Sandbox};
use cio_http::track::v2::{Entity, IdentifyPerson, PersonEvent};
use cio_http::{Client, Stored, StoredItem, blocking, pipelines, track};
use proptest::prelude::*;

#[derive(Clone, CioCredentials)]
struct All {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    region: Region,
}

/// One of each way to be sent: at once, and as it is stored.
struct Made {
    entities: Vec<Entity>,
    calls: Vec<pipelines::AnyCall>,
    sends: Vec<AnySend>,
}

fn made(person: &str, name: &str, value: &serde_json::Value) -> Made {
    let event = PersonEvent::new(person, name).attribute("value", value);
    let identify = IdentifyPerson::new(person).attribute(name, value).timestamp(7);
    let call = pipelines::Track::new(person, name).property("value", value);
    let email = SendEmail::template(3).to("ada@example.com").id(person).message_data(name, value);
    Made {
        entities: vec![event.into(), identify.into()],
        calls: vec![call.into()],
        sends: vec![
            email.attachment("a.txt", name).into(),
            SendPush::template("hello").id(person).custom_data(value).into(),
            SendSms::template(5).to("+15550100").id(person).into(),
        ],
    }
}

/// Through a queue that keeps JSON as text, or as a database does: parsed, its members in another order.
fn queued(items: impl IntoIterator<Item = impl Into<StoredItem>>, reordered: bool) -> Vec<StoredItem> {
    let queue = |item: StoredItem| {
        let stored = Stored::new(item).unwrap();
        let text = if reordered {
            serde_json::to_value(&stored).unwrap().to_string()
        } else {
            serde_json::to_string(&stored).unwrap()
        };
        let read: Stored = serde_json::from_str(&text).unwrap();
        assert_eq!((read.id(), read.replay()), (stored.id(), stored.replay()));
        read.into_item()
    };
    items.into_iter().map(Into::into).map(queue).collect()
}

fn batch_of(items: &[StoredItem]) -> track::v2::Batch {
    let mut packed = track::v2::Batch::pack(items.iter().filter_map(|item| match item {
        StoredItem::TrackItem(entity) => Some(entity),
        _ => None,
    }));
    let Some(Packed::Batch(batch)) = packed.next() else { panic!("they fit into one batch") };
    batch
}

fn calls_of(items: &[StoredItem]) -> pipelines::Batch {
    let mut batch = pipelines::Batch::new();
    for item in items {
        if let StoredItem::PipelinesItem(call) = item {
            batch.push(call).unwrap();
        }
    }
    batch
}

fn sends_of(items: &[StoredItem]) -> impl Iterator<Item = &AnySend> {
    items.iter().filter_map(|item| match item {
        StoredItem::AppSend(send) => Some(send),
        _ => None,
    })
}

/// What identifies a request: all but when it came.
fn essence(received: &Received) -> (String, String, Vec<u8>, Vec<(String, String)>) {
    let headers = received.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    (received.method.to_string(), received.path.clone(), received.raw.to_vec(), headers.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_stored_is_sent_byte_for_byte_as_if_at_once(
        person in "[a-z\u{e4}\"\\\\ ]{0,9}[a-z]", name in "[a-z\u{1F600}\"\\\\]{1,9}", number in any::<f64>(), reordered in any::<bool>(),
    ) {
        prop_assume!(number.is_finite());
        let sandbox = Sandbox::start().unwrap();
        let all = All::loader().environment(sandbox.environment()).load().unwrap();
        let on_threads = blocking::Client::builder(all.clone()).sandbox(&sandbox).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let on_tasks = runtime.block_on(async { Client::builder(all).sandbox(&sandbox).build().unwrap() });

        let made = made(&person, &name, &serde_json::json!({ name.clone(): [number, name.clone(), null] }));
        let at_once: Vec<StoredItem> = made.entities.iter().cloned().map(Into::into)
            .chain(made.calls.iter().cloned().map(Into::into))
            .chain(made.sends.iter().cloned().map(Into::into)).collect();
        let stored = queued(at_once.iter().cloned(), reordered);
        for items in [&at_once, &stored] {
            on_threads.send(batch_of(items)).unwrap();
            on_threads.send(calls_of(items)).unwrap();
            for send in sends_of(items) {
                on_threads.send(send).unwrap();
            }
        }
        for items in [&at_once, &stored] {
            runtime.block_on(async {
                on_tasks.send(batch_of(items)).await.unwrap();
                on_tasks.send(calls_of(items)).await.unwrap();
                for send in sends_of(items) {
                    on_tasks.send(send).await.unwrap();
                }
            });
        }
        let received = sandbox.received();
        prop_assert_eq!(received.len(), 4 * 5);
        for driver in received.chunks(10) {
            for (at_once, stored) in driver[..5].iter().zip(&driver[5..]) {
                prop_assert_eq!(essence(at_once), essence(stored));
            }
        }
        // The events are there once: each kept its ID.
        prop_assert_eq!(sandbox.events().len(), 2);
    }
}

#[test]
fn a_stored_item_holds_no_credential() {
    let sandbox = Sandbox::start().unwrap();
    let all = All::loader().environment(sandbox.environment()).load().unwrap();
    let cio = blocking::Client::builder(all).sandbox(&sandbox).build().unwrap();
    let made = made("42", "purchase", &serde_json::json!(1));
    for send in &made.sends {
        cio.send(send).unwrap();
    }
    let items = made.entities.into_iter().map(StoredItem::from);
    let items =
        items.chain(made.calls.into_iter().map(Into::into)).chain(made.sends.into_iter().map(Into::into));
    for item in items {
        let stored = Stored::new(item).unwrap();
        let text = format!("{} {stored:?}", serde_json::to_string(&stored).unwrap());
        for (name, value) in sandbox.variables(Region::Us) {
            let is_key = value.len() > 8;
            assert!(!is_key || !text.contains(&value), "{name} is in {text}");
        }
        assert!(!text.to_lowercase().contains("authorization"));
    }
}
