//! A surface is a table of routes and a way to refuse.

use super::account::{Accounts, Workspace};
use super::addresses::Addresses;
use super::answer::Answer;
use super::auth::Signing;
use super::record::Record;
use super::request::Request;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::template::{matches, method_of, path_matches, segments_of};
use http::Method;

/// One of the three APIs.
pub(super) struct Surface {
    pub(super) name: &'static str,
    /// More specific templates come first.
    pub(super) routes: &'static [Route],
    /// How this API words a refusal.
    pub(super) refuse: fn(&Request, &Refusal) -> Answer,
}

/// One route: its template, its signing key, its answer.
pub(super) struct Route {
    /// Method and path, as in `PUT /api/v1/customers/{identifier}`.
    pub(super) template: &'static str,
    pub(super) signing: Signing,
    pub(super) answer: fn(&Context<'_>) -> Result<Answer, Refusal>,
}

/// The inputs of a route. `workspace` is the signer's, or the first of the listener's account if no key
/// is needed.
pub(super) struct Context<'a> {
    pub(super) request: &'a Request,
    pub(super) route: &'static Route,
    pub(super) workspace: &'a Workspace,
    pub(super) accounts: &'a Accounts,
    pub(super) addresses: &'a Addresses,
    pub(super) record: &'a Record,
}

impl Route {
    pub(super) fn method(&self) -> &'static str {
        method_of(self.template)
    }

    /// The segments of the template; one in braces matches any.
    fn segments(&self) -> impl Iterator<Item = &'static str> {
        segments_of(self.template)
    }

    pub(super) fn matches(&self, method: &Method, segments: &[String]) -> bool {
        matches(self.template, method, segments)
    }

    pub(super) fn path_matches(&self, segments: &[String]) -> bool {
        path_matches(self.template, segments)
    }
}

impl<'a> Context<'a> {
    /// The segment at the last parameter of the template.
    pub(super) fn parameter(&self) -> &'a str {
        let named =
            self.route.segments().zip(&self.request.segments).filter(|(name, _)| name.starts_with('{'));
        named.last().map_or("", |(_, found)| found)
    }

    /// A parameter after the path, decoded.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        self.request.query(name)
    }

    /// The segment at the parameter `name` of the template, braces included.
    pub(super) fn segment(&self, name: &str) -> &'a str {
        let named = self.route.segments().zip(&self.request.segments).find(|(expected, _)| *expected == name);
        named.map_or("", |(_, found)| found)
    }
}
