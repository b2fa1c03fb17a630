//! The description of a struct: one entry a field, known at compile time.

use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::origin::Origin;
use crate::schema::field_type::Presence;
use crate::schema::names;
use std::borrow::Cow;

/// What a struct declares: the loader, the report and the hints are its readers.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, Role};
///
/// let roles: Vec<Option<Role>> = AppCredentials::SCHEMA.fields().iter().map(|field| field.role()).collect();
/// assert_eq!(roles, [Some(Role::AppApiKey), Some(Role::Region)]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    pub(crate) name: &'static str,
    pub(crate) workspace: Option<&'static str>,
    pub(crate) sources: &'static [DeclaredSource],
    pub(crate) references: bool,
    /// Whether a variable that is set to nothing counts as not set.
    pub(crate) empty_is_unset: bool,
    /// Names that are known for its credentials, and here are meant for another program.
    pub(crate) other_names: &'static [&'static str],
    pub(crate) fields: &'static [Field],
}

/// A source that a struct names.
#[derive(Clone, Copy, Debug)]
pub enum DeclaredSource {
    /// `#[cio(file = "…")]`.
    File(&'static str),
    /// `#[cio(optional_file = "…")]`.
    OptionalFile(&'static str),
    /// `#[cio(secrets_dir = "…")]`.
    SecretsDir(&'static str),
    /// `#[cio(vault = "…")]`.
    Vault(&'static str),
}

impl Schema {
    /// The name of the struct.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The workspace its variables are named for: `#[cio(workspace = "…")]`.
    #[must_use]
    pub const fn workspace(&self) -> Option<&'static str> {
        self.workspace
    }

    /// Its fields, in the order they were declared.
    #[must_use]
    pub const fn fields(&self) -> &'static [Field] {
        self.fields
    }

    /// The field that holds the credential of this role.
    #[must_use]
    pub fn field(&self, role: Role) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.role() == Some(role))
    }

    /// The variable that the credential of this role is read from before any other, if the struct holds it.
    ///
    /// ```
    /// use cio_config::{AppApiKey, CioCredentials, Region, Role};
    ///
    /// #[derive(CioCredentials)]
    /// #[cio(workspace = "marketing")]
    /// struct Marketing {
    ///     #[cio(env = "CUSTOMERIO_API_KEY")]
    ///     app_key: AppApiKey,
    ///     region: Region,
    /// }
    ///
    /// let schema = Marketing::SCHEMA;
    /// assert_eq!(schema.variable(Role::AppApiKey).as_deref(), Some("CUSTOMERIO_API_KEY"));
    /// assert_eq!(schema.variable(Role::Region).as_deref(), Some("CUSTOMERIO_MARKETING_REGION"));
    /// assert_eq!(schema.variable(Role::CdpApiKey), None);
    /// ```
    #[must_use]
    pub fn variable(&'static self, role: Role) -> Option<Cow<'static, str>> {
        self.field(role).map(|field| Wanted { field, schema: self }.variable())
    }
}

impl Schema {
    /// Calls `each` for every field that is asked for, those of nested structs at their place.
    pub(crate) fn each_wanted<E: FnMut(Wanted)>(&'static self, each: &mut E) {
        for field in self.fields {
            match field.kind {
                FieldKind::Nested(schema) => schema.each_wanted(each),
                _ => each(Wanted { field, schema: self }),
            }
        }
    }
}

/// One field of a struct.
///
/// ```
/// use cio_config::{CioCredentials, TrackCredentials};
///
/// let field = &TrackCredentials::SCHEMA.fields()[0];
/// assert_eq!(field.name(), "site_id");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: FieldKind,
    pub(crate) presence: Presence,
    pub(crate) env: Option<&'static str>,
    pub(crate) any_name: bool,
    /// Whether another field of the load may hold the same value.
    pub(crate) shared: bool,
    pub(crate) marked_setting: bool,
    pub(crate) default: Option<&'static str>,
    pub(crate) reference: Option<&'static str>,
    pub(crate) command: Option<&'static [&'static str]>,
    pub(crate) docs: Option<&'static str>,
}

/// What a field is.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, FieldKind, Role};
///
/// let field = &AppCredentials::SCHEMA.fields()[0];
/// assert!(matches!(field.kind(), FieldKind::Credential(Role::AppApiKey)));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum FieldKind {
    /// One of Customer.io's credentials, or the region.
    Credential(Role),
    /// A region that the type fixes.
    Pin(Option<Region>),
    /// A value of the program's own, found where the credentials are.
    Setting,
    /// A struct within the struct, which goes to its own client.
    Nested(&'static Schema),
}

impl Field {
    pub(crate) const fn new(name: &'static str, kind: FieldKind, presence: Presence) -> Self {
        Self {
            name,
            kind,
            presence,
            env: None,
            any_name: false,
            shared: false,
            marked_setting: false,
            default: None,
            reference: None,
            command: None,
            docs: None,
        }
    }

    /// The field's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> FieldKind {
        self.kind
    }

    /// Which credential it holds, if it holds one.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match self.kind {
            FieldKind::Credential(role) => Some(role),
            FieldKind::Pin(_) => Some(Role::Region),
            FieldKind::Setting | FieldKind::Nested(_) => None,
        }
    }

    /// Whether it must be found.
    #[must_use]
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    /// Its doc comment.
    #[must_use]
    pub const fn docs(&self) -> Option<&'static str> {
        self.docs
    }

    /// What it is when no source has it: `#[cio(default = "us")]`.
    #[must_use]
    pub const fn default(&self) -> Option<&'static str> {
        self.default
    }
}

/// A field of a struct: what sources are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) field: &'static Field,
    pub(crate) schema: &'static Schema,
}

impl Wanted {
    /// What people call it.
    pub(crate) fn what(&self) -> &'static str {
        self.field.role().map_or(self.field.name, Role::name)
    }

    /// Every variable it is read from, the first one first.
    #[inline]
    pub(crate) fn names(self) -> impl Iterator<Item = names::Name> {
        names::Names::of(self.field, self.schema.workspace).iter()
    }

    /// Its own names or those that it falls back to, each with its number among all.
    #[inline]
    pub(crate) fn numbered_names(self, fallback: bool) -> impl Iterator<Item = (usize, names::Name)> {
        names::Names::of(self.field, self.schema.workspace).numbered(fallback)
    }

    /// The same as text.
    pub(crate) fn variables(self) -> impl Iterator<Item = Cow<'static, str>> {
        self.names().map(names::Name::to_text)
    }

    /// Whether there are names that are read where none of its own is set.
    #[inline]
    pub(crate) const fn falls_back(self) -> bool {
        names::Names::of(self.field, self.schema.workspace).falls_back()
    }

    /// The variables that name a file with the value, and whether it falls back to them.
    pub(crate) fn file_variables(self) -> impl Iterator<Item = (bool, Cow<'static, str>)> {
        let fallback = self.falls_back().then_some(true);
        [false].into_iter().chain(fallback).map(move |fallback| (fallback, self.file_variable(fallback)))
    }

    /// The variable to set.
    pub(crate) fn variable(self) -> Cow<'static, str> {
        self.variables().next().unwrap_or_default()
    }

    /// The variable that names a file with the value: of its own names, or of those that it falls back to.
    #[inline]
    pub(crate) fn file_variable(self, fallback: bool) -> Cow<'static, str> {
        match self.field.role() {
            // All but those of a workspace, and those that the field chose.
            Some(role) if fallback || (self.schema.workspace.is_none() && self.field.env.is_none()) => {
                role.file_variable().into()
            }
            _ => format!("{}_FILE", self.variable()).into(),
        }
    }

    /// Its keys in a file, with their tables: as with variables, what belongs to the account is read from the plain table,
    /// and a workspace's own region comes before that.
    pub(crate) fn file_keys(self) -> impl Iterator<Item = String> {
        let role = self.field.role();
        let key = role.map_or(self.field.name, Role::file_key);
        let own = self.schema.workspace.filter(|_| role != Some(Role::ServiceAccountToken));
        let plain = own.is_none() || role == Some(Role::Region);
        let own = own.map(|workspace| ["customerio.", workspace, ".", key].concat());
        own.into_iter().chain(plain.then(|| ["customerio.", key].concat()))
    }

    /// What it may be called in a directory: like the file key, or like a variable that has a `_FILE`. As with variables,
    /// the plain entries of a region come after a workspace's own; they are told by their place in the second list.
    pub(crate) fn entries(self) -> [Vec<String>; 2] {
        let role = self.field.role();
        let key = role.map_or(self.field.name, Role::file_key);
        let own = self.schema.workspace().filter(|_| role != Some(Role::ServiceAccountToken));
        let plain = self
            .names()
            .find(|name| name.fallback)
            .map(|name| vec![key.to_owned(), name.to_text().into_owned()]);
        let key = own.map_or_else(|| key.to_owned(), |workspace| format!("{workspace}_{key}"));
        [vec![key, self.variable().into_owned()], plain.unwrap_or_default()]
    }

    /// Where the value is when no source has one, if the struct states it.
    pub(crate) fn stated(self) -> Option<Origin> {
        let stated = self.field.default.is_some() || self.field.presence == Presence::Pinned;
        stated.then_some(Origin::Struct)
    }
}
