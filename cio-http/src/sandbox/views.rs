//! The state that requests made: events, messages, forms, metrics, and everything created by hand.

use crate::sandbox::effect::change::{Change, Form, Metric};
use crate::sandbox::effect::{Effect, Email, Sent};
use crate::sandbox::workspace_key::WorkspaceKey;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every form submitted, in the order of arrival. The service knows no repetition here, and neither does this.
pub(super) fn forms<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Form> {
    effects
        .filter_map(|effect| match effect {
            Effect::Changed(_, Change::Submitted(form)) => Some(form.clone()),
            _ => None,
        })
        .collect()
}

/// Every metric reported, in the order of arrival.
pub(super) fn metrics<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Metric> {
    effects
        .filter_map(|effect| match effect {
            Effect::Changed(_, Change::Reported(metric)) => Some(metric.clone()),
            _ => None,
        })
        .collect()
}

/// Every message, in the order of arrival. Like the service, the sandbox does not deduplicate messages.
pub(super) fn sent<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Sent> {
    effects
        .filter_map(|effect| match effect {
            Effect::Queued(sent) => Some(sent.clone()),
            _ => None,
        })
        .collect()
}

/// How many there are.
pub(super) fn count_sent<'a>(effects: impl Iterator<Item = &'a Effect>) -> usize {
    effects.filter(|effect| matches!(effect, Effect::Queued(_))).count()
}

/// Those of them that are e-mails.
pub(super) fn emails<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Email> {
    let email = |Sent { region, workspace, kind, delivery_id, to, identifiers, request, .. }| {
        let to = to.filter(|_| kind == "email")?;
        Some(Email { region, workspace, delivery_id, to, identifiers, request })
    };
    sent(effects).into_iter().filter_map(email).collect()
}

/// All things of one kind, by ID.
pub(super) fn kept<'a>(
    effects: impl Iterator<Item = &'a Effect>,
    place: WorkspaceKey,
    kind: &str,
) -> Vec<(String, Value)> {
    let mut kept: Vec<(String, Value)> = Vec::new();
    for (id, value) in effects.filter_map(|effect| effect.about(place, kind)) {
        let known = kept.iter().position(|(known, _)| known == id);
        match (known, value) {
            (Some(at), Some(value)) => kept[at].1 = value.clone(),
            (Some(at), None) => drop(kept.remove(at)),
            (None, Some(value)) => kept.push((id.to_owned(), value.clone())),
            (None, None) => {}
        }
    }
    kept
}

/// How many IDs there ever were of one kind.
pub(super) fn made<'a>(effects: impl Iterator<Item = &'a Effect>, place: WorkspaceKey, kind: &str) -> usize {
    let ids: BTreeSet<&str> =
        effects.filter_map(|effect| effect.about(place, kind)).map(|(id, _)| id).collect();
    ids.len()
}
