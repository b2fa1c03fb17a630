//! The symptoms of a fault, as a client sees them.

use crate::sandbox::answer::{Answer, End};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::fmt;
use std::time::{Duration, SystemTime};

/// A symptom that a client sees in place of an answer.
///
/// Needs the feature `sandbox`.
///
/// ```
/// use cio_http::sandbox::Symptom;
/// use std::time::Duration;
///
/// let busy = Symptom::status(429).retry_after(Duration::from_secs(2));
/// let proxy = Symptom::html(502);
/// assert_eq!(format!("{busy}, {proxy}"), "429, 502 with a page of HTML");
/// ```
#[derive(Clone, Debug)]
#[must_use = "is seen only as part of a `Fault`"]
pub struct Symptom(SymptomKind);

#[derive(Clone, Debug)]
enum SymptomKind {
    Status { status: StatusCode, headers: HeaderMap, body: Bytes, retry_after: Option<Wait> },
    Html(StatusCode),
    Truncated,
    CutOff,
    Reset,
    Silence,
}

/// How `Retry-After` is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::sandbox) enum Wait {
    Seconds(Duration),
    Date(Duration),
}

/// Seconds from 1970 to the end of 9999, the last second that a date in HTTP can name.
const LAST_DATE: u64 = 253_402_300_799;

/// A proxy's page of HTML.
const PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>Proxy</title></head><body><h1>Proxy</h1></body></html>\n";

impl Symptom {
    /// A status without a body, unless [`body`](Self::body) gives it one.
    ///
    /// # Panics
    /// If it is not a final status: 200 to 599.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        let status = final_status(status).expect("a status that ends a request is from 200 to 599");
        Self::of_status(status, HeaderMap::new(), Bytes::new(), None)
    }

    /// A status with a page of HTML, as a proxy sends it; 200 too, as the login page of a network does.
    ///
    /// # Panics
    /// If it is not a final status: 200 to 599.
    #[track_caller]
    pub fn html(status: u16) -> Self {
        Self::of_page(final_status(status).expect("a status that ends a request is from 200 to 599"))
    }

    /// 200 without a body.
    pub fn empty() -> Self {
        Self::status(200)
    }

    /// The answer without the second half of its JSON, in sound HTTP.
    pub const fn truncated() -> Self {
        Self(SymptomKind::Truncated)
    }

    /// The connection is reset in the middle of the body; before it, if the answer has none.
    pub const fn cut_off() -> Self {
        Self(SymptomKind::CutOff)
    }

    /// The connection is reset, and no answer comes.
    pub const fn reset() -> Self {
        Self(SymptomKind::Reset)
    }

    /// Nothing comes, and the connection stays open until the client gives up.
    pub const fn silence() -> Self {
        Self(SymptomKind::Silence)
    }

    /// Adds a header to a [`status`](Self::status).
    ///
    /// # Panics
    /// If it cannot be a header, or the status is invalid.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("the name of a header holds letters, digits and dashes");
        let value = HeaderValue::from_str(value).expect("the value of a header is one line of ASCII");
        let SymptomKind::Status { headers, .. } = &mut self.0 else { panic!("only a status has headers") };
        headers.append(name, value);
        self
    }

    /// Gives a [`status`](Self::status) a body.
    ///
    /// # Panics
    /// If the status is invalid.
    #[track_caller]
    pub fn body(mut self, text: impl Into<Bytes>) -> Self {
        let SymptomKind::Status { body, .. } = &mut self.0 else { panic!("only a status has a body") };
        *body = text.into();
        self
    }

    /// Adds `Retry-After` as a number of seconds to a [`status`](Self::status).
    ///
    /// # Panics
    /// If the status is invalid.
    #[track_caller]
    pub fn retry_after(self, delay: Duration) -> Self {
        self.retry(Wait::Seconds(delay))
    }

    /// Adds `Retry-After` as the date that it is so much later to a [`status`](Self::status).
    ///
    /// # Panics
    /// If the status is invalid.
    #[track_caller]
    pub fn retry_after_date(self, delay: Duration) -> Self {
        self.retry(Wait::Date(delay))
    }

    pub(super) fn of_status(
        status: StatusCode,
        headers: HeaderMap,
        body: impl Into<Bytes>,
        retry_after: Option<Wait>,
    ) -> Self {
        Self(SymptomKind::Status { status, headers, body: body.into(), retry_after })
    }

    pub(super) const fn of_page(status: StatusCode) -> Self {
        Self(SymptomKind::Html(status))
    }

    #[track_caller]
    fn retry(mut self, after: Wait) -> Self {
        let SymptomKind::Status { retry_after, .. } = &mut self.0 else {
            panic!("only a status has headers")
        };
        *retry_after = Some(after);
        self
    }

    pub(super) fn show(&self, answer: &mut Answer) {
        match &self.0 {
            SymptomKind::Status { status, headers, body, retry_after } => {
                (answer.status, answer.headers, answer.body) = (*status, headers.clone(), body.clone());
                if let Some(after) = retry_after {
                    answer.headers.insert(header::RETRY_AFTER, after.value());
                }
            }
            SymptomKind::Html(status) => {
                *answer = Answer { effects: std::mem::take(&mut answer.effects), ..page(*status) };
            }
            SymptomKind::Truncated => answer.body.truncate(answer.body.len() / 2),
            SymptomKind::CutOff => answer.end = End::InTheBody,
            SymptomKind::Reset => answer.end = End::BeforeIt,
            SymptomKind::Silence => answer.end = End::Never,
        }
    }
}

/// The status, if it is one that ends a request.
pub(super) fn final_status(status: u16) -> Option<StatusCode> {
    StatusCode::from_u16(status).ok().filter(|_| (200..600).contains(&status))
}

fn page(status: StatusCode) -> Answer {
    Answer::new(status, PAGE).header(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))
}

impl Wait {
    /// In whole seconds, and never sooner than asked for.
    pub(in crate::sandbox) fn value(self) -> HeaderValue {
        match self {
            Self::Seconds(delay) => whole_seconds(delay).into(),
            Self::Date(delay) => {
                let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
                let then = whole_seconds(now.saturating_add(delay)).min(LAST_DATE);
                let date = SystemTime::UNIX_EPOCH + Duration::from_secs(then);
                HeaderValue::from_str(&httpdate::fmt_http_date(date)).expect("a date is ASCII")
            }
        }
    }
}

fn whole_seconds(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0))
}

impl fmt::Display for Symptom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            SymptomKind::Status { status, .. } => write!(f, "{}", status.as_u16()),
            SymptomKind::Html(status) => write!(f, "{} with a page of HTML", status.as_u16()),
            SymptomKind::Truncated => f.write_str("half of the JSON"),
            SymptomKind::CutOff => f.write_str("a reset in the middle of the body"),
            SymptomKind::Reset => f.write_str("a reset"),
            SymptomKind::Silence => f.write_str("silence"),
        }
    }
}
