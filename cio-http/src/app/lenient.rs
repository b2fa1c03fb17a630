//! Reads answers leniently: a number or a string for an ID, `null` for a list, undocumented fields.

use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// Reads a field of an answer; nothing at all is its default.
pub(super) fn lenient<'de, D: Deserializer<'de>, T: Lenient>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::<LenientValue<T>>::deserialize(deserializer)?.map_or_else(T::default, |inside| inside.0))
}

/// As [`lenient`], for a field without which the answer is none.
pub(super) fn required<'de, D: Deserializer<'de>, T: Lenient>(deserializer: D) -> Result<T, D::Error> {
    LenientValue::<T>::deserialize(deserializer).map(|inside| inside.0)
}

/// A type of a field, and how it is read where it is not `null`.
pub(super) trait Lenient: Default {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A value read by [`Lenient`], for serde.
struct LenientValue<T>(T);

impl<'de, T: Lenient> Deserialize<'de> for LenientValue<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl Lenient for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StringOrNumber)
    }
}

impl Lenient for u64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrString)
    }
}

impl<T: Lenient> Lenient for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<Option<LenientValue<T>>>::deserialize(deserializer)?;
        Ok(items.into_iter().map(|item| item.map_or_else(T::default, |inside| inside.0)).collect())
    }
}

impl<T: Lenient> Lenient for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = BTreeMap::<String, Option<LenientValue<T>>>::deserialize(deserializer)?;
        let value = |inside: Option<LenientValue<T>>| inside.map_or_else(T::default, |inside| inside.0);
        Ok(entries.into_iter().map(|(name, inside)| (name, value(inside))).collect())
    }
}

macro_rules! as_serde_reads {
    ($($ty:ty),*) => {$(
        impl Lenient for $ty {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

as_serde_reads!(bool, Value, Map<String, Value>);

/// A string, or a number read as one.
struct StringOrNumber;

/// A number, or a string that holds one.
struct NumberOrString;

impl Visitor<'_> for StringOrNumber {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<String, E> {
        Ok(yes.to_string())
    }
}

impl Visitor<'_> for NumberOrString {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    /// An empty text is how some lists say that there is none.
    fn visit_str<E: de::Error>(self, text: &str) -> Result<u64, E> {
        if text.is_empty() { Ok(0) } else { text.parse().map_err(|_| E::custom("not a whole number")) }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<u64, E> {
        Ok(number)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<u64, E> {
        // Some times are -1 where there is none.
        Ok(u64::try_from(number).unwrap_or_default())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<u64, E> {
        Ok(number as u64)
    }
}

/// Declares the type of an answer: every field may be missing or `null`, and unknown ones are skipped.
///
/// `Debug` of a `personal` one shows its name alone: it holds addresses of people.
macro_rules! models {
    ($($(#[$docs:meta])* struct $name:ident $(: $personal:ident)? {
        $($(#[$field_docs:meta])* $field:ident $(as $key:literal)?: $ty:ty,)*
    })*) => {$(
        $(#[$docs])*
        #[derive(Clone, Default, PartialEq, serde::Deserialize)]
        #[serde(default, remote = "Self")]
        #[non_exhaustive]
        pub struct $name {$(
            $(#[$field_docs])*
            #[serde($(rename = $key,)? deserialize_with = "crate::app::lenient::lenient")]
            pub $field: $ty,
        )*}

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // `remote` makes the derived code an inherent function, which this wraps.
                Self::deserialize(crate::wire::ObjectsOnly(deserializer))
            }
        }

        impl crate::app::lenient::Lenient for $name {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer)
            }
        }

        $crate::app::lenient::models! { @debug $($personal)? $name $($field)* }
    )*};
    (@debug personal $name:ident $($field:ident)*) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }
    };
    (@debug $name:ident $($field:ident)*) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))*.finish()
            }
        }
    };
}

pub(super) use models;

/// A type that a successful answer can be read into.
pub trait Readable: DeserializeOwned + Send {}

impl<T: DeserializeOwned + Send> Readable for T {}

#[cfg(test)]
mod tests {
    use crate::app::{ArchivedMessage, Campaign, CustomerRelationship, PersonIdentifiers, TestGroup};

    fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn an_id_is_a_number_or_a_string() {
        for (json, id) in [
            (r#"{"id":7}"#, 7),
            (r#"{"id":"7"}"#, 7),
            (r#"{"id":7.0}"#, 7),
            (r#"{"id":-1}"#, 0),
            (r#"{"id":""}"#, 0),
        ] {
            assert_eq!(read::<Campaign>(json).id, id, "{json}");
        }
        for (json, cio_id) in
            [(r#"{"cio_id":"03"}"#, Some("03")), (r#"{"cio_id":3}"#, Some("3")), (r#"{"cio_id":null}"#, None)]
        {
            assert_eq!(read::<PersonIdentifiers>(json).cio_id.as_deref(), cio_id, "{json}");
        }
        assert_eq!(read::<TestGroup>(r#"{"content_ids":["1",2]}"#).content_ids, [1, 2]);
        assert!(serde_json::from_str::<Campaign>(r#"{"id":"seven"}"#).is_err());
    }

    #[test]
    fn null_missing_and_unknown_fields_are_accepted() {
        let campaign: Campaign =
            read(r#"{"tags":["a",null],"actions":null,"type":"event","new":[{}],"first_started":null}"#);
        assert_eq!((campaign.tags.join(","), campaign.kind.as_deref()), ("a,".to_owned(), Some("event")));
        assert_eq!(read::<Campaign>(r#"{"actions":null}"#), Campaign::default());
        let journeys: crate::app::JourneyMetrics = read(r#"{"started":[1,null],"converted":null}"#);
        assert_eq!((&*journeys.started, &*journeys.converted), (&[1, 0][..], &[][..]));
        let related: CustomerRelationship =
            read(r#"{"timestamps":{"since":1,"until":null},"identifiers":null}"#);
        assert_eq!((related.timestamps["since"], related.timestamps["until"]), (1, 0));
    }

    #[test]
    fn the_headers_of_a_message_are_an_object_or_a_string() {
        for headers in [r#""[{\"name\":\"X-A\",\"value\":\"b\"}]""#, r#"{"X-A":"b"}"#, "[]", "null"] {
            let message: ArchivedMessage = read(&format!(r#"{{"id":"m","headers":{headers}}}"#));
            assert_eq!(message.headers, read::<serde_json::Value>(headers));
        }
    }

    #[test]
    fn debug_shows_no_person() {
        let person: PersonIdentifiers = read(r#"{"email":"zoe@example.com"}"#);
        assert_eq!(format!("{person:?}"), "PersonIdentifiers([redacted])");
        assert!(format!("{:?}", Campaign::default()).starts_with("Campaign { id: 0, "));
    }
}
