//! Our tables as figment merges them: settings as they are, and a handle for each credential.

use crate::credential::value::Value;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::answer::NotedOrigin;
use crate::source::document::node::{Entries, Node, Reader};
use crate::source::document::ours::{
    CredentialKeys, NEXT, OurTables, TABLE, Table, is_credential, is_sealed,
};
use crate::source::document::page::SyntaxFault;
use figment::value::{Dict, Value as Tree};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A document's table for every profile, and its table for the chosen one.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) base: Option<Layer>,
    pub(super) profile: Option<Layer>,
}

/// One of our tables with its inner tables, and where each key is.
#[derive(Default)]
pub(super) struct Layer {
    pub(super) tree: Dict,
    pub(super) origins: BTreeMap<String, KeyOrigin>,
}

/// Where a key is.
#[derive(Clone, Debug)]
pub(super) struct KeyOrigin {
    pub(super) noted: Arc<NotedOrigin>,
    /// Whether it is of no use to us unless a setting has its name.
    pub(super) is_other: bool,
    /// Whether sops has encrypted the value.
    pub(super) is_sealed: bool,
}

/// The credentials taken out of all documents, and the problems of their tables.
#[derive(Debug, Default)]
pub(super) struct Extracted {
    taken: Vec<Taken>,
    /// Keys that were perhaps meant for our tables, under the path they would have there.
    pub(super) strays: Vec<(String, Origin)>,
    pub(super) credentials: CredentialKeys,
    /// The tables of sops, one for each document that it encrypted.
    pub(super) sops: Vec<Origin>,
    pub(super) problems: Vec<ProblemKind>,
}

/// The value at the key of a credential: a string, or something else.
pub(super) type Taken = Result<Value, NotText>;

/// A value that is not a string, and so not a credential.
pub(super) struct NotText {
    pub(super) kind: &'static str,
    /// The thing itself, where it may be part of a setting.
    tree: Option<Tree>,
}

/// Reads our tables for figment.
pub(super) struct ForMerge<'a> {
    pub(super) profile: Option<&'a str>,
    pub(super) extracted: &'a mut Extracted,
}

impl Reader for ForMerge<'_> {
    type Output = Layers;

    fn read<N: Node>(self, root: &N) -> Result<Layers, SyntaxFault> {
        let ours = OurTables::of(root, self.profile)?;
        self.extracted.layers(ours)
    }
}

impl Extracted {
    /// The text of a handle.
    pub(super) fn look_up(&self, tree: &Tree) -> Option<&Taken> {
        let handle = tree.as_dict()?.get(HANDLE)?.to_u128()?;
        self.taken.get(usize::try_from(handle).ok()?)
    }

    /// A setting as it was written: a value that was taken out because its key has a credential's name is put back.
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

    /// Our tables in a document, as layers.
    pub(super) fn layers<N: Node>(&mut self, ours: OurTables<N>) -> Result<Layers, SyntaxFault> {
        self.strays.extend(ours.strays);
        self.credentials.extend(ours.credentials);
        self.problems.extend(ours.problems);
        let has_sops = ours.sops.is_some();
        self.sops.extend(ours.sops);
        let [base, profile] =
            [ours.base, ours.profile].map(|table| table.map(|table| self.layer(table, has_sops)).transpose());
        Ok(Layers { base: base?, profile: profile? })
    }

    fn layer<N: Node>(&mut self, table: Table<N>, has_sops: bool) -> Result<Layer, SyntaxFault> {
        let mut layer = Layer::default();
        let depth = Depth::Ours { has_sops };
        layer.tree = self.fill(&mut layer.origins, table.entries, &table.path, TABLE, depth)?;
        Ok(layer)
    }

    /// Reads the entries of our table or of one in it, which a workspace may have. Tables inside those belong to a
    /// setting.
    fn fill<N: Node>(
        &mut self,
        origins: &mut BTreeMap<String, KeyOrigin>,
        entries: Entries<N>,
        shown: &str,
        path: &str,
        depth: Depth,
    ) -> Result<Dict, SyntaxFault> {
        let mut dict = Dict::new();
        // A handle is ours to make.
        for (name, node) in entries.into_iter().filter(|(name, _)| name != HANDLE) {
            let [shown, path] = [shown, path].map(|table| [table, ".", &name].concat());
            let is_ours = match depth {
                Depth::Ours { .. } => true,
                Depth::Workspace { .. } => name == NEXT,
                Depth::SecondSet { .. } => false,
            };
            let inner = if is_ours { node.entries()? } else { None };
            let tree = match inner {
                Some(entries) => self.fill(origins, entries, &shown, &path, depth.inner())?.into(),
                None if is_credential(&name) => self.take(&node, depth)?,
                None => node.tree()?,
            };
            // A handle is a table too.
            let is_other = tree.as_dict().is_none();
            let is_sealed = depth.has_sops() && is_sealed(&node)?;
            origins
                .insert(path, KeyOrigin { noted: NotedOrigin::at(node.origin(shown)), is_other, is_sealed });
            dict.insert(name, tree);
        }
        Ok(dict)
    }

    /// Takes a credential's text out, and leaves a handle. In our table itself no setting has such a name.
    fn take<N: Node>(&mut self, node: &N, depth: Depth) -> Result<Tree, SyntaxFault> {
        let taken = match node.text()? {
            Some(text) => Ok(text),
            None if matches!(depth, Depth::Ours { .. }) => Err(NotText { kind: node.kind(), tree: None }),
            None => Err(NotText { kind: node.kind(), tree: Some(node.tree()?) }),
        };
        self.taken.push(taken);
        Ok(Dict::from([(HANDLE.to_owned(), (self.taken.len() - 1).into())]).into())
    }
}

/// The kind of value, never the value.
impl fmt::Debug for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)
    }
}

/// How deep a table is, and whether its document has a table of sops.
#[derive(Clone, Copy)]
enum Depth {
    /// `[customerio]`.
    Ours { has_sops: bool },
    /// A table in it.
    Workspace { has_sops: bool },
    /// The table `next` in that of a workspace.
    SecondSet { has_sops: bool },
}

impl Depth {
    const fn inner(self) -> Self {
        match self {
            Self::Ours { has_sops } => Self::Workspace { has_sops },
            Self::Workspace { has_sops } | Self::SecondSet { has_sops } => Self::SecondSet { has_sops },
        }
    }

    const fn has_sops(self) -> bool {
        let (Self::Ours { has_sops } | Self::Workspace { has_sops } | Self::SecondSet { has_sops }) = self;
        has_sops
    }
}

/// The one key of a handle: no document's own key gets past [`Extracted::fill`] with this name.
const HANDLE: &str = "\0";
