//! One request in, one answer out, one line in the record; knows no sockets.

use super::account::Accounts;
use super::addresses::Addresses;
use super::answer::{Answer, Refusal};
use super::auth::{self, Verdict};
use super::record::{Received, Record};
use super::request::Request;
use super::route::{Context, Route, Surface};
use super::track;
use crate::Host;
use bytes::Bytes;
use cio_config::{Region, Role};
use http::{Method, StatusCode};

/// Both accounts, and all that was asked of them.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) accounts: Accounts,
    pub(super) addresses: Addresses,
    pub(super) record: Record,
}

impl Service {
    pub(super) fn answer(
        &self,
        host: Host,
        region: Region,
        request: http::Request<Bytes>,
    ) -> http::Response<Bytes> {
        let request = Request::read(host, region, request);
        if request.method == Method::GET && request.segments == ["_sandbox", "received"] {
            return Answer::json(StatusCode::OK, &self.record.to_json()).into_response();
        }
        let (route, signed_by, mut answer) = self.decide(&request);
        let effects = std::mem::take(&mut answer.effects);
        let route = route.map(|route| route.template);
        self.record.add(Received::new(request, route, signed_by, &answer), effects);
        answer.into_response()
    }

    fn decide(&self, request: &Request) -> (Option<&'static Route>, Option<Role>, Answer) {
        let surface = Surface::of(request.host);
        let refuse = |refusal| (surface.refuse)(request, &refusal);
        let route = match surface.route(request) {
            Ok(route) => route,
            Err(refusal) => return (None, None, refuse(refusal)),
        };
        let (account, signed_by) =
            match auth::check(route.signing, request.region, &request.headers, &self.accounts) {
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
