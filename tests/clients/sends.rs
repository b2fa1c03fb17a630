//! The six sends, and the broadcast.

use crate::ours::{Input, Known, Ours};
use cio_http::app::{
    DataFile, Emails, Filter, Ids, MessageTemplate, PerUserData, SendEmail, SendInApp, SendInboxMessage,
    SendPush, SendSms, SendWhatsapp, TriggerBroadcast,
};
use serde_json::Value;

pub(crate) fn send(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
    match operation {
        "app.send_email" | "app.send_email_in_full" | "app.send_email_untemplated" => {
            ours.call(&email(input));
        }
        "app.send_push" => {
            let push = SendPush::template(template(input)).id(input.text("id")).title(input.text("title"));
            let push = push.message(input.text("message")).link(input.text("link"));
            ours.call(&push.custom_data(input.value("custom_data")));
        }
        "app.send_sms" => {
            ours.call(&SendSms::template(template(input)).to(input.text("to")).id(input.text("id")));
        }
        "app.send_whatsapp" => {
            ours.call(&SendWhatsapp::template(template(input)).to(input.text("to")).id(input.text("id")));
        }
        "app.send_in_app" => {
            let message = SendInApp::template(template(input)).id(input.text("id"));
            ours.call(&message.message_data_from(input.value("message_data")));
        }
        "app.send_inbox_message" => {
            let message = SendInboxMessage::template(template(input)).id(input.text("id"));
            ours.call(&message.message_data_from(input.value("message_data")));
        }
        "app.trigger_broadcast" => broadcast(ours, input),
        _ => return None,
    }
    Some(())
}

fn template(input: Input<'_>) -> MessageTemplate {
    match input.value("template") {
        Value::String(name) => MessageTemplate::from(name.as_str()),
        number => MessageTemplate::from(number.as_u64().expect("a template has a name or a number")),
    }
}

fn email(input: Input<'_>) -> SendEmail {
    let email =
        if input.has("template") { SendEmail::template(template(input)) } else { SendEmail::untemplated() };
    let mut email = email.to(input.text("to"));
    for name in ["id", "email", "bcc", "reply_to", "from", "subject", "body", "language"] {
        if input.has(name) {
            email = text(email, name, input.text(name));
        }
    }
    let flags = [
        "tracked",
        "send_to_unsubscribed",
        "queue_draft",
        "disable_message_retention",
        "disable_css_preprocessing",
    ];
    for name in flags.into_iter().filter(|name| input.has(name)) {
        email = flag(email, name, input.flag(name));
    }
    if input.has("send_at") {
        email = email.send_at(input.number("send_at"));
    }
    for (name, value) in input.value("headers").as_object().into_iter().flatten() {
        email = email.header(name, value.as_str().expect("a header is a string"));
    }
    for (name, content) in input.value("attachments").as_object().into_iter().flatten() {
        email = email.attachment(name, content.as_str().expect("an attachment is a string"));
    }
    if input.has("message_data") { email.message_data_from(input.value("message_data")) } else { email }
}

fn text(email: SendEmail, name: &str, text: &str) -> SendEmail {
    match name {
        "id" => email.id(text),
        "email" => email.email(text),
        "bcc" => email.bcc(text),
        "reply_to" => email.reply_to(text),
        "from" => email.from(text),
        "subject" => email.subject(text),
        "body" => email.body(text),
        _ => email.language(text),
    }
}

fn flag(email: SendEmail, name: &str, yes: bool) -> SendEmail {
    match name {
        "tracked" => email.tracked(yes),
        "send_to_unsubscribed" => email.send_to_unsubscribed(yes),
        "queue_draft" => email.queue_draft(yes),
        "disable_message_retention" => email.disable_message_retention(yes),
        _ => email.disable_css_preprocessing(yes),
    }
}

fn broadcast(ours: &Ours, input: Input<'_>) {
    let number = input.number("broadcast");
    if input.has("segment") {
        let broadcast = TriggerBroadcast::to(number, Filter::segment(input.number("segment")));
        ours.call(&broadcast.data_from(input.value("data")));
    } else if input.has("emails") {
        let emails = Emails::new(input.texts("emails"))
            .email_ignore_missing(input.flag("email_ignore_missing"))
            .email_add_duplicates(input.flag("email_add_duplicates"));
        ours.call(&TriggerBroadcast::to(number, emails));
    } else if input.has("ids") {
        let ids = Ids::new(input.texts("ids")).id_ignore_missing(input.flag("id_ignore_missing"));
        ours.call(&TriggerBroadcast::to(number, ids));
    } else if input.has("per_user_data") {
        let people = input.list("per_user_data").iter().fold(PerUserData::new(), |people, person| {
            people.id(person[0].as_str().expect("a person starts with an ID"), &person[1])
        });
        ours.call(&TriggerBroadcast::to(number, people));
    } else if input.has("data_file_url") {
        ours.call(&TriggerBroadcast::to(number, DataFile::new(input.text("data_file_url"))));
    } else {
        ours.call(&TriggerBroadcast::new(number));
    }
}
