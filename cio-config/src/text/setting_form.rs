//! The form in which a setting is written, in words.

use std::fmt;

/// The form that a setting is read in, for the message about one that is written otherwise.
///
/// `Display` completes "expected …". It is made of types, bounds and names from the program: never of the value.
///
/// ```
/// use cio_config::{CioCredentials, Environment};
///
/// #[derive(CioCredentials)]
/// struct Worker {
///     #[cio(setting)]
///     retries: u16,
/// }
///
/// let error = Worker::loader().environment([("CUSTOMERIO_RETRIES", "many")]).load().err().unwrap();
/// assert!(error.to_string().contains("cannot be read: expected a whole number from 0 to 65535"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingForm {
    kind: FormKind,
    /// Whether it is the form of each item of a list.
    in_items: bool,
    /// The innermost key of a table whose value has this form.
    key: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormKind {
    Bool,
    Integer {
        lowest: i128,
        highest: u128,
    },
    Number,
    Char,
    /// Text, where a document has something else.
    #[cfg(any(feature = "toml", feature = "json"))]
    Text,
    List,
    /// A list of this many items.
    Tuple(usize),
    /// The items of a list in text.
    Items,
    OneOf(&'static [&'static str]),
    Table,
    /// A table with this key.
    WithKey(&'static str),
    /// A table without keys other than these.
    OnlyKeys(&'static [&'static str]),
    /// Only the type knows.
    Type(&'static str),
}

impl SettingForm {
    pub(crate) const fn new(kind: FormKind) -> Self {
        Self { kind, in_items: false, key: None }
    }

    /// The form of a list whose items have this one.
    pub(crate) fn in_items(self) -> Self {
        Self { in_items: self.key.is_none(), ..self }
    }

    /// The form of a table that has this one at a key.
    #[cfg(any(feature = "toml", feature = "json", test))]
    pub(crate) fn at_key(self, key: &'static str) -> Self {
        Self { key: self.key.or(Some(key)), ..self }
    }
}

impl fmt::Display for SettingForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, in_items, key } = self;
        match (in_items, key) {
            (false, None) => write!(f, "{kind}"),
            (true, None) => write!(f, "`[a, b]`, each item {kind}"),
            (false, Some(key)) => write!(f, "{kind} at the key `{key}`"),
            (true, Some(key)) => write!(f, "`[a, b]`, each item {kind}, at the key `{key}`"),
        }
    }
}

impl fmt::Display for FormKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("`true` or `false`"),
            Self::Integer { lowest, highest } => write!(f, "a whole number from {lowest} to {highest}"),
            Self::Number => f.write_str("a number"),
            Self::Char => f.write_str("one character"),
            #[cfg(any(feature = "toml", feature = "json"))]
            Self::Text => f.write_str("a string"),
            Self::List => f.write_str("`[a, b]`"),
            Self::Tuple(length) => write!(f, "`[a, b]` with {length} items"),
            Self::Items => f.write_str(
                "`[a, b]`, with quotes around each item that holds a separator, a quote or a bracket",
            ),
            Self::OneOf([only]) => write!(f, "`{only}`"),
            Self::OneOf(names) => write!(f, "one of {}", quoted(names)),
            Self::Table => f.write_str("a table, which only a document can hold"),
            Self::WithKey(key) => write!(f, "a table with the key `{key}`"),
            Self::OnlyKeys([]) => f.write_str("a table without keys"),
            Self::OnlyKeys(names) => write!(f, "a table with no keys but {}", quoted(names)),
            Self::Type(name) => write!(f, "a value of type `{}`", without_paths(name)),
        }
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A type as people write it: `Vec<String>`, where the compiler says `alloc::vec::Vec<alloc::string::String>`. The value of
/// an `Option` is one of its inner type.
fn without_paths(type_name: &str) -> String {
    let found = type_name.strip_prefix("core::option::Option<").and_then(|rest| rest.strip_suffix('>'));
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | ':');
    let pieces = found.unwrap_or(type_name).split_inclusive(|char| !is_word(char));
    pieces.map(|piece| piece.rsplit("::").next().unwrap_or(piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::{FormKind, SettingForm};

    #[test]
    fn a_type_is_named_as_people_write_it() {
        for (type_name, written) in [
            (std::any::type_name::<u16>(), "u16"),
            (std::any::type_name::<Option<bool>>(), "bool"),
            (std::any::type_name::<Option<Vec<Option<String>>>>(), "Vec<Option<String>>"),
            (std::any::type_name::<[(std::time::Duration, &str); 2]>(), "[(Duration, &str); 2]"),
        ] {
            let form = SettingForm::new(FormKind::Type(type_name));
            assert_eq!(form.to_string(), format!("a value of type `{written}`"));
        }
    }

    #[test]
    fn a_form_inside_another_names_both() {
        let number = SettingForm::new(FormKind::Number);
        for (form, words) in [
            (number, "a number"),
            (number.in_items(), "`[a, b]`, each item a number"),
            (number.at_key("steps"), "a number at the key `steps`"),
            (number.in_items().at_key("steps"), "`[a, b]`, each item a number, at the key `steps`"),
            (number.at_key("steps").in_items().at_key("outer"), "a number at the key `steps`"),
        ] {
            assert_eq!(form.to_string(), words);
        }
    }
}
