//! What the user declared, in our words.

use crate::attr::{FieldAttrs, Source, StructAttrs, Text, rules, ungrouped};
use crate::errors::Errors;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{
    Attribute, Data, DeriveInput, Expr, ExprLit, Fields, GenericParam, Generics, Ident, Lit, Path, Type,
};

/// A struct that can be expanded: every mistake the macro can see has been found before.
pub(crate) struct Model<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) krate: Path,
    pub(crate) workspace: Option<Text>,
    pub(crate) sources: Vec<Source>,
    pub(crate) references: bool,
    pub(crate) env_example: Option<Text>,
    pub(crate) fields: Vec<Field<'a>>,
}

/// One field of it.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    /// Its name as a user reads it: `type`, not `r#type`.
    pub(crate) name: String,
    pub(crate) ty: &'a Type,
    pub(crate) env: Option<Text>,
    /// Its doc comment, which templates show.
    pub(crate) docs: Option<String>,
    pub(crate) kind: Kind,
    /// Whether its attributes could be read: what was not understood cannot be compared.
    pub(crate) is_understood: bool,
}

/// What a field is, as far as its tokens tell; the rest is for traits to say.
pub(crate) enum Kind {
    /// A concrete type, which must be a credential.
    Credential { default: Option<Text>, reference: Option<Text>, command: Option<Vec<Text>>, any_name: bool },
    /// One of the struct's own type parameters, which only a pinned region can be.
    Pin,
    /// A value of the program's own. A const cannot use the struct's parameters, so it matters whether its type does.
    Setting { default: Option<SettingDefault>, is_generic: bool },
    /// A struct of credentials within the struct.
    Nested,
}

/// What a setting is when no source has it.
pub(crate) enum SettingDefault {
    /// What its type says.
    OfType,
    /// What this text says, read like a value found.
    Text(Text),
}

impl<'a> Model<'a> {
    /// The model of an item, or `None` after filing what is wrong with its shape.
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
            env_example: attrs.env_example.map(|path| path.value),
            fields,
        })
    }

    pub(crate) fn has_pin(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.kind, Kind::Pin))
    }
}

impl<'a> Field<'a> {
    fn from_syn(field: &'a syn::Field, generics: &Generics, errors: &mut Errors) -> Self {
        let mistakes = errors.count();
        let attrs = FieldAttrs::from_syn(&field.attrs, errors);
        rules::field(&attrs, errors);
        let ident = field.ident.as_ref().expect("the fields of a struct with braces have names");
        let kind = Kind::new(&field.ty, generics, &attrs, errors);
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

impl Kind {
    fn new(ty: &Type, generics: &Generics, attrs: &FieldAttrs, errors: &mut Errors) -> Self {
        let default = attrs.default.as_ref().map(|default| (default.key, default.value.clone()));
        let is_generic = mentions_parameter(ty.to_token_stream(), generics);
        if attrs.nested.is_some() {
            if is_generic {
                errors.at(ty, "a nested struct cannot depend on the parameters of the struct around it");
            }
            return Self::Nested;
        }
        if attrs.setting.is_some() {
            if let Type::Reference(_) = ty {
                errors.at(
                    ty,
                    "a setting owns what was found, so nothing can be borrowed: write `String` for a text",
                );
            }
            let default = default.map(|(_, text)| text.map_or(SettingDefault::OfType, SettingDefault::Text));
            return Self::Setting { default, is_generic };
        }
        if is_parameter(ty, generics) {
            for (name, key) in attrs.present().filter(|(name, _)| *name != "env") {
                errors.push(key, format_args!("a pinned region takes no `{name}`: remove it"));
            }
            return Self::Pin;
        }
        if is_generic {
            errors.at(
                ty,
                "a type parameter can only be the pinned region itself: write the type of the credential",
            );
        }
        let default = default.and_then(|(key, text)| rules::region_default(key, text, errors));
        Self::Credential {
            default,
            reference: attrs.reference.as_ref().map(|reference| reference.value.clone()),
            command: attrs.command.as_ref().map(|command| command.value.clone()),
            any_name: attrs.any_name.is_some(),
        }
    }
}

/// The lines of a doc comment, without the blank that sets each off.
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
    let usage = format!(
        "expected a struct with named fields: `struct {name} {{ app_key: AppApiKey, region: Region }}`"
    );
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields),
            Fields::Unnamed(fields) => errors.push(fields.paren_token.span.join(), usage),
            Fields::Unit => errors.push(name.span(), usage),
        },
        Data::Enum(data) => errors.push(data.enum_token.span, usage),
        Data::Union(data) => errors.push(data.union_token.span, usage),
    }
    None
}
