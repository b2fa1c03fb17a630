//! An operation that a user wrote: signed, sent again and refused like every other.

use crate::row::{Row, row};
use crate::script::answer;
use crate::signed::{APP, OPEN_APP, TRACK};
use bytes::Bytes;
use cio_http::wire::{self, InvalidInput, Path, UnreadableAnswer};
use cio_http::{AppApi, Operation, PublicApi, Replay, TrackApi};
use http::{Request, Response};
use serde::Deserialize;

/// How many people are in a segment.
struct SegmentCount(u64);

#[derive(Debug, Deserialize)]
struct Count {
    #[expect(dead_code, reason = "shown by `Debug`")]
    count: u64,
}

impl Operation for SegmentCount {
    type Surface = AppApi;
    type Output = Count;
    const NAME: &'static str = "own.segment_count";
    const ROUTE: &'static str = "GET /v1/segments/{segment_id}/customer_count";
    const REPLAY: Replay = Replay::Safe;

    fn request(&self) -> Result<Request<Bytes>, InvalidInput> {
        wire::get(
            &Path::new("/v1/segments").segment("segment ID", self.0.to_string())?.then("/customer_count"),
        )
    }

    fn response(&self, response: &Response<Bytes>) -> Result<Count, UnreadableAnswer> {
        wire::json(response)
    }
}

/// A status, of a host and at a path of the caller's choice.
struct Status {
    path: &'static str,
}

impl Operation for Status {
    type Surface = PublicApi<AppApi>;
    type Output = String;
    const NAME: &'static str = "own.status";
    const ROUTE: &'static str = "GET /v1/{path}";
    const REPLAY: Replay = Replay::Safe;

    fn request(&self) -> Result<Request<Bytes>, InvalidInput> {
        wire::get(&Path::new(self.path))
    }

    fn response(&self, response: &Response<Bytes>) -> Result<String, UnreadableAnswer> {
        String::from_utf8(response.body().to_vec()).map_err(|_| UnreadableAnswer::new("it is not text"))
    }
}

/// Something that must not be done twice.
struct Charge;

impl Operation for Charge {
    type Surface = TrackApi;
    type Output = ();
    const NAME: &'static str = "own.charge";
    const ROUTE: &'static str = "POST /api/v1/charge";
    const REPLAY: Replay = Replay::Unsafe;

    fn request(&self) -> Result<Request<Bytes>, InvalidInput> {
        wire::post(&Path::new("/api/v1/charge"), &[1, 2])
    }

    fn response(&self, response: &Response<Bytes>) -> Result<(), UnreadableAnswer> {
        wire::empty(response)
    }
}

pub(crate) fn rows() -> Vec<Row> {
    let count = || row(SegmentCount(7)).asks(APP, "GET /v1/segments/7/customer_count", "");
    let status = || row(Status { path: "/v1/status" }).asks(OPEN_APP, "GET /v1/status", "");
    let charge = || row(Charge).once().asks(TRACK, "POST /api/v1/charge", "[1,2]");
    let elsewhere = "path would be changed by clients or proxies: it has an empty segment, `.`, `..` or a \
        backslash";
    vec![
        count().answered(200, r#"{"count":4,"new":1}"#).ends("Count { count: 4 }"),
        count()
            .policy(Row::quick())
            .script([answer(503, ""), answer(200, r#"{"count":4}"#)])
            .waits([8])
            .ends("Count { count: 4 }"),
        count().answered(200, r#"{"count":"four"}"#).ends(
            "Unreadable: own.segment_count was answered with 200 OK: it is JSON, but not as documented \
             (line 1, column 15) (app in us, attempt 1)",
        ),
        status().answered(200, "up").ends(r#""up""#),
        // No key signed it, so the error names none.
        status()
            .answered(401, "")
            .ends("Refused: own.status was refused with 401 Unauthorized (app in us, attempt 1)"),
        charge(),
        charge().answered(500, "").ends(
            "Unconfirmed: own.charge may have been processed, but failed with 500 Internal Server Error \
             (track in us, attempt 1)",
        ),
        row(Status { path: "https://example.com/v1/status" }).refused_for(elsewhere),
        row(Status { path: "//example.com/v1" }).refused_for(elsewhere),
        row(Status { path: "/v1/.." }).refused_for(elsewhere),
        row(Status { path: "/v1/%2e%2E" }).refused_for(elsewhere),
        row(Status { path: "/v1/" }).refused_for(elsewhere),
        row(Status { path: "/v1/x/\\..\\y" }).refused_for(elsewhere),
    ]
}
