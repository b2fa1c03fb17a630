//! Values that every operation of the first version refuses and hides; the requests are in the table of
//! `tests/exchanges`.

use super::delete_person::DeletePerson;
use super::device::{Device, Platform};
use super::devices::{AddDevice, DeleteDevice};
use super::identifiers::PersonId;
use super::identify::Identify;
use super::merge_people::MergePeople;
use super::report_push_delivery::{PushMetric, ReportPushDelivery};
use super::segment::AddToSegment;
use super::submit_form::SubmitForm;
use super::suppression::{SuppressPerson, UnsuppressPerson};
use super::track_anonymous::TrackAnonymous;
use super::track_event::TrackEvent;
use super::track_view::{TrackPage, TrackScreen};
use super::unsubscribe::Unsubscribe;
use super::v2;
use crate::operation::Operation;
use crate::wire::IdType;

#[test]
fn an_identifier_that_would_change_the_path_is_refused_by_every_operation() {
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
    refused(&ReportPushDelivery::new("d", "", PushMetric::Opened));
}

#[test]
fn an_address_may_be_longer_than_an_id() {
    let long = format!("{}@example.com", "x".repeat(140));
    let segment = AddToSegment::new(7, [&long]);
    for request in [
        Identify::new(&long).request(),
        TrackEvent::new(&long, "n").request(),
        SubmitForm::by_email("f", &long).request(),
        segment.clone().id_type(IdType::Email).request(),
        v2::DeletePerson::new(PersonId::email(&long)).request(),
    ] {
        request.unwrap();
    }
    for request in
        [segment.request(), SubmitForm::by_id("f", &long).request(), v2::DeletePerson::new(&long).request()]
    {
        assert!(request.unwrap_err().to_string().ends_with("is longer than 150 bytes"));
    }
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
        format!("{:?}", ReportPushDelivery::new(secret, secret, PushMetric::Opened)),
        format!("{:?}", Unsubscribe::new(secret)),
    ] {
        assert!(!shown.contains("ada"), "{shown}");
    }
}
