//! The activities of people, as the App API shows them.

use super::{messages, paging, person_view};
use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::{accepted, now};
use crate::sandbox::app::person_view::PersonView;
use crate::sandbox::effect::Event;
use crate::sandbox::people::PeopleStore;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use serde_json::{Value, json};

/// Of all people, or of the person in the query.
pub(super) fn list(context: &Context<'_>) -> Result<Answer, Refusal> {
    let whose = context.query("customer_id").map(|id| person_view::find(context, &id)).transpose()?;
    those(context, |person| match &whose {
        None => true,
        Some(whose) => whose.as_ref().zip(person).is_some_and(|(whose, person)| whose.is(person)),
    })
}

pub(super) fn of_person(context: &Context<'_>) -> Result<Answer, Refusal> {
    let whose = person_view::named(context)?;
    those(context, |person| person.is_some_and(|person| whose.is(person)))
}

/// Events and messages; other activities of the service are not kept here. None are `null`, as some lists of the
/// service.
fn those(context: &Context<'_>, are: impl Fn(Option<&PersonView>) -> bool) -> Result<Answer, Refusal> {
    let people = person_view::all(context);
    let events = context.record.with_people(PeopleStore::events);
    let events = events.iter().filter(|event| event.place() == context.workspace.place).rev();
    let events = events.map(|event| (of_event(event, &people), event_activity(event)));
    let messages = messages::all(context);
    let messages = messages.iter().map(|message| (message.person(&people), was_sent(message)));
    let is =
        |activity: &Value, name: &str| context.query(name).is_none_or(|wanted| activity[name] == *wanted);
    let activities = events
        .chain(messages)
        .filter(|(person, activity)| are(*person) && is(activity, "type") && is(activity, "name"))
        .map(|(person, activity)| of(person, activity))
        .collect();
    let (activities, next) = paging::ACTIVITIES.page(context, activities)?;
    let activities = if activities.is_empty() { Value::Null } else { activities.into() };
    Ok(accepted(&json!({"activities": activities, "next": next})))
}

fn of_event<'a>(event: &Event, people: &'a [PersonView]) -> Option<&'a PersonView> {
    let named = event.person.as_ref()?;
    people.iter().find(|person| person.is_called(named))
}

fn event_activity(event: &Event) -> Value {
    json!({
        "id": event.id,
        "type": event.kind,
        "name": event.name,
        "data": event.data,
        "timestamp": event.timestamp.as_ref().and_then(Value::as_u64).unwrap_or_else(now),
    })
}

fn was_sent(message: &messages::Message) -> Value {
    let sent = message.sent();
    json!({
        "id": sent.delivery_id,
        "type": format!("sent_{}", message.kind()),
        "data": {"delivery_id": sent.delivery_id},
        "delivery_id": sent.delivery_id,
        "delivery_type": message.kind(),
        "timestamp": sent.queued_at,
    })
}

fn of(person: Option<&PersonView>, mut activity: Value) -> Value {
    let identifiers = person.map(PersonView::identifiers);
    activity["customer_id"] =
        identifiers.as_ref().map_or(Value::Null, |identifiers| identifiers["id"].clone());
    activity["customer_identifiers"] = identifiers.unwrap_or_default();
    activity
}
