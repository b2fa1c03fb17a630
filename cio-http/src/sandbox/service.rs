//! One request in, one answer out, one line in the record; knows no sockets.

use super::account::{Accounts, Current, Workspace};
use super::addresses::Addresses;
use super::answer::Answer;
use super::auth::{self, HeaderVerdict};
use super::fault::Script;
use super::line::{RecordedRequest, Signature};
use super::rates::Rates;
use super::record::Record;
use super::request::Request;
use super::route::{Context, Route};
use super::settings::{AppInWrongRegion, Settings, TrackInWrongRegion};
use super::surfaces::{route_of, surface_of};
use super::{app, track};
use crate::sandbox::refusal::Refusal;
use crate::surface::host::Host;
use cio_config::{Region, Role};
use http::StatusCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Both accounts, all their requests, and the faults.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) accounts: Current,
    pub(super) addresses: Addresses,
    pub(super) record: Record,
    pub(super) script: Script,
    rates: Rates,
    settings: Mutex<Settings>,
}

impl Service {
    pub(super) fn new(
        accounts: Accounts,
        addresses: Addresses,
        settings: Settings,
        keep: Option<usize>,
    ) -> Self {
        Self {
            accounts: Current::new(accounts),
            addresses,
            record: Record::new(keep),
            script: Script::default(),
            rates: Rates::default(),
            settings: Mutex::new(settings),
        }
    }

    pub(super) fn settings(&self) -> Settings {
        *self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Where it listens, and the keys that are good now.
    pub(super) fn addresses_now(&self) -> Addresses {
        self.addresses.with_accounts(&self.accounts.get())
    }

    pub(super) fn answer(&self, request: &Request) -> Answer {
        let fault = self.script.strike(request);
        if let Some(fault) = &fault {
            fault.prepare(&self.accounts, self.accounts.get().get(request.region).place);
        }
        let (route, signature, mut answer) = self.decide(request, &self.accounts.get());
        answer.delay = self.settings().latency;
        if let Some(fault) = &fault {
            fault.spoil(&mut answer);
        }
        let effects = std::mem::take(&mut answer.effects);
        let route = route.map(|route| route.template);
        self.record.add(effects, |ignored| {
            answer.reason = answer.reason.take().or_else(|| ignored.map(str::to_owned));
            RecordedRequest::new(request, route, signature, &answer, fault)
        });
        answer
    }

    /// Answers a request whose body was not read, and records the part that was.
    pub(super) fn refuse(&self, request: &Request, status: StatusCode, reason: &str) -> Answer {
        let refusal = Refusal::new(status, reason, reason);
        let answer = (surface_of(request.host).refuse)(request, &refusal);
        let answer = Answer { status, ..answer }.because(reason);
        self.record
            .add(Vec::new(), |_| RecordedRequest::new(request, None, Signature::default(), &answer, None));
        answer
    }

    fn decide(&self, request: &Request, accounts: &Accounts) -> (Option<&'static Route>, Signature, Answer) {
        let refuse = |refusal| (surface_of(request.host).refuse)(request, &refusal);
        let route = match route_of(request) {
            Ok(route) => route,
            Err(refusal) => return (None, Signature::default(), refuse(refusal)),
        };
        let signer = match self.signer(request, route, accounts) {
            Ok(signer) => signer,
            Err(answer) => return (Some(route), Signature::default(), *answer),
        };
        let workspace = signer.workspace;
        // Without a key the request names no workspace.
        let signature = Signature { place: signer.role.map(|_| workspace.place), role: signer.role };
        if let Some(answer) = self.settings().rates.and_then(|retry_after| {
            self.rates.refuse((request.host, route), workspace.place, Instant::now(), retry_after)
        }) {
            return (Some(route), signature, answer);
        }
        let context =
            Context { request, route, workspace, accounts, addresses: &self.addresses, record: &self.record };
        let mut answer = (route.answer)(&context).unwrap_or_else(refuse);
        answer.reason = answer.reason.or(signer.reason);
        (Some(route), signature, answer)
    }

    /// Which key signed, or the refusal.
    fn signer<'a>(
        &self,
        request: &Request,
        route: &Route,
        accounts: &'a Accounts,
    ) -> Result<Signer<'a>, Box<Answer>> {
        let refuse = |reason| Box::new((surface_of(request.host).refuse)(request, &unauthorized(reason)));
        match auth::check(route.signing, request.region, &request.headers, accounts) {
            HeaderVerdict::Signed(workspace, role) => Ok(Signer { workspace, role, reason: None }),
            HeaderVerdict::Refused(reason) => Err(refuse(reason)),
            HeaderVerdict::OtherRegion(workspace, role) => {
                let home = workspace.place.region;
                let reason = other_region(home, request.region);
                match self.in_wrong_region(request, home) {
                    WrongRegion::Redirects(answer) => Err(Box::new(answer.because(reason))),
                    WrongRegion::Refuses => Err(refuse(reason)),
                    WrongRegion::RoutesInside => {
                        Ok(Signer { workspace, role: Some(role), reason: Some(reason) })
                    }
                }
            }
        }
    }

    /// Handles a request whose key belongs to an account in this region.
    fn in_wrong_region(&self, request: &Request, home: Region) -> WrongRegion {
        let root = self.addresses.root(request.host, home);
        match request.host {
            Host::Track if home == Region::Us => WrongRegion::Refuses,
            Host::Track => match self.settings().track {
                TrackInWrongRegion::Redirects => {
                    WrongRegion::Redirects(Box::new(track::answers::redirect(request, root)))
                }
                TrackInWrongRegion::Refuses => WrongRegion::Refuses,
                TrackInWrongRegion::RoutesInside => WrongRegion::RoutesInside,
            },
            Host::App => match self.settings().app {
                AppInWrongRegion::Refuses => WrongRegion::Refuses,
                AppInWrongRegion::Redirects => {
                    WrongRegion::Redirects(Box::new(app::answers::redirect(request, root)))
                }
            },
            Host::Pipelines => WrongRegion::Refuses,
        }
    }
}

struct Signer<'a> {
    workspace: &'a Workspace,
    role: Option<Role>,
    /// Something unusual about it.
    reason: Option<String>,
}

enum WrongRegion {
    Redirects(Box<Answer>),
    Refuses,
    RoutesInside,
}

/// Why a key that is right in every other way does not do.
fn other_region(account: Region, here: Region) -> String {
    format!("the key belongs to the {account} account, but this is the {here} region")
}

fn unauthorized(reason: String) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized request", reason)
}
