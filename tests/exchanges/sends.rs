//! The six sends, by an App key and by a service account, and the broadcast.

use crate::row::{Row, row, row_by_account};
use crate::signed::{ACCOUNT, APP};
use cio_http::app::{
    DataFile, Emails, Filter, Ids, PerUserData, SendEmail, SendInApp, SendInboxMessage, SendPush, SendSms,
    SendWhatsapp, TriggerBroadcast,
};
use serde_json::json;

const SENT: &str = r#"{"delivery_id":"R","queued_at":1612312312,"send_at":null}"#;
const DELIVERY: &str = r#"Delivery { delivery_id: "R", queued_at: Some(1612312312), send_at: None }"#;

pub(crate) fn rows() -> Vec<Row> {
    [with_either_credential(), emails(), others(), broadcasts(), refusals()]
        .into_iter()
        .flatten()
        .map(Row::once)
        .collect()
}

/// Each of the six, once with each credential.
fn with_either_credential() -> Vec<Row> {
    let mut rows = Vec::new();
    macro_rules! both {
        ($($message:expr, $path:literal, $body:literal;)*) => {$(
            rows.push(row($message).asks(APP, concat!("POST ", $path), $body));
            rows.push(row_by_account($message).asks(ACCOUNT, concat!("POST ", $path), $body));
        )*};
    }
    both! {
        SendEmail::template(3).to("a@b.c").id("42"), "/v1/send/email",
            r#"{"transactional_message_id":3,"to":"a@b.c","identifiers":{"id":"42"}}"#;
        SendPush::template("welcome").to_last_used_device().id(42), "/v1/send/push",
            r#"{"transactional_message_id":"welcome","to":"last_used","identifiers":{"id":"42"}}"#;
        SendSms::template(3).to("+15550100").email("a@b.c"), "/v1/send/sms",
            r#"{"transactional_message_id":3,"to":"+15550100","identifiers":{"email":"a@b.c"}}"#;
        SendWhatsapp::template(3).to("+15550100").cio_id("03"), "/v1/send/whatsapp",
            r#"{"transactional_message_id":3,"to":"+15550100","identifiers":{"cio_id":"03"}}"#;
        SendInApp::template(3).id("42"), "/v1/send/in_app",
            r#"{"transactional_message_id":3,"identifiers":{"id":"42"}}"#;
        SendInboxMessage::template(3).id("42"), "/v1/send/inbox_message",
            r#"{"transactional_message_id":3,"identifiers":{"id":"42"}}"#;
    }
    rows.into_iter().map(|row| row.answered(200, SENT).ends(DELIVERY)).collect()
}

fn emails() -> Vec<Row> {
    let email = SendEmail::template(3)
        .to("a@b.c")
        .cc("b@b.c")
        .bcc("c@b.c,d@b.c")
        .reply_to("e@b.c")
        .subject("s")
        .send_at(1_700_000_000)
        .send_to_unsubscribed(false)
        .tracked(false)
        .language("fr")
        .header("X-Order", "7")
        .attachment("a.txt", [0, 255])
        .message_data_from(json!({"n": 1}))
        .email("a@b.c");
    let own = SendEmail::untemplated().to("a@b.c").cio_id("03").from("b@b.c").subject("Hi").body("<p>");
    vec![
        row(email)
            .asks(
                APP,
                "POST /v1/send/email",
                concat!(
                    r#"{"transactional_message_id":3,"to":"a@b.c","cc":"b@b.c","bcc":"c@b.c,d@b.c","#,
                    r#""reply_to":"e@b.c","subject":"s","send_at":1700000000,"send_to_unsubscribed":false,"#,
                    r#""tracked":false,"language":"fr","identifiers":{"email":"a@b.c"},"message_data":{"n":1},"#,
                    r#""headers":{"X-Order":"7"},"attachments":{"a.txt":"AP8="}}"#
                ),
            )
            .answered(200, SENT)
            .ends(DELIVERY),
        row(own)
            .in_eu()
            .asks(
                APP,
                "POST /v1/send/email",
                r#"{"to":"a@b.c","from":"b@b.c","subject":"Hi","body":"<p>","identifiers":{"cio_id":"03"}}"#,
            )
            .answered(200, r#"{"delivery_id":"R"}"#)
            .ends(r#"Delivery { delivery_id: "R", queued_at: None, send_at: None }"#),
        row(SendEmail::template(3).to("a@b.c").id("42"))
            .asks(
                APP,
                "POST /v1/send/email",
                r#"{"transactional_message_id":3,"to":"a@b.c","identifiers":{"id":"42"}}"#,
            )
            .answered(200, "[1]")
            .ends(
                "Unconfirmed: app.send_email may have been processed, but failed with 200 OK: \
                 it is JSON, but not as documented (line 1, column 0) (app in us, attempt 1)",
            ),
    ]
}

fn others() -> Vec<Row> {
    let push = SendPush::template(4).to_all_devices().title("t").custom_data(json!({"a": 1})).id(42);
    vec![
        row(push)
            .asks(
                APP,
                "POST /v1/send/push",
                concat!(
                    r#"{"transactional_message_id":4,"to":"all","title":"t","custom_data":{"a":1},"#,
                    r#""identifiers":{"id":"42"}}"#
                ),
            )
            .answered(200, SENT)
            .ends(DELIVERY),
        row(SendInApp::template("hello").id("42").message_data("n", 1))
            .asks(
                APP,
                "POST /v1/send/in_app",
                r#"{"transactional_message_id":"hello","identifiers":{"id":"42"},"message_data":{"n":1}}"#,
            )
            .answered(200, SENT)
            .ends(DELIVERY),
    ]
}

fn broadcasts() -> Vec<Row> {
    let people = PerUserData::new().id(42, json!({"code": "A1"})).email("e@b.c", json!({}));
    let (emails, ids) =
        (Emails::new(["a@b.c"]).email_ignore_missing(true), Ids::new([1, 2]).id_ignore_missing(true));
    let file = DataFile::new("https://example.com/june.jsonl").email_add_duplicates(true);
    [
        (row(TriggerBroadcast::new(12)), "{}"),
        (row(TriggerBroadcast::new(12).data("headline", "June")), r#"{"data":{"headline":"June"}}"#),
        (row(TriggerBroadcast::to(12, Filter::segment(7))), r#"{"recipients":{"segment":{"id":7}}}"#),
        (row(TriggerBroadcast::to(12, emails)), r#"{"emails":["a@b.c"],"email_ignore_missing":true}"#),
        (row(TriggerBroadcast::to(12, ids)), r#"{"ids":["1","2"],"id_ignore_missing":true}"#),
        (
            row(TriggerBroadcast::to(12, people)),
            r#"{"per_user_data":[{"data":{"code":"A1"},"id":"42"},{"data":{},"email":"e@b.c"}]}"#,
        ),
        (
            row(TriggerBroadcast::to(12, file)),
            r#"{"data_file_url":"https://example.com/june.jsonl","email_add_duplicates":true}"#,
        ),
    ]
    .map(|(row, body)| {
        row.asks(APP, "POST /v1/campaigns/12/triggers", body)
            .answered(200, r#"{"id":5}"#)
            .ends("Triggered { id: 5 }")
    })
    .into()
}

fn refusals() -> Vec<Row> {
    let email = || {
        row(SendEmail::template(3).to("a@b.c").id("42")).asks(
            APP,
            "POST /v1/send/email",
            r#"{"transactional_message_id":3,"to":"a@b.c","identifiers":{"id":"42"}}"#,
        )
    };
    let by_account = || {
        row_by_account(SendSms::template(3).to("+15550100").id("42")).asks(
            ACCOUNT,
            "POST /v1/send/sms",
            r#"{"transactional_message_id":3,"to":"+15550100","identifiers":{"id":"42"}}"#,
        )
    };
    let broadcast = || row(TriggerBroadcast::new(12)).asks(APP, "POST /v1/campaigns/12/triggers", "{}");
    let refused =
        |what: &str| format!("Refused: app.send_email was refused with {what} (app in us, attempt 1)");
    vec![
        email()
            .answered(400, r#"{"meta":{"error":"Missing required field: \"to\""}}"#)
            .ends(refused(r#"400 Bad Request: Missing required field: "to""#)),
        email().answered(403, r#"{"meta":{"error":"Forbidden file type xyz for attachment a.xyz."}}"#).ends(
            "Refused: app.send_email was refused with 403 Forbidden: Forbidden file type xyz for attachment a.xyz. \
             (app in us, attempt 1): it is not allowed for this key, for this workspace, or with this content",
        ),
        email()
            .answered(413, r#"{"meta":{"error":"Total attachment size exceeds the limit"}}"#)
            .ends(refused("413 Payload Too Large: Total attachment size exceeds the limit")),
        // It may have been sent: an answer that cannot be read does not justify sending it again.
        email().answered(200, "").ends(
            "Unconfirmed: app.send_email may have been processed, but failed with 200 OK: it ends too early \
             (line 1, column 0) (app in us, attempt 1)",
        ),
        email().answered(200, "<html>").ends(
            "Unconfirmed: app.send_email may have been processed, but failed with 200 OK: it is not JSON \
             (line 1, column 1) (app in us, attempt 1)",
        ),
        by_account().answered(401, r#"{"meta":{"error":"Unauthorized"}}"#).ends(
            "Refused: app.send_sms was refused with 401 Unauthorized: Unauthorized (app in us, attempt 1): \
             the service account token or the workspace ID is wrong, or the account is not in the us region; \
             the response does not say which",
        ),
        by_account().answered(403, r#"{"meta":{"error":"SMS messaging is not enabled for your workspace."}}"#).ends(
            "Refused: app.send_sms was refused with 403 Forbidden: SMS messaging is not enabled for your workspace. \
             (app in us, attempt 1): it is not allowed for this key, for this workspace, or with this content",
        ),
        broadcast().answered(404, "").ends(
            "Refused: app.trigger_broadcast was refused with 404 Not Found (app in us, attempt 1)",
        ),
        broadcast()
            .answered(
                422,
                concat!(
                    r#"{"errors":[{"detail":"Errors were found","source":{"pointer":"/data/attributes/per_user_data"},"#,
                    r#""status":"422"}]}"#
                ),
            )
            .ends(
                "Refused: app.trigger_broadcast was refused with 422 Unprocessable Entity: \
                 /data/attributes/per_user_data: Errors were found (app in us, attempt 1)",
            ),
        broadcast().answered(504, "").ends(
            "Unconfirmed: app.trigger_broadcast may have been processed, but failed with 504 Gateway Timeout \
             (app in us, attempt 1)",
        ),
    ]
}
