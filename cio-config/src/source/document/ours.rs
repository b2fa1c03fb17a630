//! Our tables in a document, or keys that may be meant for them if they are missing.

use crate::credential::claims;
use crate::credential::role::Role;
use crate::finding::document_fault::DocumentFault;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::source::document::node::{Entries, Node};
use crate::source::document::page::SyntaxFault;
use crate::text::compare;

/// The table of a document that is ours.
pub(super) const TABLE: &str = "customerio";

/// The table of a second set, in ours or in that of a workspace.
pub(super) const NEXT: &str = "next";

/// Our tables in one document.
pub(super) struct OurTables<N> {
    /// `[customerio]`, or `[default.customerio]`, which is the same.
    pub(super) base: Option<Table<N>>,
    /// That of the chosen profile, whose keys come before those of the base.
    pub(super) profile: Option<Table<N>>,
    /// If our table is missing: keys that may be meant for it, under the path they would have there.
    pub(super) strays: Vec<(String, Origin)>,
    /// Where credentials are, in tables that this load may not read: of our tables, and of other profiles.
    pub(super) credentials: CredentialKeys,
    /// The table with the data of sops, if sops has encrypted the document: it keeps the keys, and adds that table.
    pub(super) sops: Option<Origin>,
    pub(super) problems: Vec<ProblemKind>,
}

/// The places of credentials in documents, and the profiles that those have.
#[derive(Clone, Debug, Default)]
pub(super) struct CredentialKeys {
    /// Each key with its tables: `customerio.marketing.site_id`, `staging.customerio.site_id`.
    pub(super) places: Vec<(String, Origin)>,
    /// The profiles that were not chosen.
    pub(super) profiles: Vec<String>,
}

/// One of our tables.
pub(super) struct Table<N> {
    /// Its path in the document: `staging.customerio`.
    pub(super) path: String,
    pub(super) entries: Entries<N>,
}

impl<N: Node> OurTables<N> {
    /// Finds our tables from the root of a document. Other tables are not read.
    pub(super) fn of(root: &N, profile: Option<&str>) -> Result<Self, SyntaxFault> {
        let mut problems = Vec::new();
        let base = table(root, &[TABLE], &mut problems)?;
        let other = table(root, &["default", TABLE], &mut problems)?;
        if let (Some(_), Some((_, origin))) = (&base, &other) {
            let (origin, fault) = (origin.clone(), DocumentFault::TwoBases);
            problems.push(ProblemKind::Document { origin, fault });
        }
        let profile_table = match profile {
            Some(name) => table(root, &[name, TABLE], &mut problems)?,
            None => None,
        };
        let [base, profile_table] = [base.or(other), profile_table].map(|found| Some(found?.0));
        let mut credentials = CredentialKeys::default();
        [&base, &profile_table].into_iter().flatten().for_each(|table| credentials.add(table, TABLE));
        credentials.add_other_profiles(root, profile);
        let strays = match (&base, &profile_table) {
            (None, None) => strays(root, profile)?,
            _ => Vec::new(),
        };
        let sops = root.entry("sops")?.filter(Node::is_table).map(|node| node.origin("sops".to_owned()));
        if let (Some(origin), None, None) = (&sops, &base, &profile_table) {
            // A format that sops does not know is encrypted as a whole.
            let (origin, fault) = (origin.clone(), DocumentFault::Sops);
            problems.push(ProblemKind::Document { origin, fault });
        }
        Ok(Self { base, profile: profile_table, strays, credentials, sops, problems })
    }
}

impl CredentialKeys {
    pub(super) fn extend(&mut self, other: Self) {
        self.places.extend(other.places);
        self.profiles.extend(other.profiles);
    }

    /// Adds those of one of our tables, and of the tables of workspaces in it.
    fn add<N: Node>(&mut self, table: &Table<N>, path: &str) {
        for (key, node) in &table.entries {
            let (path, shown) = (format!("{path}.{key}"), format!("{}.{key}", table.path));
            if is_credential(key) {
                self.places.push((path, node.origin(shown)));
            } else {
                let inner = entries(node).into_iter().filter(|(key, _)| is_credential(key));
                self.places.extend(
                    inner.map(|(key, node)| (format!("{path}.{key}"), node.origin(format!("{shown}.{key}")))),
                );
            }
        }
    }

    fn add_other_profiles<N: Node>(&mut self, root: &N, chosen: Option<&str>) {
        for (name, node) in entries(root) {
            if name == TABLE || name == "default" || Some(&*name) == chosen || !node.is_table() {
                continue;
            }
            let table = node.entry(TABLE).ok().flatten();
            if let Some(entries) = table.and_then(|table| table.entries().ok().flatten()) {
                let path = format!("{name}.{TABLE}");
                self.add(&Table { path: path.clone(), entries }, &path);
                self.profiles.push(name);
            }
        }
    }
}

/// Whether sops has encrypted a string, by its prefix.
pub(super) fn is_sealed<N: Node>(node: &N) -> Result<bool, SyntaxFault> {
    Ok(node.text()?.is_some_and(|text| text.bytes().starts_with(b"ENC[")))
}

/// Whether a key is that of a credential.
pub(super) fn is_credential(name: &str) -> bool {
    Role::ALL.iter().any(|role| role.file_key() == name)
}

/// The table at a path from the root, and where it is. Anything else at the end of the path is a problem; on the way, it
/// belongs to the program.
pub(super) fn table<N: Node>(
    root: &N,
    path: &[&str],
    problems: &mut Vec<ProblemKind>,
) -> Result<Option<(Table<N>, Origin)>, SyntaxFault> {
    let (last, way) = path.split_last().expect("a path has a name");
    let mut parent = None;
    for name in way {
        parent = match parent.as_ref().unwrap_or(root).entry(name)? {
            Some(node) => Some(node),
            None => return Ok(None),
        };
    }
    let Some(node) = parent.as_ref().unwrap_or(root).entry(last)? else { return Ok(None) };
    let path = path.join(".");
    let origin = node.origin(path.clone());
    match node.entries()? {
        Some(entries) => Ok(Some((Table { path, entries }, origin))),
        None => {
            let fault = DocumentFault::NotTable { found: node.kind() };
            problems.push(ProblemKind::Document { origin, fault });
            Ok(None)
        }
    }
}

/// Keys beside our table or in one that is nearly called like it, in the base and in the profile.
fn strays<N: Node>(root: &N, profile: Option<&str>) -> Result<Vec<(String, Origin)>, SyntaxFault> {
    let mut strays = strays_in(root, "");
    for name in ["default"].into_iter().chain(profile) {
        if let Some(parent) = root.entry(name)? {
            strays.extend(strays_in(&parent, &format!("{name}.")));
        }
    }
    Ok(strays)
}

/// The keys of a table that are called like credentials, and those in a table that is nearly called like ours. Other tables
/// belong to the program, also where they break the rules of their format.
fn strays_in<N: Node>(parent: &N, prefix: &str) -> Vec<(String, Origin)> {
    let mut strays = Vec::new();
    for (name, node) in entries(parent).into_iter().filter(|(name, _)| name != TABLE) {
        if is_nearly_our_table(&name) {
            strays.extend(
                entries(&node).into_iter().map(|(key, node)| {
                    (format!("{TABLE}.{key}"), node.origin(format!("{prefix}{name}.{key}")))
                }),
            );
        } else if claims::by_field(&compare::snake_case(&name)).is_some()
            && !matches!(node.entries(), Ok(Some(_)))
        {
            strays.push((format!("{TABLE}.{name}"), node.origin(format!("{prefix}{name}"))));
        }
    }
    strays
}

fn entries<N: Node>(node: &N) -> Entries<N> {
    node.entries().ok().flatten().unwrap_or_default()
}

/// Whether a table of this name may have been meant as ours.
fn is_nearly_our_table(name: &str) -> bool {
    let plain = name.to_ascii_lowercase();
    plain == "cio" || compare::distance(plain.as_bytes(), TABLE.as_bytes()) <= 2
}
