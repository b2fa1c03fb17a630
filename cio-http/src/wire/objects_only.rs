//! Reads a struct from a JSON object and from nothing else.
//!
//! A derived `Deserialize` takes a list for a struct too, field by field in the order of their declaration, so `[1]` would
//! become a delivery with the ID `1`. serde has no attribute against it; the difference is one method of the deserializer.

use serde::de::{Deserialize, Deserializer, Visitor};

/// Passes every request on, but asks for a map where a struct is asked for.
pub(crate) struct ObjectsOnly<D>(pub(crate) D);

/// A value read through [`ObjectsOnly`].
pub(crate) struct InObject<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InObject<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(ObjectsOnly(deserializer)).map(Self)
    }
}

macro_rules! passed_on {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectsOnly<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    passed_on! {
        deserialize_any()
        deserialize_bool()
        deserialize_i8()
        deserialize_i16()
        deserialize_i32()
        deserialize_i64()
        deserialize_i128()
        deserialize_u8()
        deserialize_u16()
        deserialize_u32()
        deserialize_u64()
        deserialize_u128()
        deserialize_f32()
        deserialize_f64()
        deserialize_char()
        deserialize_str()
        deserialize_string()
        deserialize_bytes()
        deserialize_byte_buf()
        deserialize_option()
        deserialize_unit()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_seq()
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_map()
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
        deserialize_identifier()
        deserialize_ignored_any()
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

#[cfg(test)]
mod tests {
    use super::InObject;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Pair {
        first: u64,
        second: Option<String>,
    }

    #[test]
    fn a_struct_is_an_object_and_every_other_type_is_as_before() {
        let pair = |json| serde_json::from_str::<InObject<Pair>>(json).map(|read| read.0).ok();
        assert_eq!(pair(r#"{"first":1}"#), Some(Pair { first: 1, second: None }));
        for json in [r#"[1,"a"]"#, "[]", "1", "null", r#""first""#] {
            assert_eq!(pair(json), None, "{json}");
        }
        let list = serde_json::from_str::<InObject<Vec<u64>>>("[1,2]").unwrap().0;
        assert_eq!(list, [1, 2]);
        let tuple = serde_json::from_str::<InObject<(u64, Option<bool>)>>("[1,null]").unwrap().0;
        assert_eq!(tuple, (1, None));
        let any = serde_json::from_str::<InObject<serde_json::Value>>(r#"[{"a":[1]}]"#).unwrap().0;
        assert_eq!(any, serde_json::json!([{"a": [1]}]));
    }
}
