//! Every fault at every attempt, for an operation that may be repeated, one that is deduplicated by its ID and one that
//! must not be done twice, through both drivers: nothing is lost that was reported sent, and nothing is sent twice. The
//! sandbox's record is the judge.

mod batches;
mod rows;
mod sender;

use cio_http::Error;
use cio_http::sandbox::{Fault, Received, Sandbox, Symptom};
use rows::{Cost, Fate, Row};
use sender::{ATTEMPTS, Driver, Kind, Parcel, TIMEOUT};
use std::sync::Mutex;

/// More than there are processors: most of a slow row is waiting.
const WORKERS: usize = 24;

/// One cell: a fault at one attempt, once or from then on.
#[derive(Clone, Copy, Debug)]
struct Cell {
    kind: Kind,
    attempt: u32,
    lasting: bool,
}

impl Cell {
    fn all() -> impl Iterator<Item = Self> {
        let kinds = [Kind::Safe, Kind::DedupedById, Kind::Unsafe].into_iter();
        let attempts = |kind| (1..=ATTEMPTS).map(move |attempt| (kind, attempt));
        kinds
            .flat_map(attempts)
            .flat_map(|(kind, attempt)| [false, true].map(|lasting| Self { kind, attempt, lasting }))
    }

    /// Holds back the attempts before, which every kind of operation repeats, and then lets it go wrong.
    fn set_up(self, sandbox: &Sandbox, fault: Fault) {
        if self.attempt > 1 {
            sandbox.fail(Fault::before(Symptom::status(429)).times(self.attempt - 1));
        }
        sandbox.fail(if self.lasting { fault.always() } else { fault });
    }

    /// The expected result, and the number of attempts.
    fn expected(self, fate: Fate) -> (Fate, u32) {
        match fate {
            Fate::Retried if !self.lasting && self.attempt < ATTEMPTS => (Fate::Done, self.attempt + 1),
            Fate::Retried => (Fate::Retried, ATTEMPTS),
            fate => (fate, self.attempt),
        }
    }
}

#[test]
fn nothing_is_lost_that_was_reported_sent_and_nothing_is_sent_twice() {
    let rows = rows::all();
    let jobs: Vec<Job<'_>> =
        rows.iter().flat_map(|row| [false, true].map(|blocking| (row, blocking))).flat_map(jobs).collect();
    let cells: usize = jobs.iter().map(|job| job.cells.len()).sum();
    let queue = Mutex::new(jobs.into_iter());
    let next = || queue.lock().unwrap().next();
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| std::iter::from_fn(next).for_each(Job::run));
        }
    });
    println!("{} faults, {cells} cells", rows.len());
}

/// The work of one worker with one sandbox.
struct Job<'a> {
    row: &'a Row,
    blocking: bool,
    cells: Vec<Cell>,
}

/// All cells of one fault with one driver, in as few jobs as their cost allows.
fn jobs<'a>((row, blocking): (&'a Row, bool)) -> impl Iterator<Item = Job<'a>> {
    let cells: Vec<Cell> = Cell::all().filter(|cell| row.cost != Cost::Keys || !cell.lasting).collect();
    let size = match row.cost {
        Cost::Nothing => cells.len(),
        Cost::Time => cells.len() / 3,
        Cost::Keys => 1,
    };
    let jobs: Vec<Vec<Cell>> = cells.chunks(size).map(<[Cell]>::to_vec).collect();
    jobs.into_iter().map(move |cells| Job { row, blocking, cells })
}

impl Job<'_> {
    fn run(self) {
        let sandbox = Sandbox::start().unwrap();
        let limit = if self.row.cost == Cost::Time { TIMEOUT } else { TIMEOUT * 20 };
        let driver = Driver::new(&sandbox, self.blocking, limit);
        for cell in self.cells {
            judge(self.row, cell, &sandbox, &driver);
        }
    }
}

fn judge(row: &Row, cell: Cell, sandbox: &Sandbox, driver: &Driver) {
    let parcel = Parcel::new(cell);
    let fault = (row.fault)(cell.kind);
    let case = format!("{driver:?}, {cell:?}, {fault}");
    let earlier = sandbox.received().len();
    cell.set_up(sandbox, fault);
    let result = parcel.send(driver);
    let attempts = sandbox.received().len() - earlier;
    sandbox.recover();

    let fate =
        if cell.kind == Kind::Unsafe { row.where_it_must_not_be } else { row.where_it_may_be_repeated };
    let expected = cell.expected(fate);
    assert_eq!((Fate::of(&result), u32::try_from(attempts).unwrap()), expected, "{case}: {result:?}");
    if let Err(error) = &result {
        assert_eq!(error.attempts(), expected.1, "{case}: {error}");
    }
    judge_record(&case, &result, &parcel, &sandbox.received()[earlier..], sandbox);
    judge_hope(&case, &result, &parcel, sandbox, driver);
}

/// The result matches what the sandbox did.
fn judge_record(
    case: &str,
    result: &Result<(), Error>,
    parcel: &Parcel,
    received: &[Received],
    sandbox: &Sandbox,
) {
    let is_done = |received: &&Received| {
        let carried_out = received.fault.as_ref().is_none_or(|fault| fault.carries_out() == Some(true));
        carried_out && received.signed_by.is_some()
    };
    let done = received.iter().filter(is_done).count();
    assert_eq!(parcel.arrived(sandbox), done.min(1), "{case}: {done} carried out, counted otherwise");
    match result {
        Ok(()) => assert!(done >= 1, "{case}: reported sent, and lost"),
        Err(Error::Refused(_) | Error::Redirected(_)) => assert_eq!(done, 0, "{case}: refused, and done"),
        Err(Error::Unavailable(_)) if parcel.is_unsafe() => {
            assert_eq!(done, 0, "{case}: may be repeated, and done");
        }
        // It may have been done, or may not.
        Err(_) => {}
    }
    assert!(!parcel.is_unsafe() || done <= 1, "{case}: done {done} times");
}

/// A request that may be sent again later is sent again, and counts once.
fn judge_hope(case: &str, result: &Result<(), Error>, parcel: &Parcel, sandbox: &Sandbox, driver: &Driver) {
    let Err(error) = result else { return };
    assert_eq!(error.is_retryable(), matches!(error, Error::Unavailable(_)), "{case}: {error}");
    assert!(!matches!(error, Error::Unconfirmed(_)) || parcel.is_unsafe(), "{case}: {error}");
    if error.is_retryable() || matches!(error, Error::Unreadable(_)) {
        assert!(error.hint().unwrap().contains("sending it again is safe"), "{case}: {error}");
        parcel.send(driver).unwrap();
        assert_eq!(parcel.arrived(sandbox), 1, "{case}: sent again later");
    }
}

#[test]
fn without_a_connection_everything_may_be_sent_again() {
    for blocking in [false, true] {
        let sandbox = Sandbox::start().unwrap();
        let driver = Driver::new(&sandbox, blocking, TIMEOUT);
        drop(sandbox);
        for cell in Cell::all().filter(|cell| cell.attempt == 1 && cell.lasting) {
            let error = Parcel::new(cell).send(&driver).unwrap_err();
            assert!(error.is_retryable() && error.attempts() == ATTEMPTS, "{cell:?}: {error}");
        }
    }
}
