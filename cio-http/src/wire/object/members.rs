//! Takes a struct or a map apart into the members of an object.

use crate::wire::finite::{self, Checked};
use crate::wire::input::InvalidInput;
use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};
use serde_json::{Error, Value};

const NO_MEMBERS: &str = "neither a struct nor a map";

/// An object that is built one member at a time.
pub(super) trait SetMember {
    /// Makes room for so many more, as a value says before it gives them.
    fn make_room(&mut self, members: usize);

    fn set_member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T);
}

/// Sets one member for each field of a struct, or entry of a map.
pub(super) fn set<T, O>(input: &'static str, fields: &T, object: &mut O) -> Result<(), InvalidInput>
where
    T: Serialize + ?Sized,
    O: SetMember,
{
    fields.serialize(Members { object, key: None }).map_err(|error| {
        if error.to_string() == NO_MEMBERS {
            InvalidInput::new(input, "is neither a struct nor a map")
        } else {
            finite::fault(input, &error)
        }
    })
}

/// A serializer that takes a struct or a map apart, and nothing else.
struct Members<'a, O> {
    object: &'a mut O,
    key: Option<String>,
}

macro_rules! refuse {
    ($($method:ident($($ty:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $ty),*) -> Result<$ok, Error> {
            Err(Error::custom(NO_MEMBERS))
        }
    )*};
}

impl<O: SetMember> Serializer for Members<'_, O> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Impossible<(), Error>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_map(self, len: Option<usize>) -> Result<Self, Error> {
        self.object.make_room(len.unwrap_or_default());
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Self, Error> {
        self.object.make_room(len);
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error::custom(NO_MEMBERS))
    }

    refuse! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

impl<O: SetMember> SerializeStruct for Members<'_, O> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.object.set_member(key, value);
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

impl<O: SetMember> SerializeMap for Members<'_, O> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = match serde_json::to_value(Checked(key))? {
            Value::String(name) => Some(name),
            Value::Number(number) => Some(number.to_string()),
            _ => return Err(Error::custom("a key is not a string")),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.key.take().ok_or_else(|| Error::custom("a value without a key"))?;
        self.object.set_member(&key, value);
        Ok(())
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}
