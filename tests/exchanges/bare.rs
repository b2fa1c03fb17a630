//! The bare core as a driver: answers from a script, no I/O, a clock that does not move.

use crate::script::Answer;
use crate::server::{Server, canonical};
use crate::setup::Setup;
use bytes::Bytes;
use cio_http::{Call, Clock, Error, Hosts, Next, Operation, Paged, SignedBy};
use http::Request;
use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime};

const STANDSTILL: Clock = Clock { system_time: now, monotonic: Instant::now, jitter: || 1.0 };

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

/// One run of the core, and all it asked for.
pub(crate) struct Core<'a> {
    pub(crate) setup: &'a Setup,
    hosts: Hosts,
    server: &'a Server,
    pub(crate) answers: VecDeque<Answer>,
    pub(crate) requests: Vec<String>,
    pub(crate) waits: Vec<Duration>,
}

impl<'a> Core<'a> {
    pub(crate) fn new(setup: &'a Setup, server: &'a Server, script: &[Answer]) -> Self {
        let (hosts, answers) = (setup.hosts(server.ports()), script.iter().cloned().collect());
        Self { setup, hosts, server, answers, requests: Vec::new(), waits: Vec::new() }
    }

    pub(crate) fn send<O, C>(&mut self, operation: &O, credentials: &C) -> Result<O::Output, Error>
    where
        O: Operation<Surface: SignedBy<C>>,
    {
        let mut call = Call::new(operation, credentials, &self.hosts, &self.setup.policy)?.clock(STANDSTILL);
        loop {
            self.requests.push(self.canonical(&call.request()));
            let answer = self.answers.pop_front().expect("an answer for each request");
            match call.receive(answer.to_response(now())) {
                Next::Done(result) => return result,
                Next::ResendAfter(delay) => self.waits.push(delay),
                _ => panic!("the core asks for a step that no driver knows"),
            }
        }
    }

    /// Goes through a list, page by page.
    pub(crate) fn items<O, C>(&mut self, mut list: O, credentials: &C) -> Result<Vec<O::Item>, Error>
    where
        O: Paged<Surface: SignedBy<C>>,
    {
        let mut items = Vec::new();
        loop {
            let page = O::page(self.send(&list, credentials)?);
            items.extend(page.items);
            match page.next.filter(|next| !next.is_empty()) {
                Some(next) => list.start_at(next),
                None => return Ok(items),
            }
        }
    }

    fn canonical(&self, request: &Request<Bytes>) -> String {
        let uri = request.uri();
        let line = format!("{} {}", request.method(), uri.path_and_query().unwrap());
        let headers =
            request.headers().iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()));
        let body = std::str::from_utf8(request.body()).unwrap();
        canonical(self.server.host(uri.port_u16().unwrap()), &line, headers.collect(), body)
    }
}
