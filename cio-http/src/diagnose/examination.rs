//! One checkup: chooses the next request and judges the answers. It does no I/O.

use super::checkup::Checkup;
use super::held::{HeldCredentials, SignableRequest, other};
use super::judge;
use super::probe::{Probe, Purpose, Question, policy};
use super::probe_result::ProbeResult;
use crate::call::hosts::Hosts;
use crate::error::redaction::redacted;
use cio_config::Region;

/// One checkup. A driver sends each [`Probe`] that [`next`](Self::next) gives, and hands over what came.
pub(crate) struct Examination {
    held: HeldCredentials,
    /// Of the region that the credentials state, with strict mode.
    hosts: Hosts,
    asked: Vec<(Probe, ProbeResult)>,
}

impl Examination {
    pub(crate) fn new(held: HeldCredentials, hosts: &Hosts) -> Self {
        Self { held, hosts: hosts.clone().strict(), asked: Vec::new() }
    }

    /// The next request, or `None` if no other would say more.
    pub(crate) fn next(&self) -> Option<Probe> {
        // The Track API comes first, since it names the region of the account.
        let own = [Question::Track, Question::App, Question::Pipelines].into_iter();
        let own = own.filter_map(|question| self.held.own(question)).find(|signed| !self.was_asked(signed));
        if let Some(signed) = own {
            return Some(self.probe(signed, self.region_to_ask()));
        }
        let more = self.held.signed.iter().find(|signed| self.says_more(signed))?;
        let region = match more.purpose {
            Purpose::OtherRegion => other(self.region_to_ask()),
            _ => self.region_to_ask(),
        };
        Some(self.probe(more, region))
    }

    /// Takes what came of a request, without any of the keys: an answer may quote another than that which signed.
    pub(crate) fn take(&mut self, probe: Probe, mut heard: ProbeResult) {
        let secrets = self.held.secrets();
        for message in heard.messages_mut() {
            *message = String::from_utf8_lossy(&redacted(message.as_bytes(), &secrets)).into_owned();
        }
        self.asked.push((probe, heard));
    }

    /// A finding for each credential, judged by the answers.
    pub(crate) fn finish(self) -> Checkup {
        let stated = self.hosts.region();
        let name = self.held.places.schema().name();
        Checkup::new(name, Some(stated), judge::findings(&self.held, &self.asked, stated))
    }

    /// The region of the account, once the Track API has named it; a pin allows its own alone.
    fn region_to_ask(&self) -> Region {
        let found = self.asked.iter().find_map(|(_, heard)| match heard {
            ProbeResult::Account(account) => Some(account.region),
            ProbeResult::OtherRegion(found, _) => Some(*found),
            _ => None,
        });
        found.filter(|_| !self.held.is_pinned).unwrap_or(self.hosts.region())
    }

    fn was_asked(&self, signed: &SignableRequest) -> bool {
        let same = |probe: &Probe| {
            (probe.subject, probe.question, probe.purpose)
                == (signed.subject, signed.question, signed.purpose)
        };
        self.asked.iter().any(|(probe, _)| same(probe))
    }

    /// Whether the credential was refused, and its real kind is not known yet.
    fn says_more(&self, signed: &SignableRequest) -> bool {
        let of_subject = || self.asked.iter().filter(|(probe, _)| probe.subject == signed.subject);
        let is_allowed = signed.purpose != Purpose::OtherRegion || !self.held.is_pinned;
        is_allowed
            && signed.purpose != Purpose::Itself
            && !self.was_asked(signed)
            && of_subject().any(|(probe, heard)| {
                probe.purpose == Purpose::Itself && matches!(heard, ProbeResult::Refused(_))
            })
            && !of_subject().any(|(_, heard)| heard.is_good())
    }

    fn probe(&self, signed: &SignableRequest, region: Region) -> Probe {
        Probe {
            subject: signed.subject,
            question: signed.question,
            purpose: signed.purpose,
            hosts: self.hosts.in_region(region),
            signature: signed.headers(),
            policy: policy(),
        }
    }
}
