//! JSON without NaN, for which `serde_json` writes `null`, which would delete the attribute; and without the times of
//! libraries that serialise them in parts, which the service would store as the parts.

use super::input::InvalidInput;
use serde::ser::{self, Error as _, Serialize, Serializer};

mod in_parts;

use in_parts::IN_PARTS;

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
// Its methods are `#[inline]`: a batch calls them for every field of every item, and each does very little.
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
    type SerializeSeq = in_parts::List<S::SerializeSeq>;
    type SerializeTuple = in_parts::List<S::SerializeTuple>;
    type SerializeTupleStruct = Finite<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Finite<S::SerializeTupleVariant>;
    type SerializeMap = in_parts::Map<S::SerializeMap>;
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
        Ok(in_parts::List::new(self.0.serialize_seq(len)?, len))
    }

    #[inline]
    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        Ok(in_parts::List::new(self.0.serialize_tuple(len)?, Some(len)))
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
        Ok(in_parts::Map::new(self.0.serialize_map(len)?, len))
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
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}
fields! {
    SerializeStruct;
    SerializeStructVariant;
}

#[cfg(test)]
mod tests;
