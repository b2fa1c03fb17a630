//! The grammar of `#[cio(...)]`: tokens in, values that keep their spans out.

mod key;
pub(crate) mod rules;
mod value;

pub(crate) use value::{Keyed, StringLiteral, ungrouped};

use crate::errors::Errors;
use key::{Known, each, set};
use proc_macro2::Span;
use syn::{Attribute, Ident, Path, parse_quote};

/// The attributes of the struct.
#[derive(Default)]
pub(crate) struct StructAttrs {
    pub(crate) krate: Option<Keyed<Path>>,
    pub(crate) workspace: Option<Keyed<StringLiteral>>,
    /// The files, `secrets_dir` and `vault`, in the order in which they are written, which is the order of asking.
    pub(crate) sources: Vec<Source>,
    pub(crate) references: Option<Keyed<()>>,
    pub(crate) empty_is_unset: Option<Keyed<()>>,
    pub(crate) other_names: Option<Keyed<Vec<StringLiteral>>>,
    pub(crate) env_example: Option<Keyed<StringLiteral>>,
}

/// A source that the struct names.
pub(crate) struct Source {
    pub(crate) kind: SourceKind,
    pub(crate) place: StringLiteral,
}

/// The kind of source.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum SourceKind {
    File,
    OptionalFile,
    SecretsDir,
    Vault,
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) env: Option<Keyed<StringLiteral>>,
    pub(crate) default: Option<Keyed<Option<StringLiteral>>>,
    pub(crate) reference: Option<Keyed<StringLiteral>>,
    pub(crate) command: Option<Keyed<Vec<StringLiteral>>>,
    pub(crate) any_name: Option<Keyed<()>>,
    pub(crate) shared: Option<Keyed<()>>,
    pub(crate) setting: Option<Keyed<()>>,
    pub(crate) nested: Option<Keyed<()>>,
}

/// The attributes of a struct: each name, with how it is written.
const ON_STRUCT: &Known = &[
    ("workspace", "workspace = \"name\""),
    ("file", "file = \"path.toml\""),
    ("optional_file", "optional_file = \"path.toml\""),
    ("secrets_dir", "secrets_dir = \"/run/secrets\""),
    ("vault", "vault = \"mount/path\""),
    ("references", "references"),
    ("empty_is_unset", "empty_is_unset"),
    ("other_names", "other_names = [\"NAME\"]"),
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
    ("shared", "shared"),
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
                "file" => named(&mut parsed.sources, SourceKind::File, value::file(key, input)?, errors),
                "optional_file" => {
                    named(&mut parsed.sources, SourceKind::OptionalFile, value::file(key, input)?, errors)
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
                "empty_is_unset" => set(&mut parsed.empty_is_unset, key, value::flag(key, input)?, errors),
                "other_names" => {
                    set(&mut parsed.other_names, key, value::variables(key, input, errors)?, errors)
                }
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
                "shared" => set(&mut parsed.shared, key, value::flag(key, input)?, errors),
                "setting" => set(&mut parsed.setting, key, value::flag(key, input)?, errors),
                "nested" => set(&mut parsed.nested, key, value::flag(key, input)?, errors),
                _ => Ok(()),
            }
        });
        parsed
    }

    /// Every attribute that is there, with the span of its key.
    pub(crate) fn present(&self) -> impl Iterator<Item = (&'static str, Span)> {
        // Taken apart without `..`, so that an attribute that is added is listed here too.
        let Self { env, default, reference, command, any_name, shared, setting, nested } = self;
        [
            ("env", env.as_ref().map(|keyed| keyed.key)),
            ("default", default.as_ref().map(|keyed| keyed.key)),
            ("reference", reference.as_ref().map(|keyed| keyed.key)),
            ("command", command.as_ref().map(|keyed| keyed.key)),
            ("any_name", any_name.as_ref().map(|keyed| keyed.key)),
            ("shared", shared.as_ref().map(|keyed| keyed.key)),
            ("setting", setting.as_ref().map(|keyed| keyed.key)),
            ("nested", nested.as_ref().map(|keyed| keyed.key)),
        ]
        .into_iter()
        .filter_map(|(name, key)| Some((name, key?)))
    }
}

/// Adds a file, of which there may be several: one path twice would be read once.
fn named(
    sources: &mut Vec<Source>,
    kind: SourceKind,
    place: StringLiteral,
    errors: &mut Errors,
) -> syn::Result<()> {
    let is_file = |kind| matches!(kind, SourceKind::File | SourceKind::OptionalFile);
    if sources.iter().any(|known| is_file(known.kind) && known.place.value() == place.value()) {
        errors.push(place.span(), format_args!("`{}` is named twice: remove one", place.value()));
    }
    sources.push(Source { kind, place });
    Ok(())
}

/// Adds a source of which there may be one.
fn once(sources: &mut Vec<Source>, key: &Ident, source: Source, errors: &mut Errors) -> syn::Result<()> {
    if sources.iter().any(|known| known.kind == source.kind) {
        errors.push(key.span(), format_args!("`{key}` is set twice: remove one"));
    }
    sources.push(source);
    Ok(())
}
