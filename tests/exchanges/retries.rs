//! Which requests are retried, after which wait, and when the client gives up; which are not, since they would be
//! applied twice.

use crate::by_safety::{self, event, identify};
use crate::row::Row;
use crate::script::Silence::{Closed, CutOff, NoServer, Stalled, StalledInBody};
use crate::script::{Answer, Silence, answer};
use cio_http::Policy;
use std::time::Duration;

pub(crate) fn rows() -> Vec<Row> {
    [waits(), retry_after(), silences(), sends()].into_iter().flatten().collect()
}

fn email() -> Row {
    by_safety::email().policy(Row::quick())
}

fn ok() -> Answer {
    answer(200, "{}")
}

fn busy() -> Answer {
    answer(503, "")
}

fn waits() -> Vec<Row> {
    let quick = || identify().policy(Row::quick());
    let unavailable = |attempts: u8| {
        format!(
            "Unavailable: track.identify failed with 503 Service Unavailable (track in us, attempt {attempts})"
        )
    };
    vec![
        identify().script([busy(), busy(), ok()]).waits([200, 400]),
        quick().script([busy(), busy(), busy(), ok()]).waits([8, 16, 32]),
        quick().script([busy(), busy(), busy(), busy()]).waits([8, 16, 32]).ends(unavailable(4)).hints("send it again later"),
        quick().script([answer(500, "<html>"), answer(502, ""), answer(504, ""), ok()]).waits([8, 16, 32]),
        quick().script([answer(408, ""), answer(522, ""), answer(524, ""), ok()]).waits([8, 16, 32]),
        quick().script([answer(520, ""), answer(530, ""), answer(599, ""), ok()]).waits([8, 16, 32]),
        event().policy(Row::quick()).script([busy(), ok()]).waits([8]),
        identify().policy(Policy::none()).script([busy()]).ends(unavailable(1)),
        quick().policy(Row::quick().retries(1)).script([busy(), busy()]).waits([8]).ends(unavailable(2)),
        quick()
            .policy(Row::quick().retries(5).longest_delay(Duration::from_millis(10)))
            .script([busy(), busy(), busy(), busy(), busy(), ok()])
            .waits([8, 10, 10, 10, 10]),
        // Sent again after one thing, refused after another.
        quick().script([busy(), answer(401, "")]).waits([8]).ends(
            "Refused: track.identify was refused with 401 Unauthorized (track in us, attempt 2): the site ID or the \
             Track API key is wrong, or the account is not in the us region; the response does not say which",
        ),
    ]
}

fn retry_after() -> Vec<Row> {
    let limited = || answer(429, "");
    let quick = || identify().policy(Row::quick());
    let unavailable =
        "Unavailable: track.identify failed with 429 Too Many Requests (track in us, attempt 1)";
    vec![
        quick().script([limited(), ok()]).waits([8]),
        quick().script([limited().header("retry-after", "1"), ok()]).waits([1000]),
        quick().script([limited().header("retry-after", "0"), ok()]).waits([0]),
        quick().script([limited().retry_at(2), ok()]).waits([2000]),
        quick().script([limited().header("retry-after", "Thu, 01 Jan 1970 00:00:09 GMT"), ok()]).waits([0]),
        quick().script([busy().header("retry-after", "1"), busy(), ok()]).waits([1000, 16]),
        // No form of it: the wait is our own.
        quick().script([limited().header("retry-after", "soon"), ok()]).waits([8]),
        quick().script([limited().header("retry-after", "-1"), ok()]).waits([8]),
        quick().script([limited().header("retry-after", "\u{e9}"), ok()]).waits([8]),
        quick().script([limited().header("retry-after", "1.5"), ok()]).waits([8]),
        // The waits together are longer than a send waits in all.
        quick()
            .policy(Row::quick().budget(Duration::from_millis(1500)))
            .script([busy().header("retry-after", "1"), busy().header("retry-after", "1")])
            .waits([1000])
            .ends("Unavailable: track.identify failed with 503 Service Unavailable (track in us, attempt 2)"),
        // Longer than a send waits in all: a queue comes back later.
        identify().script([limited().header("retry-after", "31")]).ends(unavailable),
        identify().script([limited().header("retry-after", "99999999999999999999999")]).ends(unavailable),
        identify().script([limited().retry_at(40)]).ends(unavailable),
        // Believed up to a limit.
        quick()
            .policy(Row::quick().longest_retry_after(Duration::from_millis(20)))
            .script([limited().header("retry-after", "300"), ok()])
            .waits([20]),
        email()
            .script([limited().header("retry-after", "1"), answer(200, r#"{"delivery_id":"R"}"#)])
            .waits([1000])
            .ends(r#"Delivery { delivery_id: "R", queued_at: None, send_at: None }"#),
    ]
}

fn silences() -> Vec<Row> {
    let quick = |silence: Silence| {
        identify().policy(Row::quick()).script([Answer::Silence(silence), ok()]).waits([8])
    };
    let end = |what: &str, attempts: u8| {
        format!("Unavailable: track.identify failed: {what} (track in us, attempt {attempts})")
    };
    let none = |silence: Silence| identify().policy(Policy::none()).silence(silence);
    let absent = Answer::Silence(NoServer);
    vec![
        quick(Closed),
        quick(CutOff),
        quick(Stalled),
        quick(StalledInBody),
        none(Closed).ends(end("the connection broke before the response was complete", 1)),
        none(CutOff).ends(end("the connection broke before the response was complete", 1)),
        none(Stalled).ends(end("the response did not arrive in time", 1)),
        none(StalledInBody).ends(end("the response did not arrive in time", 1)),
        identify()
            .policy(Row::quick().retries(1))
            .script([absent.clone(), absent])
            .waits([8])
            .ends(end("no connection could be made: the host refused the connection", 2)),
    ]
}

/// An e-mail is sent again only if it certainly was not sent.
fn sends() -> Vec<Row> {
    let sent = || answer(200, r#"{"delivery_id":"R","queued_at":1612312312}"#);
    let delivery = r#"Delivery { delivery_id: "R", queued_at: Some(1612312312), send_at: None }"#;
    let unconfirmed = |what: &str| {
        format!(
            "Unconfirmed: app.send_email may have been processed, but failed{what} (app in us, attempt 1)"
        )
    };
    let broke = unconfirmed(": the connection broke before the response was complete");
    let late = unconfirmed(": the response did not arrive in time");
    let absent = Answer::Silence(NoServer);
    vec![
        email().script([sent()]).ends(delivery),
        email().script([answer(429, ""), answer(429, ""), sent()]).waits([8, 16]).ends(delivery),
        email()
            .policy(Row::quick().retries(2))
            .script([absent.clone(), absent.clone(), absent])
            .waits([8, 16])
            .ends("Unavailable: app.send_email failed: no connection could be made: the host refused the connection (app in us, attempt 3)"),
        email().silence(Closed).ends(broke.clone()).hints("check in the dashboard"),
        email().silence(CutOff).ends(broke),
        email().silence(Stalled).ends(late.clone()),
        email().silence(StalledInBody).ends(late),
        email().script([answer(429, ""), busy()]).waits([8]).ends(
            "Unconfirmed: app.send_email may have been processed, but failed with 503 Service Unavailable \
             (app in us, attempt 2)",
        ),
    ]
}
