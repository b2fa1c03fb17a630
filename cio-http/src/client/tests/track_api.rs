//! Every operation through both clients, and what the sandbox makes of them.

use crate::batch::BatchOutcome;
use crate::client::tests::{each, track_pair};
use crate::operation::Operation;
use crate::sandbox::Sandbox;
use crate::track::{
    AccountRegion, AddDevice, AddToSegment, AnonymousId, DeleteDevice, DeletePerson, DeliveryMetric, Device,
    Identify, MergePeople, ObjectId, PersonId, Platform, PushMetric, RemoveFromSegment, ReportDelivery,
    ReportPushDelivery, SubmitForm, SuppressPerson, TrackAnonymous, TrackEvent, TrackPage, TrackScreen,
    Unsubscribe, UnsuppressPerson, v2,
};
use cio_config::{Region, TrackCredentials};
use http::StatusCode;

struct Account {
    sandbox: Sandbox,
    pair: TrackCredentials,
}

impl Account {
    fn new() -> Self {
        let sandbox = Sandbox::start().unwrap();
        let pair = track_pair(sandbox.addresses().credentials(Region::Eu), Region::Eu);
        Self { sandbox, pair }
    }

    /// Through each client once, which has to be as good as once in all where the operation says so.
    fn send<O: Operation<Surface: crate::surface::SignedBy<TrackCredentials>>>(
        &self,
        operation: &O,
    ) -> Vec<O::Output> {
        each(&self.sandbox, &self.pair, operation).into_iter().map(Result::unwrap).collect()
    }
}

#[test]
fn every_operation_of_the_first_version_does_what_it_says() {
    let account = Account::new();
    account.send(&AccountRegion);
    account.send(&Identify::new("42").attribute("plan", "pro").add_relationship(ObjectId::new(1, "acme")));
    account.send(&Identify::new("43").attribute("n", 1));
    account.send(&AddDevice::new("42", Device::new("t/1", Platform::Ios)));
    account.send(&AddDevice::new("42", Device::new("u", Platform::Android)));
    account.send(&DeleteDevice::new("42", "u"));
    account.send(&AddToSegment::new(7, ["42"]));
    account.send(&AddToSegment::new(8, ["42"]));
    account.send(&RemoveFromSegment::new(8, ["42"]));
    account.send(&MergePeople::new("42", "43"));
    account.send(&SubmitForm::by_email("news", "ada@example.com").field("colour", "red"));
    account.send(&DeletePerson::new("ada@example.com"));
    account.send(&TrackEvent::new("42", "purchase").data("amount", 1));
    account.send(&TrackPage::new("42", "https://example.com"));
    account.send(&TrackScreen::new("42", "Home"));
    account.send(&TrackAnonymous::new("visitor", "seen"));
    account.send(&TrackAnonymous::invite("bob@example.com", "invited"));
    account.send(&SuppressPerson::new("44"));
    account.send(&SuppressPerson::new("45"));
    account.send(&UnsuppressPerson::new("45"));
    account.send(&ReportDelivery::new("d1", DeliveryMetric::Opened));
    account.send(&ReportPushDelivery::new("d1", "t", PushMetric::Opened));
    account.send(&Unsubscribe::new("d1"));

    let sandbox = &account.sandbox;
    assert!(sandbox.received().iter().all(|received| received.status.is_success()));
    let [person] = &sandbox.people()[..] else { panic!("{:?}", sandbox.people()) };
    assert_eq!((person.id.as_str(), person.attributes.len(), person.devices.len()), ("42", 2, 1));
    assert!(person.segments.iter().eq(&[7]));
    assert_eq!(sandbox.objects()[0].people.len(), 1);
    let kinds: Vec<_> = sandbox.events().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["event", "page", "screen", "event", "event"]);
    assert_eq!(sandbox.suppressed().len(), 1);
    assert!(!sandbox.forms().is_empty() && !sandbox.metrics().is_empty());
}

#[test]
fn every_operation_of_the_second_version_does_what_it_says() {
    let account = Account::new();
    let acme = || ObjectId::new(1, "acme");
    account.send(&v2::IdentifyPerson::new("42").attribute("plan", "pro").add_relationship(acme()));
    account.send(&v2::IdentifyPerson::new(PersonId::phone("+14155552671")));
    account.send(&v2::DeletePerson::new(PersonId::phone("+14155552671")));
    account.send(&v2::PersonEvent::new("42", "purchase").attribute("amount", 1));
    account.send(
        &v2::PersonEvent::screen("42", "Home").attributes(std::collections::BTreeMap::from([("a", 1)])),
    );
    account.send(&v2::AddDevice::new("42", Device::new("t", Platform::Ios)));
    account.send(&v2::DeleteDevice::new("42", "t"));
    account.send(&v2::PersonRelationships::add("43", [acme()]));
    account.send(&v2::ObjectRelationships::delete(acme(), [PersonId::id("43")]));
    account.send(&v2::IdentifyObject::new(acme()).attribute("name", "Acme"));
    account.send(&v2::IdentifyAnonymous::new(acme()).add_relationship(AnonymousId::new("v")));
    account.send(&v2::DeleteObject::new(ObjectId::new(2, "globex")));
    account.send(&v2::SuppressPerson::new("44"));
    account.send(&v2::UnsuppressPerson::new("44"));
    account.send(&v2::ReportPushDelivery::new("d1", PushMetric::Opened, "t"));
    account.send(&v2::Entity::from(MergePeople::new("42", "43")));

    let sandbox = &account.sandbox;
    assert!(sandbox.received().iter().all(|received| received.status == StatusCode::OK));
    assert_eq!((sandbox.people().len(), sandbox.events().len()), (1, 2));
    assert!(sandbox.objects()[0].people.keys().eq(["42", "v"]));
    assert!(sandbox.suppressed().is_empty() && !sandbox.metrics().is_empty());
}

#[test]
fn a_batch_in_part_says_which_items_were_not_taken() {
    let account = Account::new();
    let mut batch = v2::Batch::new();
    batch.push(v2::PersonEvent::new("42", "purchase")).unwrap();
    batch
        .push(v2::Custom(std::collections::BTreeMap::from([("type", "robot"), ("action", "dance")])))
        .unwrap();
    for outcome in account.send(&batch) {
        let outcome: BatchOutcome = outcome;
        assert_eq!((outcome.accepted(), outcome.refused()), (1, 1));
        let error = &outcome.errors()[0];
        assert_eq!((error.batch_index, error.reason.as_deref()), (Some(1), Some("invalid")));
        assert_eq!(error.to_string(), "item 1: type: must be person, object or delivery");
    }
    assert_eq!(account.sandbox.events().len(), 1);
}
