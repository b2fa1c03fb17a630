//! Where a credential is: its origin by the report of a load, else the variables that the struct reads.

use cio_config::{Field, FieldKind, Origin, Report, Role, Schema};
use std::fmt;

/// Where one credential is.
#[derive(Clone, Debug)]
pub(crate) struct CredentialPlace {
    pub(crate) role: Role,
    pub(crate) origin: Option<Origin>,
    /// The name to use in a sentence: a place of a value, or a variable.
    text: String,
    /// Other variables that may hold it.
    others: Vec<String>,
}

/// The places of all credentials of a struct.
#[derive(Clone, Debug)]
pub(crate) struct CredentialPlaces {
    schema: &'static Schema,
    report: Option<Report>,
}

impl CredentialPlaces {
    pub(crate) const fn new(schema: &'static Schema, report: Option<Report>) -> Self {
        Self { schema, report }
    }

    pub(crate) const fn schema(&self) -> &'static Schema {
        self.schema
    }

    pub(crate) fn of(&self, role: Role) -> CredentialPlace {
        let origin = self.origin(role);
        let pinned = |field: &&Field| matches!(field.kind(), FieldKind::Pin(_));
        if let Some(field) = self.schema.field(role).filter(pinned) {
            let text = format!("the type of the field `{}`", field.name());
            return CredentialPlace { role, origin, text, others: Vec::new() };
        }
        match &origin {
            Some(Origin::Struct) => {
                let field = self.schema.field(role).map_or("", Field::name);
                let text = format!("the attribute of the field `{field}`");
                CredentialPlace { role, origin, text, others: Vec::new() }
            }
            Some(known) => CredentialPlace { role, text: known.to_string(), origin, others: Vec::new() },
            None => {
                let mut variables = self.schema.variables(role).map(|name| format!("`{name}`"));
                let text = variables.next().unwrap_or_else(|| format!("`{}`", role.variable()));
                CredentialPlace { role, origin, text, others: variables.collect() }
            }
        }
    }

    /// Nested structs have their own clients.
    fn origin(&self, role: Role) -> Option<Origin> {
        let fields = self.report.as_ref()?.fields();
        let own = fields.iter().find(|field| field.role() == Some(role) && !field.name().contains('.'));
        own?.origin().cloned()
    }
}

impl CredentialPlace {
    /// That of a value that could not be loaded: where it was found, or first looked for.
    pub(crate) fn of_problem(role: Role, looked_in: &[Origin]) -> Self {
        let origin = looked_in.first().cloned();
        let text = origin.as_ref().map_or_else(|| format!("`{}`", role.variable()), ToString::to_string);
        Self { role, origin, text, others: Vec::new() }
    }

    /// In a sentence.
    pub(crate) fn name(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for CredentialPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        if !self.others.is_empty() {
            write!(f, " (or {})", self.others.join(", "))?;
        }
        Ok(())
    }
}
