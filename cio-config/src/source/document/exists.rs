//! A document that was read: where a field would be in it.

use crate::finding::origin::Origin;
use crate::schema::schema_field::SchemaField;
use crate::source::document::page::DocumentPlace;

/// A document that was read.
#[derive(Debug)]
pub(super) struct Exists {
    /// `None` for a `Figment`.
    pub(super) place: Option<DocumentPlace>,
    /// The profile, if the document has it.
    pub(super) profile: Option<String>,
}

impl Exists {
    /// Where a field would be in this document, in the order in which its keys are looked at.
    pub(super) fn places(&self, wanted: SchemaField) -> impl Iterator<Item = Origin> {
        let profile = self.profile.iter().map(|profile| format!("{profile}."));
        let prefixes: Vec<String> = profile.chain([String::new()]).collect();
        let keys = wanted.file_keys().flat_map(move |key| {
            let keys = prefixes.iter().map(|prefix| format!("{prefix}{key}"));
            keys.collect::<Vec<_>>()
        });
        keys.map(|key| match &self.place {
            Some(place) => place.origin(key, None),
            None => Origin::Figment { provider: None, path: None, key },
        })
    }
}
