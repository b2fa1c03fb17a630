//! One request in, one answer out, one line in the record; knows no sockets.

use super::account::{Account, Accounts, Current};
use super::addresses::Addresses;
use super::answer::Answer;
use super::auth::{self, Verdict};
use super::fault::Script;
use super::rates::Rates;
use super::record::{Received, Record};
use super::request::Request;
use super::route::{Context, Route};
use super::settings::{AppInWrongRegion, Settings, TrackInWrongRegion};
use super::surfaces::{route_of, surface_of};
use super::{app, track};
use crate::sandbox::refusal::Refusal;
use crate::surface::host::Host;
use cio_config::{Region, Role};
use http::StatusCode;
use std::time::Instant;

/// Both accounts, all that was asked of them, and what is to go wrong.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) accounts: Current,
    pub(super) addresses: Addresses,
    pub(super) record: Record,
    pub(super) script: Script,
    rates: Rates,
    settings: Settings,
}

impl Service {
    pub(super) fn new(accounts: Accounts, addresses: Addresses, settings: Settings) -> Self {
        Self {
            accounts: Current::new(accounts),
            addresses,
            record: Record::default(),
            script: Script::default(),
            rates: Rates::default(),
            settings,
        }
    }

    /// Where it listens, and the keys that are good now.
    pub(super) fn addresses_now(&self) -> Addresses {
        let accounts = self.accounts.get();
        self.addresses.with_credentials(|region| accounts.get(region).credentials.clone())
    }

    pub(super) fn answer(&self, request: Request) -> Answer {
        let fault = self.script.strike(&request);
        if let Some(fault) = &fault {
            fault.prepare(&self.accounts, request.region);
        }
        let (route, signed_by, mut answer) = self.decide(&request, &self.accounts.get());
        if let Some(fault) = &fault {
            fault.spoil(&mut answer);
        }
        let effects = std::mem::take(&mut answer.effects);
        let route = route.map(|route| route.template);
        self.record.add(effects, |ignored| {
            answer.reason = answer.reason.take().or_else(|| ignored.map(str::to_owned));
            Received::new(request, route, signed_by, &answer, fault)
        });
        answer
    }

    fn decide(
        &self,
        request: &Request,
        accounts: &Accounts,
    ) -> (Option<&'static Route>, Option<Role>, Answer) {
        let refuse = |refusal| (surface_of(request.host).refuse)(request, &refusal);
        let route = match route_of(request) {
            Ok(route) => route,
            Err(refusal) => return (None, None, refuse(refusal)),
        };
        let signer = match self.signer(request, route, accounts) {
            Ok(signer) => signer,
            Err(answer) => return (Some(route), None, *answer),
        };
        let account = signer.account;
        if let Some(answer) = self.settings.rates.and_then(|retry_after| {
            self.rates.refuse((request.host, route), account.region, Instant::now(), retry_after)
        }) {
            return (Some(route), signer.role, answer);
        }
        let context = Context { request, route, account, addresses: &self.addresses, record: &self.record };
        let mut answer = (route.answer)(&context).unwrap_or_else(refuse);
        answer.reason = answer.reason.or(signer.reason);
        (Some(route), signer.role, answer)
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
            Verdict::Signed(account, role) => Ok(Signer { account, role, reason: None }),
            Verdict::Refused(reason) => Err(refuse(reason)),
            Verdict::OtherRegion(account, role) => {
                let reason = other_region(account.region, request.region);
                match self.in_wrong_region(request, account.region) {
                    WrongRegion::Redirects(answer) => Err(Box::new(answer.because(reason))),
                    WrongRegion::Refuses => Err(refuse(reason)),
                    WrongRegion::RoutesInside => {
                        Ok(Signer { account, role: Some(role), reason: Some(reason) })
                    }
                }
            }
        }
    }

    /// What happens to a request whose key belongs to the account in its home region.
    fn in_wrong_region(&self, request: &Request, home: Region) -> WrongRegion {
        let root = self.addresses.root(request.host, home);
        match request.host {
            Host::Track if home == Region::Us => WrongRegion::Refuses,
            Host::Track => match self.settings.track {
                TrackInWrongRegion::Redirects => {
                    WrongRegion::Redirects(track::answers::redirect(request, root))
                }
                TrackInWrongRegion::Refuses => WrongRegion::Refuses,
                TrackInWrongRegion::RoutesInside => WrongRegion::RoutesInside,
            },
            Host::App => match self.settings.app {
                AppInWrongRegion::Refuses => WrongRegion::Refuses,
                AppInWrongRegion::Redirects => WrongRegion::Redirects(app::answers::redirect(request, root)),
            },
            Host::Pipelines => WrongRegion::Refuses,
        }
    }
}

struct Signer<'a> {
    account: &'a Account,
    role: Option<Role>,
    /// What is odd about it.
    reason: Option<String>,
}

enum WrongRegion {
    Redirects(Answer),
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
