//! A field with the struct that declares it: every name that it is read under.

use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence, Schema};
use crate::schema::key_sets::KeyKind;
use crate::schema::names;
use std::borrow::Cow;

/// A field with the struct that declares it: the key of a look-up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemaField {
    pub(crate) field: &'static Field,
    pub(crate) schema: &'static Schema,
    /// Whether its value in the second set is meant, which only a load that rotates uses: `CUSTOMERIO_APP_API_KEY_NEXT`.
    pub(crate) next: bool,
}

impl SchemaField {
    pub(crate) const fn first(field: &'static Field, schema: &'static Schema) -> Self {
        Self { field, schema, next: false }
    }

    /// The same field in the second set, if it may have a value there: a key, or the workspace of the keys.
    pub(crate) fn in_second_set(self) -> Option<Self> {
        let role = self.field.role()?;
        let is_account = matches!(role, Role::Region | Role::WorkspaceId);
        (is_account || KeyKind::of(role).is_some()).then_some(Self { next: true, ..self })
    }

    /// The names of its variables.
    #[inline]
    pub(crate) fn all_names(self) -> names::Names<'static> {
        let names = names::Names::of(self.field, self.schema.workspace);
        if self.next { names.in_second_set() } else { names }
    }

    /// The name of its role, or of a setting's field.
    pub(crate) fn what(&self) -> &'static str {
        self.field.role().map_or(self.field.name, Role::name)
    }

    /// Whether a load fails without a value.
    pub(crate) fn is_needed(self) -> bool {
        self.field.presence == Presence::Required && self.field.default.is_none() && !self.next
    }

    /// Every variable it is read from, the first one first.
    #[inline]
    pub(crate) fn names(self) -> impl Iterator<Item = names::Name> {
        self.all_names().iter()
    }

    /// Its own names or those that it falls back to, each with its number among all.
    #[inline]
    pub(crate) fn numbered_names(self, fallback: bool) -> impl Iterator<Item = (usize, names::Name)> {
        self.all_names().numbered(fallback)
    }

    /// Calls `look_up` with the variable that names a file with the value: see [`file_variable`](Self::file_variable).
    #[inline]
    pub(crate) fn with_file_variable<T>(self, fallback: bool, look_up: impl FnOnce(&str) -> T) -> T {
        match self.static_file_variable(fallback) {
            Some(name) => look_up(name),
            None => self.all_names().part(fallback).with_file(look_up),
        }
    }

    /// The file variable of a role: all have it but those of a workspace, of the second set, and those that the field chose.
    #[inline]
    fn static_file_variable(self, fallback: bool) -> Option<&'static str> {
        let role = self.field.role()?;
        let is_usual = fallback || (self.schema.workspace.is_none() && self.field.env.is_none());
        (is_usual && !self.next).then(|| role.file_variable())
    }

    /// The same as text.
    pub(crate) fn variables(self) -> impl Iterator<Item = Cow<'static, str>> {
        self.names().map(names::Name::to_text)
    }

    /// Whether other names are read if none of its names is set.
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

    /// The variable that names a file with the value, of the field's names or of those that it falls back to.
    pub(crate) fn file_variable(self, fallback: bool) -> Cow<'static, str> {
        match self.static_file_variable(fallback) {
            Some(name) => name.into(),
            None => {
                let first = self.numbered_names(fallback).next();
                format!("{}_FILE", first.map(|(_, name)| name.to_text()).unwrap_or_default()).into()
            }
        }
    }

    /// Its keys in a file, with their tables. As with variables, a credential of the account is read from the plain table, and a
    /// workspace's own region is read before that.
    pub(crate) fn file_keys(self) -> impl Iterator<Item = String> {
        let role = self.field.role();
        let key = role.map_or(self.field.name, Role::file_key);
        let own = self.schema.workspace.filter(|_| role != Some(Role::ServiceAccountToken));
        let plain = own.is_none() || role == Some(Role::Region);
        let table = if self.next { "next." } else { "" };
        let own = own.map(|workspace| ["customerio.", workspace, ".", table, key].concat());
        own.into_iter().chain(plain.then(|| ["customerio.", table, key].concat()))
    }

    /// Its names in a directory: the file key, or the variable that has a `_FILE`. As with variables, the plain names of a region
    /// are read after a workspace's own: they are the second list.
    pub(crate) fn entries(self) -> [Vec<String>; 2] {
        let role = self.field.role();
        let next = if self.next { "_next" } else { "" };
        let key = [role.map_or(self.field.name, Role::file_key), next].concat();
        let own = self.schema.workspace().filter(|_| role != Some(Role::ServiceAccountToken));
        let plain = self
            .names()
            .find(|name| name.fallback)
            .map(|name| vec![key.clone(), name.to_text().into_owned()]);
        let key = own.map_or_else(|| key.clone(), |workspace| format!("{workspace}_{key}"));
        [vec![key, self.variable().into_owned()], plain.unwrap_or_default()]
    }
}

impl Schema {
    /// Calls `each` for every field that is asked for, those of nested structs at their place.
    pub(crate) fn each_field<E: FnMut(SchemaField)>(&'static self, each: &mut E) {
        for field in self.fields {
            match field.kind {
                FieldKind::Nested(schema) => schema.each_field(each),
                _ => each(SchemaField::first(field, self)),
            }
        }
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
        self.variables(role).next()
    }

    /// Every variable that the credential of this role is read from, the usual one first.
    ///
    /// ```
    /// use cio_config::{AppCredentials, CioCredentials, Role};
    ///
    /// let names: Vec<_> = AppCredentials::SCHEMA.variables(Role::Region).collect();
    /// assert_eq!(names, ["CUSTOMERIO_REGION", "CIO_REGION"]);
    /// ```
    pub fn variables(&'static self, role: Role) -> impl Iterator<Item = Cow<'static, str>> {
        let field = self.field(role).map(|field| SchemaField::first(field, self));
        field.into_iter().flat_map(SchemaField::variables)
    }
}
