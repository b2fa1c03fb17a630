//! Redirects: none is followed, and one to the other region is known for what it is.

use crate::by_safety::{email, identify};
use crate::row::{Row, row};
use crate::script::answer;
use crate::signed::PIPELINES;
use cio_http::pipelines;

pub(crate) fn rows() -> Vec<Row> {
    [to_the_other_region(), elsewhere()].into_iter().flatten().collect()
}

fn to_the_other_region() -> Vec<Row> {
    let eu = "https://track-eu.customer.io/api/v1/customers/42";
    let moved = [(301, "301 Moved Permanently"), (302, "302 Found"), (303, "303 See Other")]
        .into_iter()
        .chain([(307, "307 Temporary Redirect"), (308, "308 Permanent Redirect")])
        .map(|(status, name)| {
            identify()
                .script([answer(status, "").header("location", eu)])
                .ends(format!(
                    "WrongRegion: track.identify was redirected with {name} (track in us, attempt 1): \
                 the account is in the eu region, not in us"
                ))
                .hints("set `CUSTOMERIO_REGION` to `eu`")
        });
    let others = [
        identify().in_eu().script([answer(301, "").header("location", "https://track.customer.io/x")]).ends(
            "WrongRegion: track.identify was redirected with 301 Moved Permanently (track in eu, attempt 1): \
             the account is in the us region, not in eu",
        ),
        // How the App API said it in 2023.
        email().answered(301, r#"{"errors":[{"detail":"wrong datacenter","status":"301"}]}"#).ends(
            "WrongRegion: app.send_email was redirected with 301 Moved Permanently: wrong datacenter \
             (app in us, attempt 1): the account is in the eu region, not in us",
        ),
        email().script([answer(301, "").header("location", "https://beta-api-eu.customer.io/v1/api")]).ends(
            "WrongRegion: app.send_email was redirected with 301 Moved Permanently (app in us, attempt 1): \
             the account is in the eu region, not in us",
        ),
        row(pipelines::Track::new("42", "n").message_id("m").timestamp(7))
            .deduped()
            .asks(
                PIPELINES,
                "POST /v1/track",
                r#"{"userId":"42","event":"n","messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
            )
            .script([answer(307, "").header("location", "https://cdp-eu.customer.io/v1/track")])
            .ends(
                "WrongRegion: pipelines.track was redirected with 307 Temporary Redirect \
                 (pipelines in us, attempt 1): the account is in the eu region, not in us",
            ),
    ];
    moved.chain(others).collect()
}

fn elsewhere() -> Vec<Row> {
    let end = "Redirected: track.identify was redirected (not followed) with 302 Found \
               (track in us, attempt 1): something in front of Customer.io may have answered, \
               such as a proxy or a login page";
    let to = |location| {
        identify().script([answer(302, "").header("location", location)]).ends(end).hints("check for a proxy")
    };
    vec![
        to("https://example.com/"),
        to("/login"),
        to("https://track.customer.io/"),
        to("https://track-eu.customer.io.example.com/"),
        to("\u{e9}"),
        identify().answered(302, "").ends(end),
        email().script([answer(307, "moved").header("location", "https://example.com/")]).ends(
            "Redirected: app.send_email was redirected (not followed) with 307 Temporary Redirect: moved \
             (app in us, attempt 1): something in front of Customer.io may have answered, \
             such as a proxy or a login page",
        ),
        identify().answered(304, "").ends(
            "Redirected: track.identify was redirected (not followed) with 304 Not Modified \
             (track in us, attempt 1): something in front of Customer.io may have answered, \
             such as a proxy or a login page",
        ),
    ]
}
