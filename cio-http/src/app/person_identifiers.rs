//! What a person is called.

super::lenient::models! {
    /// What a person is called: at least one of these is set.
    struct PersonIdentifiers: personal {
        /// Your ID.
        id: Option<String>,
        /// The e-mail address.
        email: Option<String>,
        /// Customer.io's ID, which never changes.
        cio_id: Option<String>,
    }
}
