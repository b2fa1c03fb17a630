//! The faults, and the outcome of each.

use super::sender::{Kind, TIMEOUT};
use cio_http::Error;
use cio_http::sandbox::{Fault, Symptom};
use std::time::Duration;

/// One fault, and what comes of an operation that it strikes.
pub(crate) struct Row {
    pub(crate) fault: Box<dyn Fn(Kind) -> Fault + Sync>,
    pub(crate) where_it_may_be_repeated: Fate,
    pub(crate) where_it_must_not_be: Fate,
    pub(crate) cost: Cost,
}

/// The inputs of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    Nothing,
    /// Each of its attempts waits for the time limit.
    Time,
    /// The keys are no longer good afterwards, whether it lasts or not.
    Keys,
}

/// The result of an operation, also after retries that do not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Done,
    Retried,
    Refused,
    Redirected,
    Unreadable,
    Unconfirmed,
}
use Fate::{Done, Redirected, Refused, Retried, Unconfirmed, Unreadable};

impl Fate {
    pub(crate) fn of(result: &Result<(), Error>) -> Self {
        match result {
            Ok(()) => Done,
            Err(Error::Unavailable(_)) => Retried,
            Err(Error::Refused(_)) => Refused,
            Err(Error::Redirected(_)) => Redirected,
            Err(Error::Unreadable(_)) => Unreadable,
            Err(Error::Unconfirmed(_)) => Unconfirmed,
            Err(error) => panic!("{error}"),
        }
    }
}

/// Those that wait for the time limit come first: they take longest.
pub(crate) fn all() -> Vec<Row> {
    let mut rows: Vec<Row> = both(&Symptom::silence(), Retried, Unconfirmed).into();
    rows.push(row(Fault::late(TIMEOUT * 20), Retried, Unconfirmed));
    rows.iter_mut().for_each(|row| row.cost = Cost::Time);
    rows.extend([
        row(Fault::late(TIMEOUT / 20), Done, Done),
        // Only after: the documents allow an empty 200, and a false one looks like any other.
        row(Fault::after(Symptom::empty()), Done, Unconfirmed),
    ]);
    for symptom in [Symptom::reset(), Symptom::cut_off()] {
        rows.extend(both(&symptom, Retried, Unconfirmed));
    }
    for symptom in [Symptom::truncated(), Symptom::html(200)] {
        rows.extend(both(&symptom, Unreadable, Unconfirmed));
    }
    for status in [408, 500, 502, 503, 504, 520, 522, 524] {
        rows.extend(both(&Symptom::status(status), Retried, Unconfirmed));
    }
    rows.extend(both(&Symptom::html(502), Retried, Unconfirmed));
    rows.extend(both(&Symptom::status(503).retry_after(Duration::from_secs(9)), Retried, Unconfirmed));
    rows.push(row(Fault::before(Symptom::status(501)), Refused, Unconfirmed));
    rows.extend(held_back());
    rows.extend(refusals());
    rows
}

fn row(fault: Fault, where_it_may_be_repeated: Fate, where_it_must_not_be: Fate) -> Row {
    let fault = Box::new(move |_| fault.clone());
    Row { fault, where_it_may_be_repeated, where_it_must_not_be, cost: Cost::Nothing }
}

/// The same seen, whether it was carried out or not.
fn both(symptom: &Symptom, may: Fate, must_not: Fate) -> [Row; 2] {
    [Fault::before, Fault::after].map(|fault| row(fault(symptom.clone()), may, must_not))
}

/// The rate limit does not carry out what it holds back.
fn held_back() -> impl Iterator<Item = Row> {
    let later = Duration::from_secs(9);
    let busy = || Symptom::status(429);
    [busy(), busy().retry_after(later), busy().retry_after_date(later)]
        .into_iter()
        .map(|symptom| row(Fault::before(symptom), Retried, Retried))
}

fn refusals() -> Vec<Row> {
    let elsewhere = Symptom::status(307).header("location", "http://127.0.0.1:1/");
    let mut rows = vec![row(Fault::before(elsewhere), Redirected, Redirected)];
    for symptom in [400, 401, 403, 404, 413, 422].map(Symptom::status).into_iter().chain([Symptom::html(403)])
    {
        rows.push(row(Fault::before(symptom), Refused, Refused));
    }
    for key in [Fault::revoke, Fault::rotate] {
        let fault = Box::new(move |kind: Kind| key(kind.role()));
        rows.push(Row {
            fault,
            where_it_may_be_repeated: Refused,
            where_it_must_not_be: Refused,
            cost: Cost::Keys,
        });
    }
    rows
}
