//! What was perhaps meant for a field that has no answer: a name that is nearly right.

use crate::Role;
use crate::Schema;
use crate::check::claims;
use crate::names;
use crate::origin::Origin;
use crate::schema::Wanted;
use crate::source::Source;

/// Every name that is set, of which one may have been meant for a field.
pub(crate) struct SetNames {
    /// Variables that no field reads.
    variables: Vec<(String, Origin)>,
    /// Keys in our tables of documents, with their tables, and those of documents that have none.
    keys: Vec<(String, Origin)>,
}

impl SetNames {
    /// Goes through all names of the sources, so it is only called once a field is missing.
    pub(crate) fn of(schema: &'static Schema, sources: &[Source]) -> Self {
        let mut read = Vec::new();
        schema.each_wanted(&mut |wanted| read.extend(wanted.variables()));
        let set = sources.iter().flat_map(Source::names);
        Self {
            variables: set.filter(|(name, _)| !read.iter().any(|own| own == name)).collect(),
            keys: sources.iter().flat_map(Source::other_keys).collect(),
        }
    }

    /// Those that are nearly right for a field.
    pub(crate) fn near(&self, wanted: Wanted) -> Vec<Origin> {
        let variables = self.variables.iter().filter(|(name, _)| is_near(name, wanted));
        let keys = self.keys.iter().filter(|(key, _)| is_near_key(key, wanted));
        let mut near: Vec<_> = variables.chain(keys).collect();
        // What speaks of this credential is told before what may mean any.
        near.sort_by_key(|(name, _)| is_ambiguous(name));
        near.into_iter().map(|(_, origin)| origin.clone()).collect()
    }
}

/// Whether somebody who wrote `key` in a file may have meant a field: it is in the same table, and nearly its key; or it is
/// its key, and in no table.
fn is_near_key(key: &str, wanted: Wanted) -> bool {
    let Some((table, name)) = key.rsplit_once('.') else {
        return wanted.file_keys().any(|own| own.split_once('.').is_some_and(|(_, own)| own == key));
    };
    wanted
        .file_keys()
        .filter_map(|own| own.rsplit_once('.').map(|(table, key)| (table.to_owned(), key.to_owned())))
        .any(|(own_table, own)| {
            let claims = wanted.field.role().is_some() && claims::by_field(name) == wanted.field.role();
            table == own_table && (claims || names::distance(name.as_bytes(), own.as_bytes()) <= 2)
        })
}

/// Names that mean the Track API key in most programs, and another key in some.
const AMBIGUOUS: [&str; 3] = ["CUSTOMERIO_API_KEY", "CUSTOMER_IO_API_KEY", "CIO_API_KEY"];
/// What other conventions put before the name of a key.
const PREFIXES: [&str; 6] = ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "CUSTOMERIO_", "CUSTOMER_IO_", "CIO_"];

pub(crate) fn is_ambiguous(name: &str) -> bool {
    AMBIGUOUS.contains(&name)
}

/// Whether somebody who set `name` may have meant a field.
fn is_near(name: &str, wanted: Wanted) -> bool {
    let role = wanted.field.role();
    if claims::by_variable(name).is_some_and(|claimed| Some(claimed) != role) {
        return false;
    }
    if is_ambiguous(name) {
        return matches!(role, Some(Role::TrackApiKey | Role::AppApiKey | Role::CdpApiKey));
    }
    let upper = name.to_ascii_uppercase();
    let is_close =
        |variable: &str| upper == variable || names::distance(upper.as_bytes(), variable.as_bytes()) <= 2;
    if name == wanted.file_variable() || wanted.variables().any(|variable| is_close(&variable)) {
        return true;
    }
    let bare = PREFIXES.iter().fold(upper.as_str(), |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
    bare.len() < upper.len()
        && wanted.schema.workspace().is_none()
        && claims::by_field(bare) == role
        && role.is_some()
}
