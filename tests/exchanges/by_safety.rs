//! An operation of each safety, with the request it makes.

use crate::row::{Row, row};
use crate::signed::{APP, TRACK};
use cio_http::{app, track};

const ID: &str = "01E4C4CT6YDC7Y5M7FE1GWWPQJ";

/// Safe: it may be sent again as it is.
pub(crate) fn identify() -> Row {
    row(track::Identify::new("42")).asks(TRACK, "PUT /api/v1/customers/42", "{}")
}

/// Deduplicated by its ID.
pub(crate) fn event() -> Row {
    row(track::TrackEvent::new("42", "n").event_id(ID)).deduped().asks(
        TRACK,
        "POST /api/v1/customers/42/events",
        &format!(r#"{{"name":"n","id":"{ID}"}}"#),
    )
}

/// Unsafe: sent again, the person gets it twice.
pub(crate) fn email() -> Row {
    row(app::SendEmail::template(3).to("a@b.c").id("42")).once().asks(
        APP,
        "POST /v1/send/email",
        r#"{"transactional_message_id":3,"to":"a@b.c","identifiers":{"id":"42"}}"#,
    )
}
