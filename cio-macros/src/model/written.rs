//! Mistakes that the tokens of a type show before the compiler knows the type.
//!
//! Only types that are a mistake whatever their name refers to are refused here: the error is shorter than that of an unmet
//! bound, and uses of the struct cause no second one. Behind an alias the compiler finds the same mistakes.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// Types of plain values, as they are usually written.
const PLAIN: [&str; 18] = [
    "String",
    "SecretString",
    "PathBuf",
    "Duration",
    "bool",
    "char",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "f32",
    "f64",
];

/// Collections, which always have arguments.
const COLLECTIONS: [&str; 3] = ["Vec", "HashMap", "BTreeMap"];

/// The message for a type that cannot be a credential.
pub(crate) fn mistake(ty: &Type) -> Option<String> {
    match ty {
        Type::Group(group) => mistake(&group.elem),
        Type::Reference(reference) => Some(reference_to(&reference.elem)),
        Type::Array(_) => Some(collection()),
        Type::Path(_) => {
            let last = last_segment(optional(ty).unwrap_or(ty))?;
            if is_one_of(last, &COLLECTIONS) && !last.arguments.is_none() {
                return Some(collection());
            }
            (is_one_of(last, &PLAIN) && last.arguments.is_none()).then(|| {
                let written = ty.to_token_stream().to_string().replace(' ', "");
                format!(
                    "`{written}` is not a Customer.io credential: write the credential's type, as in `app_key: AppApiKey`, or \
                     mark a value of your own `#[cio(setting)]`"
                )
            })
        }
        _ => None,
    }
}

/// Whether a type is written as one that states a region.
pub(crate) fn is_region(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|last| is_one_of(last, &["Region", "Us", "Eu"]))
}

/// The type in an `Option`, if the type is written as one.
pub(crate) fn optional(ty: &Type) -> Option<&Type> {
    let last = last_segment(ty).filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Group(group) => last_segment(&group.elem),
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

fn is_one_of(segment: &PathSegment, names: &[&str]) -> bool {
    names.iter().any(|name| segment.ident == name)
}

fn collection() -> String {
    "a field holds one credential, not a collection: make `AppCredentials::new(key, region)` of the key of each tenant, or mark \
     a collection of your own `#[cio(setting)]`"
        .to_owned()
}

fn reference_to(ty: &Type) -> String {
    let is_str = matches!(ty, Type::Path(path) if path.path.is_ident("str"));
    let instead = if is_str {
        "the credential's type, as in `app_key: AppApiKey`".to_owned()
    } else {
        format!("`{}`", ty.to_token_stream())
    };
    format!("a field owns its credential, so it cannot be a reference: write {instead}")
}
