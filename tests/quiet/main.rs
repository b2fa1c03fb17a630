//! The log of a send, ours and that of our dependencies, at the most verbose: no key, no identifier, no body.
//!
//! A separate program: it takes the one logger and the one subscriber of the process.

use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::{Error, Policy, app, pipelines, track};
use std::fmt::{Debug, Write};
use std::sync::Mutex;
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static LOGGED: Mutex<String> = Mutex::new(String::new());

fn log_line(target: &str, what: &str, values: impl FnOnce(&mut dyn Visit)) {
    let mut line = Line(format!("{target} {what}"));
    values(&mut line);
    *LOGGED.lock().unwrap() += &(line.0 + "\n");
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

/// Takes everything, whatever its level and wherever it comes from.
struct Everything;

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        log_line(span.metadata().target(), span.metadata().name(), |visit| span.record(visit));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        log_line("span", "", |visit| values.record(visit));
    }

    fn event(&self, event: &Event<'_>) {
        log_line(event.metadata().target(), event.metadata().name(), |visit| event.record(visit));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Everything {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        log_line(record.target(), &record.args().to_string(), |_| ());
    }

    fn flush(&self) {}
}

#[derive(Clone, CioCredentials)]
struct Keys {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    region: Region,
}

/// One operation for each place where a person's data can be: path, query, body.
macro_rules! everything_through {
    ($cio:expr, $wait:expr) => {{
        let identify = track::Identify::new("zoe@example.com").attribute("nickname", "zuzu");
        let device = track::DeleteDevice::new("zoe@example.com", "zuzu-token");
        let find = app::FindCustomers::by_email("zoe@example.com");
        let email = app::SendEmail::template(3).to("zoe@example.com").id("zoe").message_data("note", "zuzu");
        let event = pipelines::Track::new("zoe", "zuzu").property("email", "zoe@example.com");
        [
            $wait($cio.send(&identify)).map(drop),
            $wait($cio.send(&device)).map(drop),
            $wait($cio.send(&find)).map(drop),
            $wait($cio.send(&email)).map(drop),
            $wait($cio.send(&event)).map(drop),
        ]
    }};
}

fn send_everything(sandbox: &Sandbox, keys: &Keys) -> Vec<Result<(), Error>> {
    let policy = Policy::default().retries(1).first_delay(Duration::from_millis(1));
    let limit = Duration::from_millis(500);
    let cio = cio_http::Client::builder(keys.clone()).sandbox(sandbox).policy(policy.clone()).timeout(limit);
    let cio = cio.http(reqwest::Client::builder().connection_verbose(true)).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut results = Vec::from(everything_through!(cio, |sending| runtime.block_on(sending)));

    let cio =
        cio_http::blocking::Client::builder(keys.clone()).sandbox(sandbox).policy(policy).timeout(limit);
    let cio = cio.http(reqwest::blocking::Client::builder().connection_verbose(true)).build().unwrap();
    results.extend(everything_through!(cio, std::convert::identity));
    results
}

#[test]
fn nothing_that_is_logged_holds_a_key_an_identifier_or_a_body() {
    tracing::subscriber::set_global_default(Everything).unwrap();
    log::set_logger(&Everything).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let sandbox = Sandbox::start().unwrap();
    let keys: Keys = Keys::loader().environment(sandbox.environment()).load().unwrap();

    assert!(send_everything(&sandbox, &keys).iter().all(Result::is_ok));
    for symptom in [Symptom::status(503), Symptom::reset(), Symptom::silence(), Symptom::truncated()] {
        sandbox.fail(Fault::before(symptom).times(u32::MAX));
        assert!(send_everything(&sandbox, &keys).iter().all(Result::is_err));
        sandbox.recover();
    }
    let stranger =
        Keys { app_key: AppApiKey::new("zuzu0123456789abcdef0123456789ab").unwrap(), ..keys.clone() };
    assert!(send_everything(&sandbox, &stranger).iter().any(Result::is_err));

    let logged = LOGGED.lock().unwrap().clone();
    for heard in [
        "cio_http customerio.send operation=\"track.identify\" route=\"PUT /api/v1/customers/{identifier}\"",
        "outcome=\"unconfirmed\"",
        "sends again",
        // The recorder hears the HTTP stack too, or it would prove nothing.
        "reqwest::connect starting new connection",
        "hyper_util::client",
    ] {
        assert!(logged.contains(heard), "{heard} is not logged:\n{logged}");
    }
    let pair = |user: &str, password: &str| base64(&format!("{user}:{password}"));
    for (what, secret) in [
        ("a name", "zoe".to_owned()),
        ("a value", "zuzu".to_owned()),
        ("a host of an e-mail address", "example.com".to_owned()),
        ("the site ID", keys.site_id.expose().to_owned()),
        ("the Track API key", keys.track_key.expose().to_owned()),
        ("the App API key", keys.app_key.expose().to_owned()),
        ("the CDP API key", keys.cdp_key.expose().to_owned()),
        ("the Track pair", pair(keys.site_id.expose(), keys.track_key.expose())),
        ("the CDP API key as sent", pair(keys.cdp_key.expose(), "")),
        ("a header", "Basic".to_owned()),
        ("a path", "/api/v1/customers/z".to_owned()),
    ] {
        let line = logged.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "{what} is logged: {line:?}");
    }
}

/// Enough of base64 for a test that must not trust the code it tests.
fn base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    text.as_bytes()
        .chunks_exact(3)
        .flat_map(|three| {
            let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
            [18, 12, 6, 0].map(|shift| char::from(ALPHABET[(bits >> shift) as usize & 63]))
        })
        .collect()
}
