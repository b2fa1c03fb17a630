//! `blocking::Client::diagnose`: the blocking driver of a checkup.

use crate::app::ListWorkspaces;
use crate::call::Next;
use crate::client::async_task;
use crate::client::blocking::Client;
use crate::client::transport::blocking::{Http, execute};
use crate::diagnose::checkup::Checkup;
use crate::diagnose::examination::Examination;
use crate::diagnose::probe::{InvalidCall, LIMIT, Probe, Question};
use crate::diagnose::probe_result::ProbeResult;
use crate::error::Error;
use crate::operation::Operation;
use crate::track::AccountRegion;
use cio_config::{CioCredentials, Report};

impl<C: CioCredentials> Client<C> {
    /// Asks the service about every credential that the client holds, without changing anything.
    ///
    /// It sends at most one request to each API that a key signs for: which region and workspace the Track pair belongs to,
    /// the list of workspaces for the App API key, and for the CDP API key a call that strict mode refuses, since that API
    /// has no read. Each may take 5 s, or the client's own limit if that is shorter, and is sent once more if no answer or
    /// a temporary one came. They use the client's proxy, certificates and sandbox.
    ///
    /// If the Track API names the other region, the others are asked there, unless the type of the credentials pins the region.
    /// In an async task nothing is asked, and each finding says so.
    ///
    /// ```no_run
    /// # fn example(billing: cio_config::TrackCredentials) -> Result<(), cio_http::Error> {
    /// let cio = cio_http::blocking::Client::new(billing)?;
    /// println!("{}", cio.diagnose());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn diagnose(&self) -> Checkup {
        self.checkup(false, None)
    }

    /// As [`diagnose`](Self::diagnose), and asks more about a key that is refused: whether it is good in the other region,
    /// unless that is pinned, and whether it is a key of another kind. All of these requests are reads.
    ///
    /// It shows keys to APIs and to a region that they are not meant for, so it is for people who look for a mistake, and
    /// not for start-up.
    #[must_use]
    pub fn diagnose_with_cross_probe(&self) -> Checkup {
        self.checkup(true, None)
    }

    /// The same with the report of the load that the credentials come from.
    pub(crate) fn checkup(&self, cross_probe: bool, report: Option<Report>) -> Checkup {
        examined(self.core().http(), self.core().examination(cross_probe, report))
    }
}

fn examined(http: &Http, mut examination: Examination) -> Checkup {
    while let Some(probe) = examination.next() {
        let heard = match probe.question {
            Question::Track => ProbeResult::from_track(ask(http, &probe, &AccountRegion)),
            Question::App => ProbeResult::from_app(ask(http, &probe, &ListWorkspaces::new())),
            Question::Pipelines => ProbeResult::from_pipelines(ask(http, &probe, &InvalidCall)),
        };
        examination.take(probe, heard);
    }
    examination.finish()
}

fn ask<O: Operation>(http: &Http, probe: &Probe, operation: &O) -> Result<O::Output, Error> {
    async_task::refuse()?;
    let mut call = probe.call(operation)?;
    loop {
        let answer = http.permit().and_then(|permit| {
            let permit = permit.within(LIMIT);
            execute(http, call.outgoing(), permit.limit())
        });
        match call.receive(answer) {
            Next::Done(result) | Next::Renew(result) => return result,
            Next::ResendAfter(delay) => std::thread::sleep(delay),
        }
    }
}
