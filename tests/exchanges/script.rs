//! An answer: a status with headers and a body, or silence.

use bytes::Bytes;
use cio_http::{ConnectFault, FailurePoint, TransportError};
use http::Response;
use std::time::{Duration, SystemTime};

/// One answer, or none.
#[derive(Clone)]
pub(crate) enum Answer {
    Complete { status: u16, headers: Vec<(&'static str, Value)>, body: Bytes },
    Silence(Silence),
}

/// The value of a header; a date is written when it is sent.
#[derive(Clone)]
pub(crate) enum Value {
    Text(&'static str),
    SecondsFromNow(u64),
}

/// The ways in which no answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// No server listens.
    NoServer,
    /// The connection is closed in place of an answer.
    Closed,
    /// The connection is closed inside of the body.
    CutOff,
    /// The connection stays open, and nothing comes.
    Stalled,
    /// The answer stops inside of the body, and the connection stays open.
    StalledInBody,
}

pub(crate) fn answer(status: u16, body: &'static str) -> Answer {
    answer_bytes(status, body.as_bytes())
}

pub(crate) fn answer_bytes(status: u16, body: &'static [u8]) -> Answer {
    Answer::Complete { status, headers: Vec::new(), body: Bytes::from_static(body) }
}

impl Answer {
    pub(crate) fn header(self, name: &'static str, value: &'static str) -> Self {
        self.with(name, Value::Text(value))
    }

    /// A `Retry-After` that is a date so many seconds ahead.
    pub(crate) fn retry_at(self, seconds: u64) -> Self {
        self.with("retry-after", Value::SecondsFromNow(seconds))
    }

    fn with(mut self, name: &'static str, value: Value) -> Self {
        match &mut self {
            Self::Complete { headers, .. } => headers.push((name, value)),
            Self::Silence(_) => panic!("a silence has no headers"),
        }
        self
    }

    /// As the core takes it.
    pub(crate) fn to_response(&self, now: SystemTime) -> Result<Response<Bytes>, TransportError> {
        match self {
            Self::Complete { status, headers, body } => {
                let mut response = Response::builder().status(*status);
                for (name, value) in headers {
                    response = response.header(*name, value.at(now));
                }
                Ok(response.body(body.clone()).unwrap())
            }
            Self::Silence(silence) => {
                let error = TransportError::new(silence.point(), "the script");
                Err(match silence {
                    Silence::NoServer => error.connect_fault(ConnectFault::Refused),
                    _ => error,
                })
            }
        }
    }

    /// As it goes over a socket; nothing where nothing is written.
    pub(crate) fn to_wire(&self, now: SystemTime) -> Vec<u8> {
        match self {
            Self::Complete { status, headers, body } => {
                let mut wire = format!("HTTP/1.1 {status} Scripted\r\nconnection: close\r\n");
                // These have no body, and a length would announce one.
                if !matches!(status, 204 | 304) {
                    wire += &format!("content-length: {}\r\n", body.len());
                }
                for (name, value) in headers {
                    wire += &format!("{name}: {}\r\n", value.at(now));
                }
                [wire.as_bytes(), b"\r\n", body].concat()
            }
            Self::Silence(Silence::CutOff | Silence::StalledInBody) => {
                b"HTTP/1.1 200 Scripted\r\ncontent-length: 10\r\n\r\n{".to_vec()
            }
            Self::Silence(_) => Vec::new(),
        }
    }

    /// How much of the wait that the core asks for a driver waits at least: its chance and its clock are real.
    pub(crate) fn least_wait(&self, asked: Duration) -> Duration {
        let Self::Complete { headers, .. } = self else { return Duration::ZERO };
        match headers.iter().find(|(name, _)| *name == "retry-after") {
            Some((_, Value::Text(seconds))) if seconds.parse::<u64>().is_ok() => asked,
            // A date has no fractions of a second, and some of it is over when it is read.
            Some((_, Value::SecondsFromNow(_))) => asked.saturating_sub(Duration::from_secs(1)),
            _ => Duration::ZERO,
        }
    }
}

impl Value {
    fn at(&self, now: SystemTime) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::SecondsFromNow(seconds) => httpdate::fmt_http_date(now + Duration::from_secs(*seconds)),
        }
    }
}

impl Silence {
    fn point(self) -> FailurePoint {
        match self {
            Self::NoServer => FailurePoint::Connect,
            Self::Closed | Self::CutOff => FailurePoint::Interrupted,
            Self::Stalled | Self::StalledInBody => FailurePoint::Timeout,
        }
    }

    pub(crate) fn keeps_open(self) -> bool {
        matches!(self, Self::Stalled | Self::StalledInBody)
    }
}
