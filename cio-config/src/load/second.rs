//! The second set of a load that rotates: the keys with `_NEXT` in their names, and how they are used with the others.

use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::load_error::LoadError;
use crate::finding::origin::Origin;
use crate::generated::declared::Declared;
use crate::load::build::build;
use crate::load::inspect::inspect;
use crate::load::look_up::LookedUp;
use crate::schema::fields::{FieldKind, Schema};
use crate::schema::key_sets::{KeySets, Sets};
use crate::source::Source;
use crate::source::answer::FieldAnswer;

/// Both sets of a load. A key set is used as a whole: its two halves are of one set.
#[derive(Debug)]
pub(crate) struct SecondSet {
    first: Vec<FieldAnswer>,
    next: Vec<FieldAnswer>,
    key_sets: KeySets,
}

impl SecondSet {
    /// Takes the answers of the second set out of those of a load. `None` if no source has one.
    pub(crate) fn take(schema: &'static Schema, looked_up: &mut LookedUp) -> Option<Self> {
        let mut next = looked_up.answers.split_off(looked_up.first);
        refuse_half_a_pair(&mut next);
        next.retain(FieldAnswer::is_settled);
        refuse_other_account(&mut next, &looked_up.answers);
        let first = || looked_up.answers.iter().map(FieldAnswer::copied).collect();
        (!next.is_empty()).then(|| Self { first: first(), next, key_sets: KeySets::of(schema) })
    }

    /// The key sets whose second set differs from the first.
    pub(crate) fn sets(&self) -> Sets {
        let differing = self.next.iter().filter(|next| {
            let first = self.first.iter().find(|first| is_same_field(first, next));
            first.is_none_or(|first| match (&first.outcome, &next.outcome) {
                (Ok(Some(first)), Ok(Some(next))) => first.value != next.value,
                _ => true,
            })
        });
        let numbers = differing.filter_map(|next| self.key_sets.of_field(next.wanted));
        numbers.fold(Sets::NONE, |sets, number| sets.with(Sets::one(number)))
    }

    /// The answers of the second set.
    pub(crate) fn answers(&self) -> &[FieldAnswer] {
        &self.next
    }

    /// The struct with the second set of some key sets, and the first of the others.
    ///
    /// # Errors
    /// [`LoadError`] lists the problems of both sets.
    pub(crate) fn build<C: Declared>(&self, sets: Sets, sources: &[Source]) -> Result<C, LoadError> {
        let of_field = |first: &FieldAnswer| {
            let number = self.key_sets.of_field(first.wanted);
            let is_second = number.is_none_or(|number| sets.has(number));
            let next = self.next.iter().find(|next| is_second && is_same_field(first, next));
            next.unwrap_or(first).copied()
        };
        let mut answers: Vec<FieldAnswer> = self.first.iter().map(of_field).collect();
        inspect(&mut answers);
        let first = answers.len();
        build(LookedUp { answers, first, problems: Vec::new(), notes: Vec::new() }, sources)
    }
}

fn is_same_field(one: &FieldAnswer, other: &FieldAnswer) -> bool {
    std::ptr::eq(one.wanted.field, other.wanted.field) && std::ptr::eq(one.wanted.schema, other.wanted.schema)
}

/// A Track pair is made and deleted as one, so half of a second one would be used with half of the first.
fn refuse_half_a_pair(next: &mut [FieldAnswer]) {
    for index in 0..next.len() {
        let (schema, role) = (next[index].wanted.schema, next[index].wanted.field.role());
        let other = match role {
            _ if next[index].is_settled() => continue,
            Some(Role::SiteId) => Role::TrackApiKey,
            Some(Role::TrackApiKey) => Role::SiteId,
            _ => continue,
        };
        let other_half = next.iter().find_map(|answer| {
            let is_it =
                std::ptr::eq(answer.wanted.schema, schema) && answer.wanted.field.role() == Some(other);
            if is_it { place(answer) } else { None }
        });
        if let Some(present) = other_half {
            next[index].outcome = Err(Box::new(ProblemKind::HalfPair { present }));
        }
    }
}

/// A second set is of the same region and workspace.
fn refuse_other_account(next: &mut [FieldAnswer], first: &[FieldAnswer]) {
    for answer in next {
        let stated = first.iter().find(|first| is_same_field(first, answer)).and_then(account);
        if stated.is_some() && account(answer).is_some_and(|next| Some(next) != stated) {
            if let Some(origin) = place(answer) {
                answer.outcome = Err(Box::new(ProblemKind::OtherAccount { origin }));
            }
        }
    }
}

fn place(answer: &FieldAnswer) -> Option<Origin> {
    match &answer.outcome {
        Ok(Some(found)) => Some(found.provenance.origin(answer.wanted)),
        _ => None,
    }
}

/// Region or workspace, as one string however it is spelled.
pub(crate) fn account(answer: &FieldAnswer) -> Option<String> {
    let field = answer.wanted.field;
    let role = field.role().filter(|role| matches!(role, Role::Region | Role::WorkspaceId))?;
    let found = match (&answer.outcome, field.kind()) {
        (Ok(Some(found)), _) => found.value.text().ok(),
        (_, FieldKind::Pin(region)) => region.map(Region::as_str),
        _ => field.default().filter(|_| !answer.wanted.next),
    };
    found.map(|text| match text.parse::<Region>() {
        Ok(region) if role == Role::Region => region.as_str().to_owned(),
        _ => text.to_owned(),
    })
}
