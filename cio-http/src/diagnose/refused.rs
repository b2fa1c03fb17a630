//! A key that was answered with 401: what it is instead, if a cross probe found it, and else what it may be.

use super::finding::Finding;
use super::held::{FindingSubject, other};
use super::judge::Evidence;
use super::probe::{Probe, Purpose};
use super::verdict::Verdict;
use super::whole::{self, AccountHome};
use cio_config::Role;

pub(super) fn finding(
    facts: Evidence<'_>,
    subject: FindingSubject,
    probe: &Probe,
    answer: String,
) -> Finding {
    let found = facts.asked.iter().find(|(other, heard)| {
        other.subject == subject && other.purpose != Purpose::Itself && heard.is_good()
    });
    match found.map(|(found, _)| (found, found.purpose)) {
        Some((_, Purpose::OtherKind { slot, holds })) => wrong_kind(facts, subject, slot, holds, answer),
        Some((found, _)) => in_other_region(facts, subject, found, &answer),
        None => facts
            .start(subject, Verdict::Refused)
            .answered(answer)
            .because(causes(facts, subject, probe))
            .fix(fix(facts, subject)),
    }
}

fn wrong_kind(
    facts: Evidence<'_>,
    subject: FindingSubject,
    slot: Role,
    holds: Role,
    answer: String,
) -> Finding {
    let finding = facts.start(subject, Verdict::WrongKind { slot, holds }).answered(answer);
    let (place, own) = (facts.held.places.of(slot), facts.held.places.of(holds));
    if (slot, holds) == (Role::SiteId, Role::TrackApiKey) {
        return finding
            .because(["the two are swapped: the Track API accepts them in the other order"])
            .fix(format!("exchange the values of {} and {}", place.name(), own.name()));
    }
    finding.because([format!("the value in the slot of the {slot} works as {} {holds}", article(holds))]).fix(
        format!(
            "put the {slot} in {} (from {}); the value that is there now belongs in {}",
            place.name(),
            slot.page(),
            own.name()
        ),
    )
}

/// Where no key is accepted in the stated region, the region is wrong, and has its own finding.
fn in_other_region(facts: Evidence<'_>, subject: FindingSubject, found: &Probe, answer: &str) -> Finding {
    let answer = format!("{answer}; {} accepts it", found.place());
    let verdict = Verdict::OtherRegion { stated: facts.stated, found: found.region() };
    match whole::home(facts) {
        AccountHome::Confirmed(_) => facts
            .start(subject, verdict)
            .answered(answer)
            .because([format!(
                "it belongs to an account in {}, but another key here belongs to one in {}",
                found.region(),
                facts.stated
            )])
            .fix(format!("use a key of the account in {}: {}", facts.stated, fix(facts, subject))),
        _ => facts.start(subject, Verdict::Ok).answered(answer),
    }
}

/// The likeliest first.
fn causes(facts: Evidence<'_>, subject: FindingSubject, probe: &Probe) -> Vec<String> {
    let mut causes: Vec<String> = looks_like(facts, subject);
    let in_region = match whole::home(facts) {
        AccountHome::Confirmed(_) => None,
        AccountHome::Other(found, _) if found != probe.region() => {
            Some(format!("the account is in the {found} region"))
        }
        AccountHome::Other(..) => None,
        AccountHome::Unknown => {
            Some(format!("the account is in the other region, {}", other(probe.region())))
        }
    };
    // Causes that an answer names come first, then causes common to all keys.
    let is_likely = facts.all_refused() || matches!(whole::home(facts), AccountHome::Other(..));
    if is_likely {
        causes.extend(in_region.clone());
    }
    let own: &[&str] = match subject {
        FindingSubject::Pair => &[
            "site ID and key belong to two different sets, or are swapped",
            "one of them is mistyped or incomplete",
            "the set was deleted, or belongs to another account",
            "the key is an App API key or a CDP API key",
        ],
        FindingSubject::One(Role::AppApiKey) => &[
            "the key is mistyped or incomplete",
            "it was deleted, or belongs to another account",
            "it is a Track API key or a CDP API key",
        ],
        FindingSubject::One(_) => &[
            "the key is mistyped or incomplete",
            "its source was deleted, or belongs to another account",
            "it is a Track API key or an App API key",
        ],
    };
    causes.extend(own.iter().map(|cause| (*cause).to_owned()));
    if subject == FindingSubject::One(Role::CdpApiKey) && facts.held.has_prefixed_cdp_key {
        causes.push(
            "a key with such a prefix is expected as `Bearer`, as Customer.io's library for Python sends it (not documented)"
                .to_owned(),
        );
    }
    if !is_likely {
        causes.extend(in_region);
    }
    if subject != FindingSubject::One(Role::CdpApiKey) {
        causes.push(
            "the workspace has an IP allowlist without this machine's address (what the service answers then is not \
             documented)"
                .to_owned(),
        );
    }
    causes
}

fn looks_like(facts: Evidence<'_>, subject: FindingSubject) -> Vec<String> {
    let slots: &[Role] = match subject {
        FindingSubject::Pair => &[Role::SiteId, Role::TrackApiKey],
        FindingSubject::One(Role::AppApiKey) => &[Role::AppApiKey],
        FindingSubject::One(_) => &[Role::CdpApiKey],
    };
    let look_alikes = facts.held.look_alikes.iter().filter(|(slot, _)| slots.contains(slot));
    let words = look_alikes.map(|(slot, other)| match other {
        Role::AppApiKey => {
            format!("the value of the {slot} has 32 hexadecimal digits, as App API keys have; it usually has 20")
        }
        _ => format!(
            "the value of the {slot} has 20 hexadecimal digits, as Track and CDP API keys have; it usually has 32"
        ),
    });
    words.collect()
}

fn fix(facts: Evidence<'_>, subject: FindingSubject) -> String {
    let place = |role| facts.held.places.of(role).name().to_owned();
    let of = facts.workspace_meant(subject).map_or_else(String::new, |id| format!(" of workspace {id}"));
    let own = match subject {
        FindingSubject::Pair => format!(
            "copy site ID and API key of one set{of} from {} into {} and {}",
            Role::TrackApiKey.page(),
            place(Role::SiteId),
            place(Role::TrackApiKey)
        ),
        // An old one cannot be looked up.
        FindingSubject::One(Role::AppApiKey) => format!(
            "create an App API key{of} at {}, which shows each only once, and put it in {}",
            Role::AppApiKey.page(),
            place(Role::AppApiKey)
        ),
        FindingSubject::One(role) => {
            format!("copy the key of the source{of} from {} into {}", role.page(), place(role))
        }
    };
    let is_cross_probe = facts.asked.iter().any(|(probe, _)| probe.purpose != Purpose::Itself);
    let more = if is_cross_probe { "" } else { "; a cross probe (`--cross-probe`) may say which it is" };
    let compare = || format!("compare {} with {}", place(Role::Region), Role::Region.page());
    match whole::home(facts) {
        AccountHome::Confirmed(_) => format!("{own}{more}"),
        // With another region the key may be right.
        AccountHome::Other(found, _) => {
            format!("{}; then run this again", whole::change_region(facts, found))
        }
        AccountHome::Unknown if facts.all_refused() => format!("first {}; then {own}{more}", compare()),
        AccountHome::Unknown => format!("{own}; {}{more}", compare()),
    }
}

fn article(role: Role) -> &'static str {
    if role == Role::AppApiKey { "an" } else { "a" }
}
