//! `AddToSegment` and `RemoveFromSegment`: who is in a manual segment.

use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, IdType, Identifier, InvalidInput, Path, Writer};
use bytes::Bytes;
use http::Method;
use std::fmt;

/// People in one call. Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
const MOST: usize = 1000;

/// The common fields of both operations.
#[derive(Clone)]
struct People {
    segment_id: u64,
    id_type: IdType,
    ids: Vec<Identifier>,
}

impl People {
    fn request(&self, part: &'static str) -> Result<http::Request<Bytes>, InvalidInput> {
        // The API has it as a signed number of 32 bits.
        if self.segment_id == 0 || i32::try_from(self.segment_id).is_err() {
            return Err(InvalidInput::new("segment ID", "is not a number from 1 to 2147483647"));
        }
        let path =
            Path::new("/api/v1/segments").segment("segment ID", self.segment_id.to_string())?.then(part);
        let path = match self.id_type {
            IdType::Id => path,
            id_type => path.query("id_type", id_type.as_str()),
        };
        wire::request(Method::POST, path, self.body()?)
    }

    fn body(&self) -> Result<Bytes, InvalidInput> {
        match self.ids.len() {
            0 => return Err(InvalidInput::new("ids", "are none")),
            1..=MOST => {}
            _ => return Err(InvalidInput::new("ids", format!("are more than {MOST}"))),
        }
        let checked = match self.id_type {
            IdType::Email => Identifier::checked_as_person,
            IdType::Id | IdType::CioId => Identifier::checked,
            IdType::Phone => {
                return Err(InvalidInput::new("id type", "is phone, which segments do not accept"));
            }
        };
        let text = Writer::body(16 + 16 * self.ids.len(), |body| {
            body.with("ids", |text| {
                wire::list(text, &self.ids, |id, text| wire::write_json("id", checked(id, "id")?, text))
            })?;
            Ok(())
        })?;
        Ok(text)
    }
}

macro_rules! segment {
    ($(#[$docs:meta])* $name:ident, $operation:literal, $part:literal) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name(People);

        impl $name {
            /// The segment, and from 1 to 1000 people by your own IDs.
            #[must_use]
            pub fn new<I>(segment_id: u64, ids: I) -> Self
            where
                I: IntoIterator<Item: Into<Identifier>>,
            {
                let ids = ids.into_iter().map(Into::into).collect();
                Self(People { segment_id, id_type: IdType::default(), ids })
            }

            /// Sets another kind of identifier for the people. The service ignores those it does not find.
            #[must_use]
            pub fn id_type(mut self, id_type: IdType) -> Self {
                self.0.id_type = id_type;
                self
            }
        }

        operation!($name, TrackApi, $operation, concat!("POST /api/v1/segments/{segment_id}", $part), Safe, |segment| segment.0.request($part));

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("segment_id", &self.0.segment_id)
                    .field("id_type", &self.0.id_type)
                    .field("ids", &format_args!("{} set", self.0.ids.len()))
                    .finish()
            }
        }
    };
}

segment! {
    /// Adds people to a manual segment, which has to exist.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::{AddToSegment, IdType};
    ///
    /// let add = AddToSegment::new(7, ["ada@example.com"]).id_type(IdType::Email);
    /// assert_eq!(add.request()?.uri(), "/api/v1/segments/7/add_customers?id_type=email");
    /// assert_eq!(add.request()?.body(), r#"{"ids":["ada@example.com"]}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    AddToSegment, "track.add_to_segment", "/add_customers"
}

segment! {
    /// Takes people out of a manual segment.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::RemoveFromSegment;
    ///
    /// let remove = RemoveFromSegment::new(7, [42, 43]);
    /// assert_eq!(remove.request()?.uri(), "/api/v1/segments/7/remove_customers");
    /// assert_eq!(remove.request()?.body(), r#"{"ids":["42","43"]}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    RemoveFromSegment, "track.remove_from_segment", "/remove_customers"
}

#[cfg(test)]
mod tests {
    use super::{AddToSegment, IdType, RemoveFromSegment};
    use crate::operation::Operation;

    #[test]
    fn there_are_1_to_1000_people_of_1_to_150_bytes() {
        for (add, expected) in [
            (AddToSegment::new(7, 1..=1000), None),
            (AddToSegment::new(7, 1..=1001), Some("ids are more than 1000")),
            (AddToSegment::new(7, [""; 0]), Some("ids are none")),
            (AddToSegment::new(7, ["42", ""]), Some("id is empty")),
            (AddToSegment::new(7, ["x".repeat(151)]), Some("id is longer than 150 bytes")),
            (
                AddToSegment::new(7, ["+14155552671"]).id_type(IdType::Phone),
                Some("id type is phone, which segments do not accept"),
            ),
            (AddToSegment::new(0, [1]), Some("segment ID is not a number from 1 to 2147483647")),
            (AddToSegment::new(1 << 31, [1]), Some("segment ID is not a number from 1 to 2147483647")),
        ] {
            assert_eq!(add.request().err().map(|fault| fault.to_string()).as_deref(), expected);
        }
    }

    #[test]
    fn debug_counts_people_and_shows_none() {
        let shown = format!("{:?}", RemoveFromSegment::new(7, ["ada"]));
        assert_eq!(shown, "RemoveFromSegment { segment_id: 7, id_type: Id, ids: 1 set }");
    }
}
