//! The names that are set in sources, to find one that is nearly right.

use crate::credential::names_in_use;
use crate::finding::origin::Origin;

/// Which variables are wanted.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum WhichNames {
    All,
    /// Those that may be in use for a credential: most variables of a process are not, and need not be copied.
    WithBrand,
}

impl WhichNames {
    /// Whether it is wanted.
    pub(crate) fn includes(self, name: &str) -> bool {
        self == Self::All || names_in_use::may_have_brand(name)
    }
}

/// A name, and where it is set.
pub(crate) type SetName = (String, Origin);

/// Every name that is set in a source, or in all of them.
#[derive(Debug, Default)]
pub(crate) struct SetNames {
    /// Variables of the environment and of `.env` files.
    pub(crate) variables: Vec<SetName>,
    /// Those with an empty value, which count only where a struct does not say that empty means not set.
    pub(crate) empty_variables: Vec<SetName>,
    /// The keys in our tables of documents that are neither a credential nor a table, with all their tables, as in
    /// `customerio.marketing.retries`: settings, and misspelt credentials.
    pub(crate) keys: Vec<SetName>,
    /// The keys in documents that are beside our tables or in a table with nearly our name, under the path they would have in
    /// our table.
    pub(crate) stray_keys: Vec<SetName>,
    /// The keys of credentials in documents, with all their tables: those that are read, and those in tables of other
    /// workspaces and profiles.
    pub(crate) credentials: Vec<SetName>,
    /// The files in directories of secrets, and the fields of secrets that hold a whole struct.
    pub(crate) entries: Vec<SetName>,
}

impl SetNames {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { variables, empty_variables, keys, stray_keys, credentials, entries } = self;
        [variables, empty_variables, keys, stray_keys, credentials, entries]
            .iter()
            .all(|names| names.is_empty())
    }
}

impl FromIterator<Self> for SetNames {
    fn from_iter<I: IntoIterator<Item = Self>>(sources: I) -> Self {
        let mut all = Self::default();
        for Self { variables, empty_variables, keys, stray_keys, credentials, entries } in sources {
            all.variables.extend(variables);
            all.empty_variables.extend(empty_variables);
            all.keys.extend(keys);
            all.stray_keys.extend(stray_keys);
            all.credentials.extend(credentials);
            all.entries.extend(entries);
        }
        all
    }
}
