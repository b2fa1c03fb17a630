//! `Client::diagnose`: the async driver of a checkup.

use crate::app::ListWorkspaces;
use crate::call::Next;
use crate::client::asynchronous::Client;
use crate::client::transport::asynchronous::{Http, execute};
use crate::diagnose::checkup::Checkup;
use crate::diagnose::examination::Examination;
use crate::diagnose::probe::{InvalidCall, LIMIT, Probe, Question};
use crate::diagnose::probe_result::ProbeResult;
use crate::error::Error;
use crate::operation::Operation;
use crate::track::AccountRegion;
use cio_config::CioCredentials;
use std::sync::Arc;

impl<C: CioCredentials> Client<C> {
    /// Asks the service about every credential that the client holds, without changing anything.
    ///
    /// It sends at most one request to each API that a key signs for: which region and workspace the Track pair belongs to,
    /// the list of workspaces for the App API key, and for the CDP API key a call that strict mode refuses, since that API
    /// has no read. Each may take 5 s, or the client's own limit if that is shorter, and is sent once more if no answer or
    /// a temporary one came. They use the client's proxy, certificates and sandbox.
    ///
    /// If the Track API names the other region, the others are asked there, unless the type of the credentials pins the region.
    ///
    /// ```no_run
    /// # async fn example(billing: cio_config::TrackCredentials) -> Result<(), cio_http::Error> {
    /// let cio = cio_http::Client::new(billing)?;
    /// println!("{}", cio.diagnose().await);
    /// # Ok(())
    /// # }
    /// ```
    pub fn diagnose(&self) -> impl Future<Output = Checkup> + Send + use<C> {
        self.checkup(false)
    }

    /// As [`diagnose`](Self::diagnose), and asks more about a key that is refused: whether it is good in the other region,
    /// unless that is pinned, and whether it is a key of another kind. All of these requests are reads.
    ///
    /// It shows keys to APIs and to a region that they are not meant for, so it is for people who look for a mistake, and
    /// not for start-up.
    pub fn diagnose_with_cross_probe(&self) -> impl Future<Output = Checkup> + Send + use<C> {
        self.checkup(true)
    }

    fn checkup(&self, cross_probe: bool) -> impl Future<Output = Checkup> + Send + use<C> {
        examined(Arc::clone(self.core().http()), self.core().examination(cross_probe, None))
    }
}

async fn examined(http: Arc<Http>, mut examination: Examination) -> Checkup {
    while let Some(probe) = examination.next() {
        let heard = match probe.question {
            Question::Track => ProbeResult::from_track(ask(&http, &probe, &AccountRegion).await),
            Question::App => ProbeResult::from_app(ask(&http, &probe, &ListWorkspaces::new()).await),
            Question::Pipelines => ProbeResult::from_pipelines(ask(&http, &probe, &InvalidCall).await),
        };
        examination.take(probe, heard);
    }
    examination.finish()
}

async fn ask<O: Operation>(http: &Http, probe: &Probe, operation: &O) -> Result<O::Output, Error> {
    let mut call = probe.call(operation)?;
    loop {
        let answer = match http.permit().await {
            Ok(permit) => {
                let permit = permit.within(LIMIT);
                execute(http, call.outgoing(), permit.limit()).await
            }
            Err(none) => Err(none),
        };
        match call.receive(answer) {
            Next::Done(result) | Next::Renew(result) => return result,
            Next::ResendAfter(delay) => tokio::time::sleep(delay).await,
        }
    }
}
