//! A single document: parsed once, and queried while the parsed form is alive. Only the places are kept, for reports.

use crate::credential::value::Value;
use crate::environment::Environment;
use crate::finding::document_fault::DocumentFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::schema::schema_field::SchemaField;
use crate::source::answer::{Found, Outcome};
use crate::source::document::exists::Exists;
use crate::source::document::named::NamedDocument;
use crate::source::document::node::{Entries, Node, Reader};
use crate::source::document::ours::{
    CredentialKeys, NEXT, OurTables, TABLE, Table, is_credential, is_sealed,
};
use crate::source::document::page::SyntaxFault;
use crate::source::document::profile::ChosenProfile;
use figment::value::Value as Tree;
use std::collections::BTreeMap;

/// Looks up every field that is asked for, with the function it is given.
pub(super) type Fill<'a> = &'a mut dyn FnMut(&mut dyn FnMut(SchemaField) -> Outcome);

/// The parts of a document that outlive the look-up of its fields: places, never a value.
#[derive(Debug, Default)]
pub(super) struct SingleDocument {
    pub(super) exists: Option<Exists>,
    /// Keys in our tables that are neither a credential nor a table.
    pub(super) others: BTreeMap<String, Origin>,
    pub(super) strays: Vec<(String, Origin)>,
    pub(super) credentials: CredentialKeys,
    /// The table of sops.
    pub(super) sops: Option<Origin>,
    pub(super) problems: Vec<ProblemKind>,
}

impl SingleDocument {
    /// Reads the document and answers from it.
    pub(super) fn answer(named: &NamedDocument, environment: &Environment, fill: Fill<'_>) -> Self {
        let chosen = ChosenProfile::by(environment);
        let alone = match named.parse(FieldLookUp { profile: chosen.name(), fill }) {
            Ok(Some((alone, has_profile))) => {
                let profile = chosen.name().filter(|_| has_profile).map(str::to_owned);
                Self { exists: Some(Exists { place: named.place(), profile }), ..alone }
            }
            Ok(None) => Self::default(),
            Err(problem) => return Self { problems: vec![*problem], ..Self::default() },
        };
        let has_profile = alone.exists.as_ref().is_some_and(|exists| exists.profile.is_some());
        let missing = chosen.problem(has_profile, std::slice::from_ref(named), &alone.credentials.profiles);
        Self { problems: missing.into_iter().chain(alone.problems).collect(), ..alone }
    }
}

/// Answers for fields while a document is parsed.
struct FieldLookUp<'a> {
    profile: Option<&'a str>,
    fill: Fill<'a>,
}

impl Reader for FieldLookUp<'_> {
    /// The parts that are kept, and whether the document has the profile.
    type Output = (SingleDocument, bool);

    fn read<N: Node>(self, root: &N) -> Result<Self::Output, SyntaxFault> {
        let ours = OurTables::of(root, self.profile)?;
        let has_profile = ours.profile.is_some();
        let layers = [ours.profile, ours.base].into_iter().flatten().map(KeyedTable::of);
        let layers = ProfileTables {
            layers: layers.collect::<Result<_, SyntaxFault>>()?,
            has_sops: ours.sops.is_some(),
        };
        (self.fill)(&mut |wanted| layers.look_up(wanted));
        let mut others = BTreeMap::new();
        // A key of the profile counts, so it comes last.
        layers.layers.iter().rev().for_each(|layer| layer.add_others(&mut others));
        let alone = SingleDocument {
            others,
            strays: ours.strays,
            credentials: ours.credentials,
            sops: ours.sops,
            problems: ours.problems,
            exists: None,
        };
        Ok((alone, has_profile))
    }
}

/// Our tables, that of the profile first.
struct ProfileTables<N> {
    layers: Vec<KeyedTable<N>>,
    /// Whether sops has encrypted the document.
    has_sops: bool,
}

/// One of our tables, by key.
struct KeyedTable<N> {
    path: String,
    entries: BTreeMap<String, TableEntry<N>>,
}

/// A value, and its own keys, if it is a table: that of a workspace, or a setting.
struct TableEntry<N> {
    node: N,
    inner: Option<BTreeMap<String, N>>,
}

impl<N: Node> ProfileTables<N> {
    fn look_up(&self, wanted: SchemaField) -> Outcome {
        for key in wanted.file_keys() {
            let Some(key) = key.strip_prefix(TABLE).and_then(|key| key.strip_prefix('.')) else { continue };
            let mut found = self.layers.iter().filter_map(|layer| Some((layer, layer.find(key)?)));
            let Some((layer, node)) = found.next() else { continue };
            let origin = node.origin(format!("{}.{key}", layer.path));
            let below = found.next().map(|(_, node)| node);
            return self.found(wanted, node, below, origin).map(Some);
        }
        Ok(None)
    }

    /// The value of a field, with that of the base below it, where both are there.
    fn found(
        &self,
        wanted: SchemaField,
        node: &N,
        below: Option<&N>,
        origin: Origin,
    ) -> Result<Found, Box<ProblemKind>> {
        let text = node.text().map_err(|fault| node.problem(&fault))?;
        if self.has_sops && is_sealed(node).map_err(|fault| node.problem(&fault))? {
            return Err(Box::new(ProblemKind::Document { origin, fault: DocumentFault::Sops }));
        }
        let value = match (wanted.field.role(), text) {
            (Some(_), Some(text)) => text,
            (Some(_), None) => {
                return Err(Box::new(ProblemKind::NotText { origin, found: node.kind() }));
            }
            (None, _) => Value::Tree(setting(node, below).map_err(|fault| node.problem(&fault))?.into()),
        };
        Ok(Found::new(value, origin))
    }
}

impl<N: Node> KeyedTable<N> {
    fn of(table: Table<N>) -> Result<Self, SyntaxFault> {
        let entries = table.entries.into_iter().map(|(name, node)| {
            let inner = node.entries()?.map(with_second_set).transpose()?;
            Ok((name, TableEntry { node, inner }))
        });
        Ok(Self { path: table.path, entries: entries.collect::<Result<_, SyntaxFault>>()? })
    }

    /// The value at a key, or at a key in a table in it.
    fn find(&self, key: &str) -> Option<&N> {
        match key.split_once('.') {
            None => self.entries.get(key).map(|entry| &entry.node),
            Some((table, key)) => self.entries.get(table)?.inner.as_ref()?.get(key),
        }
    }

    fn add_others(&self, others: &mut BTreeMap<String, Origin>) {
        for (name, entry) in &self.entries {
            match &entry.inner {
                None => self.add_other(others, name, &entry.node),
                Some(inner) => {
                    let plain = inner.iter().filter(|(_, node)| !node.is_table());
                    plain.for_each(|(key, node)| self.add_other(others, &format!("{name}.{key}"), node));
                }
            }
        }
    }

    fn add_other(&self, others: &mut BTreeMap<String, Origin>, key: &str, node: &N) {
        let name = key.rsplit('.').next().unwrap_or(key);
        if !is_credential(name) {
            others.insert(format!("{TABLE}.{key}"), node.origin(format!("{}.{key}", self.path)));
        }
    }
}

/// The entries of a table in ours. Those of the second set of a workspace are in a separate table: they are found as
/// `next.site_id`.
fn with_second_set<N: Node>(entries: Entries<N>) -> Result<BTreeMap<String, N>, SyntaxFault> {
    let mut inner = BTreeMap::new();
    for (name, node) in entries {
        if name == NEXT {
            let second = node.entries()?.unwrap_or_default().into_iter();
            inner.extend(second.map(|(key, node)| (format!("{NEXT}.{key}"), node)));
        }
        inner.insert(name, node);
    }
    Ok(inner)
}

/// A setting. Of a table, a profile may say a part, over the rest in the base.
fn setting<N: Node>(node: &N, below: Option<&N>) -> Result<Tree, SyntaxFault> {
    let tree = node.tree()?;
    match below {
        Some(below) if node.is_table() && below.is_table() => Ok(over(tree, below.tree()?)),
        _ => Ok(tree),
    }
}

fn over(upper: Tree, lower: Tree) -> Tree {
    match (upper, lower) {
        (Tree::Dict(tag, upper), Tree::Dict(_, mut lower)) => {
            for (key, upper) in upper {
                let value = match lower.remove(&key) {
                    Some(lower) => over(upper, lower),
                    None => upper,
                };
                lower.insert(key, value);
            }
            Tree::Dict(tag, lower)
        }
        (upper, _) => upper,
    }
}
