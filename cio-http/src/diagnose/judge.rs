//! Answers in, findings out.

use super::finding::Finding;
use super::held::{FindingSubject, HeldCredentials};
use super::probe::{Probe, Purpose};
use super::probe_result::{Answered, ProbeResult};
use super::verdict::Verdict;
use super::{refused, whole};
use cio_config::{FieldKind, Region, Role, WorkspaceId};
use std::borrow::Cow;

/// All that is known when every request was answered or given up.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub(super) held: &'a HeldCredentials,
    pub(super) asked: &'a [(Probe, ProbeResult)],
    pub(super) stated: Region,
}

/// One finding for each credential that is held, and one for each nested struct.
pub(super) fn findings(
    held: &HeldCredentials,
    asked: &[(Probe, ProbeResult)],
    stated: Region,
) -> Vec<Finding> {
    let facts = Evidence { held, asked, stated };
    let mut findings: Vec<_> = held.subjects.iter().map(|subject| facts.finding(*subject)).collect();
    let fields = held.places.schema().fields().iter();
    findings.extend(fields.filter(|field| matches!(field.kind(), FieldKind::Nested(_))).map(|field| {
        let subject = format!("nested struct `{}`", field.name());
        Finding::new(subject, Vec::new(), Verdict::NotAsked)
            .because(["a nested struct has its own client"])
            .fix("diagnose it by its own client, or give its type to `doctor::main`")
    }));
    findings
}

impl<'a> Evidence<'a> {
    fn finding(self, subject: FindingSubject) -> Finding {
        match (subject, self.own(subject)) {
            (FindingSubject::One(Role::Region), _) => whole::region(self),
            (FindingSubject::One(Role::WorkspaceId), _) => whole::workspace(self),
            (_, Some((probe, heard))) => self.of_key(subject, probe, heard),
            (FindingSubject::One(role), None) => self.not_asked(role),
            // Its request can always be signed.
            (FindingSubject::Pair, None) => self.start(subject, Verdict::CannotTell),
        }
    }

    /// The result of the request for the credential itself.
    pub(super) fn own(self, subject: FindingSubject) -> Option<&'a (Probe, ProbeResult)> {
        self.asked.iter().find(|(probe, _)| probe.subject == subject && probe.purpose == Purpose::Itself)
    }

    /// The workspace of the Track pair, if the Track API named it.
    pub(super) fn workspace_of_pair(self) -> Option<WorkspaceId> {
        match self.own(FindingSubject::Pair)? {
            (_, ProbeResult::Account(account)) => Some(account.workspace_id),
            _ => None,
        }
    }

    /// The workspaces of the App key's account, if the App API listed them.
    pub(super) fn workspaces_of_app(self) -> Option<&'a [WorkspaceId]> {
        match self.own(FindingSubject::One(Role::AppApiKey))? {
            (_, ProbeResult::Workspaces(workspaces)) => Some(workspaces),
            _ => None,
        }
    }

    /// The workspace that a key of this subject should be of, as far as the credentials or another key show it.
    pub(super) fn workspace_meant(self, subject: FindingSubject) -> Option<WorkspaceId> {
        let by_other_key = match (subject, self.workspaces_of_app()) {
            (FindingSubject::Pair, Some([only])) => Some(*only),
            (FindingSubject::Pair, _) => None,
            _ => self.workspace_of_pair(),
        };
        self.held.workspace_id.or(by_other_key)
    }

    pub(super) fn start(self, subject: FindingSubject, verdict: Verdict) -> Finding {
        let name: Cow<'static, str> = match subject {
            FindingSubject::Pair => "site ID and Track API key".into(),
            FindingSubject::One(role) => role.name().into(),
        };
        Finding::new(name, self.held.places_of(subject), verdict)
    }

    fn of_key(self, subject: FindingSubject, probe: &Probe, heard: &ProbeResult) -> Finding {
        let place = probe.place();
        let answered = |answered: &Answered| format!("{place} answered {}", answered.words());
        match heard {
            ProbeResult::Account(account) => self.start(subject, Verdict::Ok).answered(format!(
                "{place} accepts the pair: workspace {}, region {}",
                account.workspace_id, account.region
            )),
            ProbeResult::Workspaces(workspaces) => self.app_key(subject, &place, workspaces),
            ProbeResult::Accepted => self.start(subject, Verdict::Ok).answered(format!(
                "{place} refused a deliberately invalid call with 400, and not the key with 401; that it checks the key \
                 first is not documented"
            )),
            ProbeResult::Refused(words) => refused::finding(self, subject, probe, answered(words)),
            ProbeResult::NotAllowed(words) => self.not_allowed(subject, answered(words)),
            ProbeResult::OtherRegion(found, words) => {
                let verdict = Verdict::OtherRegion { stated: probe.region(), found: *found };
                self.start(subject, verdict)
                    .answered(answered(words))
                    .because([format!("the account is in the {found} region")])
                    .fix(whole::change_region(self, *found))
            }
            ProbeResult::SomethingElse(words) => self
                .start(subject, Verdict::AnsweredBySomethingElse)
                .answered(answered(words))
                .because(["a proxy, a login page or another server answers in place of Customer.io"])
                .fix(something_else(words)),
            ProbeResult::Nothing(obstacle) => self
                .start(subject, Verdict::Unreachable(*obstacle))
                .answered(format!("{place} gave no answer"))
                .because([obstacle.to_string()])
                .fix(obstacle.hint()),
            ProbeResult::Undecided(words) => self
                .start(subject, Verdict::CannotTell)
                .answered(answered(words))
                .because([undecided(words).0])
                .fix(undecided(words).1),
            ProbeResult::NotSent(why) => self
                .start(subject, Verdict::CannotTell)
                .answered(format!("nothing was sent to {place}"))
                .because([why.as_str()]),
        }
    }

    /// The list is that of the account. It does not say which of its workspaces the key is for.
    fn app_key(self, subject: FindingSubject, place: &str, workspaces: &[WorkspaceId]) -> Finding {
        let listed = whole::list(workspaces);
        let answer = format!("{place} accepts the key: its account has {listed}");
        match self.workspace_of_pair() {
            Some(expected) if !workspaces.contains(&expected) && !self.is_meant(workspaces) => {
                let found = if let [only] = workspaces { Some(*only) } else { None };
                let pair: Vec<_> = self
                    .held
                    .places_of(FindingSubject::Pair)
                    .iter()
                    .map(|place| place.name().to_owned())
                    .collect();
                self.start(subject, Verdict::OtherWorkspace { expected, found })
                    .answered(answer)
                    .because([format!(
                        "the Track pair belongs to workspace {expected}, which this account does not have: \
                            the keys belong to two accounts"
                    )])
                    .fix(format!(
                        "put an App API key of the account with workspace {expected} in {}, or a pair of this account \
                         in {}",
                        self.held.places.of(Role::AppApiKey).name(),
                        pair.join(" and ")
                    ))
            }
            _ if workspaces.len() > 1 => self
                .start(subject, Verdict::Ok)
                .answered(format!("{answer}; the answer does not say which of them the key is for")),
            _ => self.start(subject, Verdict::Ok).answered(answer),
        }
    }

    /// Whether the workspace that the credentials name is among these: then it is the Track pair that is another's.
    fn is_meant(self, workspaces: &[WorkspaceId]) -> bool {
        self.held.workspace_id.is_some_and(|id| workspaces.contains(&id))
    }

    /// Whether several keys were asked about, and each was refused: what they share is the region.
    pub(super) fn all_refused(self) -> bool {
        let own = || self.asked.iter().filter(|(probe, _)| probe.purpose == Purpose::Itself);
        own().count() > 1 && own().all(|(_, heard)| matches!(heard, ProbeResult::Refused(_)))
    }

    fn not_allowed(self, subject: FindingSubject, answer: String) -> Finding {
        let page = match subject {
            FindingSubject::Pair => Role::TrackApiKey.page(),
            FindingSubject::One(role) => role.page(),
        };
        self.start(subject, Verdict::NotAllowed)
            .answered(answer)
            .because([
                "the workspace has an IP allowlist, and the address of this machine is not on it (what the service answers \
                 then is not documented)",
                "the key lacks a permission, or the workspace a feature; the service's words may say which",
                "a proxy or firewall answers in place of Customer.io",
            ])
            .fix(format!(
                "add the public address of this machine to the IP allowlist under API Credentials in the account settings \
                 (https://fly.customer.io/settings/api_credentials); then check what the key may do: {page}"
            ))
    }

    fn not_asked(self, role: Role) -> Finding {
        let (cause, fix) = match role {
            Role::SiteId => ("a site ID signs nothing without its Track API key", None),
            Role::TrackApiKey => ("a Track API key signs nothing without its site ID", None),
            Role::WebhookSigningKey => (
                "Customer.io signs webhooks with it; no request uses it",
                Some("send a test webhook from the dashboard, and verify its signature"),
            ),
            Role::ServiceAccountToken => (
                "it signs only sends, and a checkup sends no message",
                Some("compare it with the page of service accounts, or send a message to yourself"),
            ),
            _ => ("no request of a server uses it", None),
        };
        let finding = self.start(FindingSubject::One(role), Verdict::NotAsked).because([cause]);
        match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        }
    }
}

fn something_else(words: &Answered) -> &'static str {
    match words.status.map_or(0, |status| status.as_u16()) {
        407 => {
            "give the proxy's user and password: in `HTTPS_PROXY`, or by `http(…)` of the client's builder"
        }
        511 => "log this machine in to its network, whose login page answers",
        _ => {
            "find out what answers (`curl -sv` on this address, from this machine); exclude Customer.io's \
                hosts with `NO_PROXY`, or let the proxy forward them"
        }
    }
}

/// Why an answer decides nothing, and the fix.
fn undecided(words: &Answered) -> (&'static str, &'static str) {
    const AGAIN: &str = "run this again in a few minutes; the key may be right";
    match words.status.map_or(0, |status| status.as_u16()) {
        200..=299 => (
            "a proxy may have removed the header `X-Strict-Mode`, without which every key gets this answer",
            "let the proxy forward the header; until then the key may be right or wrong",
        ),
        402 => (
            "the account has an unpaid bill, or its plan does not include this API",
            "check the plan of the account; the key may be right",
        ),
        429 => ("too many requests at the moment, from all clients of this workspace", AGAIN),
        500..=599 => ("Customer.io, or a proxy in front of it, is failing at the moment", AGAIN),
        _ => ("the answer neither accepts nor refuses the key", AGAIN),
    }
}
