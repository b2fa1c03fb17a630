//! The names a field is read from, as const fns: the compiler finds collisions with the code that looks them up.

use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind};
use crate::text::compare::starts_with;
use crate::text::hash::{hash_name, hash_of, hash_upper_of};
use crate::text::joined::with_joined;
use crate::text::message::Message;
use std::borrow::Cow;
use std::slice;

/// The names of a field, the first one first.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    own: &'a [&'static str],
    made: NameForm,
    /// Read only where none of the others is set: no second names of the same value.
    fallback: &'static [&'static str],
    /// Whether they are those of the second set, each with `_NEXT` at its end.
    next: bool,
}

/// The name of a variable, by its parts.
#[derive(Clone, Copy)]
pub(crate) struct Name {
    text: &'static str,
    made: NameForm,
    pub(crate) fallback: bool,
    /// Whether it is the usual one. Only the usual one has a `_FILE` variable.
    pub(crate) usual: bool,
    next: bool,
}

/// How a name is made of its text.
#[derive(Clone, Copy)]
enum NameForm {
    /// It is the text.
    Whole,
    /// The workspace is inserted after the prefix, in upper case.
    InWorkspace(&'static str),
    /// The text is the name of a setting: in upper case, after the prefix and the workspace, if there is one.
    OfSetting(Option<&'static str>),
}

/// The variable number `index` that `field` is read from, or `None` past the last.
pub(crate) const fn variable(field: &Field, workspace: Option<&'static str>, index: usize) -> Option<Name> {
    Names::of(field, workspace).get(index)
}

const CUSTOMERIO: &str = "CUSTOMERIO_";
const CIO: &str = "CIO_";

/// At the end of a variable, the same key in the second set.
pub(crate) const SECOND: &str = "_NEXT";

impl<'a> Names<'a> {
    pub(crate) const fn of(field: &'a Field, workspace: Option<&'static str>) -> Self {
        match (&field.env, field.kind) {
            (Some(name), _) => Self::whole(slice::from_ref(name)),
            (None, FieldKind::Credential(role)) => Self::of_role(role, workspace),
            (None, FieldKind::Pin(_)) => Self::of_role(Role::Region, workspace),
            (None, FieldKind::Setting) => {
                Self { made: NameForm::OfSetting(workspace), ..Self::whole(slice::from_ref(&field.name)) }
            }
            (None, FieldKind::Nested(_)) => Self::whole(&[]),
        }
    }

    /// The names of a role. A workspace has its own, and falls back to the plain ones for the region, which belongs to the
    /// account; a service account belongs to the account too, so its token has plain names only.
    const fn of_role(role: Role, workspace: Option<&'static str>) -> Self {
        let plain = Self::whole(role.variables());
        match (workspace, role) {
            (None, _) | (Some(_), Role::ServiceAccountToken) => plain,
            (Some(word), Role::Region) => {
                Self { made: NameForm::InWorkspace(word), fallback: role.variables(), ..plain }
            }
            (Some(word), _) => Self { made: NameForm::InWorkspace(word), ..plain },
        }
    }

    const fn whole(own: &'a [&'static str]) -> Self {
        Self { own, made: NameForm::Whole, fallback: &[], next: false }
    }

    /// The same names for the second set.
    pub(crate) const fn in_second_set(self) -> Self {
        Self { next: true, ..self }
    }

    /// Whether there are names to fall back to.
    pub(crate) const fn falls_back(self) -> bool {
        !self.fallback.is_empty()
    }

    /// All of them.
    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = Name> + use<'a> {
        (0..).map_while(move |index| self.get(index))
    }

    /// Those of the field alone, or those to fall back to, each with its number among all.
    #[inline]
    pub(crate) fn numbered(self, fallback: bool) -> impl Iterator<Item = (usize, Name)> + use<'a> {
        let own = self.own.len();
        let numbers = if fallback { own..own + self.fallback.len() } else { 0..own };
        numbers.map_while(move |number| Some((number, self.get(number)?)))
    }

    /// The same, to be looked up: each is text only while it is looked at.
    #[inline]
    pub(crate) fn part(self, fallback: bool) -> NamePart<'a> {
        match fallback {
            false => NamePart { first: 0, texts: self.own, made: self.made, next: self.next },
            true => NamePart {
                first: self.own.len(),
                texts: self.fallback,
                made: NameForm::Whole,
                next: self.next,
            },
        }
    }

    /// The name of this number, or `None` past the last.
    #[inline]
    const fn get(&self, index: usize) -> Option<Name> {
        let own = self.own.len();
        let (usual, next) = (index == 0 || index == own, self.next);
        if index < own {
            Some(Name { text: self.own[index], made: self.made, fallback: false, usual, next })
        } else if index < own + self.fallback.len() {
            Some(Name {
                text: self.fallback[index - own],
                made: NameForm::Whole,
                fallback: true,
                usual,
                next,
            })
        } else {
            None
        }
    }
}

/// Some of the names of a field: its own, or those that it falls back to.
#[derive(Clone, Copy)]
pub(crate) struct NamePart<'a> {
    first: usize,
    texts: &'a [&'static str],
    made: NameForm,
    next: bool,
}

impl NamePart<'_> {
    /// Calls `look_up` with the number and the text of each, until it returns a problem.
    #[inline]
    pub(crate) fn try_each<E>(self, mut look_up: impl FnMut(usize, &str) -> Result<(), E>) -> Result<(), E> {
        for (index, text) in self.texts.iter().enumerate() {
            let number = self.first + index;
            match self.made {
                NameForm::Whole if !self.next => look_up(number, text)?,
                made => Name { text, made, fallback: false, usual: false, next: self.next }
                    .with_text("", |text| look_up(number, text))?,
            }
        }
        Ok(())
    }

    /// Calls `look_up` with the first name followed by `_FILE`.
    #[inline]
    pub(crate) fn with_file<T>(self, look_up: impl FnOnce(&str) -> T) -> T {
        let text = self.texts.first().copied().unwrap_or_default();
        Name { text, made: self.made, fallback: false, usual: true, next: self.next }
            .with_text("_FILE", look_up)
    }
}

impl Name {
    /// Calls `use_text` with the name and the text after it.
    fn with_text<T>(self, after: &str, use_text: impl FnOnce(&str) -> T) -> T {
        let (prefix, word, rest) = self.parts();
        let next = if self.next { SECOND } else { "" };
        match word {
            Some(word) => with_joined(prefix, &[word, "_", rest, next, after], use_text),
            None => with_joined(prefix, &[rest, next, after], use_text),
        }
    }

    /// The prefix, the workspace, and the rest; all but the prefix in upper case.
    const fn parts(self) -> (&'static str, Option<&'static str>, &'static str) {
        match self.made {
            NameForm::Whole => (self.text, None, ""),
            NameForm::OfSetting(word) => (CUSTOMERIO, word, self.text),
            NameForm::InWorkspace(word) => {
                let is_long = starts_with(self.text.as_bytes(), CUSTOMERIO.as_bytes());
                let prefix = if is_long { CUSTOMERIO } else { CIO };
                match core::str::from_utf8(self.text.as_bytes().split_at(prefix.len()).1) {
                    Ok(rest) => (prefix, Some(word), rest),
                    Err(_) => (self.text, None, ""),
                }
            }
        }
    }

    /// The name in one piece.
    #[inline]
    pub(crate) fn to_text(self) -> Cow<'static, str> {
        match self.made {
            NameForm::Whole if !self.next => Cow::Borrowed(self.text),
            _ => Cow::Owned(self.put_together()),
        }
    }

    fn put_together(self) -> String {
        let (prefix, word, rest) = self.parts();
        let word = word.map_or_else(String::new, |word| word.to_ascii_uppercase() + "_");
        let next = if self.next { SECOND } else { "" };
        format!("{prefix}{word}{}{next}", rest.to_ascii_uppercase())
    }

    /// A hash of the name, the same for the same text however it is made up.
    ///
    /// FNV-1a, 64 bits: comparing numbers keeps the compiler fast where comparing texts pair by pair would not.
    pub(crate) const fn hash(self) -> u64 {
        let (prefix, word, rest) = self.parts();
        let mut hash = hash_name(prefix.as_bytes());
        if let Some(word) = word {
            hash = hash_of(hash_upper_of(hash, word.as_bytes()), b"_");
        }
        hash_upper_of(hash, rest.as_bytes())
    }

    /// The hash of the name followed by `_FILE`.
    pub(crate) const fn file_hash(self) -> u64 {
        hash_of(self.hash(), b"_FILE")
    }

    /// The name at the end of a sentence that the compiler writes.
    pub(crate) const fn push_to(self, message: Message) -> Message {
        let (prefix, word, rest) = self.parts();
        let message = message.push(prefix);
        let message = match word {
            Some(word) => message.push_upper(word).push("_"),
            None => message,
        };
        message.push_upper(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::variable;
    use crate::credential::role::Role;
    use crate::schema::fields::{Field, FieldKind, Presence};
    use crate::text::hash::hash_name;

    fn names(role: Role, workspace: Option<&'static str>) -> Vec<String> {
        let field = Field::new("field", FieldKind::Credential(role), Presence::Required);
        (0..)
            .map_while(|index| variable(&field, workspace, index))
            .map(|name| {
                let is_plain = matches!(name.made, super::NameForm::Whole);
                assert_eq!(name.fallback, workspace.is_some() && is_plain && role == Role::Region);
                let text = name.to_text().into_owned();
                assert_eq!(name.hash(), hash_name(text.as_bytes()), "{text}");
                text
            })
            .collect()
    }

    #[test]
    fn a_workspace_goes_in_after_the_prefix() {
        assert_eq!(names(Role::SiteId, None), ["CUSTOMERIO_SITE_ID", "CIO_SITE_ID"]);
        assert_eq!(
            names(Role::SiteId, Some("eu_shop")),
            ["CUSTOMERIO_EU_SHOP_SITE_ID", "CIO_EU_SHOP_SITE_ID"]
        );
    }

    #[test]
    fn credentials_of_the_account_have_plain_names() {
        assert_eq!(
            names(Role::Region, Some("shop")),
            ["CUSTOMERIO_SHOP_REGION", "CIO_SHOP_REGION", "CUSTOMERIO_REGION", "CIO_REGION"]
        );
        assert_eq!(
            names(Role::ServiceAccountToken, Some("shop")),
            ["CUSTOMERIO_SERVICE_ACCOUNT_TOKEN", "CIO_TOKEN"]
        );
    }
}
