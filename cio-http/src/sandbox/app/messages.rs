//! The messages that were sent, as the App API shows them.

use super::{paging, person_view};
use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::{accepted, not_found};
use crate::sandbox::app::person_view::PersonView;
use crate::sandbox::effect::Sent;
use crate::sandbox::effect::change::Metric;
use crate::sandbox::people::PeopleStore;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use crate::sandbox::{body, views};
use serde_json::{Map, Value, json};

/// A message, its recipient, and its metrics.
pub(super) struct Message {
    sent: Sent,
    person: String,
    metrics: Vec<Metric>,
}

/// All of this account, the newest first.
pub(super) fn all(context: &Context<'_>) -> Vec<Message> {
    let place = context.workspace.place;
    let (sent, metrics) =
        (context.record.view(|it| views::sent(it)), context.record.view(|it| views::metrics(it)));
    let people = context.record.with_people(PeopleStore::deliveries);
    let message = |sent: Sent| Message {
        person: people.get(&(place, sent.delivery_id.clone())).cloned().unwrap_or_default(),
        metrics: metrics.iter().filter(|metric| metric.delivery_id == sent.delivery_id).cloned().collect(),
        sent,
    };
    sent.into_iter().rev().filter(|sent| sent.place() == place).map(message).collect()
}

impl Message {
    pub(super) fn sent(&self) -> &Sent {
        &self.sent
    }

    /// The recipient, if the person exists: a message may go to an address of no known person.
    pub(super) fn person<'a>(&self, people: &'a [PersonView]) -> Option<&'a PersonView> {
        people.iter().find(|person| person.is_called(&self.person))
    }

    /// The type of an SMS is the name of its provider.
    pub(super) fn kind(&self) -> &'static str {
        if self.sent.kind == "sms" { "twilio" } else { self.sent.kind }
    }

    /// The times of its metrics. A metric reported without a time has that of the send.
    fn metrics(&self) -> Map<String, Value> {
        let at = |metric: &Metric| metric.request.get("timestamp").filter(|at| at.is_u64()).cloned();
        let reported = self.metrics.iter().map(|metric| (metric.metric.clone(), at(metric)));
        let own = ["created", "sent"].map(|name| (name.to_owned(), None));
        own.into_iter()
            .chain(reported)
            .map(|(name, at)| (name, at.unwrap_or(json!(self.sent.queued_at))))
            .collect()
    }

    fn to_json(&self, people: &[PersonView]) -> Value {
        let identifiers = self.person(people).map(PersonView::identifiers);
        json!({
            "id": self.sent.delivery_id,
            "type": self.kind(),
            "customer_id": identifiers.as_ref().map(|identifiers| &identifiers["id"]),
            "customer_identifiers": identifiers,
            "recipient": self.sent.to,
            "subject": self.sent.request.get("subject"),
            "metrics": self.metrics(),
            "created": self.sent.queued_at,
            "failure_message": null,
            "newsletter_id": null,
            "forgotten": false,
            "sandbox": "a field that no document names",
        })
    }

    /// Whether the query asks for this one. No campaign, newsletter or action sends anything here.
    fn is_wanted(&self, context: &Context<'_>) -> Result<bool, Refusal> {
        let is =
            |name: &str, fits: &dyn Fn(&str) -> bool| context.query(name).is_none_or(|wanted| fits(&wanted));
        let since =
            paging::number(context, "start_ts")?.is_none_or(|since: u64| since <= self.sent.queued_at);
        let until = paging::number(context, "end_ts")?.is_none_or(|until: u64| self.sent.queued_at <= until);
        let others = ["campaign_id", "newsletter_id", "action_id"];
        Ok(since
            && until
            && is("type", &|wanted| wanted == self.kind())
            && is("metric", &|wanted| self.metrics().contains_key(wanted))
            && others.into_iter().all(|name| context.query(name).is_none()))
    }
}

pub(super) fn list(context: &Context<'_>) -> Result<Answer, Refusal> {
    those(context, |_| true)
}

/// The messages of a person who exists, or existed until a merge.
pub(super) fn of_person(context: &Context<'_>) -> Result<Answer, Refusal> {
    let person = person_view::named(context)?;
    those(context, |message| person.is_called(&message.person))
}

pub(super) fn of_template(context: &Context<'_>) -> Result<Answer, Refusal> {
    let template = context.segment("{transactional_id}");
    let of = |message: &Message| body::identifier(&message.sent.request, "transactional_message_id");
    those(context, |message| of(message).as_deref() == Some(template))
}

/// No messages are `null`, as some lists of the service.
fn those(context: &Context<'_>, are: impl Fn(&Message) -> bool) -> Result<Answer, Refusal> {
    let people = person_view::all(context);
    let mut messages = Vec::new();
    for message in all(context) {
        if message.is_wanted(context)? && are(&message) {
            messages.push(message.to_json(&people));
        }
    }
    let (messages, next) = paging::LIST.page(context, messages)?;
    let messages = if messages.is_empty() { Value::Null } else { messages.into() };
    Ok(accepted(&json!({"messages": messages, "next": next})))
}

fn named(context: &Context<'_>) -> Result<Message, Refusal> {
    let wanted = context.segment("{message_id}");
    let found = all(context).into_iter().find(|message| message.sent.delivery_id == wanted);
    found.ok_or_else(|| not_found("message"))
}

pub(super) fn one(context: &Context<'_>) -> Result<Answer, Refusal> {
    let message = named(context)?;
    Ok(accepted(&json!({"message": message.to_json(&person_view::all(context))})))
}

/// The content from the request: the sandbox renders no template.
pub(super) fn archived(context: &Context<'_>) -> Result<Answer, Refusal> {
    let sent = named(context)?.sent;
    let given = |name: &str| sent.request.get(name).cloned().unwrap_or_default();
    Ok(accepted(&json!({"archived_message": {
        "id": sent.delivery_id,
        "body": given("body"),
        "from": given("from"),
        "reply_to": given("reply_to"),
        "recipient": sent.to,
        "subject": given("subject"),
        "bcc": given("bcc"),
        "preheader_text": given("preheader"),
        "headers": given("headers"),
        "forgotten": false,
    }})))
}
