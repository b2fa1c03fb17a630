//! The description of a struct: one entry a field, known at compile time.

use crate::credential::region::Region;
use crate::credential::role::Role;

/// A struct's declaration. The loader, the report and the hints read it.
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

    /// Whether this struct, or one nested in it, holds a credential of this role, required or not.
    ///
    /// It is a `const fn`, so `cargo check` can hold that a struct does not have a key:
    ///
    /// ```
    /// use cio_config::{CioCredentials, PipelinesCredentials, Role};
    ///
    /// const _: () = assert!(!PipelinesCredentials::SCHEMA.holds(Role::AppApiKey));
    /// ```
    #[must_use]
    pub const fn holds(&self, role: Role) -> bool {
        let mut index = 0;
        while index < self.fields.len() {
            let found = match self.fields[index].kind {
                FieldKind::Credential(found) => found as u8 == role as u8,
                FieldKind::Pin(_) => role as u8 == Role::Region as u8,
                FieldKind::Nested(schema) => schema.holds(role),
                FieldKind::Setting => false,
            };
            if found {
                return true;
            }
            index += 1;
        }
        false
    }

    /// The field that holds the credential of this role.
    #[must_use]
    pub fn field(&self, role: Role) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.role() == Some(role))
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

/// The kind of a field.
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
    /// A struct within the struct, for its own client.
    Nested(&'static Schema),
}

/// Whether a field must be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// It must.
    Required,
    /// It may be missing: `Option<K>`.
    Optional,
    /// The type states it; a source may repeat it, and must not contradict.
    Pinned,
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

    /// The kind of field.
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

    /// The value if no source has one: `#[cio(default = "us")]`.
    #[must_use]
    pub const fn default(&self) -> Option<&'static str> {
        self.default
    }
}
