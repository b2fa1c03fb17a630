//! A field with the struct that declares it: every name that it is read under.

use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence, Schema};
use crate::schema::names;
use std::borrow::Cow;

/// A field with the struct that declares it: what sources are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemaField {
    pub(crate) field: &'static Field,
    pub(crate) schema: &'static Schema,
}

impl SchemaField {
    /// The name of its role, or of a setting's field.
    pub(crate) fn what(&self) -> &'static str {
        self.field.role().map_or(self.field.name, Role::name)
    }

    /// Whether a load fails without a value.
    pub(crate) fn is_needed(self) -> bool {
        self.field.presence == Presence::Required && self.field.default.is_none()
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

    /// Its keys in a file, with their tables. As with variables, a credential of the account is read from the plain table, and a
    /// workspace's own region is read before that.
    pub(crate) fn file_keys(self) -> impl Iterator<Item = String> {
        let role = self.field.role();
        let key = role.map_or(self.field.name, Role::file_key);
        let own = self.schema.workspace.filter(|_| role != Some(Role::ServiceAccountToken));
        let plain = own.is_none() || role == Some(Role::Region);
        let own = own.map(|workspace| ["customerio.", workspace, ".", key].concat());
        own.into_iter().chain(plain.then(|| ["customerio.", key].concat()))
    }

    /// Its names in a directory: the file key, or the variable that has a `_FILE`. As with variables, the plain names of a region
    /// are read after a workspace's own: they are the second list.
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
}

impl Schema {
    /// Calls `each` for every field that is asked for, those of nested structs at their place.
    pub(crate) fn each_field<E: FnMut(SchemaField)>(&'static self, each: &mut E) {
        for field in self.fields {
            match field.kind {
                FieldKind::Nested(schema) => schema.each_field(each),
                _ => each(SchemaField { field, schema: self }),
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
        self.field(role).map(|field| SchemaField { field, schema: self }.variable())
    }
}
