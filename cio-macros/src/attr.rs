//! The grammar of `#[cio(...)]`: tokens in, values that keep their spans out.

mod key;
pub(crate) mod rules;
mod value;

pub(crate) use value::{Keyed, Text, ungrouped};

use crate::errors::Errors;
use key::{Known, each, set};
use proc_macro2::Span;
use syn::{Attribute, Ident, Path, parse_quote};

/// What stands on the struct.
#[derive(Default)]
pub(crate) struct StructAttrs {
    pub(crate) krate: Option<Keyed<Path>>,
    pub(crate) workspace: Option<Keyed<Text>>,
    /// `file`, `secrets_dir` and `vault`, in the order in which they stand there: it is the order of asking.
    pub(crate) sources: Vec<Source>,
    pub(crate) references: Option<Keyed<()>>,
    pub(crate) env_example: Option<Keyed<Text>>,
}

/// A source that the struct names.
pub(crate) struct Source {
    pub(crate) kind: SourceKind,
    pub(crate) place: Text,
}

/// What kind of source it is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum SourceKind {
    File,
    SecretsDir,
    Vault,
}

/// What stands on a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) env: Option<Keyed<Text>>,
    pub(crate) default: Option<Keyed<Option<Text>>>,
    pub(crate) reference: Option<Keyed<Text>>,
    pub(crate) command: Option<Keyed<Vec<Text>>>,
    pub(crate) any_name: Option<Keyed<()>>,
    pub(crate) setting: Option<Keyed<()>>,
    pub(crate) nested: Option<Keyed<()>>,
}

/// The attributes of a struct: each with how it is written.
const ON_STRUCT: &Known = &[
    ("workspace", "workspace = \"name\""),
    ("file", "file = \"path.toml\""),
    ("secrets_dir", "secrets_dir = \"/run/secrets\""),
    ("vault", "vault = \"mount/path\""),
    ("references", "references"),
    ("env_example", "env_example = \".env.example\""),
    ("crate", "crate = path"),
];

/// The attributes of a field.
const ON_FIELD: &Known = &[
    ("env", "env = \"NAME\""),
    ("default", "default = \"us\""),
    ("reference", "reference = \"ref+…\""),
    ("command", "command = [\"program\", \"argument\"]"),
    ("any_name", "any_name"),
    ("setting", "setting"),
    ("nested", "nested"),
];

impl StructAttrs {
    pub(crate) fn from_syn(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut parsed = Self::default();
        each(attrs, ON_STRUCT, ON_FIELD, "a field", errors, |key, input, errors| {
            match key.to_string().as_str() {
                "crate" => set(&mut parsed.krate, key, value::path(key, input)?, errors),
                "workspace" => set(&mut parsed.workspace, key, value::workspace(key, input)?, errors),
                "file" => {
                    parsed.sources.push(Source { kind: SourceKind::File, place: value::file(key, input)? });
                    Ok(())
                }
                "secrets_dir" => {
                    let place = value::text(key, input, "\"/run/secrets\"")?;
                    once(&mut parsed.sources, key, Source { kind: SourceKind::SecretsDir, place }, errors)
                }
                "vault" => {
                    let place = value::vault(key, input)?;
                    once(&mut parsed.sources, key, Source { kind: SourceKind::Vault, place }, errors)
                }
                "env_example" => {
                    set(&mut parsed.env_example, key, value::text(key, input, "\".env.example\"")?, errors)
                }
                "references" => set(&mut parsed.references, key, value::flag(key, input)?, errors),
                _ => Ok(()),
            }
        });
        parsed
    }

    /// The path of `cio_config`.
    pub(crate) fn path(&self) -> Path {
        self.krate.as_ref().map_or_else(|| parse_quote!(::cio_config), |krate| krate.value.clone())
    }
}

impl FieldAttrs {
    pub(crate) fn from_syn(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut parsed = Self::default();
        each(attrs, ON_FIELD, ON_STRUCT, "the struct", errors, |key, input, errors| {
            match key.to_string().as_str() {
                "env" => set(&mut parsed.env, key, value::variable(key, input)?, errors),
                "default" => set(&mut parsed.default, key, value::default(key, input)?, errors),
                "reference" => set(&mut parsed.reference, key, value::text(key, input, "\"ref+…\"")?, errors),
                "command" => set(&mut parsed.command, key, value::command(key, input)?, errors),
                "any_name" => set(&mut parsed.any_name, key, value::flag(key, input)?, errors),
                "setting" => set(&mut parsed.setting, key, value::flag(key, input)?, errors),
                "nested" => set(&mut parsed.nested, key, value::flag(key, input)?, errors),
                _ => Ok(()),
            }
        });
        parsed
    }

    /// Every attribute that is there, with the span of its key.
    pub(crate) fn present(&self) -> impl Iterator<Item = (&'static str, Span)> {
        [
            ("env", self.env.as_ref().map(|keyed| keyed.key)),
            ("default", self.default.as_ref().map(|keyed| keyed.key)),
            ("reference", self.reference.as_ref().map(|keyed| keyed.key)),
            ("command", self.command.as_ref().map(|keyed| keyed.key)),
            ("any_name", self.any_name.as_ref().map(|keyed| keyed.key)),
            ("setting", self.setting.as_ref().map(|keyed| keyed.key)),
            ("nested", self.nested.as_ref().map(|keyed| keyed.key)),
        ]
        .into_iter()
        .filter_map(|(name, key)| Some((name, key?)))
    }
}

/// Files a source that may stand once.
fn once(sources: &mut Vec<Source>, key: &Ident, source: Source, errors: &mut Errors) -> syn::Result<()> {
    if sources.iter().any(|known| known.kind == source.kind) {
        errors.push(key.span(), format_args!("`{key}` is set twice: remove one"));
    }
    sources.push(source);
    Ok(())
}
