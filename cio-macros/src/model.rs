//! The struct as the user declared it, with every attribute read.

pub(crate) mod written;

use crate::attr::{FieldAttrs, Source, StringLiteral, StructAttrs, rules, ungrouped};
use crate::errors::Errors;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{
    Attribute, Data, DeriveInput, Expr, ExprLit, Fields, GenericParam, Generics, Ident, Lit, Path, Type,
};

/// A struct that can be expanded: the mistakes that a macro can see are errors by then.
pub(crate) struct Model<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) krate: Path,
    pub(crate) workspace: Option<StringLiteral>,
    pub(crate) sources: Vec<Source>,
    pub(crate) references: bool,
    pub(crate) empty_is_unset: bool,
    pub(crate) other_names: Vec<StringLiteral>,
    pub(crate) env_example: Option<StringLiteral>,
    pub(crate) fields: Vec<Field<'a>>,
}

/// One field of it.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    /// Its name without `r#`: `type`, not `r#type`.
    pub(crate) name: String,
    pub(crate) ty: &'a Type,
    pub(crate) env: Option<StringLiteral>,
    /// Its doc comment, which templates show.
    pub(crate) docs: Option<String>,
    pub(crate) kind: DeclaredKind,
    /// Whether its attributes could be read: if not, it is not compared with other fields.
    pub(crate) is_understood: bool,
}

/// The kind of a field, as far as its tokens show it; traits decide the rest.
pub(crate) enum DeclaredKind {
    /// A concrete type, which must be a credential.
    Credential {
        default: Option<StringLiteral>,
        reference: Option<StringLiteral>,
        command: Option<Vec<StringLiteral>>,
        any_name: bool,
        /// Where `shared` is written.
        shared: Option<Span>,
    },
    /// One of the struct's own type parameters, which only a pinned region can be.
    Pin,
    /// A value of the program's own. A const cannot use the struct's parameters, so expansion depends on whether its type does.
    Setting { default: Option<SettingDefault>, is_generic: bool },
    /// A struct of credentials within the struct.
    Nested,
}

/// The value of a setting that no source has.
pub(crate) enum SettingDefault {
    /// The `Default` of its type.
    OfType,
    /// This string, read like a value that was found.
    Text(StringLiteral),
}

impl<'a> Model<'a> {
    /// The model of an item, or `None` after filing an error for its shape.
    pub(crate) fn from_syn(input: &'a DeriveInput, errors: &mut Errors) -> Option<Self> {
        let attrs = StructAttrs::from_syn(&input.attrs, errors);
        let fields = named_fields(input, errors)?;
        let fields =
            fields.named.iter().map(|field| Field::from_syn(field, &input.generics, errors)).collect();
        Some(Self {
            ident: &input.ident,
            generics: &input.generics,
            krate: attrs.path(),
            workspace: attrs.workspace.map(|workspace| workspace.value),
            sources: attrs.sources,
            references: attrs.references.is_some(),
            empty_is_unset: attrs.empty_is_unset.is_some(),
            other_names: attrs.other_names.map(|names| names.value).unwrap_or_default(),
            env_example: attrs.env_example.map(|path| path.value),
            fields,
        })
    }

    pub(crate) fn has_pin(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.kind, DeclaredKind::Pin))
    }
}

impl<'a> Field<'a> {
    fn from_syn(field: &'a syn::Field, generics: &Generics, errors: &mut Errors) -> Self {
        let mistakes = errors.count();
        let attrs = FieldAttrs::from_syn(&field.attrs, errors);
        rules::field(&attrs, errors);
        let ident = field.ident.as_ref().expect("the fields of a struct with braces have names");
        let is_understood = errors.count() == mistakes;
        let kind = DeclaredKind::new(&field.ty, generics, &attrs, is_understood, errors);
        rules::setting_variable(ident, &attrs, errors);
        let env = attrs.env.map(|env| env.value);
        Self {
            ident,
            name: ident.unraw().to_string(),
            ty: &field.ty,
            env,
            docs: docs(&field.attrs),
            kind,
            is_understood: errors.count() == mistakes,
        }
    }
}

impl DeclaredKind {
    /// `is_understood` says whether the attributes could be read: a misspelt `setting` does not make the type a mistake.
    fn new(
        ty: &Type,
        generics: &Generics,
        attrs: &FieldAttrs,
        is_understood: bool,
        errors: &mut Errors,
    ) -> Self {
        let default = attrs.default.as_ref().map(|default| (default.key, default.value.clone()));
        let is_generic = mentions_parameter(ty.to_token_stream(), generics);
        if attrs.nested.is_some() {
            if is_generic {
                errors.at(ty, "a nested struct cannot use the type parameters of the outer struct");
            }
            return Self::Nested;
        }
        if attrs.setting.is_some() {
            if let Type::Reference(_) = written::optional(ty).unwrap_or(ty) {
                errors.at(
                    ty,
                    "a setting owns its value, so it cannot be a reference: write `String` for `&str`",
                );
            }
            let default = default.map(|(_, text)| text.map_or(SettingDefault::OfType, SettingDefault::Text));
            return Self::Setting { default, is_generic };
        }
        if is_parameter(ty, generics) {
            for (name, key) in attrs.present().filter(|(name, _)| *name != "env") {
                errors.push(
                    key,
                    format_args!("a region that is a type parameter takes no `{name}`: remove it"),
                );
            }
            return Self::Pin;
        }
        let mistake = written::mistake(ty).filter(|_| is_understood);
        let default = match mistake {
            Some(message) => {
                errors.at(ty, message);
                // With `setting`, which may be what is missing, the default would be right.
                None
            }
            None if is_generic => {
                errors.at(
                    ty,
                    "only the region can be a type parameter, as in `region: R`: write the credential's type",
                );
                None
            }
            None => default.and_then(|(key, text)| rules::region_default(key, text, errors)),
        };
        Self::Credential {
            default,
            reference: attrs.reference.as_ref().map(|reference| reference.value.clone()),
            command: attrs.command.as_ref().map(|command| command.value.clone()),
            any_name: attrs.any_name.is_some(),
            shared: attrs.shared.as_ref().map(|shared| shared.key),
        }
    }
}

/// The lines of a doc comment, trimmed.
fn docs(attrs: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match ungrouped(attr.meta.require_name_value().ok()?.value.clone()) {
            Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) => Some(line.value().trim().to_owned()),
            _ => None,
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn is_parameter(ty: &Type, generics: &Generics) -> bool {
    match ty {
        Type::Group(group) => is_parameter(&group.elem, generics),
        Type::Path(path) => generics.type_params().any(|param| path.path.is_ident(&param.ident)),
        _ => false,
    }
}

fn mentions_parameter(ty: TokenStream, generics: &Generics) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(word) => generics.params.iter().any(|param| match param {
            GenericParam::Type(param) => word == param.ident,
            GenericParam::Const(param) => word == param.ident,
            GenericParam::Lifetime(param) => word == param.lifetime.ident,
        }),
        TokenTree::Group(group) => mentions_parameter(group.stream(), generics),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn named_fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a syn::FieldsNamed> {
    let name = &input.ident;
    let usage =
        |what| format!("expected a struct {what}: `struct {name} {{ app_key: AppApiKey, region: Region }}`");
    let named = usage("with named fields");
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if fields.named.is_empty() => {
                errors.push(name.span(), usage("with fields"));
            }
            Fields::Named(fields) => return Some(fields),
            Fields::Unnamed(fields) => errors.push(fields.paren_token.span.join(), named),
            Fields::Unit => errors.push(name.span(), named),
        },
        Data::Enum(data) => errors.push(data.enum_token.span, named),
        Data::Union(data) => errors.push(data.union_token.span, named),
    }
    None
}
