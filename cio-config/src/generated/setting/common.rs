//! Code shared by the readers of text and of documents.

use crate::generated::setting::refused::RefusedSetting;
use serde_core::de::value::SeqDeserializer;
use serde_core::de::{IntoDeserializer, Visitor};

/// Reads a list, all of it: a tuple stops at its own length.
pub(super) fn visit_items<'de, T, V>(
    items: impl Iterator<Item = T>,
    visitor: V,
) -> Result<V::Value, RefusedSetting>
where
    T: IntoDeserializer<'de, RefusedSetting>,
    V: Visitor<'de>,
{
    let mut items = SeqDeserializer::new(items);
    let value = visitor.visit_seq(&mut items).map_err(RefusedSetting::in_items)?;
    items.end().map(|()| value)
}

/// The methods of a `Deserializer` that pass the value on.
macro_rules! as_any_deserializer {
    () => {
        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, RefusedSetting> {
            visitor.visit_newtype_struct(self)
        }

        fn deserialize_tuple_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            length: usize,
            visitor: V,
        ) -> Result<V::Value, RefusedSetting> {
            self.deserialize_tuple(length, visitor)
        }
    };
}
pub(super) use as_any_deserializer;

/// An item of a list is read as the list is.
macro_rules! is_its_deserializer {
    ($reader:ident) => {
        impl<'de> IntoDeserializer<'de, RefusedSetting> for $reader<'_> {
            type Deserializer = Self;

            fn into_deserializer(self) -> Self {
                self
            }
        }
    };
}
pub(super) use is_its_deserializer;
