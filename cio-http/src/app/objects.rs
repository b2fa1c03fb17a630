//! Objects: things that people belong to, such as a company or a course.

use super::customers::ObjectIdentifiers;
use super::person_identifiers::PersonIdentifiers;
use super::filter::ObjectFilter;
use super::table::routes;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

super::lenient::models! {
    /// A type of objects.
    struct ObjectType {
        /// Its number.
        id: u64,
        /// The plural name: `Companies`.
        name: String,
        /// The singular name: `Company`.
        singular_name: Option<String>,
        /// The name in addresses.
        slug: Option<String>,
        /// The name of one in addresses.
        singular_slug: Option<String>,
        /// Its picture in the dashboard.
        icon: Option<String>,
        /// Whether it is in use.
        enabled: bool,
    }

    /// An object, with its attributes.
    struct ObjectAttributes: personal {
        /// Its name.
        identifiers: ObjectIdentifiers,
        /// Its type.
        object_type_id: u64,
        /// All attributes.
        attributes: Map<String, Value>,
        /// When each was set, in seconds since 1970.
        timestamps: BTreeMap<String, u64>,
    }

    /// A person that an object is related to.
    struct ObjectRelationship: personal {
        /// The person.
        identifiers: PersonIdentifiers,
        /// The type of the object.
        object_type_id: u64,
        /// Whether that type is out of use.
        object_type_disabled: bool,
    }
}

routes! {
    /// All types of objects.
    ListObjectTypes = GET "/v1/object_types" => Many "types" of ObjectType;
    /// All objects that a filter fits.
    [made] SearchObjects = POST search "/v1/objects" => Pages "identifiers" of ObjectIdentifiers, Limit;
    /// The people that an object is related to.
    GetObjectRelationships(object_type_id: u64, object_id: Identifier) = GET "/v1/objects/{object_type_id}/{object_id}/relationships" => Pages "cio_relationships" of ObjectRelationship, Limit ByObjectIdType;
    /// One object with all attributes.
    GetObjectAttributes(object_type_id: u64, object_id: Identifier) = GET "/v1/objects/{object_type_id}/{object_id}/attributes" => One "object" of ObjectAttributes, ByObjectIdType;
}

impl SearchObjects {
    /// Of one type, by this filter.
    ///
    /// ```
    /// use cio_http::{Operation, app::{ObjectFilter, SearchObjects}};
    ///
    /// let search = SearchObjects::new(1, ObjectFilter::has_attribute(1, "name"));
    /// assert_eq!(
    ///     search.request()?.body(),
    ///     concat!(
    ///         r#"{"object_type_id":"1","filter":{"object_attribute":"#,
    ///         r#"{"field":"name","operator":"exists","type_id":"1"}}}"#,
    ///     ),
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a filter that was made for this reads better without `&`")]
    pub fn new(object_type_id: u64, filter: ObjectFilter) -> Self {
        let mut route = Self::to(Vec::new());
        route.fields().set("object_type_id", &object_type_id.to_string());
        route.filter("filter", &filter)
    }
}
