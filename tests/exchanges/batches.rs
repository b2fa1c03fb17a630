//! Both batches: whole, in part, and with answers that leave open what was taken.

use crate::row::{Row, row};
use crate::script::answer;
use crate::signed::{PIPELINES, TRACK};
use cio_http::batch::{Batch, Envelope, Item};
use cio_http::pipelines;
use cio_http::track::{PushMetric, v2};

const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";

pub(crate) fn rows() -> Vec<Row> {
    [entities(), calls()].into_iter().flatten().collect()
}

fn batch<E: Envelope, T: Item<Envelope = E>>(items: impl IntoIterator<Item = T>) -> Batch<E> {
    let mut batch = Batch::new();
    items.into_iter().for_each(|item| batch.push(item).unwrap());
    batch
}

/// Two people to delete, as they are sent.
fn two() -> Row {
    let person = |id: &str| format!(r#"{{"type":"person","action":"delete","identifiers":{{"id":"{id}"}}}}"#);
    let body = format!(r#"{{"batch":[{},{}]}}"#, person("1"), person("2"));
    row(batch([v2::DeletePerson::new("1"), v2::DeletePerson::new("2")])).asks(
        TRACK,
        "POST /api/v2/batch",
        &body,
    )
}

/// A person and a delivery, which would be counted twice.
fn with_a_delivery() -> Row {
    let items = [
        v2::Entity::from(v2::DeletePerson::new("1")),
        v2::ReportPushDelivery::new("d1", PushMetric::Opened, "t").into(),
    ];
    row(batch(items)).once().asks(
        TRACK,
        "POST /api/v2/batch",
        concat!(
            r#"{"batch":[{"type":"person","action":"delete","identifiers":{"id":"1"}},"#,
            r#"{"type":"delivery","action":"event","identifiers":{"id":"d1"},"name":"opened","#,
            r#""attributes":{"device_token":"t"}}]}"#
        ),
    )
}

fn entities() -> Vec<Row> {
    let whole = "BatchOutcome { items: 2, errors: [] }";
    vec![
        two().ends(whole),
        two().answered(200, "").ends(whole),
        two().answered(207, r#"{"errors":[]}"#).ends(whole),
        two()
            .answered(
                207,
                r#"{"errors":[{"batch_index":1,"reason":"invalid","field":"identifiers","message":"unknown","new":1}]}"#,
            )
            .ends(concat!(
                r#"BatchOutcome { items: 2, errors: [ItemError { batch_index: Some(1), reason: Some("invalid"), "#,
                r#"field: Some("identifiers"), message: Some("unknown") }] }"#
            )),
        two().answered(207, r#"{"errors":[{"message":"one of them"}]}"#).ends(concat!(
            "BatchOutcome { items: 2, errors: [ItemError { batch_index: None, reason: None, field: None, ",
            r#"message: Some("one of them") }] }"#
        )),
        two().answered(207, "{}").ends(
            "Unreadable: track.v2.batch was answered with 207 Multi-Status: \
             it does not say which items were refused (track in us, attempt 1)",
        ),
        two().answered(207, "").ends(
            "Unreadable: track.v2.batch was answered with 207 Multi-Status: \
             it ends too early (line 1, column 0) (track in us, attempt 1)",
        ),
        two().answered(400, r#"{"errors":[{"reason":"invalid","field":"batch","message":"malformed"}]}"#).ends(
            "Refused: track.v2.batch was refused with 400 Bad Request: batch: malformed (track in us, attempt 1)",
        ),
        row(batch([v2::Entity::from(v2::PersonEvent::new("42", "n").event_id(ID))])).deduped()
            .asks(
                TRACK,
                "POST /api/v2/batch",
                &format!(
                    r#"{{"batch":[{{"type":"person","action":"event","identifiers":{{"id":"42"}},"name":"n","id":"{ID}"}}]}}"#
                ),
            )
            .ends("BatchOutcome { items: 1, errors: [] }"),
        row(batch([v2::Custom(serde_json::json!({"type": "robot", "action": "dance"}))])).deduped()
            .asks(TRACK, "POST /api/v2/batch", r#"{"batch":[{"action":"dance","type":"robot"}]}"#)
            .ends("BatchOutcome { items: 1, errors: [] }"),
        // As unsafe as the worst of its items.
        with_a_delivery().ends("BatchOutcome { items: 2, errors: [] }"),
        with_a_delivery().answered(503, "").ends(
            "Unconfirmed: track.v2.batch may have been processed, but failed with 503 Service Unavailable \
             (track in us, attempt 1)",
        ),
        two().policy(Row::quick()).script([answer(503, ""), answer(200, "{}")]).waits([8]).ends(whole),
        row(v2::Batch::new()).refused_for("batch is empty"),
    ]
}

fn calls() -> Vec<Row> {
    let call = || pipelines::Track::new("42", "n").message_id(ID).timestamp(7);
    let item = format!(
        r#"{{"type":"track","userId":"42","event":"n","messageId":"{ID}","timestamp":"1970-01-01T00:00:07.000Z"}}"#
    );
    vec![
        row(batch([call()]))
            .deduped()
            .asks(PIPELINES, "POST /v1/batch", &format!(r#"{{"batch":[{item}]}}"#))
            .ends("BatchOutcome { items: 1, errors: [] }"),
        row(pipelines::BatchInContext::new(batch([call()]))
            .context(pipelines::Context::new().locale("de-AT")))
        .deduped()
        .asks(PIPELINES, "POST /v1/batch", &format!(r#"{{"context":{{"locale":"de-AT"}},"batch":[{item}]}}"#))
        .ends("BatchOutcome { items: 1, errors: [] }"),
        row(batch([call()]))
            .deduped()
            .asks(PIPELINES, "POST /v1/batch", &format!(r#"{{"batch":[{item}]}}"#))
            .answered(400, r#"{"code":"bad_request","message":"batch[0] lacks a userId"}"#)
            .ends(
                "Refused: pipelines.batch was refused with 400 Bad Request: batch[0] lacks a userId \
                 (pipelines in us, attempt 1)",
            ),
    ]
}
