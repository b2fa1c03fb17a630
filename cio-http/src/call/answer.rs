//! Decides what follows from an answer, or from none: the result, or another attempt.

use super::{Call, LONGEST_ANSWER, Next};
use crate::call::request::context;
use crate::call::retry::{self, FailureVerdict};
use crate::error::Error;
use crate::error::connect_fault::ConnectFault;
use crate::error::diagnosis::Diagnosis;
use crate::error::failure::{Context, Failure, Reason};
use crate::error::messages::messages;
use crate::error::redaction::redacted;
use crate::error::transport_error::TransportError;
use crate::operation::{Operation, Replay};
use crate::surface::Surface;
use crate::surface::authorization::secrets;
use crate::wire::UnreadableAnswer;
use bytes::Bytes;
use cio_config::Region;
use http::header::{AUTHORIZATION, LOCATION, RETRY_AFTER};
use http::{Response, StatusCode};
use memchr::memmem;
use std::borrow::Cow;
use std::time::Duration;

/// The content of an answer that reports errors of single items.
const ERRORS: &[u8] = b"\"errors\"";

impl<O: Operation> Call<'_, O> {
    /// An answer that may hold words of the service, without the keys that they may quote. An answer that only gives
    /// what was asked for passes as it came: it is searched for no key.
    pub(super) fn without_keys(&self, response: Response<Bytes>) -> Response<Bytes> {
        let is_plain = response.status().is_success() && response.status() != StatusCode::MULTI_STATUS;
        if is_plain && memmem::find(response.body(), ERRORS).is_none() {
            return response;
        }
        let secrets = self.request.headers().get(AUTHORIZATION).map(secrets).unwrap_or_default();
        response.map(|body| match redacted(&body, &secrets) {
            Cow::Borrowed(_) => body,
            Cow::Owned(redacted) => redacted.into(),
        })
    }

    pub(super) fn read(&self, response: &Response<Bytes>) -> Result<O::Output, Error> {
        let read = if response.body().len() as u64 > LONGEST_ANSWER {
            Err(UnreadableAnswer::new("it is longer than 64 MB"))
        } else {
            self.operation.response(response)
        };
        read.map_err(|unreadable| {
            let reason = Some(Reason::Unreadable(unreadable));
            let failure = Box::new(Failure { status: Some(response.status()), reason, ..*self.failure() });
            match self.operation.replay() {
                Replay::Unsafe => Error::Unconfirmed(failure),
                Replay::Safe | Replay::DedupedById => Error::Unreadable(failure),
            }
        })
    }

    /// Nothing follows a redirect: a key and a person's data go to the host that the region names, or nowhere.
    pub(super) fn redirected(&self, response: &Response<Bytes>) -> Error {
        let asked = self.hosts.region();
        let mut failure = self.answered(response);
        match self.other_region(response, &failure.messages) {
            Some(found) => {
                failure.diagnosis = Some(Diagnosis::OtherRegion { asked, found });
                Error::WrongRegion(failure)
            }
            None => {
                failure.diagnosis = Some(Diagnosis::Elsewhere);
                Error::Redirected(failure)
            }
        }
    }

    fn other_region(&self, response: &Response<Bytes>, messages: &[String]) -> Option<Region> {
        let location =
            response.headers().get(LOCATION).and_then(|location| location.to_str().ok()).unwrap_or("");
        self.hosts.points_to_other_region(O::Surface::HOST, location).or_else(|| {
            // How the App API said it in 2023, with a `Location` that is no longer served.
            // Source: <https://github.com/customerio/customerio-node/issues/134>, January 2023.
            let is_wrong = messages.iter().any(|message| message == "wrong datacenter");
            is_wrong.then_some(if self.hosts.region() == Region::Eu { Region::Us } else { Region::Eu })
        })
    }

    pub(super) fn refused(&mut self, response: &Response<Bytes>) -> Next<O::Output> {
        let error = match retry::judge_status(self.operation.replay(), response.status()) {
            FailureVerdict::Again => {
                if let Some(delay) = self.next_delay(Some(response)) {
                    return Next::ResendAfter(delay);
                }
                Error::Unavailable(self.answered(response))
            }
            FailureVerdict::Refused => Error::Refused(self.answered(response)),
            FailureVerdict::Unconfirmed => Error::Unconfirmed(self.answered(response)),
        };
        if response.status() == StatusCode::UNAUTHORIZED && std::mem::take(&mut self.renewable) {
            return Next::Renew(Err(error));
        }
        Next::Done(Err(error))
    }

    pub(super) fn silent(&mut self, error: TransportError) -> Next<O::Output> {
        let error = if self.hosts.sandbox_port().is_some() { error.at_a_sandbox() } else { error };
        let verdict = retry::judge_silence(self.operation.replay(), error.point());
        if verdict == FailureVerdict::Again && error.connect().is_none_or(ConnectFault::may_pass) {
            if let Some(delay) = self.next_delay(None) {
                return Next::ResendAfter(delay);
            }
        }
        let failure = |error| Failure::because(self.context(), Reason::Silence(error));
        Next::Done(Err(match verdict {
            FailureVerdict::Again => Error::Unavailable(failure(error)),
            FailureVerdict::Refused => Error::setup_because("a request could not be made", error),
            FailureVerdict::Unconfirmed => Error::Unconfirmed(failure(error)),
        }))
    }

    fn asked_wait(&self, response: &Response<Bytes>) -> Option<Duration> {
        let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
        retry::retry_after(value, (self.clock.system_time)())
    }

    fn next_delay(&mut self, response: Option<&Response<Bytes>>) -> Option<Duration> {
        let asked = response.and_then(|response| self.asked_wait(response));
        let delay = self.policy.delay(self.attempts, asked, (self.clock.jitter)())?;
        self.attempts.waited += delay;
        Some(delay)
    }

    fn answered(&self, response: &Response<Bytes>) -> Box<Failure> {
        let status = response.status();
        let secrets = self.request.headers().get(AUTHORIZATION).map(secrets).unwrap_or_default();
        Box::new(Failure {
            status: Some(status),
            messages: messages(response, &secrets),
            retry_after: self.asked_wait(response),
            diagnosis: Diagnosis::of(status, self.signers, self.hosts.region(), self.has_prefix),
            ..*self.failure()
        })
    }

    fn failure(&self) -> Box<Failure> {
        Failure::new(self.context())
    }

    fn context(&self) -> Context {
        Context { names: self.names, ..context::<O>(self.hosts.region(), self.attempts.made) }
    }
}
