//! A JSON Schema of the file, so that editors complete it and check it while it is written.

use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::output::template::{Template, fields, toml_text, toml_value};
use crate::schema::fields::{FieldKind, Schema};
use crate::schema::schema_field::SchemaField;
use std::collections::BTreeSet;
use std::fmt::Write as _;

impl Template {
    /// A JSON Schema (draft 7) of the TOML or JSON file, for editors and validators.
    ///
    /// It knows each key of `[customerio]`, of workspaces, of `next` and of profiles, and what a value can be. A key that the
    /// struct does not read is refused there, so a file that several structs read needs one struct that nests them. A
    /// missing key is accepted, since the environment may have it, and the type of a setting is not checked.
    ///
    /// In Visual Studio Code with Even Better TOML, and for `taplo check`, write it to a file and name it in the first line of
    /// `customerio.toml`: `#:schema ./customerio.schema.json`.
    ///
    /// ```
    /// use cio_config::{AppApiKey, CioCredentials, Region};
    ///
    /// #[derive(CioCredentials)]
    /// struct Billing {
    ///     /// Sends invoices.
    ///     app_key: AppApiKey,
    ///     region: Region,
    /// }
    ///
    /// let schema = Billing::template().json_schema();
    /// assert!(schema.contains("\"app_api_key\": {\n"));
    /// assert!(schema.contains("Sends invoices."));
    /// ```
    #[must_use]
    pub fn json_schema(&self) -> String {
        let name = self.schema.name();
        let root = Json::Object(vec![
            pair("$schema", text("http://json-schema.org/draft-07/schema#")),
            pair("title", text(&format!("Customer.io credentials of `{name}`"))),
            pair("type", text("object")),
            pair("properties", object([("customerio", reference(TABLE))])),
            pair(
                "additionalProperties",
                object([("properties", object([("customerio", reference(TABLE))]))]),
            ),
            pair("propertyNames", object([("not", object([("enum", list(&NOT_OUR_TABLE))]))])),
            pair("definitions", definitions(self.schema)),
        ]);
        let mut written = String::new();
        root.write(&mut written, 0);
        written + "\n"
    }
}

/// The definition of our table, which the base and each profile have.
const TABLE: &str = "customerio";

/// Names that are taken for ours, and are not read.
const NOT_OUR_TABLE: [&str; 7] =
    ["cio", "customer_io", "customer-io", "customerIo", "CustomerIo", "CustomerIO", "Customerio"];

fn definitions(schema: &'static Schema) -> Json {
    let all = fields(schema);
    let mut table = Table::default();
    for wanted in all.iter().flat_map(|wanted| [Some(*wanted), wanted.in_second_set()]).flatten() {
        for key in wanted.file_keys() {
            table.insert(key.strip_prefix("customerio.").unwrap_or(&key), property(wanted));
        }
    }
    let mut definitions = vec![pair(TABLE, table.into_json())];
    let mut seen = BTreeSet::new();
    for wanted in all {
        if let Some(role) = wanted.field.role().filter(|role| seen.insert(role.file_key())) {
            definitions.push(pair(role.file_key(), value(role, schema.empty_is_unset)));
        }
    }
    Json::Object(definitions)
}

/// A table of the file: its keys, and the tables in it.
#[derive(Default)]
struct Table {
    keys: Vec<(String, Json)>,
    tables: Vec<(String, Table)>,
}

impl Table {
    fn insert(&mut self, path: &str, json: Json) {
        match path.split_once('.') {
            Some((name, rest)) => {
                let known = self.tables.iter().position(|(known, _)| known == name);
                let place = known.unwrap_or_else(|| {
                    self.tables.push((name.to_owned(), Self::default()));
                    self.tables.len() - 1
                });
                self.tables[place].1.insert(rest, json);
            }
            None if self.keys.iter().any(|(known, _)| known == path) => {}
            None => self.keys.push((path.to_owned(), json)),
        }
    }

    fn into_json(self) -> Json {
        let tables = self.tables.into_iter().map(|(name, table)| (name, table.into_json()));
        let properties = self.keys.into_iter().chain(tables).collect();
        Json::Object(vec![
            pair("type", text("object")),
            pair("properties", Json::Object(properties)),
            pair("additionalProperties", Json::Raw("false".to_owned())),
        ])
    }
}

/// A key of the file: what it is for, and what it can be.
fn property(wanted: SchemaField) -> Json {
    let field = wanted.field;
    let what = match field.role() {
        Some(role) => format!("{role}: {}", role.page()),
        None => format!("The setting `{}`", field.name()),
    };
    let docs = field.docs().map(|docs| format!("\n{docs}")).unwrap_or_default();
    let second = if wanted.next { "The second set, used once the first is refused. " } else { "" };
    let mut members = vec![pair("description", text(&format!("{second}{what}{docs}")))];
    if let Some(default) = field.default().filter(|_| !wanted.next) {
        let is_text = field.role().is_some();
        members
            .push(pair("default", Json::Raw(if is_text { toml_text(default) } else { toml_value(default) })));
    }
    match (field.kind(), field.role()) {
        (FieldKind::Pin(Some(region)), _) => {
            members.push(pair("type", text("string")));
            members.push(pair("anyOf", Json::List(vec![spelling(&[region]), a_reference()])));
        }
        (_, Some(role)) => members.push(pair("allOf", Json::List(vec![reference(role.file_key())]))),
        _ => {}
    }
    Json::Object(members)
}

/// What the value of a credential can be: a reference, or what its type accepts as far as a pattern says it.
fn value(role: Role, empty_is_unset: bool) -> Json {
    let mut ways = match role {
        Role::Region => vec![object([("enum", list(&["us", "eu"]))]), spelling(&[Region::Us, Region::Eu])],
        Role::WorkspaceId => vec![pattern("^[1-9][0-9]{0,19}$")],
        Role::ServiceAccountToken => vec![key(&["^sa_(live|sandbox)_"], &[])],
        Role::SiteId => vec![key(&[], &[":", TOKEN, CDP])],
        Role::CdpApiKey => vec![key(&[], &[":", TOKEN])],
        _ => vec![key(&[], &[TOKEN, CDP])],
    };
    ways.push(a_reference());
    if empty_is_unset {
        ways.push(object([("const", text(""))]));
    }
    Json::Object(vec![pair("type", text("string")), pair("anyOf", Json::List(ways))])
}

/// What no key has: a blank or another character than printable ASCII, a quotation mark at an edge, the shapes of placeholders.
const NO_KEY: [&str; 6] = [
    "[^!-~]",
    "^[\"'`]|[\"'`]$",
    "^<.*>$",
    "[$#%]\\{.*\\}|\\{\\{.*\\}",
    "^[xX]{3,}$",
    "^[cC][hH][aA][nN][gG][eE][mM][eE]",
];
const TOKEN: &str = "^sa_(live|sandbox)_";
const CDP: &str = "^[sp]k_(us|eu)_";

fn key(required: &[&str], refused: &[&str]) -> Json {
    let refused: Vec<&str> = NO_KEY.iter().chain(refused).copied().collect();
    let mut members: Vec<_> = required.iter().map(|pattern| pair("pattern", text(pattern))).collect();
    members.push(pair("minLength", Json::Raw("1".to_owned())));
    members.push(pair("not", pattern(&refused.join("|"))));
    Json::Object(members)
}

fn a_reference() -> Json {
    pattern("^(ref\\+[a-z]+://.|op://[^/]+/[^/]+/.)")
}

/// Every spelling of these regions, in any case.
fn spelling(regions: &[Region]) -> Json {
    let spellings: Vec<String> =
        regions.iter().flat_map(|region| region.spellings()).map(|text| in_any_case(text)).collect();
    pattern(&format!("^({})$", spellings.join("|")))
}

fn in_any_case(plain: &str) -> String {
    let mut pattern = String::new();
    for char in plain.chars() {
        let _ = match char {
            _ if char.is_ascii_alphabetic() => write!(pattern, "[{char}{}]", char.to_ascii_uppercase()),
            '.' => write!(pattern, "\\."),
            _ => write!(pattern, "{char}"),
        };
    }
    pattern
}

/// A value of JSON. `Raw` is written as it is.
enum Json {
    Raw(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn write(&self, out: &mut String, depth: usize) {
        let (open, close, items): (_, _, Vec<(String, &Json)>) = match self {
            Self::Raw(raw) => return out.push_str(raw),
            Self::List(items) => ('[', ']', items.iter().map(|item| (String::new(), item)).collect()),
            Self::Object(members) => {
                let members = members.iter().map(|(name, json)| (format!("{}: ", toml_text(name)), json));
                ('{', '}', members.collect())
            }
        };
        out.push(open);
        for (number, (name, item)) in items.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let _ = write!(out, "{comma}\n{:indent$}{name}", "", indent = 2 * (depth + 1));
            item.write(out, depth + 1);
        }
        let _ = write!(out, "\n{:indent$}{close}", "", indent = 2 * depth);
    }
}

fn pair(name: &str, json: Json) -> (String, Json) {
    (name.to_owned(), json)
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, json)| pair(name, json)).collect())
}

/// TOML escapes a string as JSON does.
fn text(plain: &str) -> Json {
    Json::Raw(toml_text(plain))
}

fn list(texts: &[&str]) -> Json {
    Json::List(texts.iter().map(|plain| text(plain)).collect())
}

fn pattern(regex: &str) -> Json {
    object([("pattern", text(regex))])
}

fn reference(definition: &str) -> Json {
    object([("$ref", text(&format!("#/definitions/{definition}")))])
}
