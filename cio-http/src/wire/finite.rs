//! JSON without NaN, for which `serde_json` writes `null`, which deletes what it was meant to set; and without the times of
//! libraries that serialise them in parts, which the service would store as the parts.

use super::input::InvalidInput;
use serde::ser::{self, Error as _, Serialize, Serializer};

mod tuple;

pub(super) use tuple::{IN_PARTS, is_part_of_a_time};

const NOT_FINITE: &str = "NaN or infinite";

pub(super) fn to_json<T: Serialize + ?Sized>(
    input: &'static str,
    value: &T,
) -> Result<Vec<u8>, InvalidInput> {
    let mut text = Vec::with_capacity(128);
    write(input, value, &mut text)?;
    Ok(text)
}

/// Appends `value` to `text`; after an error, the buffer is not valid JSON.
pub(crate) fn write<T>(input: &'static str, value: &T, text: &mut Vec<u8>) -> Result<(), InvalidInput>
where
    T: Serialize + ?Sized,
{
    value.serialize(Finite(&mut serde_json::Serializer::new(text))).map_err(|error| fault(input, &error))
}

/// As [`write`], for a value that has to be an object.
pub(crate) fn write_object<T>(input: &'static str, value: &T, text: &mut Vec<u8>) -> Result<(), InvalidInput>
where
    T: Serialize + ?Sized,
{
    let start = text.len();
    write(input, value, text)?;
    match text.get(start) {
        Some(b'{') => Ok(()),
        _ => Err(InvalidInput::new(input, "is neither a struct nor a map")),
    }
}

/// The error's own words may hold the value, so they are looked at and left out.
pub(super) fn fault(input: &'static str, error: &serde_json::Error) -> InvalidInput {
    if error.to_string() == NOT_FINITE {
        InvalidInput::new(input, "has a number that is NaN or infinite, which JSON cannot represent")
    } else if error.to_string() == IN_PARTS {
        InvalidInput::new(input, IN_PARTS)
    } else {
        InvalidInput::new(input, "cannot be written as JSON")
    }
}

/// A serializer that refuses NaN and infinities, and is otherwise the one inside.
// Its methods ask to be inlined: a batch calls them for every field of every item, and they do next to nothing.
struct Finite<S>(S);

/// A value that is serialized through [`Finite`] at any depth.
pub(super) struct Checked<'a, T: ?Sized>(pub(super) &'a T);

impl<T: Serialize + ?Sized> Serialize for Checked<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Finite(serializer))
    }
}

macro_rules! forward {
    ($($method:ident($ty:ty);)*) => {$(
        #[inline]
        fn $method(self, value: $ty) -> Result<S::Ok, S::Error> {
            self.0.$method(value)
        }
    )*};
}

impl<S: Serializer> Serializer for Finite<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Finite<S::SerializeSeq>;
    type SerializeTuple = tuple::Tuple<S::SerializeTuple>;
    type SerializeTupleStruct = Finite<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Finite<S::SerializeTupleVariant>;
    type SerializeMap = Finite<S::SerializeMap>;
    type SerializeStruct = Finite<S::SerializeStruct>;
    type SerializeStructVariant = Finite<S::SerializeStructVariant>;

    forward! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_unit_struct(&'static str);
    }

    #[inline]
    fn serialize_f32(self, value: f32) -> Result<S::Ok, S::Error> {
        if value.is_finite() { self.0.serialize_f32(value) } else { Err(S::Error::custom(NOT_FINITE)) }
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<S::Ok, S::Error> {
        if value.is_finite() { self.0.serialize_f64(value) } else { Err(S::Error::custom(NOT_FINITE)) }
    }

    #[inline]
    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_none()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Checked(value))
    }

    #[inline]
    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit_variant(name, index, variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_struct(name, &Checked(value))
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_variant(name, index, variant, &Checked(value))
    }

    #[inline]
    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        self.0.serialize_seq(len).map(Finite)
    }

    #[inline]
    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        Ok(tuple::Tuple::new(self.0.serialize_tuple(len)?, len))
    }

    #[inline]
    fn serialize_tuple_struct(
        self,
        name: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.0.serialize_tuple_struct(name, len).map(Finite)
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        self.0.serialize_tuple_variant(name, index, variant, len).map(Finite)
    }

    #[inline]
    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.0.serialize_map(len).map(Finite)
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        // As serde writes a `SystemTime`.
        if len == 2 && name == "SystemTime" {
            return Err(S::Error::custom(IN_PARTS));
        }
        self.0.serialize_struct(name, len).map(Finite)
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        self.0.serialize_struct_variant(name, index, variant, len).map(Finite)
    }
}

macro_rules! elements {
    ($($kind:ident::$method:ident;)*) => {$(
        impl<S: ser::$kind> ser::$kind for Finite<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.0.$method(&Checked(value))
            }

            #[inline]
            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        }
    )*};
}

macro_rules! fields {
    ($($kind:ident;)*) => {$(
        impl<S: ser::$kind> ser::$kind for Finite<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            #[inline]
            fn serialize_field<T>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error>
            where
                T: Serialize + ?Sized,
            {
                self.0.serialize_field(key, &Checked(value))
            }

            #[inline]
            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        }
    )*};
}

elements! {
    SerializeSeq::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}
fields! {
    SerializeStruct;
    SerializeStructVariant;
}

impl<S: ser::SerializeMap> ser::SerializeMap for Finite<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    // `serde_json` itself refuses a key that is not a finite number.
    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(key)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&Checked(value))
    }

    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use super::to_json;
    use serde::Serialize;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Shape {
        Unit,
        Newtype(f64),
        Tuple(f64, f32),
        Struct { x: Option<f64> },
    }

    #[test]
    fn finite_json_is_what_serde_json_writes() {
        let value = (
            vec![Shape::Unit, Shape::Newtype(1.5), Shape::Tuple(2.0, 0.1), Shape::Struct { x: None }],
            BTreeMap::from([("é\"", Some(i128::MAX)), ("b", None)]),
            ((), 'c', "text", u64::MAX, true),
        );
        assert_eq!(to_json("body", &value).unwrap(), serde_json::to_vec(&value).unwrap());
    }

    #[test]
    fn nan_and_infinities_are_refused_wherever_they_stand() {
        fn refused<T: Serialize>(value: T) -> String {
            to_json("body", &value).unwrap_err().to_string()
        }
        let reason = "body has a number that is NaN or infinite, which JSON cannot represent";
        assert_eq!(refused(f64::NAN), reason);
        assert_eq!(refused(f32::INFINITY), reason);
        assert_eq!(refused(vec![Some(f64::NEG_INFINITY)]), reason);
        assert_eq!(refused((1, f64::NAN)), reason);
        assert_eq!(refused(BTreeMap::from([("a", [f64::NAN])])), reason);
        assert_eq!(refused(Shape::Newtype(f64::NAN)), reason);
        assert_eq!(refused(Shape::Tuple(1.0, f32::NAN)), reason);
        assert_eq!(refused(Shape::Struct { x: Some(f64::NAN) }), reason);
    }

    #[test]
    fn a_time_in_parts_is_refused_wherever_it_is() {
        fn refused<T: Serialize>(value: T) -> bool {
            let written = to_json("data", &value);
            written.is_err_and(|fault| {
                fault.to_string() == "data is a time in parts: give the number of seconds since 1970"
            })
        }
        let now = std::time::SystemTime::now();
        assert!(refused(now) && refused(Some(now)) && refused(vec![BTreeMap::from([("at", now)])]));
        // As the crate `time` writes an `OffsetDateTime` and a `PrimitiveDateTime`.
        assert!(
            refused((2024, 144, 10, 0, 0, 0, 2, 0, 0))
                && refused([Some((2024, 144_u16, 10_u8, 0, 0, 7_u32))])
        );
        assert!(!refused((2024, 144, 10, 0, 0)) && !refused((24, 144, 10, 0, 0, 0)) && !refused([0; 6]));
        assert!(!refused((2024, 144, "a", 0, 0, 0)) && !refused((2024, 144, 10, 60, 0, 0, 2, 0, 0)));
        assert!(!refused(std::time::Duration::from_secs(1)));
    }

    #[test]
    fn other_failures_do_not_repeat_the_value() {
        let error = to_json("body", &BTreeMap::from([(vec!["ada@example.com"], 1)])).unwrap_err();
        assert_eq!(error.to_string(), "body cannot be written as JSON");
    }
}
