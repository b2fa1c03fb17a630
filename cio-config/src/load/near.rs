//! Names that are set and may be meant for a field without a value.

use crate::credential::claims;
use crate::credential::names_in_use;
use crate::finding::origin::Origin;
use crate::schema::fields::Schema;
use crate::schema::schema_field::SchemaField;
use crate::source::Source;
use crate::source::set_names::{SetName, SetNames, WhichNames};
use crate::text::compare::{distance, snake_case};

/// Every name that is set and that no field reads, but for those that a struct leaves to other programs.
pub(crate) struct NearMisses(SetNames);

impl NearMisses {
    /// Goes through all names of the sources, so it is only called once a field has no value.
    pub(crate) fn of(schema: &'static Schema, sources: &[Source]) -> Self {
        Self::among(schema, Source::set_names(sources, WhichNames::All))
    }

    /// The same of variables that are in use for a credential: enough to find one that [certainly](Self::certain) means one.
    pub(crate) fn in_use(schema: &'static Schema, sources: &[Source]) -> Self {
        Self::among(schema, Source::set_names(sources, WhichNames::WithBrand))
    }

    fn among(schema: &'static Schema, mut names: SetNames) -> Self {
        if names.is_empty() {
            return Self(names);
        }
        let (mut read, mut read_files, mut of_others) = (Vec::new(), Vec::new(), Vec::new());
        let mut read_keys = Vec::new();
        schema.each_field(&mut |field| {
            read.extend(field.variables());
            read_files.extend(field.file_variables().map(|(_, name)| name));
            read_keys.extend(field.file_keys());
            of_others.extend(field.schema.other_names);
        });
        let is_other = |(name, origin): &SetName| {
            // `.env` files are not asked for the variables that name files.
            let is_environment = matches!(origin, Origin::Variable { .. });
            let is_read = read.iter().any(|own| own == name)
                || (is_environment && read_files.iter().any(|own| own == name));
            !is_read && !of_others.contains(&name.as_str())
        };
        names.variables.retain(is_other);
        names.empty_variables.retain(is_other);
        names.credentials.retain(|(key, _)| !read_keys.contains(key));
        Self(names)
    }

    /// Those that are nearly right for a field.
    pub(crate) fn near(&self, wanted: SchemaField) -> Vec<Origin> {
        let SetNames { keys, stray_keys, credentials, .. } = &self.0;
        let keys = keys.iter().chain(stray_keys).filter(|(key, _)| is_near_key(key, wanted));
        let credentials = credentials.iter().filter(|(key, _)| is_in_other_table(key, wanted));
        origins(self.variables_and_entries(wanted).chain(keys).chain(credentials), wanted)
    }

    /// The same without keys of documents, which have a note wherever nothing reads them.
    pub(crate) fn near_variables(&self, wanted: SchemaField) -> Vec<Origin> {
        origins(self.variables_and_entries(wanted), wanted)
    }

    fn variables_and_entries(&self, wanted: SchemaField) -> impl Iterator<Item = &SetName> {
        let entries = &self.0.entries;
        let variables = self.variables(wanted).filter(move |(name, _)| is_near(name, wanted));
        variables.chain(entries.iter().filter(move |(name, _)| is_near_entry(name, wanted)))
    }

    /// The variables that are set, as the struct of a field counts them.
    fn variables(&self, wanted: SchemaField) -> impl Iterator<Item = &SetName> {
        let empty = self.0.empty_variables.iter().filter(move |_| !wanted.schema.empty_is_unset);
        self.0.variables.iter().chain(empty)
    }

    /// One that certainly means the credential of a field: in all known uses, and in no other environment.
    pub(crate) fn certain(&self, wanted: SchemaField) -> Option<Origin> {
        let role = wanted.field.role()?;
        let workspace = wanted.schema.workspace();
        let SetNames { keys, stray_keys, entries, .. } = &self.0;
        let is_certain = |name: &str| {
            names_in_use::of_variable(name, workspace).is_some_and(|in_use| in_use.certainly(role))
        };
        let is_certain_key = |key: &str| {
            let (table, word) = key.rsplit_once('.').unwrap_or(("", key));
            let is_own_table = |own: String| own.rsplit_once('.').is_some_and(|(own, _)| own == table);
            names_in_use::of_word(&snake_case(word)) == Some(&[role]) && wanted.file_keys().any(is_own_table)
        };
        let named = self.variables(wanted).chain(entries).find(|(name, _)| is_certain(name));
        let found = named.or_else(|| keys.iter().chain(stray_keys).find(|(key, _)| is_certain_key(key)));
        found.map(|(_, origin)| origin.clone())
    }
}

/// The field of a secret that is nearly the one that a reference names: it is spelt like it, or names the same credential.
pub(crate) fn near_field(names: Vec<String>, wanted: &str) -> Option<String> {
    let wanted = snake_case(wanted);
    let role = claims::by_field(&wanted);
    let is_near = |name: &String| {
        let name = snake_case(name);
        match (claims::by_field(&name), role) {
            (Some(claimed), Some(role)) => claimed == role,
            (None, Some(role)) if names_in_use::of_word(&name).is_some_and(|roles| roles.contains(&role)) => {
                true
            }
            _ => distance(name.as_bytes(), wanted.as_bytes()) <= 2.min(wanted.len() / 3),
        }
    };
    names.into_iter().find(is_near)
}

/// A name of this credential alone comes before one of several, and both before one with an environment.
fn origins<'a>(found: impl Iterator<Item = &'a SetName>, wanted: SchemaField) -> Vec<Origin> {
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(name, _)| {
        let in_use = names_in_use::of_variable(name, wanted.schema.workspace());
        in_use.map_or((false, false), |in_use| (in_use.of_environment, in_use.roles.len() > 1))
    });
    found.into_iter().map(|(_, origin)| origin.clone()).collect()
}

/// Whether a key in a file may be meant for a field: it is in the same table, and nearly its key.
fn is_near_key(key: &str, wanted: SchemaField) -> bool {
    let Some((table, name)) = key.rsplit_once('.') else { return false };
    wanted.file_keys().any(|own| {
        own.rsplit_once('.')
            .is_some_and(|(own_table, own)| table == own_table && is_near_word(name, own, wanted))
    })
}

/// Whether a credential in a document is the one of a field, but in a table that the field does not read: of a profile that was
/// not chosen, of a workspace with nearly the same name, or of no workspace.
fn is_in_other_table(key: &str, wanted: SchemaField) -> bool {
    let (Some(role), Some((table, name))) = (wanted.field.role(), key.rsplit_once('.')) else { return false };
    if name != role.file_key() {
        return false;
    }
    let own = wanted.file_keys();
    let mut tables = own.filter_map(|own| Some(own.rsplit_once('.')?.0.to_owned()));
    match (wanted.schema.workspace(), table.rsplit_once('.')) {
        // `[customerio]`.
        (Some(_), None) => true,
        // `[customerio.marketting]`, or `[marketing.customerio]`.
        (Some(word), Some(("customerio", other) | (other, "customerio")))
            if distance(word.as_bytes(), other.as_bytes()) <= 2 =>
        {
            true
        }
        // `[staging.customerio]`, or `[staging.customerio.marketing]`.
        _ => tables.any(|own| table.strip_suffix(&*own).is_some_and(|profile| profile.ends_with('.'))),
    }
}

/// Whether an entry of a directory may be meant for a field. Its ending is ignored.
fn is_near_entry(name: &str, wanted: SchemaField) -> bool {
    let name = snake_case(name.split('.').next().unwrap_or_default());
    let [own, plain] = wanted.entries();
    let is_of_no_workspace = wanted.schema.workspace().is_some()
        && wanted.field.role().is_some_and(|role| role.file_key() == name);
    is_of_no_workspace
        || is_near(&name.to_ascii_uppercase(), wanted)
        || own.iter().chain(&plain).any(|own| {
            // The workspace is not compared: it says nothing about the credential.
            let word = wanted.schema.workspace().filter(|word| own.starts_with(word)).unwrap_or_default();
            let rest =
                |text: &str| text.strip_prefix(word).map(|rest| rest.trim_start_matches('_').to_owned());
            let (name, own) = (rest(&name), rest(own));
            name.zip(own).is_some_and(|(name, own)| is_near_word(&name, &own, wanted))
        })
}

/// Whether a word that is not a variable is nearly `own`, a name of a field: it names the same credential, or is spelt like it.
fn is_near_word(name: &str, own: &str, wanted: SchemaField) -> bool {
    let role = wanted.field.role();
    let name = snake_case(name);
    match claims::by_field(&name) {
        Some(claimed) => Some(claimed) == role,
        None if names_in_use::of_word(&name)
            .is_some_and(|roles| role.is_some_and(|role| roles.contains(&role))) =>
        {
            true
        }
        None => distance(name.as_bytes(), snake_case(own).as_bytes()) <= 2,
    }
}

/// Whether a variable of this name may be meant for a field.
fn is_near(name: &str, wanted: SchemaField) -> bool {
    let role = wanted.field.role();
    let upper = name.to_ascii_uppercase();
    // The variable that names a file can be misspelt in the same ways.
    let upper = upper.strip_suffix("_FILE").unwrap_or(&upper);
    if claims::by_variable(upper).is_some_and(|claimed| Some(claimed) != role) {
        return false;
    }
    if let Some(in_use) = names_in_use::of_variable(upper, wanted.schema.workspace()) {
        return role.is_some_and(|role| in_use.roles.contains(&role));
    }
    // The plain variable, where the struct has a workspace.
    if let (Some(_), Some(role)) = (wanted.schema.workspace(), role) {
        let in_use = names_in_use::of_variable(upper, None);
        if claims::by_variable(upper) == Some(role)
            || in_use.is_some_and(|in_use| in_use.roles.contains(&role))
        {
            return true;
        }
    }
    let is_close = |variable: &str| distance(upper.as_bytes(), variable.as_bytes()) <= 2;
    wanted
        .variables()
        .any(|variable| upper == variable || is_close(&variable) || is_of_other_brand(upper, &variable))
}

/// Whether the name of a setting differs from its variable in the brand alone: `CIO_RETRIES` for `CUSTOMERIO_RETRIES`.
fn is_of_other_brand(name: &str, variable: &str) -> bool {
    let rest = variable.strip_prefix("CUSTOMERIO_");
    rest.is_some_and(|rest| {
        ["CIO_", "CUSTOMER_IO_"].iter().any(|brand| name.strip_prefix(brand) == Some(rest))
    })
}
