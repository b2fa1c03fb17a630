//! Reads a setting that was found as text: what to parse is decided by the type, never guessed from the text.

use serde_core::de::value::{Error, SeqDeserializer};
use serde_core::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde_core::forward_to_deserialize_any;

/// The value that `text` is for a `T`, if it is one.
pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Text(text)).ok()
}

/// The value that a `T` has where nothing was found: an `Option` has one, as `serde` sees it.
pub(super) fn from_nothing<T: DeserializeOwned>() -> Option<T> {
    T::deserialize(Nothing).ok()
}

/// What was not found.
struct Nothing;

impl<'de> Deserializer<'de> for Nothing {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("nothing was found"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A text that becomes what it is asked for: a `u16` is parsed, a `String` is the text, a list is `[a, b]`.
#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

macro_rules! parsed {
    ($($method:ident $visit:ident $type:ty)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.0.parse::<$type>().map_err(|_| Error::custom("not as expected"))?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Error;

    parsed! {
        deserialize_bool visit_bool bool
        deserialize_i8 visit_i8 i8
        deserialize_i16 visit_i16 i16
        deserialize_i32 visit_i32 i32
        deserialize_i64 visit_i64 i64
        deserialize_i128 visit_i128 i128
        deserialize_u8 visit_u8 u8
        deserialize_u16 visit_u16 u16
        deserialize_u32 visit_u32 u32
        deserialize_u64 visit_u64 u64
        deserialize_u128 visit_u128 u128
        deserialize_f32 visit_f32 f32
        deserialize_f64 visit_f64 f64
        deserialize_char visit_char char
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let list = self.0.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let list = list.ok_or_else(|| Error::custom("expected a list"))?.trim();
        let items = list.split(',').map(|item| Text(item.trim())).filter(|_| !list.is_empty());
        let mut items = SeqDeserializer::new(items);
        let value = visitor.visit_seq(&mut items)?;
        // A tuple stops at its own length.
        items.end()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::from_text;

    #[test]
    fn the_type_decides_what_is_parsed() {
        assert_eq!(from_text::<u16>("0123"), Some(123));
        assert_eq!(from_text::<String>("0123").as_deref(), Some("0123"));
        assert_eq!(from_text::<Option<bool>>("true"), Some(Some(true)));
        assert_eq!(from_text::<Vec<String>>("[a, b c,d]"), Some(vec!["a".into(), "b c".into(), "d".into()]));
        assert_eq!(from_text::<Vec<u8>>("[]"), Some(vec![]));
        assert_eq!(from_text::<(u8, u8)>("[1, 2]"), Some((1, 2)));
        assert_eq!(from_text::<std::net::IpAddr>("::1"), "::1".parse().ok());
    }

    #[test]
    fn what_is_not_of_the_type_is_refused() {
        assert_eq!(from_text::<u16>("70000"), None);
        assert_eq!(from_text::<bool>("yes"), None);
        assert_eq!(from_text::<Vec<u8>>("1, 2"), None);
        assert_eq!(from_text::<f64>(""), None);
        assert_eq!(from_text::<(u8, u8)>("[1, 2, 3]"), None);
    }
}
