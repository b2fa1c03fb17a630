//! Problems that only show when all answers are there: one value for two credentials, and half of a pair.

use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::answer::Answer;

/// Looks at all answers together, before any is built.
pub(crate) fn inspect(answers: &mut [Answer]) {
    refuse_one_value_in_two_roles(answers);
    refuse_half_a_pair(answers);
}

/// Two keys that are the same are one key copied into both slots.
fn refuse_one_value_in_two_roles(answers: &mut [Answer]) {
    for index in 1..answers.len() {
        let (before, rest) = answers.split_at_mut(index);
        let answer = &mut rest[0];
        if let Some((role, first, second)) = before.iter().find_map(|other| same_value(other, answer)) {
            answer.outcome = Err(Box::new(ProblemKind::SameValue { role, first, second }));
        }
    }
}

/// The role of the first, and where both stand.
fn same_value(left: &Answer, right: &Answer) -> Option<(Role, Origin, Origin)> {
    let (Ok(Some(one)), Ok(Some(other))) = (&left.outcome, &right.outcome) else { return None };
    // Values first: most differ, and then there is nothing more to ask.
    if one.value != other.value || one.value.bytes().is_empty() {
        return None;
    }
    let roles = (left.wanted.field.role()?, right.wanted.field.role()?);
    let may_be_equal = roles.0 == roles.1
        || [roles.0, roles.1].iter().any(|role| matches!(role, Role::Region | Role::WorkspaceId))
        || matches!(roles, (Role::SiteId, Role::MigrationSiteId) | (Role::MigrationSiteId, Role::SiteId));
    let told = || (roles.0, one.provenance.origin(left.wanted), other.provenance.origin(right.wanted));
    (!may_be_equal).then(told)
}

/// One half of the Track pair without the other, where the struct would take both or neither.
fn refuse_half_a_pair(answers: &mut [Answer]) {
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
fn found(answers: &[Answer], index: usize, role: Role) -> Option<Origin> {
    let beside =
        answers.iter().filter(|answer| std::ptr::eq(answer.wanted.schema, answers[index].wanted.schema));
    beside.filter(|answer| answer.wanted.field.role() == Some(role)).find_map(|answer| {
        match &answer.outcome {
            Ok(Some(found)) => Some(found.provenance.origin(answer.wanted)),
            _ => None,
        }
    })
}
