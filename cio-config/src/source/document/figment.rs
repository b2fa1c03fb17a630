//! Reads a program's own `Figment` as a document.

use crate::credential::value::Value;
use crate::finding::document_fault::DocumentFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::document::node::{Entries, Node};
use crate::source::document::ours::{self, OurTables, TABLE};
use crate::source::document::page::SyntaxFault;
use crate::source::document::tables::{Extracted, Layers};
use figment::value::{Dict, Value as Tree};
use figment::{Error, Figment, Profile, Provider};

/// Reads the data that a `Figment` has merged under the profile that the program selected. The chosen profile overrides
/// it, whether it is one of the `Figment`'s own or a table in it.
pub(super) fn read(
    figment: &Figment,
    profile: Option<&str>,
    extracted: &mut Extracted,
) -> Result<Layers, Box<ProblemKind>> {
    let root = figment.find_value("").map_err(|error| failed(&error))?;
    let mut profiles = figment.data().map_err(|error| failed(&error))?;
    let mut ours = OurTables::of(&FigmentEntry { figment, tree: &root }, profile).map_err(impossible)?;
    let own = profile.and_then(|name| profiles.remove(&Profile::new(name))).map(Tree::from);
    if let Some(own) = &own {
        let entry = FigmentEntry { figment, tree: own };
        let own = ours::table(&entry, &[TABLE], &mut ours.problems).map_err(impossible)?;
        ours.profile = own.map(|(table, _)| table).or(ours.profile);
    }
    extracted.layers(ours).map_err(impossible)
}

/// The name of the provider that failed. The error's text may quote a value, so it is dropped.
fn failed(error: &Error) -> Box<ProblemKind> {
    let origin = Origin::Figment {
        provider: error.metadata.as_ref().map(|metadata| metadata.name.clone()),
        path: None,
        key: TABLE.to_owned(),
    };
    Box::new(ProblemKind::Document { origin, fault: DocumentFault::Provider })
}

/// A tree follows the rules of every format.
fn impossible(_: SyntaxFault) -> Box<ProblemKind> {
    unread()
}

fn unread() -> Box<ProblemKind> {
    let origin = Origin::Figment { provider: None, path: None, key: TABLE.to_owned() };
    Box::new(ProblemKind::Document { origin, fault: DocumentFault::Provider })
}

/// A value in a `Figment`.
#[derive(Clone, Copy)]
struct FigmentEntry<'a> {
    figment: &'a Figment,
    tree: &'a Tree,
}

impl<'a> FigmentEntry<'a> {
    fn entries_of(self, dict: &'a Dict) -> Entries<Self> {
        dict.iter().map(|(name, tree)| (name.clone(), Self { tree, ..self })).collect()
    }
}

impl Node for FigmentEntry<'_> {
    fn kind(&self) -> &'static str {
        match self.tree {
            Tree::String(..) => "string",
            Tree::Char(..) => "character",
            Tree::Bool(..) => "boolean",
            Tree::Num(..) => "number",
            Tree::Empty(..) => "null",
            Tree::Dict(..) => "table",
            Tree::Array(..) => "array",
        }
    }

    fn entries(&self) -> Result<Option<Entries<Self>>, SyntaxFault> {
        Ok(self.tree.as_dict().map(|dict| self.entries_of(dict)))
    }

    fn text(&self) -> Result<Option<Value>, SyntaxFault> {
        Ok(match self.tree {
            Tree::String(_, text) => Some(Value::copy_of(text.as_bytes())),
            Tree::Char(_, char) => Some(Value::copy_of(char.encode_utf8(&mut [0; 4]).as_bytes())),
            _ => None,
        })
    }

    fn tree(&self) -> Result<Tree, SyntaxFault> {
        Ok(self.tree.clone())
    }

    fn is_table(&self) -> bool {
        self.tree.as_dict().is_some()
    }

    fn problem(&self, _: &SyntaxFault) -> Box<ProblemKind> {
        unread()
    }

    fn origin(&self, key: String) -> Origin {
        let metadata = self.figment.get_metadata(self.tree.tag());
        let path = metadata.and_then(|metadata| metadata.source.as_ref()?.file_path());
        Origin::Figment {
            provider: metadata.map(|metadata| metadata.name.clone()),
            path: path.map(ToOwned::to_owned),
            key,
        }
    }
}
