//! The names a field is read from, as const fns: the compiler finds collisions with the code that looks them up.

use crate::Role;
use crate::message::Message;
use crate::schema::{Field, FieldKind};
use std::borrow::Cow;

/// The name of a variable, in the parts it is made of: `CUSTOMERIO_`, a workspace in upper case, the rest.
#[derive(Clone, Copy)]
pub(crate) struct Name {
    /// Read only where none of the names before it is set: it is no second name of the same value.
    pub(crate) fallback: bool,
    prefix: &'static str,
    word: &'static str,
    rest: &'static str,
}

/// The variable number `index` that `field` is read from, or `None` past the last.
#[inline]
pub(crate) const fn variable(field: &Field, workspace: Option<&'static str>, index: usize) -> Option<Name> {
    match (field.env, field.kind) {
        (Some(name), _) => single(Name { fallback: false, prefix: "", word: "", rest: name }, index),
        (None, FieldKind::Credential(role)) => of_role(role, workspace, index),
        (None, FieldKind::Pin(_)) => of_role(Role::Region, workspace, index),
        (None, FieldKind::Setting) => {
            let word = match workspace {
                Some(word) => word,
                None => "",
            };
            single(Name { fallback: false, prefix: CUSTOMERIO, word, rest: field.name }, index)
        }
        (None, FieldKind::Nested(_)) => None,
    }
}

const CUSTOMERIO: &str = "CUSTOMERIO_";
const CIO: &str = "CIO_";

const fn single(name: Name, index: usize) -> Option<Name> {
    if index == 0 { Some(name) } else { None }
}

/// The names of a role. A workspace has its own, and falls back to the plain ones for the region, which belongs to the
/// account; a service account belongs to the account too, so its token has plain names only.
#[inline]
const fn of_role(role: Role, workspace: Option<&'static str>, index: usize) -> Option<Name> {
    let own = 1 + role.also_read().len();
    match (workspace, role) {
        (None, _) | (Some(_), Role::ServiceAccountToken) => plain(role, index),
        (Some(_), Role::Region) if index >= own => match plain(role, index - own) {
            Some(name) => Some(Name { fallback: true, ..name }),
            None => None,
        },
        (Some(word), _) => match plain(role, index) {
            Some(name) => Some(name.in_workspace(word)),
            None => None,
        },
    }
}

#[inline]
const fn plain(role: Role, index: usize) -> Option<Name> {
    let also_read = role.also_read();
    if index == 0 {
        Some(Name { fallback: false, prefix: "", word: "", rest: role.variable() })
    } else if index <= also_read.len() {
        Some(Name { fallback: false, prefix: "", word: "", rest: also_read[index - 1] })
    } else {
        None
    }
}

impl Name {
    const fn in_workspace(self, word: &'static str) -> Self {
        let prefix = if starts_with(self.rest.as_bytes(), CUSTOMERIO.as_bytes()) { CUSTOMERIO } else { CIO };
        let (_, rest) = self.rest.as_bytes().split_at(prefix.len());
        match core::str::from_utf8(rest) {
            Ok(rest) => Self { prefix, word, rest, ..self },
            Err(_) => self,
        }
    }

    /// The name in one piece.
    #[inline]
    pub(crate) fn to_text(self) -> Cow<'static, str> {
        if self.prefix.is_empty() {
            return Cow::Borrowed(self.rest);
        }
        let word = if self.word.is_empty() { String::new() } else { self.word.to_ascii_uppercase() + "_" };
        Cow::Owned(format!("{}{word}{}", self.prefix, self.rest.to_ascii_uppercase()))
    }

    /// A hash of the name, the same for the same text however it is made up.
    ///
    /// FNV-1a, 64 bits: comparing numbers keeps the compiler fast where comparing texts pair by pair would not.
    pub(crate) const fn hash(self) -> u64 {
        if self.prefix.is_empty() {
            return hash_name(self.rest.as_bytes());
        }
        let mut hash = hash_name(self.prefix.as_bytes());
        if !self.word.is_empty() {
            hash = hash_of(hash_upper_of(hash, self.word.as_bytes()), b"_");
        }
        hash_upper_of(hash, self.rest.as_bytes())
    }
}

impl Name {
    /// The name at the end of a sentence that the compiler writes.
    pub(crate) const fn push_to(self, message: Message) -> Message {
        if self.prefix.is_empty() {
            return message.push(self.rest);
        }
        let message = message.push(self.prefix);
        let message = if self.word.is_empty() { message } else { message.push_upper(self.word).push("_") };
        message.push_upper(self.rest)
    }

    /// The hash of the name with `_FILE` behind it.
    pub(crate) const fn file_hash(self) -> u64 {
        hash_of(self.hash(), b"_FILE")
    }
}

/// The hash of a name given in one piece.
pub(crate) const fn hash_name(name: &[u8]) -> u64 {
    hash_of(START, name)
}

/// The same of a name in upper case.
pub(crate) const fn hash_upper(name: &[u8]) -> u64 {
    hash_upper_of(START, name)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;
/// Wide, so that a product always fits: a call of `wrapping_mul` costs the compiler more than the rest of the loop.
const PRIME: u128 = 0x0000_0100_0000_01b3;

const fn hash_of(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut index = 0;
    while index < bytes.len() {
        hash = ((hash ^ bytes[index] as u64) as u128 * PRIME) as u64;
        index += 1;
    }
    hash
}

const fn hash_upper_of(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut index = 0;
    while index < bytes.len() {
        let byte = bytes[index];
        // Not `to_ascii_uppercase`, for the same reason.
        let byte = if byte >= b'a' && byte <= b'z' { byte - 32 } else { byte };
        hash = ((hash ^ byte as u64) as u128 * PRIME) as u64;
        index += 1;
    }
    hash
}

/// How many letters must be added, dropped or changed to make one name the other, where it is few: names of more than 63
/// letters are as far from each other as can be.
pub(crate) const fn distance(left: &[u8], right: &[u8]) -> usize {
    const LONGEST: usize = 63;
    if left.len() > LONGEST || right.len() > LONGEST {
        return LONGEST;
    }
    let mut row = [0; LONGEST + 1];
    let mut column = 0;
    while column <= right.len() {
        row[column] = column;
        column += 1;
    }
    let mut line = 1;
    while line <= left.len() {
        let mut diagonal = row[0];
        row[0] = line;
        let mut column = 1;
        while column <= right.len() {
            let above = row[column];
            let changed = diagonal + (left[line - 1] != right[column - 1]) as usize;
            row[column] = least(changed, least(above, row[column - 1]) + 1);
            diagonal = above;
            column += 1;
        }
        line += 1;
    }
    row[right.len()]
}

const fn least(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

pub(crate) const fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    if text.len() < prefix.len() {
        return false;
    }
    let mut index = 0;
    while index < prefix.len() {
        if text[index] != prefix[index] {
            return false;
        }
        index += 1;
    }
    true
}

pub(crate) const fn equal(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && starts_with(left, right)
}

// The method of slices is no const fn in the lowest Rust this crate builds with.
pub(crate) const fn equal_in_any_case(left: &[u8], right: &[u8]) -> bool {
    let mut index = 0;
    while index < left.len() && index < right.len() {
        if !left[index].eq_ignore_ascii_case(&right[index]) {
            return false;
        }
        index += 1;
    }
    left.len() == right.len()
}

#[cfg(test)]
mod tests {
    use super::{Field, FieldKind, hash_name, variable};
    use crate::Role;
    use crate::field::Presence;

    fn names(role: Role, workspace: Option<&'static str>) -> Vec<String> {
        let field = Field::new("field", FieldKind::Credential(role), Presence::Required);
        (0..)
            .map_while(|index| variable(&field, workspace, index))
            .map(|name| {
                assert_eq!(
                    name.fallback,
                    workspace.is_some() && name.word.is_empty() && role == Role::Region
                );
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
    fn a_distance_counts_letters() {
        for (left, right, steps) in [
            ("", "", 0),
            ("CIO_KEY", "CIO_KEY", 0),
            ("CIO_KEY", "CIOKEY", 1),
            ("APP_APIKEY", "APP_API_KEY", 1),
            ("AB", "BA", 2),
        ] {
            assert_eq!(super::distance(left.as_bytes(), right.as_bytes()), steps, "{left} {right}");
        }
    }

    #[test]
    fn what_belongs_to_the_account_has_plain_names() {
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
