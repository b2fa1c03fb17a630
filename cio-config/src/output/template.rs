//! Files to fill in, written from the schema, so that their names are those that a load reads.

use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence, Schema};
use crate::schema::schema_field::SchemaField;
use crate::text::dotenv::written;
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

/// The names that a struct reads, to fill in: a `.env` file, a TOML file, a table for a README, or a JSON Schema.
///
/// The doc comments of the fields become comments. [`check`](Self::check) holds in a test that a committed file is the one
/// written here; `#[cio(env_example = "…")]` checks at compile time that a file has the variables of [`env`](Self::env).
///
/// ```
/// use cio_config::{AppApiKey, CioCredentials, Region};
///
/// #[derive(CioCredentials)]
/// struct Billing {
///     /// Sends invoices.
///     app_key: AppApiKey,
///     #[cio(default = "eu")]
///     region: Region,
/// }
///
/// let env = Billing::template().env();
/// assert!(env.contains("Sends invoices.\nCUSTOMERIO_APP_API_KEY=\n"));
/// assert!(env.ends_with("CUSTOMERIO_REGION=eu\n"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Template {
    pub(super) schema: &'static Schema,
}

/// Which file a [`Template`] writes.
///
/// ```
/// use cio_config::{AppCredentials, CioCredentials, TemplateFormat};
///
/// let template = AppCredentials::template();
/// assert_eq!(template.text(TemplateFormat::Toml), template.toml());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TemplateFormat {
    /// A `.env` file: [`Template::env`].
    Env,
    /// A TOML file: [`Template::toml`].
    Toml,
    /// A table for a README: [`Template::markdown`].
    Markdown,
    /// A JSON Schema of the TOML or JSON file: [`Template::json_schema`].
    JsonSchema,
}

impl Template {
    pub(crate) fn new(schema: &'static Schema) -> Self {
        Self { schema }
    }

    /// A `.env` file without values, to commit as `.env.example` and to copy to `.env`. Remove the lines that stay empty: an empty
    /// variable is a problem.
    #[must_use]
    pub fn env(&self) -> String {
        let mut text = format!(
            "# {}\n# Fill each in, or remove its line: an empty variable is a problem.\n",
            self.schema.name()
        );
        for wanted in fields(self.schema) {
            text += "\n";
            comment(&mut text, wanted);
            let default = wanted.field.default().unwrap_or_default();
            let value = written(default).unwrap_or_else(|| {
                text += "# Readers of `.env` files differ on how this value is written, so write it as yours reads it.\n";
                "".into()
            });
            let _ = writeln!(text, "{}={value}", wanted.variable());
        }
        text
    }

    /// A TOML file with placeholders, which a load refuses until they are replaced.
    #[must_use]
    pub fn toml(&self) -> String {
        // TOML opens a table once and sets a key once, and the fields of one table may be in several structs.
        let mut tables: Vec<(String, String)> = Vec::new();
        let mut seen = BTreeSet::new();
        for wanted in fields(self.schema) {
            let key = wanted.file_keys().next().unwrap_or_default();
            if !seen.insert(key.clone()) {
                continue;
            }
            let (table, key) = key.rsplit_once('.').unwrap_or(("customerio", &key));
            let place = tables.iter().position(|(known, _)| known == table).unwrap_or_else(|| {
                tables.push((table.to_owned(), format!("\n[{table}]")));
                tables.len() - 1
            });
            let text = &mut tables[place].1;
            text.push('\n');
            comment(text, wanted);
            *text += &entry(key, wanted);
        }
        let tables: String = tables.into_iter().map(|(_, text)| text).collect();
        format!("# {}\n{tables}", self.schema.name())
    }

    /// The file of this format.
    #[must_use]
    pub fn text(&self, format: TemplateFormat) -> String {
        match format {
            TemplateFormat::Env => self.env(),
            TemplateFormat::Toml => self.toml(),
            TemplateFormat::Markdown => self.markdown(),
            TemplateFormat::JsonSchema => self.json_schema(),
        }
    }

    /// A Markdown table of the variables.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::from("| variable | what | needed | where to find it |\n|---|---|---|---|\n");
        for wanted in fields(self.schema) {
            let docs =
                wanted.field.docs().map(|docs| format!(". {}", docs.replace('\n', " "))).unwrap_or_default();
            let (variable, what) = (wanted.variable(), wanted.what());
            let needed = if is_needed(wanted.field) { "yes" } else { "no" };
            let page = wanted.field.role().map_or("", Role::page);
            let _ =
                writeln!(text, "| `{variable}` | {what}{} | {needed} | {page} |", docs.replace('|', "\\|"));
        }
        text
    }
}

/// Prints what [`env`](Template::env) gives.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.env())
    }
}

/// The fields to fill in, those of nested structs at their place. A variable that several structs share is listed once.
pub(super) fn fields(schema: &'static Schema) -> Vec<SchemaField> {
    let mut all = Vec::new();
    collect(schema, &mut all);
    let mut seen = BTreeSet::new();
    all.retain(|wanted| seen.insert(wanted.variable().into_owned()));
    all
}

fn collect(schema: &'static Schema, all: &mut Vec<SchemaField>) {
    for field in schema.fields() {
        match field.kind() {
            FieldKind::Nested(schema) => collect(schema, all),
            _ => all.push(SchemaField::first(field, schema)),
        }
    }
}

pub(super) fn is_needed(field: &Field) -> bool {
    let elsewhere = field.default.is_some() || field.reference.is_some() || field.command.is_some();
    field.presence() == Presence::Required && !elsewhere
}

fn comment(text: &mut String, wanted: SchemaField) {
    let field = wanted.field;
    let choices = if field.role() == Some(Role::Region) { " (`us` or `eu`)" } else { "" };
    let otherwise = match (field.default().or(field.reference), field.command) {
        (Some(text), _) => format!(", `{}` if not set", on_one_line(text)),
        (None, Some([program, ..])) => format!(", the output of `{program}` if not set"),
        _ if is_needed(field) => String::new(),
        _ => ", optional".to_owned(),
    };
    let _ = match field.role() {
        Some(role) => writeln!(text, "# {role}: {}{choices}{otherwise}", role.page()),
        None => writeln!(text, "# {}{otherwise}", wanted.what()),
    };
    for line in field.docs().unwrap_or_default().lines() {
        let _ = writeln!(text, "{}", format!("# {line}").trim_end());
    }
}

/// A line of TOML: a placeholder where a value must be, a comment where one may be.
fn entry(key: &str, wanted: SchemaField) -> String {
    let field = wanted.field;
    // The field of a setting that names its variable may be called by any letters.
    let key = if key.is_ascii() { key.to_owned() } else { toml_text(key) };
    match (field.role(), field.default()) {
        (Some(_), Some(default)) => format!("{key} = \"{default}\"\n"),
        (Some(role), None) if is_needed(field) => format!("{key} = \"<{role}>\"\n"),
        (Some(role), None) => format!("# {key} = \"<{role}>\"\n"),
        (None, Some(default)) => format!("# {key} = {}\n", toml_value(default)),
        (None, None) => format!("# {key} =\n"),
    }
}

/// The default of a setting as TOML has it. Digits are written as a number, since the type of the field is not known here.
pub(super) fn toml_value(text: &str) -> String {
    let list = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match (text.parse::<i128>(), text.parse::<f64>(), text.parse::<bool>(), list) {
        (Ok(number), ..) => number.to_string(),
        (_, Ok(number), ..) if number.is_finite() => format!("{number:?}"),
        (_, _, Ok(_), _) => text.to_owned(),
        (.., Some(list)) => {
            let items = list.split(',').map(str::trim).filter(|item| !item.is_empty()).map(toml_value);
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        _ => toml_text(text),
    }
}

pub(super) fn toml_text(text: &str) -> String {
    let mut written = String::from('"');
    for char in text.chars() {
        let _ = match char {
            '"' | '\\' => write!(written, "\\{char}"),
            _ if char.is_control() => write!(written, "\\u{:04X}", u32::from(char)),
            _ => write!(written, "{char}"),
        };
    }
    written + "\""
}

/// A value in a comment, where a line break would end the comment.
fn on_one_line(text: &str) -> String {
    text.chars()
        .flat_map(|char| if char.is_control() { char.escape_default().collect() } else { vec![char] })
        .collect()
}
