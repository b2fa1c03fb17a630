//! Every form in which the service says no, and every status for an operation of each safety.

use crate::by_safety::{email, event, identify};
use crate::row::{Row, row};
use crate::script::{answer, answer_bytes};
use crate::signed::{OPEN_TRACK, PIPELINES, TRACK};
use cio_http::{Policy, pipelines, track};

pub(crate) fn rows() -> Vec<Row> {
    [forms(), by_safety(), diagnoses(), unreadable()].into_iter().flatten().collect()
}

/// The forms of a body that says what is wrong, in their precedence.
fn forms() -> Vec<Row> {
    let says = |body, words: &str| {
        let words = if words.is_empty() { String::new() } else { format!(": {words}") };
        identify().answered(400, body).ends(format!(
            "Refused: track.identify was refused with 400 Bad Request{words} (track in us, attempt 1)"
        ))
    };
    let html = "an HTML page, so the response is not from Customer.io's API";
    vec![
        says(r#"{"meta":{"error":"no such person"}}"#, "no such person"),
        says(r#"{"meta":{"errors":["a","b"]}}"#, "a; b"),
        says(r#"{"errors":[{"detail":"d","status":"400"},{"detail":"e","status":400}]}"#, "d; e"),
        says(r#"{"errors":[{"detail":"d","source":{"pointer":"/data/x"},"status":"422"}]}"#, "/data/x: d"),
        says(r#"{"errors":[{"reason":"invalid","field":"attributes.plan","message":"too long"}]}"#, "attributes.plan: too long"),
        says(r#"{"errors":[{"batch_index":1,"reason":"invalid"}]}"#, "item 1: invalid"),
        says(r#"{"errors":["plain"]}"#, "plain"),
        says(r#"{"error":"invalid_client","error_description":"unknown"}"#, "invalid_client: unknown"),
        says(r#"{"error":"unauthorized"}"#, "unauthorized"),
        says(r#"{"code":"bad_request","message":"m"}"#, "m"),
        says(r#"{"meta":{"error":"first"},"errors":["second"],"message":"third"}"#, "first"),
        says(r#"{"meta":{"errors":[]},"errors":[{"detail":"second"}]}"#, "second"),
        says(r#""text""#, "text"),
        says("upstream\r\nconnect error", "upstream  connect error"),
        says("<html><body>Bad gateway</body>", html),
        says("", ""),
        says("{}", ""),
        says("null", ""),
        says(r#"{"errors":"#, r#"{"errors":"#),
        identify().script([answer_bytes(400, b"\xff\xfe")]).ends(
            "Refused: track.identify was refused with 400 Bad Request: \u{fffd}\u{fffd} (track in us, attempt 1)",
        ),
        identify().script([answer(400, "a page").header("content-type", "text/html; charset=utf-8")]).ends(format!(
            "Refused: track.identify was refused with 400 Bad Request: {html} (track in us, attempt 1)"
        )),
    ]
}

/// The result of each status for an operation that is safe, one that is deduplicated, and one that is neither.
fn by_safety() -> Vec<Row> {
    let refused = ("Refused", "was refused");
    let unavailable = ("Unavailable", "failed");
    let unconfirmed = ("Unconfirmed", "may have been processed, but failed");
    let mut rows = Vec::new();
    for (status, name, safe, risky) in [
        (404, "404 Not Found", refused, refused),
        (408, "408 Request Timeout", unavailable, unconfirmed),
        (409, "409 Conflict", refused, refused),
        (413, "413 Payload Too Large", refused, refused),
        (422, "422 Unprocessable Entity", refused, refused),
        (429, "429 Too Many Requests", unavailable, unavailable),
        (500, "500 Internal Server Error", unavailable, unconfirmed),
        (501, "501 Not Implemented", refused, unconfirmed),
        (502, "502 Bad Gateway", unavailable, unconfirmed),
        (503, "503 Service Unavailable", unavailable, unconfirmed),
        (504, "504 Gateway Timeout", unavailable, unconfirmed),
        (505, "505 HTTP Version Not Supported", refused, unconfirmed),
        (520, "520", unavailable, unconfirmed),
        (522, "522", unavailable, unconfirmed),
        (524, "524", unavailable, unconfirmed),
        (530, "530", unavailable, unconfirmed),
        (599, "599", unavailable, unconfirmed),
        (600, "600", unavailable, unconfirmed),
    ] {
        for (row, operation, surface, (kind, outcome)) in [
            (identify(), "track.identify", "track", safe),
            (event(), "track.event", "track", safe),
            (email(), "app.send_email", "app", risky),
        ] {
            let end = format!("{kind}: {operation} {outcome} with {name} ({surface} in us, attempt 1)");
            rows.push(row.policy(Policy::none()).script([answer(status, "")]).ends(end));
        }
    }
    rows
}

/// The likely cause of a 401 and a 403, by the key that signed.
fn diagnoses() -> Vec<Row> {
    let wrong = |keys: &str, region: &str| {
        format!(
            "the {keys} is wrong, or the account is not in the {region} region; the response does not say which"
        )
    };
    let unauthorized = r#"{"meta":{"error":"Unauthorized request"}}"#;
    let public = || {
        row(track::Unsubscribe::new("d1")).asks(OPEN_TRACK, "POST /unsubscribe/d1", r#"{"unsubscribe":true}"#)
    };
    vec![
        identify().answered(401, unauthorized).ends(format!(
            "Refused: track.identify was refused with 401 Unauthorized: Unauthorized request \
             (track in us, attempt 1): {}",
            wrong("site ID or the Track API key", "us")
        )),
        identify().in_eu().answered(401, "").ends(format!(
            "Refused: track.identify was refused with 401 Unauthorized (track in eu, attempt 1): {}",
            wrong("site ID or the Track API key", "eu")
        )),
        email().answered(401, r#"{"errors":[{"detail":"unauthorized","status":"401"}]}"#).ends(format!(
            "Refused: app.send_email was refused with 401 Unauthorized: unauthorized (app in us, attempt 1): {}",
            wrong("App API key", "us")
        )).hints("compare `CUSTOMERIO_APP_API_KEY` with https://fly.customer.io/"),
        row(pipelines::Alias::new("v", "42").message_id("m").timestamp(7)).deduped()
            .asks(PIPELINES, "POST /v1/alias", r#"{"previousId":"v","userId":"42","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#)
            .answered(401, "{}")
            .ends(format!(
                "Refused: pipelines.alias was refused with 401 Unauthorized (pipelines in us, attempt 1): {}",
                wrong("CDP API key", "us")
            )),
        identify().answered(403, "<html>").ends(
            "Refused: track.identify was refused with 403 Forbidden: an HTML page, so the response is not \
             from Customer.io's API (track in us, attempt 1): it is not allowed for this key, for this workspace, or with \
             this content",
        ),
        // Without a key, a 401 says nothing about one.
        public()
            .answered(401, "")
            .ends("Refused: track.unsubscribe was refused with 401 Unauthorized (track in us, attempt 1)"),
        public().answered(403, "").ends("Refused: track.unsubscribe was refused with 403 Forbidden (track in us, attempt 1)"),
        public()
            .answered(400, r#"{"meta":{"error":"bad delivery_id"}}"#)
            .ends("Refused: track.unsubscribe was refused with 400 Bad Request: bad delivery_id (track in us, attempt 1)"),
    ]
}

/// Success, with a body that is not the one documented.
fn unreadable() -> Vec<Row> {
    let end = |what: &str| {
        format!("Unreadable: track.identify was answered with 200 OK: {what} (track in us, attempt 1)")
    };
    vec![
        identify().answered(200, ""),
        identify().answered(200, "{\"new\":1}"),
        identify().answered(201, "{}"),
        identify().answered(204, ""),
        identify().answered(200, "<html>").ends(end("it is not JSON (line 1, column 1)")),
        identify().answered(200, "\"text\"").ends(end("it is JSON, but not as documented (line 1, column 6)")),
        identify().answered(200, r#"{"cut":"#).ends(end("it ends too early (line 1, column 7)")),
        row(track::AccountRegion)
            .asks(TRACK, "GET /api/v1/accounts/region", "")
            .answered(200, r#"{"url":"https://track.customer.io","region":"moon","environment_id":3}"#)
            .ends(
                "Unreadable: track.account_region was answered with 200 OK: its region is neither `us` nor `eu` \
                 (track in us, attempt 1)",
            ),
    ]
}
