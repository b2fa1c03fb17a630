//! The service's own words in an answer, whichever of its forms they have.

use crate::error::redaction::redacted;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response};
use serde_json::Value;
use zeroize::Zeroizing;

/// Characters kept of one message, and messages kept of one answer: a log line, not a page.
const LONGEST: usize = 300;
const MOST: usize = 10;

/// Bytes of an answer that are looked at: JSON takes many times its length once it is read.
const LOOKED_AT: usize = 1_000_000;

/// The messages of an answer, in the precedence of the forms that Customer.io is known to use.
///
/// Each API has its own form, and the documents do not say which call has which:
/// `{"meta":{"error":…}}`, `{"meta":{"errors":[…]}}`, `{"errors":[{…}]}`, `{"error":…}`, `{"message":…}`, or text.
///
/// The secrets, which something that shows a request as it came would quote, are taken out; the longest comes first.
pub(crate) fn messages<B: AsRef<[u8]>>(response: &Response<B>, secrets: &[Zeroizing<String>]) -> Vec<String> {
    let body = response.body().as_ref();
    let body = &body[..body.len().min(LOOKED_AT)];
    let found = match serde_json::from_slice::<Value>(body) {
        Ok(json) => from_json(&json),
        Err(_) => from_text(body, response.headers()),
    };
    let messages = found
        .into_iter()
        .map(|message| cut(&String::from_utf8_lossy(&redacted(message.as_bytes(), secrets))));
    messages.filter(|message| !message.is_empty()).take(MOST).collect()
}

fn from_json(json: &Value) -> Vec<String> {
    let forms = [
        json.pointer("/meta/error").and_then(one),
        json.pointer("/meta/errors").and_then(many),
        json.get("errors").and_then(many),
        json.get("error").and_then(Value::as_str).map(|error| vec![with_description(error, json)]),
        json.get("message").and_then(one),
        json.as_str().map(|text| vec![text.to_owned()]),
    ];
    forms.into_iter().flatten().find(|messages| !messages.is_empty()).unwrap_or_default()
}

fn one(value: &Value) -> Option<Vec<String>> {
    value.as_str().map(|text| vec![text.to_owned()])
}

fn many(value: &Value) -> Option<Vec<String>> {
    Some(value.as_array()?.iter().filter_map(item).collect())
}

/// One entry of a list: a string, or an object with a message and perhaps its place.
fn item(value: &Value) -> Option<String> {
    let text = |key| value.get(key).and_then(Value::as_str);
    let words =
        value.as_str().or_else(|| text("detail")).or_else(|| text("message")).or_else(|| text("reason"))?;
    let index = value.get("batch_index").and_then(Value::as_u64).map(|index| format!("item {index}"));
    let field =
        text("field").or_else(|| value.pointer("/source/pointer").and_then(Value::as_str)).map(str::to_owned);
    let mut parts: Vec<String> = index.into_iter().chain(field).collect();
    parts.push(words.to_owned());
    Some(parts.join(": "))
}

fn with_description(error: &str, json: &Value) -> String {
    match json.get("error_description").and_then(Value::as_str) {
        Some(description) => format!("{error}: {description}"),
        None => error.to_owned(),
    }
}

/// The title of a page of markup, for an error.
pub(crate) const HTML_PAGE: &str = "an HTML page, so the response is not from Customer.io's API";

/// Text that is not JSON comes from something in front of the service; a page of markup is of no use in an error.
fn from_text(body: &[u8], headers: &HeaderMap) -> Vec<String> {
    let says_html = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let body = body.trim_ascii();
    if body.is_empty() {
        return Vec::new();
    }
    if says_html || body.starts_with(b"<") {
        return vec![HTML_PAGE.to_owned()];
    }
    // More bytes than are kept cannot matter, and a key that begins among those; they are not even decoded.
    vec![String::from_utf8_lossy(&body[..body.len().min(8 * LONGEST)]).into_owned()]
}

/// One line of bounded length, so that an answer can neither fill a log nor forge a line of it.
pub(crate) fn cut(message: &str) -> String {
    // `char::is_control` is false for the two line separators.
    let ends_line = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    let mut characters =
        message.trim().chars().map(|character| if ends_line(character) { ' ' } else { character });
    let mut kept: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, messages};
    use http::Response;

    fn said(body: &str) -> Vec<String> {
        messages(&Response::new(body.as_bytes().to_vec()), &[])
    }

    #[test]
    fn every_known_form_is_read() {
        for (body, expected) in [
            (r#"{"meta":{"error":"Unauthorized request"}}"#, &["Unauthorized request"][..]),
            (r#"{"meta":{"errors":["a","b"]}}"#, &["a", "b"]),
            (r#"{"errors":[{"detail":"wrong datacenter","status":"301"}]}"#, &["wrong datacenter"]),
            (
                r#"{"errors":[{"detail":"no","source":{"pointer":"/data/name"},"status":422}]}"#,
                &["/data/name: no"],
            ),
            (
                r#"{"errors":[{"reason":"invalid","field":"attributes.plan","message":"too long"}]}"#,
                &["attributes.plan: too long"],
            ),
            (r#"{"errors":[{"batch_index":1,"reason":"invalid"},"text",7]}"#, &["item 1: invalid", "text"]),
            (r#"{"error":"invalid_client","error_description":"unknown"}"#, &["invalid_client: unknown"]),
            (r#"{"error":"unauthorized"}"#, &["unauthorized"]),
            (r#"{"code":"x","message":"Authorization required"}"#, &["Authorization required"]),
            (r#""text""#, &["text"]),
            ("upstream connect error", &["upstream connect error"]),
            (
                "<html><body>Bad gateway</body>",
                &["an HTML page, so the response is not from Customer.io's API"],
            ),
            ("{}", &[]),
            ("[]", &[]),
            ("null", &[]),
            ("", &[]),
            (" \n", &[]),
            (r#"{"meta":{"error":7},"errors":{}}"#, &[]),
        ] {
            assert_eq!(said(body), expected, "{body}");
        }
    }

    #[test]
    fn the_first_form_that_says_something_wins() {
        assert_eq!(said(r#"{"meta":{"error":"a","errors":["b"]},"errors":["c"],"message":"d"}"#), ["a"]);
        assert_eq!(said(r#"{"meta":{"errors":[]},"errors":[{"detail":"c"}],"message":"d"}"#), ["c"]);
    }

    #[test]
    fn an_answer_can_neither_fill_a_log_nor_forge_a_line() {
        let long = "é".repeat(10_000);
        let lines = said(&format!(r#"{{"meta":{{"error":"{long}"}}}}"#));
        assert_eq!(lines[0].chars().count(), LONGEST + 1);
        assert_eq!(said(&long)[0].chars().count(), LONGEST + 1);
        assert_eq!(said(&format!(r#"{{"errors":[{}"x"]}}"#, "\"x\",".repeat(100))).len(), MOST);
        assert_eq!(said("a\r\nERROR b"), ["a  ERROR b"]);
        assert_eq!(said("a\u{2028}ERROR\u{2029}b\u{85}c"), ["a ERROR b c"]);
    }

    #[test]
    fn a_page_of_json_is_not_read_for_the_message_in_it() {
        let page = format!(r#"{{"list":[{}0],"message":"deep"}}"#, "0,".repeat(500_000));
        assert!(said(&page)[0].starts_with(r#"{"list":[0,"#));
    }

    #[test]
    fn bytes_that_are_not_utf_8_do_not_panic() {
        for body in [&[0xff, 0xfe, b'x'][..], &[0xc3; 5000], b"\x00", b"{\"meta\":"] {
            messages(&Response::new(body), &[]);
        }
    }
}
