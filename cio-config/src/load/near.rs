//! What was perhaps meant for a field that has no answer: a name that is nearly right.

use crate::credential::claims::{self, is_ambiguous, may_be_ambiguous};
use crate::finding::origin::Origin;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::Source;
use crate::source::set_names::SetNames;
use crate::text::compare::{distance, snake_case};

/// Every name that is set, of which one may have been meant for a field.
pub(crate) struct NearMisses(SetNames);

impl NearMisses {
    /// Goes through all names of the sources, so it is only called once a field is missing.
    pub(crate) fn of(schema: &'static Schema, sources: &[Source]) -> Self {
        let mut read = Vec::new();
        schema.each_field(&mut |field| read.extend(field.variables()));
        let mut names = Source::set_names(sources);
        names.variables.retain(|(name, _)| !read.iter().any(|own| own == name));
        Self(names)
    }

    /// Those that are nearly right for a field.
    pub(crate) fn near(&self, wanted: SchemaField) -> Vec<Origin> {
        let SetNames { variables, keys, stray_keys, entries } = &self.0;
        let variables = variables.iter().filter(|(name, _)| is_near(name, wanted));
        let keys = keys.iter().chain(stray_keys).filter(|(key, _)| is_near_key(key, wanted));
        let entries = entries.iter().filter(|(name, _)| is_near_entry(name, wanted));
        let mut near: Vec<_> = variables.chain(keys).chain(entries).collect();
        // What speaks of this credential is told before what may mean any.
        near.sort_by_key(|(name, _)| is_ambiguous(name));
        near.into_iter().map(|(_, origin)| origin.clone()).collect()
    }
}

/// Whether somebody who wrote `key` in a file may have meant a field: it is in the same table, and nearly its key.
fn is_near_key(key: &str, wanted: SchemaField) -> bool {
    let Some((table, name)) = key.rsplit_once('.') else { return false };
    wanted.file_keys().any(|own| {
        own.rsplit_once('.')
            .is_some_and(|(own_table, own)| table == own_table && is_near_word(name, own, wanted))
    })
}

/// Whether somebody who called a file `name` may have meant a field: an ending is no part of it.
fn is_near_entry(name: &str, wanted: SchemaField) -> bool {
    let name = snake_case(name.split('.').next().unwrap_or_default());
    let [own, plain] = wanted.entries();
    is_near(&name.to_ascii_uppercase(), wanted)
        || own.iter().chain(&plain).any(|own| {
            // The word of a workspace says no more of the credential.
            let word = wanted.schema.workspace().filter(|word| own.starts_with(word)).unwrap_or_default();
            let rest =
                |text: &str| text.strip_prefix(word).map(|rest| rest.trim_start_matches('_').to_owned());
            let (name, own) = (rest(&name), rest(own));
            name.zip(own).is_some_and(|(name, own)| is_near_word(&name, &own, wanted))
        })
}

/// Whether a word that is no variable is nearly `own`, which a field is called by: it speaks of the same credential, or is
/// spelt like it.
fn is_near_word(name: &str, own: &str, wanted: SchemaField) -> bool {
    let role = wanted.field.role();
    let name = snake_case(name);
    match claims::by_field(&name) {
        Some(claimed) => Some(claimed) == role,
        None if name == "api_key" => may_be_ambiguous(role),
        None => distance(name.as_bytes(), snake_case(own).as_bytes()) <= 2,
    }
}

/// What other conventions put before the name of a key.
const PREFIXES: [&str; 6] = ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "CUSTOMERIO_", "CUSTOMER_IO_", "CIO_"];

/// Whether somebody who set `name` may have meant a field.
fn is_near(name: &str, wanted: SchemaField) -> bool {
    let role = wanted.field.role();
    let upper = name.to_ascii_uppercase();
    // Of the variable that names a file, the same can be wrong.
    let upper = upper.strip_suffix("_FILE").unwrap_or(&upper);
    if claims::by_variable(upper).is_some_and(|claimed| Some(claimed) != role) {
        return false;
    }
    if is_ambiguous(upper) {
        return may_be_ambiguous(role);
    }
    let is_close = |variable: &str| distance(upper.as_bytes(), variable.as_bytes()) <= 2;
    if wanted.variables().any(|variable| upper == variable || is_close(&variable)) {
        return true;
    }
    let bare = PREFIXES.iter().fold(upper, |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
    bare.len() < upper.len()
        && wanted.schema.workspace().is_none()
        && claims::by_field(bare) == role
        && role.is_some()
}
