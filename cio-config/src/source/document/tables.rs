//! Takes our tables out of a document: settings as they are, credentials as texts of their own.

use crate::credential::claims;
use crate::credential::role::Role;
use crate::credential::value::Value;
use crate::finding::document_fault::DocumentFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::answer::NotedOrigin;
use crate::source::document::node::{Entries, Node};
use crate::source::document::page::Fault;
use crate::text::compare::distance;
use crate::text::compare::snake_case;
use figment::value::{Dict, Value as Tree};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The table of a document that is ours.
pub(super) const TABLE: &str = "customerio";

/// What a document says in every profile, and what it says in the chosen one.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) base: Option<Layer>,
    pub(super) profile: Option<Layer>,
}

/// One of our tables with those in it, and where each key stands.
#[derive(Default)]
pub(super) struct Layer {
    pub(super) tree: Dict,
    pub(super) spots: BTreeMap<String, Spot>,
}

/// Where a key stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) told: Arc<NotedOrigin>,
    /// Whether it is of no use to us unless a setting has its name.
    pub(super) is_other: bool,
}

/// The credentials of all documents, and what is wrong with their tables.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    taken: Vec<Taken>,
    /// Keys that were perhaps meant for our tables, under the path they would have there.
    pub(super) strays: Vec<(String, Origin)>,
    pub(super) problems: Vec<ProblemKind>,
}

/// What stands at the key of a credential: text, or something else.
pub(super) type Taken = Result<Value, NotText>;

/// What is no text, and so no credential.
pub(super) struct NotText {
    pub(super) kind: &'static str,
    /// The thing itself, where it may be part of a setting.
    tree: Option<Tree>,
}

/// Reads a document from its root: `[customerio]`, or `[default.customerio]`, which is the same, and the table of the
/// profile. Whatever else stands there is not read; but if there is no such table, somebody may have forgotten or misspelt it.
pub(super) fn read<N: Node>(root: &N, profile: Option<&str>, shelf: &mut Shelf) -> Result<Layers, Fault> {
    let base = shelf.table(root, &[TABLE])?;
    let other = shelf.table(root, &["default", TABLE])?;
    if let (Some(_), Some((origin, _))) = (&base, &other) {
        shelf.report(origin.clone(), DocumentFault::TwoBases);
    }
    let base = match (base, other) {
        (Some((_, base)), _) => Some(shelf.layer(base, TABLE)?),
        (None, Some((_, base))) => Some(shelf.layer(base, &format!("default.{TABLE}"))?),
        (None, None) => None,
    };
    let own = match profile {
        Some(name) => shelf.layer_at(root, &[name, TABLE])?,
        None => None,
    };
    if base.is_none() && own.is_none() {
        shelf.keep_strays(root, None);
        for name in ["default"].into_iter().chain(profile) {
            if let Some(parent) = root.entry(name)? {
                shelf.keep_strays(&parent, Some(name));
            }
        }
    }
    Ok(Layers { base, profile: own })
}

impl Shelf {
    /// The text behind a handle.
    pub(super) fn look_up(&self, tree: &Tree) -> Option<&Taken> {
        let handle = tree.as_dict()?.get(HANDLE)?.to_u128()?;
        self.taken.get(usize::try_from(handle).ok()?)
    }

    /// A setting as it stood there: with what was taken out because its key is called like a credential.
    pub(super) fn restored(&self, tree: &Tree) -> Tree {
        match (self.look_up(tree), tree) {
            (Some(Ok(text)), _) => text.text().unwrap_or_default().into(),
            (Some(Err(NotText { tree: Some(tree), .. })), _) => tree.clone(),
            (None, Tree::Dict(tag, dict)) => {
                let restored = dict.iter().map(|(name, tree)| (name.clone(), self.restored(tree)));
                Tree::Dict(*tag, restored.collect())
            }
            _ => tree.clone(),
        }
    }

    /// The table at a path from the root, as a layer.
    pub(super) fn layer_at<N: Node>(&mut self, root: &N, path: &[&str]) -> Result<Option<Layer>, Fault> {
        match self.table(root, path)? {
            Some((_, entries)) => self.layer(entries, &path.join(".")).map(Some),
            None => Ok(None),
        }
    }

    /// The table at a path from the root. Something else at the end of the path is a problem; on the way, it is none of ours.
    fn table<N: Node>(&mut self, root: &N, path: &[&str]) -> Result<Option<(Origin, Entries<N>)>, Fault> {
        let (last, way) = path.split_last().expect("a path has a name");
        let mut table = None;
        for name in way {
            table = match table.as_ref().unwrap_or(root).entry(name)? {
                Some(node) => Some(node),
                None => return Ok(None),
            };
        }
        let Some(node) = table.as_ref().unwrap_or(root).entry(last)? else { return Ok(None) };
        let origin = node.origin(path.join("."));
        match node.entries()? {
            Some(entries) => Ok(Some((origin, entries))),
            None => {
                self.report(origin, DocumentFault::NotTable { found: node.kind() });
                Ok(None)
            }
        }
    }

    fn layer<N: Node>(&mut self, entries: Entries<N>, shown: &str) -> Result<Layer, Fault> {
        let mut layer = Layer::default();
        layer.tree = self.fill(&mut layer.spots, entries, shown, TABLE, Depth::Ours)?;
        Ok(layer)
    }

    /// Reads the entries of our table or of one in it, which a workspace may have. What is deeper belongs to a setting.
    fn fill<N: Node>(
        &mut self,
        spots: &mut BTreeMap<String, Spot>,
        entries: Entries<N>,
        shown: &str,
        path: &str,
        depth: Depth,
    ) -> Result<Dict, Fault> {
        let mut dict = Dict::new();
        // A handle is ours to make.
        for (name, node) in entries.into_iter().filter(|(name, _)| name != HANDLE) {
            let [shown, path] = [shown, path].map(|table| [table, ".", &name].concat());
            let inner = if depth == Depth::Ours { node.entries()? } else { None };
            let tree = match inner {
                Some(entries) => self.fill(spots, entries, &shown, &path, Depth::Workspace)?.into(),
                None if is_credential(&name) => self.take(&node, depth)?,
                None => node.tree()?,
            };
            // A handle is a table too.
            let is_other = tree.as_dict().is_none();
            spots.insert(path, Spot { told: NotedOrigin::at(node.origin(shown)), is_other });
            dict.insert(name, tree);
        }
        Ok(dict)
    }

    /// Keeps the places of keys that are called like credentials, and of those in a table that is nearly called like ours. What
    /// else stands there is none of ours, also where it breaks the rules.
    fn keep_strays<N: Node>(&mut self, parent: &N, shown: Option<&str>) {
        let shown = |name: &str| shown.map_or_else(|| name.to_owned(), |shown| format!("{shown}.{name}"));
        for (name, node) in entries(parent).into_iter().filter(|(name, _)| name != TABLE) {
            if is_nearly_our_table(&name) {
                let strays = entries(&node).into_iter().map(|(key, node)| {
                    (format!("{TABLE}.{key}"), node.origin(shown(&format!("{name}.{key}"))))
                });
                self.strays.extend(strays);
            } else if claims::by_field(&snake_case(&name)).is_some() && !matches!(node.entries(), Ok(Some(_)))
            {
                self.strays.push((format!("{TABLE}.{name}"), node.origin(shown(&name))));
            }
        }
    }

    /// Takes a credential's text out, and leaves a handle. In our table itself no setting has such a name.
    fn take<N: Node>(&mut self, node: &N, depth: Depth) -> Result<Tree, Fault> {
        let taken = match node.text()? {
            Some(text) => Ok(text),
            None if depth == Depth::Ours => Err(NotText { kind: node.kind(), tree: None }),
            None => Err(NotText { kind: node.kind(), tree: Some(node.tree()?) }),
        };
        self.taken.push(taken);
        Ok(Dict::from([(HANDLE.to_owned(), (self.taken.len() - 1).into())]).into())
    }

    fn report(&mut self, origin: Origin, fault: DocumentFault) {
        self.problems.push(ProblemKind::Document { origin, fault });
    }
}

/// What it is, not what it says.
impl fmt::Debug for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)
    }
}

/// The entries of what is none of ours.
fn entries<N: Node>(node: &N) -> Entries<N> {
    node.entries().ok().flatten().unwrap_or_default()
}

/// Whether somebody who called a table so may have meant ours.
fn is_nearly_our_table(name: &str) -> bool {
    let plain = name.to_ascii_lowercase();
    plain == "cio" || distance(plain.as_bytes(), TABLE.as_bytes()) <= 2
}

/// How deep a table is.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    /// `[customerio]`.
    Ours,
    /// A table in it.
    Workspace,
}

/// The one key of a handle: no document's own key gets past [`Shelf::fill`] with this name.
const HANDLE: &str = "\0";

/// Whether a key is that of a credential.
fn is_credential(name: &str) -> bool {
    Role::ALL.iter().any(|role| role.file_key() == name)
}
