//! Values that cannot be sent: refused by name before any I/O, without one byte of the value in the error.

use crate::row::{Row, row};
use cio_http::track::v2;
use cio_http::{app, pipelines, track};

const DOTS: &str = "is `.` or `..`, which would change the path";
const NAN: &str = "has a number that is NaN or infinite, which JSON cannot represent";

pub(crate) fn rows() -> Vec<Row> {
    [identifiers(), numbers_and_times(), limits(), sends()].into_iter().flatten().collect()
}

fn identifiers() -> Vec<Row> {
    let long = || "x".repeat(151);
    vec![
        row(track::Identify::new("")).refused_for("identifier is empty"),
        row(track::Identify::new("..")).refused_for(&format!("identifier {DOTS}")),
        row(track::DeletePerson::new(".")).refused_for(&format!("identifier {DOTS}")),
        row(track::DeleteDevice::new("42", "..")).refused_for(&format!("device token {DOTS}")),
        row(track::Identify::new(long())).refused_for("identifier is longer than 150 bytes"),
        row(v2::DeletePerson::new(long())).refused_for("person is longer than 150 bytes"),
        row(pipelines::Track::new("", "n")).refused_for("userId is empty"),
        row(app::GetCustomerAttributes::new("..")).refused_for(&format!("customer_id {DOTS}")),
    ]
}

fn numbers_and_times() -> Vec<Row> {
    vec![
        row(track::Identify::new("42").attribute("n", f64::NAN)).refused_for(&format!("attribute {NAN}")),
        row(track::TrackEvent::new("42", "n").data("n", f64::INFINITY)).refused_for(&format!("data {NAN}")),
        row(v2::PersonEvent::new("42", "n").attribute("n", f32::NEG_INFINITY))
            .refused_for(&format!("attribute {NAN}")),
        row(pipelines::Track::new("42", "n").property("n", f64::NAN)).refused_for(&format!("property {NAN}")),
        row(track::TrackEvent::new("42", "n").timestamp(1_700_000_000_000_u64))
            .refused_for("timestamp is in milliseconds: divide by 1000 to get seconds"),
        row(track::TrackEvent::new("42", "n").event_id("42"))
            .refused_for("event_id is not a ULID (26 letters and digits of Crockford's base32): `track::event_id_from` makes one from a key of yours"),
        row(track::TrackEvent::new("42", " ")).refused_for("event name is blank"),
        row(track::DeletePerson::new(" ")).refused_for("identifier is blank"),
        row(track::Identify::new("\u{a0}")).refused_for("identifier is blank"),
        row(track::v2::DeletePerson::new("\t")).refused_for("person is blank"),
        row(track::Identify::new(-1_i64)).refused_for("identifier is a negative number"),
    ]
}

fn limits() -> Vec<Row> {
    vec![
        row(track::TrackEvent::new("42", "x".repeat(101))).refused_for("event name is longer than 100 bytes"),
        row(v2::PersonEvent::new("42", "n").attribute("n", "x".repeat(32_000)))
            .refused_for("operation is longer than 32000 bytes"),
        row(pipelines::Track::new("42", "n").property("n", "x".repeat(32_000)))
            .refused_for("call is longer than 32000 bytes"),
        row(track::AddToSegment::new(7, 0..1001)).refused_for("ids are more than 1000"),
        row(app::TriggerBroadcast::to(12, app::Ids::new(0..10_001)))
            .refused_for("ids name more than 10000 people"),
        row(app::TriggerBroadcast::new(12).data("n", "x".repeat(50_000)))
            .refused_for("data is larger than 50,000 bytes"),
    ]
}

fn sends() -> Vec<Row> {
    let email = || app::SendEmail::template(3).to("a@b.c").id("42");
    vec![
        row(app::SendEmail::template(3).to("a@b.c"))
            .refused_for("person is not named by exactly one of `id`, `email` and `cio_id`"),
        row(email().email("a@b.c"))
            .refused_for("person is not named by exactly one of `id`, `email` and `cio_id`"),
        row(email().bcc(["a@b.c"; 15].join(",")))
            .refused_for("recipients are more than 15 in `to`, `cc` and `bcc`"),
        row(email().attachment("a.bin", vec![0; 2_000_001]))
            .refused_for("attachments are larger than 2 MB together"),
        row(email().header("X-A", "a\r\nBcc: b"))
            .refused_for("headers contain characters that an e-mail header cannot hold"),
        row(app::CreateAssetFile::new().body_as_is("a\r\nb: c", "x"))
            .refused_for("content_type contains characters that a header cannot hold"),
        row(app::TriggerBroadcast::to(12, app::Filter::and([])))
            .refused_for("recipients has an `and` or an `or` without conditions"),
    ]
}
