//! The request of an e-mail, and the values refused in one.

use super::SendEmail;
use crate::operation::Operation;
use bytes::Bytes;
use std::time::{Duration, SystemTime};

fn email() -> SendEmail {
    SendEmail::template(3).to("ada@example.com").id("42")
}

#[test]
fn a_template_has_a_number_or_a_trigger_name() {
    for (email, start) in [
        (SendEmail::template(3), r#"{"transactional_message_id":3,"#),
        (SendEmail::template("welcome"), r#"{"transactional_message_id":"welcome","#),
    ] {
        let body = email.to("ada@example.com").id(42).request().unwrap().into_body();
        assert!(body.starts_with(start.as_bytes()));
    }
}

#[test]
fn an_untemplated_email_brings_its_own_parts() {
    let email = SendEmail::untemplated().to("a@b.c").cio_id("03").from("b@b.c").subject("Hi").body("<p>");
    assert_eq!(
        email.request().unwrap().body(),
        r#"{"to":"a@b.c","from":"b@b.c","subject":"Hi","body":"<p>","identifiers":{"cio_id":"03"}}"#
    );
}

#[test]
fn every_documented_field_has_its_name_on_the_wire() {
    let email = SendEmail::template(3)
        .to("a@b.c")
        .cc("b@b.c")
        .bcc("c@b.c,d@b.c")
        .fake_bcc(true)
        .reply_to("e@b.c")
        .from("f@b.c")
        .subject("s")
        .preheader("p")
        .body("b")
        .body_plain("bp")
        .body_amp("ba")
        .send_at(1_700_000_000)
        .disable_message_retention(true)
        .send_to_unsubscribed(false)
        .queue_draft(true)
        .tracked(false)
        .disable_css_preprocessing(true)
        .language("fr")
        .auto_create(true)
        .header("X-Order", "7")
        .attachment("a.txt", [0, 255])
        .message_data_from(serde_json::json!({"n": 1}))
        .email("a@b.c");
    let body = String::from_utf8(email.request().unwrap().into_body().to_vec()).unwrap();
    assert_eq!(
        body,
        concat!(
            r#"{"transactional_message_id":3,"to":"a@b.c","cc":"b@b.c","bcc":"c@b.c,d@b.c","fake_bcc":true,"#,
            r#""reply_to":"e@b.c","from":"f@b.c","subject":"s","preheader":"p","body":"b","body_plain":"bp","#,
            r#""body_amp":"ba","send_at":1700000000,"disable_message_retention":true,"#,
            r#""send_to_unsubscribed":false,"queue_draft":true,"tracked":false,"#,
            r#""disable_css_preprocessing":true,"language":"fr","auto_create":true,"#,
            r#""identifiers":{"email":"a@b.c"},"message_data":{"n":1},"headers":{"X-Order":"7"},"#,
            r#""attachments":{"a.txt":"AP8="}}"#,
        )
    );
}

#[test]
fn a_value_that_cannot_be_sent_is_refused_by_name() {
    let one_person = "person is not named by exactly one of `id`, `email` and `cio_id`";
    let far = SystemTime::now() + Duration::from_secs(91 * 24 * 60 * 60);
    let crowd = ["a@example.com"; 13].join(",");
    for (email, reason) in [
        (SendEmail::template(3).to("ada@example.com"), one_person),
        (email().email("ada@example.com"), one_person),
        (email().to(""), "to is empty"),
        (email().cc(" , "), "cc names no recipient"),
        (SendEmail::template(3).id("42"), "to is not set"),
        (email().id(""), "id is empty"),
        (SendEmail::template("").to("ada@example.com").id("42"), "template is empty"),
        (
            SendEmail::untemplated().to("ada@example.com").id("42").from("b@b.c").body("<p>"),
            "subject is not set: a message without a template needs it",
        ),
        (
            email().message_data("score", f64::NAN),
            "message_data has a number that is NaN or infinite, which JSON cannot represent",
        ),
        (
            email().cc(&*crowd).bcc("b@example.com,c@example.com"),
            "recipients are more than 15 in `to`, `cc` and `bcc`",
        ),
        (email().send_at(far), "send_at is more than 90 days ahead"),
        (email().send_at(1_700_000_000_000_u64), "send_at is in milliseconds: divide by 1000 to get seconds"),
        (email().header("X Order", "7"), "headers contain characters that an e-mail header cannot hold"),
        (
            email().header("X-Order", "7\r\nBcc: x"),
            "headers contain characters that an e-mail header cannot hold",
        ),
        (
            email().subject("a@b.c\r\nX: y"),
            "subject contains a line break, which an e-mail header cannot hold",
        ),
        (email().from("a@b.c\r\nX: y"), "from contains a line break, which an e-mail header cannot hold"),
        (
            email().reply_to("a@b.c\r\nX: y"),
            "reply_to contains a line break, which an e-mail header cannot hold",
        ),
        (
            email().preheader("a@b.c\r\nX: y"),
            "preheader contains a line break, which an e-mail header cannot hold",
        ),
        (email().to("a@b.c\r\nX: y"), "to contains a line break, which an e-mail header cannot hold"),
        (email().cc("a@b.c\r\nX: y"), "cc contains a line break, which an e-mail header cannot hold"),
        (email().bcc("a@b.c\r\nX: y"), "bcc contains a line break, which an e-mail header cannot hold"),
        (email().body("x".repeat(1_000_001)), "message is longer than 1 MB, attachments not counted"),
    ] {
        assert_eq!(email.request().unwrap_err().to_string(), reason);
    }
    assert!(email().cc(&*crowd).bcc("b@example.com").request().is_ok());
}

#[test]
fn a_delivery_is_read_with_or_without_its_time() {
    let read = |body| SendEmail::template(3).response(&http::Response::new(Bytes::from_static(body)));
    for (body, id, queued_at, send_at) in [
        (&br#"{"delivery_id":"R","queued_at":7,"send_at":null}"#[..], "R", Some(7), None),
        (br#"{"delivery_id":"R","queued_at":"7","send_at":9}"#, "R", Some(7), Some(9)),
        (br#"{"delivery_id":5}"#, "5", None, None),
    ] {
        let delivery = read(body).unwrap();
        assert_eq!((&*delivery.delivery_id, delivery.queued_at, delivery.send_at), (id, queued_at, send_at));
    }
    assert!(read(b"{}").is_err() && read(br#"{"delivery_id":null}"#).is_err());
}

#[test]
fn debug_shows_what_is_set_and_no_value() {
    let email = SendEmail::template("welcome").to("ada@example.com").id("ada").attachment("ada.txt", "ada");
    let shown = format!("{email:?}");
    assert!(
        shown.starts_with("SendEmail { fields: [\"transactional_message_id\", \"to\"], person: [\"id\"],"),
        "{shown}"
    );
    assert!(!shown.contains("ada") && !shown.contains("welcome"), "{shown}");
}
