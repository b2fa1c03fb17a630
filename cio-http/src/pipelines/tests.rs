//! The values that every call refuses and hides; the requests are in the table of `tests/exchanges`.

use super::alias::Alias;
use super::devices::{AddDevice, DeleteDevice};
use super::group::Group;
use super::identify::Identify;
use super::objects::{DeleteObject, DeleteRelationship};
use super::report_delivery::{DeliveryMetric, ReportDelivery};
use super::suppression::{DeletePerson, SuppressPerson, UnsuppressPerson};
use super::track::Track;
use super::user::User;
use super::views::{Page, Screen};
use crate::operation::Operation;
use crate::track::Platform;

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
fn types_of_objects_are_counted_from_1() {
    for (request, input) in [
        (Group::new(1, "g").object_type(0).request(), "object_type_id"),
        (DeleteObject::new("g").object_type(0).request(), "objectTypeId"),
        (DeleteRelationship::new(1, "g").object_type(0).request(), "objectTypeId"),
    ] {
        let fault = request.unwrap_err().to_string();
        assert_eq!(fault, format!("{input} is 0, and types are counted from 1"));
    }
}

#[test]
fn an_address_may_be_longer_than_an_id() {
    let long = &format!("{}@example.com", "x".repeat(140));
    for request in [
        Identify::new(long).request(),
        Alias::new(long, long).request(),
        DeletePerson::new(long).request(),
        AddDevice::new(long, "t", Platform::Ios).request(),
        DeleteRelationship::new(long, "o").request(),
    ] {
        request.unwrap();
    }
    for request in [Group::new(1, long).request(), Page::new(User::anonymous(long)).request()] {
        assert!(request.unwrap_err().to_string().ends_with("is longer than 150 bytes"));
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
