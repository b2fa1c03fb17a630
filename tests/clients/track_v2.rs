//! The second version of the Track API.

use crate::ours::{Input, Known, Ours};
use crate::track::{device, merge};
use cio_http::track::v2::{
    AddDevice, Batch, DeleteDevice, DeleteObject, DeletePerson, Entity, IdentifyObject, IdentifyPerson,
    ObjectRelationships, PersonEvent, PersonRelationships, SuppressPerson, UnsuppressPerson,
};
use cio_http::track::{ObjectId, PersonId, Relationship};

pub(crate) fn send(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "track.v2.batch" => ours.call(&batch(input)),
        "track.v2.identify_person" => {
            ours.call(&IdentifyPerson::new(input.text("id")).attributes(input.value("attributes")));
        }
        "track.v2.delete_person" => ours.call(&DeletePerson::new(input.text("id"))),
        "track.v2.suppress_person" => ours.call(&SuppressPerson::new(input.text("id"))),
        "track.v2.unsuppress_person" => ours.call(&UnsuppressPerson::new(input.text("id"))),
        "track.v2.merge_people" => ours.call(&Entity::from(merge(input))),
        "track.v2.person_event" => event(ours, PersonEvent::new(input.text("id"), input.text("name")), input),
        "track.v2.person_page" => event(ours, PersonEvent::page(input.text("id"), input.text("name")), input),
        "track.v2.person_screen" => {
            event(ours, PersonEvent::screen(input.text("id"), input.text("name")), input);
        }
        "track.v2.add_device" => ours.call(&AddDevice::new(input.text("id"), device(input))),
        "track.v2.delete_device" => ours.call(&DeleteDevice::new(input.text("id"), input.text("token"))),
        "track.v2.person_relationships" => {
            let to = Relationship::new(object(input)).attributes(input.value("attributes"));
            ours.call(&PersonRelationships::add(input.text("id"), [to]));
        }
        "track.v2.identify_object" => {
            ours.call(&IdentifyObject::new(object(input)).attributes(input.value("attributes")));
        }
        "track.v2.object_relationships" => {
            ours.call(&ObjectRelationships::add(object(input), [PersonId::id(input.text("id"))]));
        }
        "track.v2.delete_object" => ours.call(&DeleteObject::new(object(input))),
        _ => return None,
    }
    Some(())
}

fn event(ours: &Ours, event: PersonEvent, input: Input<'_>) {
    ours.call(&event.event_id(input.text("event_id")).attributes(input.value("attributes")));
}

fn object(input: Input<'_>) -> ObjectId {
    let (object_type, id) = input.pair("object");
    ObjectId::new(object_type.parse().expect("a type of objects is a number"), id)
}

fn batch(input: Input<'_>) -> Batch {
    let mut batch = Batch::new();
    for person in input.list("people") {
        let id = person[0].as_str().expect("a person starts with an ID");
        batch.push(IdentifyPerson::new(id).attributes(&person[1])).expect("it is small");
    }
    batch.push(DeletePerson::new(input.text("delete"))).expect("it is small");
    batch
}
