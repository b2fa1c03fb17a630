//! A row of the table: what is sent, what is answered, how it ends.

use crate::bare::Core;
use crate::drivers::Driver;
use crate::outcome::Outcome;
use crate::script::{Answer, Silence, answer};
use crate::setup::{Account, Keys, Setup};
use crate::signed::Signed;
use cio_config::Region;
use cio_http::{Error, Operation, Paged, Policy, Replay, ServiceAccount, SignedBy};
use std::fmt::Debug;
use std::time::Duration;

/// One row.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) route: &'static str,
    pub(crate) replay: Replay,
    pub(crate) expected_replay: Replay,
    pub(crate) send: Box<dyn Exchange>,
    pub(crate) setup: Setup,
    /// One for each request, or one for all of them.
    pub(crate) requests: Vec<String>,
    pub(crate) script: Vec<Answer>,
    /// The wait that the core asks of a driver, in milliseconds, with the highest jitter.
    pub(crate) waits: Vec<u64>,
    pub(crate) end: String,
    /// The start of the error's hint.
    pub(crate) hint: Option<&'static str>,
}

/// An operation of any type, sent in each of the three ways.
pub(crate) trait Exchange {
    fn core(&self, core: &mut Core<'_>) -> Outcome;
    fn driver(&self, driver: &Driver<'_>) -> Outcome;
}

/// Sends `operation`; unless said otherwise it may arrive twice, is answered `200 {}`, and gives nothing.
pub(crate) fn row<O>(operation: O) -> Row
where
    O: Operation<Output: Debug, Surface: SignedBy<Keys>> + 'static,
{
    Row::new::<O>(operation.replay(), Box::new(One(operation, debug)))
}

/// As [`row`], for an output whose `Debug` does not show what is in it.
pub(crate) fn row_showing<O>(operation: O, show: fn(O::Output) -> String) -> Row
where
    O: Operation<Surface: SignedBy<Keys>> + 'static,
{
    Row::new::<O>(operation.replay(), Box::new(One(operation, show)))
}

/// Sends `operation` by a service account.
pub(crate) fn row_by_account<O>(operation: O) -> Row
where
    O: Operation<Output: Debug, Surface: SignedBy<Account>> + 'static,
{
    Row::new::<O>(operation.replay(), Box::new(ByAccount(operation, debug)))
}

/// Goes through all pages of `list`.
pub(crate) fn row_of_pages<O>(list: O, show: fn(O::Item) -> String) -> Row
where
    O: Paged<Item: Send, Surface: SignedBy<Keys>> + Clone + Send + 'static,
{
    Row::new::<O>(list.replay(), Box::new(Pages(list, show)))
}

impl Row {
    fn new<O: Operation>(replay: Replay, send: Box<dyn Exchange>) -> Self {
        Self {
            name: O::NAME,
            route: O::ROUTE,
            replay,
            expected_replay: Replay::Safe,
            send,
            setup: Setup::default(),
            requests: Vec::new(),
            script: vec![answer(200, "{}\n")],
            waits: Vec::new(),
            end: "()".to_owned(),
            hint: None,
        }
    }

    /// The service drops a second copy by its ID.
    pub(crate) fn deduped(mut self) -> Self {
        self.expected_replay = Replay::DedupedById;
        self
    }

    /// Would be done twice if it came twice.
    pub(crate) fn once(mut self) -> Self {
        self.expected_replay = Replay::Unsafe;
        self
    }

    /// The request, which is the same at every attempt; said again, the next one.
    pub(crate) fn asks(mut self, signed: Signed, line: &str, body: &str) -> Self {
        self.requests.push(signed.request(line, body));
        self
    }

    pub(crate) fn answered(mut self, status: u16, body: &'static str) -> Self {
        self.script = vec![answer(status, body)];
        self
    }

    /// The answers, one for each attempt.
    pub(crate) fn script(mut self, script: impl IntoIterator<Item = Answer>) -> Self {
        self.script = script.into_iter().collect();
        let has = |is: fn(Silence) -> bool| {
            self.script.iter().any(|answer| matches!(answer, Answer::Silence(silence) if is(*silence)))
        };
        self.setup.has_no_server = has(|silence| silence == Silence::NoServer);
        self.setup.is_impatient = has(Silence::keeps_open);
        self
    }

    pub(crate) fn silence(self, silence: Silence) -> Self {
        self.script([Answer::Silence(silence)])
    }

    /// The output as `Debug` shows it, or the kind of the error and its words.
    pub(crate) fn ends(mut self, end: impl Into<String>) -> Self {
        self.end = end.into();
        self
    }

    /// The start of the error's hint.
    pub(crate) fn hints(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Is refused before anything is sent.
    pub(crate) fn refused_for(mut self, reason: &str) -> Self {
        self.script.clear();
        let name = self.name;
        self.ends(format!("InvalidInput: {name} was not sent: {reason}"))
    }

    pub(crate) fn waits(mut self, waits: impl IntoIterator<Item = u64>) -> Self {
        self.waits = waits.into_iter().collect();
        self
    }

    pub(crate) fn policy(mut self, policy: Policy) -> Self {
        self.setup.policy = policy;
        self
    }

    pub(crate) fn in_eu(mut self) -> Self {
        self.setup.region = Region::Eu;
        self
    }

    pub(crate) fn drops_silently(mut self) -> Self {
        self.setup.drops_silently = true;
        self
    }

    /// The request of each attempt.
    pub(crate) fn request(&self, attempt: usize) -> &str {
        self.requests.get(attempt).or(self.requests.last()).expect("a row that is answered says what it asks")
    }

    /// Waits short enough for a test that has many.
    pub(crate) fn quick() -> Policy {
        Policy::default().first_delay(Duration::from_millis(8))
    }
}

fn debug<T: Debug>(output: T) -> String {
    format!("{output:?}")
}

/// How the output is shown.
type Show<T> = fn(T) -> String;

struct One<O: Operation>(O, Show<O::Output>);

impl<O: Operation<Surface: SignedBy<Keys>>> Exchange for One<O> {
    fn core(&self, core: &mut Core<'_>) -> Outcome {
        Outcome::of(core.send(&self.0, &Keys::of(core.setup.region)).map(self.1))
    }

    fn driver(&self, driver: &Driver<'_>) -> Outcome {
        let result = match driver {
            Driver::Async(runtime, clients) => runtime.block_on(clients.asynchronous().send(&self.0)),
            Driver::Blocking(clients) => clients.blocking().send(&self.0),
        };
        Outcome::of(result.map(self.1))
    }
}

struct ByAccount<O: Operation>(O, Show<O::Output>);

impl<O: Operation<Surface: SignedBy<Account>>> Exchange for ByAccount<O> {
    fn core(&self, core: &mut Core<'_>) -> Outcome {
        Outcome::of(core.send(&self.0, &ServiceAccount(Keys::of(core.setup.region))).map(self.1))
    }

    fn driver(&self, driver: &Driver<'_>) -> Outcome {
        let result = match driver {
            Driver::Async(runtime, clients) => runtime.block_on(clients.account_asynchronous().send(&self.0)),
            Driver::Blocking(clients) => clients.account_blocking().send(&self.0),
        };
        Outcome::of(result.map(self.1))
    }
}

struct Pages<O: Paged>(O, Show<O::Item>);

impl<O: Paged<Item: Send, Surface: SignedBy<Keys>> + Clone + Send> Pages<O> {
    fn outcome(&self, items: Result<Vec<O::Item>, Error>) -> Outcome {
        Outcome::of(items.map(|items| items.into_iter().map(self.1).collect::<Vec<_>>().join(", ")))
    }
}

impl<O: Paged<Item: Send, Surface: SignedBy<Keys>> + Clone + Send> Exchange for Pages<O> {
    fn core(&self, core: &mut Core<'_>) -> Outcome {
        let keys = Keys::of(core.setup.region);
        self.outcome(core.items(self.0.clone(), &keys))
    }

    fn driver(&self, driver: &Driver<'_>) -> Outcome {
        self.outcome(match driver {
            Driver::Async(runtime, clients) => runtime.block_on(async {
                let (mut items, mut found) = (clients.asynchronous().items(self.0.clone()), Vec::new());
                while let Some(item) = items.next().await {
                    found.push(item?);
                }
                Ok(found)
            }),
            Driver::Blocking(clients) => clients.blocking().items(self.0.clone()).collect(),
        })
    }
}
