//! Where the useful part of an answer is: the whole, one member, a list, or one page of a list.

use super::lenient::Readable;
use super::member::Member;
use crate::paging::ListPage;
use crate::wire::{self, InObject, UnreadableAnswer};
use bytes::Bytes;
use http::Response;
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// How an answer is read. Sealed: it describes the routes of this crate.
pub trait Shape: 'static {
    /// The output of a route whose useful part is read into `T`.
    type Output<T: Readable>: Send;

    #[doc(hidden)]
    fn read<K: Member, T: Readable>(response: &Response<Bytes>) -> Result<Self::Output<T>, UnreadableAnswer>;
}

macro_rules! shapes {
    ($($(#[$docs:meta])* $name:ident -> $output:ty, $read:expr;)*) => {$(
        $(#[$docs])*
        #[derive(Debug)]
        pub enum $name {}

        impl Shape for $name {
            type Output<T: Readable> = $output;

            fn read<K: Member, T: Readable>(response: &Response<Bytes>) -> Result<$output, UnreadableAnswer> {
                let read: fn(&Response<Bytes>) -> Result<$output, UnreadableAnswer> = $read;
                read(response)
            }
        }
    )*};
}

shapes! {
    /// The whole answer.
    Whole -> T, whole::<T>;
    /// The status alone says everything.
    Nothing -> (), wire::empty;
    /// One member.
    One -> T, |response| {
        let missing = || UnreadableAnswer::new(format!("it has no `{}`", K::KEY));
        wire::json::<Envelope<K, T>>(response)?.value.ok_or_else(missing)
    };
    /// One member, which is a list; it may be `null`.
    Many -> Vec<T>, |response| Ok(wire::json::<Envelope<K, Vec<InObject<T>>>>(response)?.items());
    /// The same, whose items may each be wrapped in a `customer`: documented so, and observed otherwise.
    Wrapped -> Vec<T>, |response| {
        let items = wire::json::<Envelope<K, Vec<Unwrapped<T>>>>(response)?.value.unwrap_or_default();
        Ok(items.into_iter().map(|item| item.0).collect())
    };
    /// A list, and where the next page of it starts.
    Pages -> ListPage<T>, |response| {
        let mut page: Envelope<K, Vec<InObject<T>>> = wire::json(response)?;
        let next = page.next.take().filter(|next| !next.is_empty());
        Ok(ListPage { items: page.items(), next })
    };
}

/// An empty answer is read as `null`: the documents of many routes do not say whether there is a body.
fn whole<T: Readable>(response: &Response<Bytes>) -> Result<T, UnreadableAnswer> {
    if response.body().trim_ascii().is_empty() {
        return wire::json(&Response::new(Bytes::from_static(b"null")));
    }
    wire::json(response)
}

/// One member of an object, and the cursor if there is one; everything else is skipped.
struct Envelope<K, V> {
    value: Option<V>,
    next: Option<String>,
    kind: PhantomData<K>,
}

impl<K, T> Envelope<K, Vec<InObject<T>>> {
    fn items(self) -> Vec<T> {
        self.value.into_iter().flatten().map(|item| item.0).collect()
    }
}

impl<'de, K: Member, V: Deserialize<'de>> Deserialize<'de> for Envelope<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self { value: None, next: None, kind: PhantomData })
    }
}

impl<'de, K: Member, V: Deserialize<'de>> Visitor<'de> for Envelope<K, V> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with `{}`", K::KEY)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Self, A::Error> {
        while let Some(name) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            if name == K::KEY {
                self.value = members.next_value::<Option<InObject<V>>>()?.map(|read| read.0);
            } else if name == "next" {
                self.next = cursor(members.next_value()?)?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(self)
    }
}

/// A cursor is a string; for none, `null`, `""` and `false` have been seen.
fn cursor<E: serde::de::Error>(next: serde_json::Value) -> Result<Option<String>, E> {
    match next {
        serde_json::Value::String(text) => Ok(Some(text)),
        serde_json::Value::Number(number) => Ok(Some(number.to_string())),
        serde_json::Value::Null | serde_json::Value::Bool(false) => Ok(None),
        _ => Err(E::custom("the cursor is not a string")),
    }
}

/// An item with or without a `customer` around it.
struct Unwrapped<T>(T);

impl<'de, T: Readable> Deserialize<'de> for Unwrapped<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let item = match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Object(mut item) if item.len() == 1 && item.contains_key("customer") => {
                item["customer"].take()
            }
            item => item,
        };
        serde_json::from_value(item)
            .map(|InObject(item)| Self(item))
            .map_err(|_| D::Error::custom("not as documented"))
    }
}
