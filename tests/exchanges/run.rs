//! Runs rows in the three ways, and compares.

use crate::Rows;
use crate::bare::Core;
use crate::drivers::{Clients, Driver};
use crate::outcome::Outcome;
use crate::row::Row;
use crate::server::{Received, Server};
use crate::setup::Setup;
use std::panic::{self, AssertUnwindSafe};
use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Runs a table, and gives the number of its rows.
pub(crate) fn table(topic: &str, rows: Rows) -> usize {
    let (asynchronous, blocking) = thread::scope(|scope| {
        let asynchronous = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            Lane::new(topic, "async").run(&rows(), Some(&runtime))
        });
        let blocking = scope.spawn(|| Lane::new(topic, "blocking").run(&rows(), None));
        (asynchronous.join(), blocking.join())
    });
    let (asynchronous, blocking) = (asynchronous.expect("async"), blocking.expect("blocking"));
    for ((number, row), (one, other)) in rows().iter().enumerate().zip(asynchronous.iter().zip(&blocking)) {
        assert_eq!(one, other, "{topic} {number}, {}: the drivers do not send the same bytes", row.name);
    }
    rows().len()
}

/// One driver, its server, and the clients it has made.
struct Lane<'a> {
    topic: &'a str,
    driver: &'static str,
    server: Server,
    clients: Vec<Clients>,
}

impl<'a> Lane<'a> {
    fn new(topic: &'a str, driver: &'static str) -> Self {
        Self { topic, driver, server: Server::start(), clients: Vec::new() }
    }

    /// Every byte of every request, for each row.
    fn run(&mut self, rows: &[Row], runtime: Option<&Runtime>) -> Vec<Vec<String>> {
        let mut differ = 0;
        let sent = rows.iter().enumerate().map(|(number, row)| {
            let place = format!("{} {number}, {}, {}", self.topic, row.name, self.driver);
            // Each row that differs is printed, not only the first.
            let sent = panic::catch_unwind(AssertUnwindSafe(|| self.both(row, runtime, &place)));
            sent.unwrap_or_else(|_| {
                differ += 1;
                Vec::new()
            })
        });
        let sent = sent.collect();
        assert_eq!(differ, 0, "{} by {}: so many rows differ, see above", self.topic, self.driver);
        sent
    }

    fn both(&mut self, row: &Row, runtime: Option<&Runtime>, place: &str) -> Vec<String> {
        let from_core = self.through_core(row, place);
        let (outcome, received) = self.through_driver(row, runtime, place);
        assert_eq!(outcome, from_core, "{place}: driver and core end differently");
        received.iter().map(Received::bytes).collect()
    }

    fn through_core(&self, row: &Row, place: &str) -> Outcome {
        if !row.script.is_empty() {
            assert_eq!(row.replay, row.expected_replay, "{place}");
        }
        let mut core = Core::new(&row.setup, &self.server, &row.script);
        let outcome = row.send.core(&mut core);
        assert_eq!(outcome.end, row.end, "{place}");
        if let Some(hint) = row.hint {
            assert!(
                outcome.hint.as_ref().is_some_and(|found| found.starts_with(hint)),
                "{place}: {outcome:?}"
            );
        }
        assert!(core.answers.is_empty(), "{place}: {} answers are left", core.answers.len());
        let waits: Vec<Duration> = row.waits.iter().copied().map(Duration::from_millis).collect();
        assert_eq!(core.waits, waits, "{place}");
        if !row.setup.has_no_server {
            compare(row, &core.requests, place);
        }
        outcome
    }

    fn through_driver(
        &mut self,
        row: &Row,
        runtime: Option<&Runtime>,
        place: &str,
    ) -> (Outcome, Vec<Received>) {
        let clients = clients(&mut self.clients, &self.server, &row.setup);
        self.server.play(&row.script);
        let outcome = row.send.driver(&match runtime {
            Some(runtime) => Driver::Async(runtime, clients),
            None => Driver::Blocking(clients),
        });
        let (received, left) = self.server.stop();
        if row.setup.has_no_server {
            assert!(received.is_empty(), "{place}");
        } else {
            assert_eq!(left, 0, "{place}: answers are left");
            compare(row, &received.iter().map(Received::canonical).collect::<Vec<_>>(), place);
            check_waits(row, &received, place);
        }
        (outcome, received)
    }
}

fn clients<'a>(made: &'a mut Vec<Clients>, server: &Server, setup: &Setup) -> &'a Clients {
    let at = made.iter().position(|clients| clients.setup == *setup).unwrap_or_else(|| {
        made.push(Clients::new(setup, server));
        made.len() - 1
    });
    &made[at]
}

/// Requests are those of the row, and fit its route, which is a template.
fn compare(row: &Row, requests: &[String], place: &str) {
    assert_eq!(requests.len(), row.script.len(), "{place}: {requests:?}");
    for (attempt, request) in requests.iter().enumerate() {
        assert_eq!(request, row.request(attempt), "{place}, attempt {}", attempt + 1);
        let line = request.lines().next().unwrap();
        assert!(fits(row.route, line), "{place}: {line} is not of {}", row.route);
        let surface = row.name.split('.').next();
        assert!(surface == Some("own") || surface == line.split(' ').next(), "{place}: {line}");
    }
}

fn fits(route: &str, line: &str) -> bool {
    let (_, line) = line.split_once(' ').unwrap();
    let line = line.split('?').next().unwrap();
    let (route, line): (Vec<_>, Vec<_>) = (route.split('/').collect(), line.split('/').collect());
    route.len() == line.len()
        && route.iter().zip(line).all(|(part, found)| part.starts_with('{') || *part == found)
}

/// Where an answer says how long to wait, the next request does not come sooner.
fn check_waits(row: &Row, received: &[Received], place: &str) {
    let gaps = received.windows(2).map(|pair| pair[1].at() - pair[0].at());
    let asked = row.waits.iter().copied().map(Duration::from_millis);
    for (gap, least) in gaps.zip(row.script.iter().zip(asked).map(|(answer, asked)| answer.least_wait(asked)))
    {
        assert!(gap >= least, "{place}: {gap:?} is sooner than {least:?}");
    }
}
