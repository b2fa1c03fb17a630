//! All documents of a loader as one: the tree that figment merged, and the strings that it never saw.

use crate::credential::value::Value;
use crate::environment::Environment;
use crate::finding::document_fault::DocumentFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Found, Provenance};
use crate::source::document::exists::Exists;
use crate::source::document::named::NamedDocument;
use crate::source::document::ours::TABLE;
use crate::source::document::profile::ChosenProfile;
use crate::source::document::tables::{Extracted, ForMerge, KeyOrigin, Layer, Layers};
use figment::value::{Dict, Map, Value as Tree};
use figment::{Figment, Metadata, Profile, Provider};
use std::collections::BTreeMap;
use std::fmt;

/// All documents merged. Figment merges settings, and for each credential a handle: its text, figment
/// never sees.
#[derive(Default)]
pub(super) struct Merged {
    ours: Option<Tree>,
    extracted: Extracted,
    /// Where each key is, in the document whose value counts.
    origins: BTreeMap<String, KeyOrigin>,
    /// The documents that were read.
    exist: Vec<Exists>,
    problems: Vec<ProblemKind>,
}

impl Merged {
    pub(super) fn read(named: &[NamedDocument], environment: &Environment) -> Self {
        let mut merged = Self::default();
        let chosen = ChosenProfile::by(environment);
        let (mut trees, mut base, mut profile) = (Vec::new(), Map::new(), Map::new());
        for named in named {
            match layers(named, chosen.name(), &mut merged.extracted) {
                Ok(Some(layers)) => {
                    let has_profile = layers.profile.is_some();
                    let name = chosen.name().filter(|_| has_profile).map(str::to_owned);
                    merged.exist.push(Exists { place: named.place(), profile: name });
                    trees.push(Trees::of(layers, &mut base, &mut profile));
                }
                Ok(None) => {}
                Err(problem) => merged.problems.push(*problem),
            }
        }
        if merged.problems.is_empty() {
            let has_profile = merged.exist.iter().any(|exists| exists.profile.is_some());
            merged.problems.extend(chosen.problem(
                has_profile,
                named,
                &merged.extracted.credentials.profiles,
            ));
        }
        base.extend(profile);
        Self { ours: join(trees), origins: base, ..merged }
    }

    pub(super) fn look_up(&self, wanted: SchemaField) -> Result<Option<Found>, Box<ProblemKind>> {
        let found = wanted.file_keys().find_map(|key| Some((self.find(&key)?, self.origins.get(&key)?)));
        let Some((tree, at)) = found else { return Ok(None) };
        if at.is_sealed {
            let (origin, fault) = (at.noted.origin.clone(), DocumentFault::Sops);
            return Err(Box::new(ProblemKind::Document { origin, fault }));
        }
        let value = match (wanted.field.role(), self.extracted.look_up(tree)) {
            (None, _) => Ok(Value::Tree(self.extracted.restored(tree).into())),
            (Some(_), Some(Ok(text))) => Ok(Value::copy_of(text.bytes())),
            (Some(_), Some(Err(found))) => Err(found.kind),
            (Some(_), None) => Err("table"),
        };
        match value {
            Ok(value) => Ok(Some(Found { value, provenance: Provenance::Elsewhere(at.noted.clone()) })),
            Err(found) => Err(Box::new(ProblemKind::NotText { origin: at.noted.origin.clone(), found })),
        }
    }

    pub(super) fn places(&self, wanted: SchemaField) -> impl Iterator<Item = Origin> {
        self.exist.iter().flat_map(move |exists| exists.places(wanted))
    }

    pub(super) fn problems(&self) -> impl Iterator<Item = &ProblemKind> {
        self.problems.iter().chain(&self.extracted.problems)
    }

    pub(super) fn other_keys(&self) -> impl Iterator<Item = (String, Origin)> {
        let others = self.origins.iter().filter(|(_, at)| at.is_other);
        others.map(|(key, at)| (key.clone(), at.noted.origin.clone()))
    }

    pub(super) fn credentials(&self) -> &[(String, Origin)] {
        &self.extracted.credentials.places
    }

    /// The tables of sops in the documents that were read.
    pub(super) fn sops(&self) -> &[Origin] {
        &self.extracted.sops
    }

    pub(super) fn stray_keys(&self) -> &[(String, Origin)] {
        &self.extracted.strays
    }

    /// The value at a key, given with its tables.
    fn find(&self, key: &str) -> Option<&Tree> {
        let path = key.strip_prefix(TABLE)?.split('.').skip(1);
        path.fold(self.ours.as_ref(), |tree, name| tree?.as_dict()?.get(name))
    }
}

/// Our tables in one document.
fn layers(
    named: &NamedDocument,
    profile: Option<&str>,
    extracted: &mut Extracted,
) -> Result<Option<Layers>, Box<ProblemKind>> {
    match named {
        NamedDocument::Figment(tree) => super::figment::read(tree, profile, extracted).map(Some),
        text => text.parse(ForMerge { profile, extracted }),
    }
}

impl fmt::Debug for Merged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.origins.keys()).finish()
    }
}

/// All documents merged. A single one is not merged with anything.
fn join(mut trees: Vec<Trees>) -> Option<Tree> {
    match &mut trees[..] {
        [] => None,
        [Trees(only)] if only.len() <= 1 => only.pop_first()?.1.remove(TABLE),
        _ => {
            let joined = trees.into_iter().fold(Figment::new(), Figment::join);
            joined.select(OVERLAY).find_value(TABLE).ok()
        }
    }
}

/// The name of the chosen profile in figment: only its table is read, so one constant serves every profile.
const OVERLAY: Profile = Profile::const_new("chosen");

/// One document, as figment takes it.
struct Trees(Map<Profile, Dict>);

impl Trees {
    /// Keeps where each key is, of the document that is named first.
    fn of(
        layers: Layers,
        base: &mut BTreeMap<String, KeyOrigin>,
        profile: &mut BTreeMap<String, KeyOrigin>,
    ) -> Self {
        let mut trees = Map::new();
        for (name, layer, origins) in
            [(Profile::Default, layers.base, base), (OVERLAY, layers.profile, profile)]
        {
            let Some(Layer { tree, origins: new }) = layer else { continue };
            trees.insert(name, Dict::from([(TABLE.to_owned(), tree.into())]));
            for (key, at) in new {
                origins.entry(key).or_insert(at);
            }
        }
        Self(trees)
    }
}

impl Provider for Trees {
    fn metadata(&self) -> Metadata {
        Metadata::named("document")
    }

    fn data(&self) -> ::figment::Result<Map<Profile, Dict>> {
        Ok(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::Merged;
    use crate::environment::Environment;
    use crate::source::document::named::NamedDocument;
    use figment::Figment;
    use figment::providers::Serialized;

    fn figment(entries: &[(&str, &str)]) -> NamedDocument {
        let add =
            |figment: Figment, (key, text): &(&str, &str)| figment.merge(Serialized::default(key, text));
        NamedDocument::Figment(Box::new(entries.iter().fold(Figment::new(), add)))
    }

    #[test]
    fn keys_that_are_neither_a_credential_nor_a_table_are_reported_with_their_tables() {
        let first = figment(&[
            ("customerio.app_api_key", "a"),
            ("customerio.app_key", "b"),
            ("customerio.marketing.site_id", "c"),
            ("customerio.marketing.siteid", "d"),
            ("customerio.marketing.backoff.steps", "e"),
            ("elsewhere.app_key", "f"),
            ("other.customerio.tokn", "g"),
        ]);
        let second = figment(&[("staging.customerio.regoin", "h"), ("customerio.app_key", "i")]);
        let environment = Environment::from([("CUSTOMERIO_PROFILE", "staging")]);
        let merged = Merged::read(&[first, second], &environment);
        let others: Vec<(String, String)> =
            merged.other_keys().map(|(key, origin)| (key, origin.to_string())).collect();
        let keys: Vec<&str> = others.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["customerio.app_key", "customerio.marketing.siteid", "customerio.regoin"]);
        assert!(others[2].1.starts_with("`staging.customerio.regoin` in the `Figment`"), "{}", others[2].1);
    }

    #[test]
    fn a_string_that_was_taken_out_is_put_back_in_a_setting() {
        let named = figment(&[("customerio.backoff.region", "near"), ("customerio.backoff.step", "far")]);
        let merged = Merged::read(&[named], &Environment::empty());
        let tree = merged.find("customerio.backoff").unwrap();
        assert!(tree.find_ref("region").unwrap().as_str().is_none());
        let restored = merged.extracted.restored(tree);
        assert_eq!(restored.find_ref("region").unwrap().as_str(), Some("near"));
        assert_eq!(restored.find_ref("step").unwrap().as_str(), Some("far"));
    }

    #[test]
    fn a_profile_is_looked_for_only_if_one_is_chosen() {
        for (profile, problems) in
            [(None, 0), (Some("default"), 0), (Some("staging"), 0), (Some("x"), 1), (Some(""), 1)]
        {
            let environment: Environment =
                profile.iter().map(|profile| ("CUSTOMERIO_PROFILE", *profile)).collect();
            let merged = Merged::read(&[figment(&[("staging.customerio.region", "eu")])], &environment);
            assert_eq!(merged.problems().count(), problems, "{profile:?}");
        }
    }
}
