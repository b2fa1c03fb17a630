//! Problems that only show when all answers are there: one key in two fields, half of a pair, a key of another region.

use crate::credential::accept::region_of_cdp_key;
use crate::credential::fault::KeyFault;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::schema::fields::FieldKind;
use crate::source::answer::FieldAnswer;

/// Looks at all answers together, before any is built.
pub(crate) fn inspect(answers: &mut [FieldAnswer]) {
    refuse_one_key_in_two_fields(answers);
    refuse_half_a_pair(answers);
    refuse_key_of_other_region(answers);
}

/// Two keys that are the same are one key copied into two fields, of one struct or of two workspaces.
fn refuse_one_key_in_two_fields(answers: &mut [FieldAnswer]) {
    for index in 1..answers.len() {
        let (before, rest) = answers.split_at_mut(index);
        let answer = &mut rest[0];
        if let Some((role, first, second)) = before.iter().find_map(|other| same_key(other, answer)) {
            answer.outcome = Err(Box::new(ProblemKind::SameValue { role, first, second }));
        }
    }
}

/// The role of the first, and where both are, if the two may not be equal.
fn same_key(left: &FieldAnswer, right: &FieldAnswer) -> Option<(Role, Origin, Origin)> {
    let (Ok(Some(one)), Ok(Some(other))) = (&left.outcome, &right.outcome) else { return None };
    // Values first: most differ, and then the rest need not be computed.
    if one.value != other.value || one.value.bytes().is_empty() {
        return None;
    }
    let (first, second) = (left.wanted.field.role()?, right.wanted.field.role()?);
    let may_be_equal = left.wanted.field.shared || right.wanted.field.shared || first.may_equal(second);
    let places = || (first, one.provenance.origin(left.wanted), other.provenance.origin(right.wanted));
    (!may_be_equal).then(places)
}

/// A CDP API key whose prefix names a region, in a struct that states the other one.
fn refuse_key_of_other_region(answers: &mut [FieldAnswer]) {
    for index in 0..answers.len() {
        if answers[index].wanted.field.role() != Some(Role::CdpApiKey) {
            continue;
        }
        let Ok(Some(found)) = &answers[index].outcome else { continue };
        let Some(named) = found.value.text().ok().and_then(region_of_cdp_key) else { continue };
        let beside = beside(answers, index).find(|answer| answer.wanted.field.role() == Some(Role::Region));
        if let Some(stated) = beside.and_then(stated_region).filter(|stated| *stated != named) {
            let origin = found.provenance.origin(answers[index].wanted);
            let fault = KeyFault::KeyOfOtherRegion { found: named, stated };
            answers[index].outcome = Err(Box::new(ProblemKind::Malformed { origin, fault }));
        }
    }
}

/// The region that a field will have.
fn stated_region(answer: &FieldAnswer) -> Option<Region> {
    let field = answer.wanted.field;
    match (&answer.outcome, field.kind()) {
        (_, FieldKind::Pin(region)) => region,
        (Ok(Some(found)), _) => found.value.text().ok()?.parse().ok(),
        (Ok(None), _) => field.default()?.parse().ok(),
        (Err(_), _) => None,
    }
}

/// One half of the Track pair without the other, where the struct would take both or neither.
fn refuse_half_a_pair(answers: &mut [FieldAnswer]) {
    if answers.iter().all(FieldAnswer::is_settled) {
        return;
    }
    for index in 0..answers.len() {
        if answers[index].is_settled() || answers[index].is_missing() {
            continue;
        }
        let present = match answers[index].wanted.field.role() {
            Some(Role::TrackApiKey) if found(answers, index, Role::CdpApiKey).is_some() => None,
            Some(Role::TrackApiKey) => found(answers, index, Role::SiteId),
            Some(Role::SiteId) => found(answers, index, Role::TrackApiKey),
            _ => None,
        };
        if let Some(present) = present {
            answers[index].outcome = Err(Box::new(ProblemKind::HalfPair { present }));
        }
    }
}

/// Where the credential of a role was found, in the same struct as the answer at `index`.
fn found(answers: &[FieldAnswer], index: usize, role: Role) -> Option<Origin> {
    beside(answers, index).filter(|answer| answer.wanted.field.role() == Some(role)).find_map(|answer| {
        match &answer.outcome {
            Ok(Some(found)) => Some(found.provenance.origin(answer.wanted)),
            _ => None,
        }
    })
}

/// The answers of the same struct as the answer at `index`.
fn beside(answers: &[FieldAnswer], index: usize) -> impl Iterator<Item = &FieldAnswer> {
    let schema = answers[index].wanted.schema;
    answers.iter().filter(move |answer| std::ptr::eq(answer.wanted.schema, schema))
}
