//! Region and workspace: what all answers together say about them.

use super::finding::Finding;
use super::held::FindingSubject;
use super::judge::Evidence;
use super::probe::Purpose;
use super::probe_result::ProbeResult;
use super::verdict::Verdict;
use cio_config::{Region, Role, WorkspaceId};

/// Where the account is.
pub(super) enum AccountHome {
    /// In the region that the credentials state, and which answer shows it.
    Confirmed(&'static str),
    /// In the other one.
    Other(Region, &'static str),
    /// No answer shows it.
    Unknown,
}

/// The Track API's word counts most: it names the region. A key is good in its own region alone.
pub(super) fn home(facts: Evidence<'_>) -> AccountHome {
    if let Some((_, ProbeResult::Account(account))) = facts.own(FindingSubject::Pair) {
        return if account.region == facts.stated {
            AccountHome::Confirmed("the Track API names it")
        } else {
            AccountHome::Other(account.region, "the Track API names the account's region")
        };
    }
    let good = |purpose_is: fn(Purpose) -> bool| {
        facts.asked.iter().find(|(probe, heard)| purpose_is(probe.purpose) && heard.is_good())
    };
    if good(|purpose| purpose == Purpose::Itself).is_some_and(|(probe, _)| probe.region() == facts.stated) {
        return AccountHome::Confirmed("a key is accepted there");
    }
    let redirected = facts.asked.iter().find_map(|(_, heard)| match heard {
        ProbeResult::OtherRegion(found, _) => Some(*found),
        _ => None,
    });
    if let Some(found) = redirected {
        return AccountHome::Other(found, "the service points to that region");
    }
    match good(|purpose| purpose == Purpose::OtherRegion) {
        Some((probe, _)) => AccountHome::Other(probe.region(), "a key is accepted there, and refused here"),
        None => AccountHome::Unknown,
    }
}

pub(super) fn region(facts: Evidence<'_>) -> Finding {
    let start = |verdict| facts.start(FindingSubject::One(Role::Region), verdict);
    let stated = facts.stated;
    match home(facts) {
        AccountHome::Confirmed(how) => start(Verdict::Ok).answered(format!("{stated}: {how}")),
        AccountHome::Other(found, how) => start(Verdict::OtherRegion { stated, found })
            .answered(format!("{found}, not {stated}: {how}"))
            .because([format!(
                "the credentials state {stated}, but the account is in {found}; requests to {stated} fail, \
                    or are routed through it"
            )])
            .fix(change_region(facts, found)),
        AccountHome::Unknown if facts.asked.is_empty() => {
            start(Verdict::NotAsked).because(["the credentials have no key that can sign a request"])
        }
        AccountHome::Unknown if facts.all_refused() => start(Verdict::CannotTell)
            .because(["every key is refused, as in the wrong region; only an accepted key shows the region of its account"])
            .fix(format!("compare {} with {} first", facts.held.places.of(Role::Region).name(), Role::Region.page())),
        AccountHome::Unknown => start(Verdict::CannotTell)
            .because(["no key was accepted, and only an accepted key shows the region of its account"])
            .fix("solve the problems above, and run this again"),
    }
}

pub(super) fn change_region(facts: Evidence<'_>, found: Region) -> String {
    let place = facts.held.places.of(Role::Region);
    let to = match (facts.held.is_pinned, found) {
        (true, Region::Eu) => "Eu",
        (true, _) => "Us",
        (false, _) => found.as_str(),
    };
    format!("set {} to `{to}`, or use keys of an account in {}", place.name(), facts.stated)
}

/// The workspace that the credentials name, against both answers.
pub(super) fn workspace(facts: Evidence<'_>) -> Finding {
    let start = |verdict| facts.start(FindingSubject::One(Role::WorkspaceId), verdict);
    let place = facts.held.places.of(Role::WorkspaceId);
    let Some(expected) = facts.held.workspace_id else { return start(Verdict::CannotTell) };
    match (facts.workspace_of_pair(), facts.workspaces_of_app()) {
        (Some(found), _) if found == expected => {
            start(Verdict::Ok).answered(format!("{expected}: the Track pair belongs to this workspace"))
        }
        (Some(found), _) => start(Verdict::OtherWorkspace { expected, found: Some(found) })
            .answered(format!("{found}, not {expected}: the Track API names the workspace of the pair"))
            .because([format!("the Track pair belongs to workspace {found}")])
            .fix(format!("set {} to `{found}`, or use the pair of workspace {expected}", place.name())),
        (None, Some(workspaces)) if workspaces.contains(&expected) => start(Verdict::Ok).answered(format!(
            "{expected} is a workspace of the App key's account; the answer does not say whether the key \
                belongs to it"
        )),
        (None, Some(workspaces)) => {
            let found = if let [only] = workspaces { Some(*only) } else { None };
            start(Verdict::OtherWorkspace { expected, found })
                .answered(format!("the App key's account has {}", list(workspaces)))
                .because([format!("the App key belongs to an account without workspace {expected}")])
                .fix(format!(
                    "set {} to the number of the intended workspace ({}), or use an App API key of the \
                        account with \
                     workspace {expected}",
                    place.name(),
                    Role::WorkspaceId.page()
                ))
        }
        (None, None) if facts.asks_for_workspaces() => start(Verdict::CannotTell)
            .because(["no accepted key names a workspace"])
            .fix("solve the problems above, and run this again"),
        (None, None) => start(Verdict::NotAsked)
            .because(["only the Track pair and the App API key show a workspace, and the credentials have \
                neither"]),
    }
}

impl Evidence<'_> {
    fn asks_for_workspaces(self) -> bool {
        self.own(FindingSubject::Pair).is_some() || self.own(FindingSubject::One(Role::AppApiKey)).is_some()
    }
}

/// `workspace 3`, `workspaces 3, 4 and 17 more`.
pub(super) fn list(workspaces: &[WorkspaceId]) -> String {
    const MOST: usize = 5;
    let mut shown: Vec<_> = workspaces.iter().take(MOST).map(ToString::to_string).collect();
    if workspaces.len() > MOST {
        shown.push(format!("{} more", workspaces.len() - MOST));
    }
    let last = shown.pop().unwrap_or_default();
    match shown.as_slice() {
        [] => format!("workspace {last}"),
        before => format!("workspaces {} and {last}", before.join(", ")),
    }
}
