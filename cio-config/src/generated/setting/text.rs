//! Reads a setting that was found as text: the type decides how it is parsed, never the text.

use crate::generated::setting::common::{as_any_deserializer, is_its_deserializer, visit_items};
use crate::generated::setting::list::{self, ListItem};
use crate::generated::setting::refused::RefusedSetting;
use crate::text::setting_form::{FormKind, SettingForm};
use serde_core::de::value::StrDeserializer;
use serde_core::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde_core::forward_to_deserialize_any;
use std::borrow::Cow;

/// The value that `text` is for a `T`, or the form that was expected.
pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, SettingForm> {
    T::deserialize(SettingText(ListItem::Text(text.into()))).map_err(RefusedSetting::form::<T>)
}

/// The value that a `T` has where nothing was found: an `Option` has one, as `serde` sees it.
pub(super) fn from_nothing<T: DeserializeOwned>() -> Option<T> {
    T::deserialize(NoValue).ok()
}

/// No value.
struct NoValue;

impl<'de> Deserializer<'de> for NoValue {
    type Error = RefusedSetting;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, RefusedSetting> {
        Err(RefusedSetting::by_type())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Text that becomes the type it is deserialized into: a `u16` is parsed, a `String` is the text, a list is `[a, b]`.
struct SettingText<'a>(ListItem<'a>);

impl<'a> SettingText<'a> {
    /// The text, unless it is a list in a list.
    fn plain(self) -> Result<Cow<'a, str>, RefusedSetting> {
        match self.0 {
            ListItem::Text(text) => Ok(text),
            ListItem::List(_) => Err(RefusedSetting::by_type()),
        }
    }

    fn sequence<'de, V: Visitor<'de>>(self, visitor: V, kind: FormKind) -> Result<V::Value, RefusedSetting> {
        let text = match &self.0 {
            ListItem::Text(text) => text,
            ListItem::List(list) => *list,
        };
        let inside = list::inside(text).ok_or_else(|| RefusedSetting::new(kind))?;
        let items = list::items(inside).ok_or_else(|| RefusedSetting::new(FormKind::Items))?;
        visit_items(items.into_iter().map(SettingText), visitor)
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident $type:ty: $kind:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
            let parsed = self.plain().ok().and_then(|text| text.parse::<$type>().ok());
            visitor.$visit(parsed.ok_or_else(|| RefusedSetting::new($kind))?)
        }
    )*};
}

/// The form of a whole number of this type.
macro_rules! integer {
    ($type:ty) => {
        FormKind::Integer { lowest: <$type>::MIN as i128, highest: <$type>::MAX as u128 }
    };
}
#[cfg(any(feature = "toml", feature = "json"))]
pub(super) use integer;

impl<'de> Deserializer<'de> for SettingText<'_> {
    type Error = RefusedSetting;

    parsed! {
        deserialize_bool visit_bool bool: FormKind::Bool;
        deserialize_i8 visit_i8 i8: integer!(i8);
        deserialize_i16 visit_i16 i16: integer!(i16);
        deserialize_i32 visit_i32 i32: integer!(i32);
        deserialize_i64 visit_i64 i64: integer!(i64);
        deserialize_i128 visit_i128 i128: integer!(i128);
        deserialize_u8 visit_u8 u8: integer!(u8);
        deserialize_u16 visit_u16 u16: integer!(u16);
        deserialize_u32 visit_u32 u32: integer!(u32);
        deserialize_u64 visit_u64 u64: integer!(u64);
        deserialize_u128 visit_u128 u128: integer!(u128);
        deserialize_f32 visit_f32 f32: FormKind::Number;
        deserialize_f64 visit_f64 f64: FormKind::Number;
        deserialize_char visit_char char: FormKind::Char;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        visitor.visit_str(&self.plain()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        visitor.visit_some(self)
    }

    as_any_deserializer!();

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        self.sequence(visitor, FormKind::List)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, RefusedSetting> {
        let kind = FormKind::Tuple(length);
        self.sequence(visitor, kind).map_err(|refused| refused.or(kind))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RefusedSetting> {
        self.deserialize_any(visitor).map_err(|refused| refused.or(FormKind::Table))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RefusedSetting> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RefusedSetting> {
        let variant = self.plain().and_then(|text| {
            let name: StrDeserializer<'_, RefusedSetting> = text.as_ref().into_deserializer();
            visitor.visit_enum(name)
        });
        variant.map_err(|refused| refused.or(FormKind::OneOf(variants)))
    }

    forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct identifier ignored_any
    }
}

is_its_deserializer!(SettingText);

#[cfg(test)]
mod tests {
    use super::from_text;
    use std::fmt::Debug;

    #[test]
    fn the_type_decides_what_is_parsed() {
        assert_eq!(from_text::<u16>("0123"), Ok(123));
        assert_eq!(from_text::<String>("0123").as_deref(), Ok("0123"));
        assert_eq!(from_text::<Option<bool>>("true"), Ok(Some(true)));
        assert_eq!(
            from_text::<Vec<String>>("[a, \"b c\",d]"),
            Ok(vec!["a".into(), "b c".into(), "d".into()])
        );
        assert_eq!(from_text::<Vec<u8>>("[]"), Ok(vec![]));
        assert_eq!(from_text::<Vec<Option<bool>>>("['true', false]"), Ok(vec![Some(true), Some(false)]));
        assert_eq!(from_text::<Vec<Vec<u8>>>("[[1, 2], []]"), Ok(vec![vec![1, 2], vec![]]));
        assert_eq!(from_text::<(u8, u8)>("[1, 2]"), Ok((1, 2)));
        assert_eq!(from_text::<std::net::IpAddr>("::1").ok(), "::1".parse().ok());
    }

    fn refused<T: serde_core::de::DeserializeOwned + Debug>(text: &str) -> String {
        from_text::<T>(text).unwrap_err().to_string()
    }

    #[test]
    fn a_refusal_says_the_form_that_is_read() {
        #[derive(serde::Deserialize, Debug)]
        enum Plan {
            #[serde(rename = "trial")]
            Trial,
            #[serde(rename = "paid")]
            Paid(#[allow(dead_code, reason = "only read by `Debug`")] u8),
        }
        #[derive(serde::Deserialize, Debug)]
        struct Backoff {
            #[allow(dead_code, reason = "only read by `Debug`")]
            steps: u8,
        }
        let list = "`[a, b]`";
        let quotes = "`[a, b]`, with quotes around each item that holds a separator, a quote or a bracket";
        let port = "a whole number from 0 to 65535";
        for (refused, expected) in [
            (refused::<u16>("70000"), port),
            (refused::<u16>(""), port),
            (refused::<Option<u16>>("x"), port),
            (refused::<i8>("128"), "a whole number from -128 to 127"),
            (refused::<bool>("1"), "`true` or `false`"),
            (refused::<bool>("TRUE"), "`true` or `false`"),
            (refused::<f64>(""), "a number"),
            (refused::<char>("ab"), "one character"),
            (refused::<Vec<u8>>("1, 2"), list),
            (refused::<Vec<String>>("trial,paid"), list),
            (refused::<Vec<String>>("[it's]"), quotes),
            (refused::<Vec<String>>("[[a]]"), "a value of type `Vec<String>`"),
            (refused::<Vec<u8>>("[1, 256]"), "`[a, b]`, each item a whole number from 0 to 255"),
            (refused::<(u8, u8)>("[1, 2, 3]"), "`[a, b]` with 2 items"),
            (refused::<(u8, u8)>("[1]"), "`[a, b]` with 2 items"),
            (refused::<(u8, u8)>("1, 2"), "`[a, b]` with 2 items"),
            (refused::<[bool; 2]>("[true, yes]"), "`[a, b]`, each item `true` or `false`"),
            (refused::<Plan>("free"), "one of `trial`, `paid`"),
            (refused::<Plan>("paid"), "one of `trial`, `paid`"),
            (refused::<Vec<Plan>>("[free]"), "`[a, b]`, each item one of `trial`, `paid`"),
            (refused::<Backoff>("5"), "a table, which only a document can hold"),
            (
                refused::<std::collections::BTreeMap<String, u8>>("{a: 1}"),
                "a table, which only a document can hold",
            ),
            (refused::<std::net::IpAddr>("x"), "a value of type `IpAddr`"),
            (refused::<std::num::NonZeroU8>("0"), "a value of type `NonZero<u8>`"),
        ] {
            assert_eq!(refused, expected);
        }
    }
}
