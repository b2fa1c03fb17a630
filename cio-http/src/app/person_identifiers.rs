//! The identifiers of a person.

super::lenient::models! {
    /// The identifiers of a person: at least one is set.
    struct PersonIdentifiers: personal {
        /// Your ID.
        id: Option<String>,
        /// The e-mail address.
        email: Option<String>,
        /// Customer.io's ID, which never changes.
        cio_id: Option<String>,
    }
}
