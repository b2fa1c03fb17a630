//! The first version of the Track API.

use crate::ours::{Input, Known, Ours};
use cio_http::track::{
    AccountRegion, AddDevice, AddToSegment, DeleteDevice, DeletePerson, DeliveryMetric, Device, IdType,
    Identify, MergePeople, PersonId, Platform, PushMetric, RemoveFromSegment, ReportDelivery,
    ReportPushDelivery, SubmitForm, SuppressPerson, TrackAnonymous, TrackEvent, TrackPage, Unsubscribe,
    UnsuppressPerson,
};

pub(crate) fn send(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "track.identify" | "track.identify_with_slash" => {
            ours.call(&Identify::new(input.text("id")).attributes(input.value("attributes")));
        }
        "track.delete_person" => ours.call(&DeletePerson::new(input.text("id"))),
        "track.suppress_person" => ours.call(&SuppressPerson::new(input.text("id"))),
        "track.unsuppress_person" => ours.call(&UnsuppressPerson::new(input.text("id"))),
        "track.merge_people" => ours.call(&merge(input)),
        "track.add_device" | "track.add_device_with_attributes" => {
            ours.call(&AddDevice::new(input.text("id"), device(input)));
        }
        "track.delete_device" => ours.call(&DeleteDevice::new(input.text("id"), input.text("token"))),
        "track.account_region" => ours.call(&AccountRegion),
        "track.submit_form" => {
            let form = SubmitForm::by_email(input.text("form"), input.text("email"));
            let fields = input.value("fields").as_object().into_iter().flatten();
            ours.call(&form.fields(fields.filter_map(|(name, value)| Some((name, value.as_str()?)))));
        }
        "track.add_to_segment" => {
            let add = AddToSegment::new(input.number("segment"), input.texts("ids"));
            ours.call(&add.id_type(IdType::Email));
        }
        "track.remove_from_segment" => {
            ours.call(&RemoveFromSegment::new(input.number("segment"), input.texts("ids")));
        }
        _ => return events(ours, operation, input),
    }
    Some(())
}

fn events(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "track.event" | "track.event_without_time" => {
            let event = TrackEvent::new(input.text("id"), input.text("name"));
            let event = event.event_id(input.text("event_id")).data_from(input.value("data"));
            let timed = input.has("timestamp");
            ours.call(&if timed { event.timestamp(input.number("timestamp")) } else { event });
        }
        "track.page" => {
            ours.call(&TrackPage::new(input.text("id"), input.text("name")).event_id(input.text("event_id")));
        }
        "track.anonymous_event" => {
            let event = TrackAnonymous::new(input.text("anonymous_id"), input.text("name"));
            ours.call(&event.event_id(input.text("event_id")).data_from(input.value("data")));
        }
        "track.invite" => {
            let event = TrackAnonymous::invite(input.text("recipient"), input.text("name"));
            ours.call(&event.event_id(input.text("event_id")));
        }
        "track.report_push_metric" => {
            let report =
                ReportPushDelivery::new(input.text("delivery_id"), input.text("token"), PushMetric::Opened);
            ours.call(&report.timestamp(input.number("timestamp")));
        }
        "track.report_metric" => {
            let report = ReportDelivery::new(input.text("delivery_id"), DeliveryMetric::Clicked)
                .href(input.text("href"));
            ours.call(&report.timestamp(input.number("timestamp")));
        }
        "track.unsubscribe" => ours.call(&Unsubscribe::new(input.text("delivery_id"))),
        _ => return None,
    }
    Some(())
}

pub(crate) fn device(input: Input<'_>) -> Device {
    let platform = if input.text("platform") == "ios" { Platform::Ios } else { Platform::Android };
    let mut device = Device::new(input.text("token"), platform);
    if input.has("last_used") {
        device = device.last_used(input.number("last_used"));
    }
    if input.has("attributes") {
        device = device.attributes(input.value("attributes"));
    }
    device
}

pub(crate) fn merge(input: Input<'_>) -> MergePeople {
    let person = |name| match input.pair(name) {
        ("email", email) => PersonId::email(email),
        (_, id) => PersonId::id(id),
    };
    MergePeople::new(person("primary"), person("secondary"))
}
