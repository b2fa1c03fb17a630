//! One request in, one answer out, one line in the record; knows no sockets.

use super::account::{Accounts, Current};
use super::addresses::Addresses;
use super::answer::{Answer, Refusal};
use super::auth::{self, Verdict};
use super::control;
use super::fault::Script;
use super::record::{Received, Record};
use super::request::Request;
use super::route::{Context, Route, Surface};
use super::track;
use crate::Host;
use bytes::Bytes;
use cio_config::{Region, Role};
use http::StatusCode;

/// Both accounts, all that was asked of them, and what is to go wrong.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) accounts: Current,
    pub(super) addresses: Addresses,
    pub(super) record: Record,
    pub(super) script: Script,
}

impl Service {
    pub(super) fn new(accounts: Accounts, addresses: Addresses) -> Self {
        let (record, script) = (Record::default(), Script::default());
        Self { accounts: Current::new(accounts), addresses, record, script }
    }

    /// Where it listens, and the keys that are good now.
    pub(super) fn addresses_now(&self) -> Addresses {
        let accounts = self.accounts.get();
        self.addresses.with_credentials(|region| accounts.get(region).credentials.clone())
    }

    pub(super) fn answer(&self, host: Host, region: Region, request: http::Request<Bytes>) -> Answer {
        let request = Request::read(host, region, request);
        if let Some(answer) = control::answer(self, &request) {
            return answer;
        }
        let fault = self.script.strike(&request);
        if let Some(fault) = &fault {
            fault.prepare(&self.accounts, region);
        }
        let (route, signed_by, mut answer) = self.decide(&request, &self.accounts.get());
        if let Some(fault) = &fault {
            fault.spoil(&mut answer);
        }
        let effects = std::mem::take(&mut answer.effects);
        let route = route.map(|route| route.template);
        self.record.add(Received::new(request, route, signed_by, &answer, fault), effects);
        answer
    }

    fn decide(
        &self,
        request: &Request,
        accounts: &Accounts,
    ) -> (Option<&'static Route>, Option<Role>, Answer) {
        let surface = Surface::of(request.host);
        let refuse = |refusal| (surface.refuse)(request, &refusal);
        let route = match surface.route(request) {
            Ok(route) => route,
            Err(refusal) => return (None, None, refuse(refusal)),
        };
        let (account, signed_by) =
            match auth::check(route.signing, request.region, &request.headers, accounts) {
                Verdict::Signed(account, signed_by) => (account, signed_by),
                Verdict::OtherRegion(account) if request.host == Host::Track => {
                    let answer = track::redirect(
                        request,
                        self.addresses.root(Host::Track, account.region),
                        account.region,
                    );
                    return (Some(route), None, answer);
                }
                Verdict::OtherRegion(account) => {
                    let reason = other_region(account.region, request.region);
                    return (Some(route), None, refuse(unauthorized(reason)));
                }
                Verdict::Refused(reason) => return (Some(route), None, refuse(unauthorized(reason))),
            };
        let context = Context { request, route, account, addresses: &self.addresses, record: &self.record };
        (Some(route), signed_by, (route.answer)(&context).unwrap_or_else(refuse))
    }
}

/// Why a key that is right in every other way does not do.
pub(super) fn other_region(account: Region, here: Region) -> String {
    format!("the key is that of the {account} account, and here is the {here} region")
}

fn unauthorized(reason: String) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized request", reason)
}
