//! Reads a setting that was found in a document, where it has a type already.

use crate::generated::setting::common::{as_any_deserializer, is_its_deserializer, visit_items};
use crate::generated::setting::refused::RefusedSetting;
use crate::generated::setting::text::integer;
use crate::text::setting_form::{FormKind, SettingForm};
use figment::value::{Dict, Num, Value};
use serde_core::de::value::{MapAccessDeserializer, StrDeserializer};
use serde_core::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde_core::forward_to_deserialize_any;
use std::collections::btree_map;

/// The value that `tree` is for a `T`, or the form that was expected.
pub(super) fn from_tree<T: DeserializeOwned>(tree: &Value) -> Result<T, SettingForm> {
    T::deserialize(Tree(tree)).map_err(RefusedSetting::form::<T>)
}

/// A value of a document. Unlike figment's own deserializer it reads numbers of 128 bits and refuses a list that is too long
/// for its tuple.
#[derive(Clone, Copy)]
struct Tree<'a>(&'a Value);

impl<'a> Tree<'a> {
    /// A value that is neither a table nor a list.
    fn scalar<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        match self.0 {
            Value::String(_, text) => visitor.visit_str(text),
            Value::Char(_, char) => visitor.visit_char(*char),
            Value::Bool(_, flag) => visitor.visit_bool(*flag),
            Value::Num(_, number) => match *number {
                Num::F32(number) => visitor.visit_f32(number),
                Num::F64(number) => visitor.visit_f64(number),
                number => whole(number, visitor),
            },
            Value::Empty(..) => visitor.visit_unit(),
            Value::Dict(..) | Value::Array(..) => Err(RefusedSetting::by_type()),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V, kind: FormKind) -> Result<V::Value, RefusedSetting> {
        let Value::Array(_, items) = self.0 else { return Err(RefusedSetting::new(kind)) };
        visit_items(items.iter().map(Self), visitor)
    }

    fn table<'de, V: Visitor<'de>>(
        self,
        visitor: V,
        fields: &'static [&'static str],
    ) -> Result<V::Value, RefusedSetting> {
        match self.0 {
            Value::Dict(_, dict) => visitor.visit_map(Entries::new(dict, fields)),
            _ => self.deserialize_any(visitor).map_err(|refused| refused.or(FormKind::Table)),
        }
    }

    /// Whether it is a whole number that a type with these bounds holds, so that the type has refused it for another reason.
    fn is_within(self, lowest: i128, highest: u128) -> bool {
        let Value::Num(_, number) = self.0 else { return false };
        match (unsigned(*number), number.to_i128()) {
            (Some(number), _) => number <= highest,
            (None, Some(number)) => number >= lowest,
            (None, None) => false,
        }
    }
}

/// A whole number, as the narrowest that visitors of all widths take.
fn whole<'de, V: Visitor<'de>>(number: Num, visitor: V) -> Result<V::Value, RefusedSetting> {
    match (unsigned(number), number.to_i128()) {
        (Some(number), _) => match number.try_into() {
            Ok(number) => visitor.visit_u64(number),
            Err(_) => visitor.visit_u128(number),
        },
        (None, Some(number)) => match number.try_into() {
            Ok(number) => visitor.visit_i64(number),
            Err(_) => visitor.visit_i128(number),
        },
        (None, None) => Err(RefusedSetting::by_type()),
    }
}

/// A whole number that is not negative.
fn unsigned(number: Num) -> Option<u128> {
    number.to_u128().or_else(|| number.to_i128()?.try_into().ok())
}

macro_rules! checked {
    ($($method:ident: $kind:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
            self.scalar(visitor).map_err(|refused| match $kind {
                FormKind::Integer { lowest, highest } if self.is_within(lowest, highest) => refused,
                kind => refused.or(kind),
            })
        }
    )*};
}

impl<'de> Deserializer<'de> for Tree<'_> {
    type Error = RefusedSetting;

    checked! {
        deserialize_bool: FormKind::Bool;
        deserialize_i8: integer!(i8);
        deserialize_i16: integer!(i16);
        deserialize_i32: integer!(i32);
        deserialize_i64: integer!(i64);
        deserialize_i128: integer!(i128);
        deserialize_u8: integer!(u8);
        deserialize_u16: integer!(u16);
        deserialize_u32: integer!(u32);
        deserialize_u64: integer!(u64);
        deserialize_u128: integer!(u128);
        deserialize_f32: FormKind::Number;
        deserialize_f64: FormKind::Number;
        deserialize_char: FormKind::Char;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        match self.0 {
            Value::Dict(_, dict) => visitor.visit_map(Entries::new(dict, &[])),
            Value::Array(..) => self.list(visitor, FormKind::List),
            _ => self.scalar(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        let is_text = matches!(self.0, Value::String(..) | Value::Char(..));
        let refused = |refused: RefusedSetting| if is_text { refused } else { refused.or(FormKind::Text) };
        self.deserialize_any(visitor).map_err(refused)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        match self.0 {
            Value::Empty(..) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    as_any_deserializer!();

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        self.list(visitor, FormKind::List)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, RefusedSetting> {
        let kind = FormKind::Tuple(length);
        self.list(visitor, kind).map_err(|refused| refused.or(kind))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        self.table(visitor, &[])
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RefusedSetting> {
        match self.0 {
            Value::Array(..) => self.list(visitor, FormKind::Table),
            _ => self.table(visitor, fields),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RefusedSetting> {
        let variant = match self.0 {
            Value::Dict(_, dict) => visitor.visit_enum(MapAccessDeserializer::new(Entries::new(dict, &[]))),
            Value::String(_, text) => {
                let name: StrDeserializer<'_, RefusedSetting> = text.as_str().into_deserializer();
                visitor.visit_enum(name)
            }
            _ => Err(RefusedSetting::by_type()),
        };
        variant.map_err(|refused| refused.or(FormKind::OneOf(variants)))
    }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct identifier ignored_any }
}

is_its_deserializer!(Tree);

/// The entries of a table. A refusal of a value names its key, if it is the name of a field.
struct Entries<'a> {
    entries: btree_map::Iter<'a, String, Value>,
    value: Option<(&'a str, &'a Value)>,
    fields: &'static [&'static str],
}

impl<'a> Entries<'a> {
    fn new(dict: &'a Dict, fields: &'static [&'static str]) -> Self {
        Self { entries: dict.iter(), value: None, fields }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = RefusedSetting;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, RefusedSetting> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some((key, value));
        let key: StrDeserializer<'_, RefusedSetting> = key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, RefusedSetting> {
        let (key, value) = self.value.take().ok_or_else(RefusedSetting::by_type)?;
        let field = self.fields.iter().find(|field| **field == key);
        seed.deserialize(Tree(value)).map_err(|refused| match field {
            Some(field) => refused.at_key(field),
            None => refused,
        })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

#[cfg(test)]
mod tests {
    use super::from_tree;
    use figment::value::Value;
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    #[derive(serde::Deserialize, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Backoff {
        steps: Vec<u8>,
        #[serde(default)]
        inner: Option<Box<Backoff>>,
    }

    fn refused<T: serde_core::de::DeserializeOwned + Debug>(tree: impl Into<Value>) -> String {
        from_tree::<T>(&tree.into()).unwrap_err().to_string()
    }

    fn table<const LENGTH: usize>(entries: [(&str, Value); LENGTH]) -> Value {
        entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<BTreeMap<_, _>>().into()
    }

    #[test]
    fn a_value_of_a_document_is_read_by_its_type() {
        let steps = || Value::from(vec![1_u8, 2]);
        let backoff = table([("steps", steps()), ("inner", table([("steps", steps())]))]);
        let inner = Some(Box::new(Backoff { steps: vec![1, 2], inner: None }));
        assert_eq!(from_tree(&backoff), Ok(Backoff { steps: vec![1, 2], inner }));
        assert_eq!(from_tree::<f64>(&5.into()), Ok(5.0));
        assert_eq!(from_tree::<u128>(&u128::MAX.into()), Ok(u128::MAX));
        assert_eq!(from_tree::<i128>(&i128::MIN.into()), Ok(i128::MIN));
        assert_eq!(from_tree::<char>(&"a".into()), Ok('a'));
    }

    #[test]
    fn a_refusal_says_the_form_that_is_read() {
        let port = "a whole number from 0 to 65535";
        for (refused, expected) in [
            (refused::<u16>("5"), port),
            (refused::<u16>(70000), port),
            (refused::<u16>(-1), port),
            (refused::<u16>(1.5), port),
            (refused::<bool>("true"), "`true` or `false`"),
            (refused::<f64>("x"), "a number"),
            (refused::<String>(5), "a string"),
            (refused::<std::net::IpAddr>("x"), "a value of type `IpAddr`"),
            (refused::<std::num::NonZeroU8>(0), "a value of type `NonZero<u8>`"),
            (refused::<Vec<u8>>("[1, 2]"), "`[a, b]`"),
            (refused::<Vec<u8>>(vec![256]), "`[a, b]`, each item a whole number from 0 to 255"),
            (refused::<(u8, u8)>(vec![1, 2, 3]), "`[a, b]` with 2 items"),
            (refused::<Backoff>("x"), "a table, which only a document can hold"),
            (refused::<Backoff>(table([])), "a table with the key `steps`"),
            (refused::<Backoff>(table([("stepss", 1.into())])), "a table with no keys but `steps`, `inner`"),
            (refused::<Backoff>(table([("steps", 1.into())])), "`[a, b]` at the key `steps`"),
            (
                refused::<Backoff>(table([("steps", vec![300].into())])),
                "`[a, b]`, each item a whole number from 0 to 255, at the key `steps`",
            ),
        ] {
            assert_eq!(refused, expected);
        }
    }
}
