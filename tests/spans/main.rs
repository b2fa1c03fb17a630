//! The spans of `send_all` are inside the span of the caller, through both clients.

use cio_config::{CioCredentials, TrackCredentials};
use cio_http::batch::SendAll;
use cio_http::sandbox::Sandbox;
use cio_http::track::v2::PersonEvent;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::format::FmtSpan;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_send_of_send_all_is_in_the_span_and_the_subscriber_of_the_caller() {
    let sandbox = Sandbox::start().unwrap();
    let pair: TrackCredentials =
        TrackCredentials::loader().environment(sandbox.environment()).load().unwrap();
    let cio = cio_http::Client::builder(pair.clone()).sandbox(&sandbox).build().unwrap();
    let blocking = cio_http::blocking::Client::builder(pair).sandbox(&sandbox).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let events = || (0..3_u64).map(|person| PersonEvent::new(person, "imported"));
    let options = SendAll::default();

    let through_async = || runtime.block_on(cio.send_all(events(), &options, drop));
    let through_threads = || blocking.send_all(events(), &options, drop);
    for send_all in [&through_async as &dyn Fn() -> _, &through_threads] {
        let written = Written::default();
        let writer = written.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            assert!(tracing::info_span!("import").in_scope(send_all).is_complete());
        });
        let written = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        assert!(written.contains("import:customerio.send{operation=\"track.v2.batch\""), "{written}");
    }
}

#[test]
fn a_client_with_keys_of_a_sandbox_is_a_warning_and_one_with_others_is_none() {
    let sandbox = Sandbox::start().unwrap();
    let others = [
        ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"),
        ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123"),
        ("CUSTOMERIO_REGION", "us"),
    ];
    for (environment, warns) in [(sandbox.environment(), true), (others.into_iter().collect(), false)] {
        let pair: TrackCredentials = TrackCredentials::loader().environment(environment).load().unwrap();
        let written = Written::default();
        let writer = written.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        tracing::subscriber::with_default(subscriber, || {
            cio_http::Client::new(pair.clone()).unwrap();
            cio_http::blocking::Client::new(pair).unwrap();
        });
        let written = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        let warnings = written.matches("a sandbox issued the keys: requests go to 127.0.0.1").count();
        assert_eq!(warnings, if warns { 2 } else { 0 }, "{written}");
        assert!(!written.contains("facade"), "{written}");
    }
}
