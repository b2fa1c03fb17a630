//! Imports: files of people, events, objects or relationships.

use super::table::routes;

super::lenient::models! {
    /// An import.
    struct Import {
        /// Its number.
        id: u64,
        /// Its name.
        name: String,
        /// Its description, as entered in the dashboard or by an API call.
        description: Option<String>,
        /// `preprocessing`, `importing`, `imported`, `failed` and steps between.
        state: String,
        /// `people`, `event`, `object` or `relationship`.
        kind as "type": String,
        /// The identifier of people in the file: `id` or `email`.
        identifier: Option<String>,
        /// The type of the objects.
        object_type_id: Option<u64>,
        /// `all`, `only_new` or `only_existing`.
        data_to_process: Option<String>,
        /// How many rows it has.
        rows_to_import: u64,
        /// How many are in.
        rows_imported: u64,
        /// Why it failed.
        error: Option<String>,
        /// The export that lists the rows with errors.
        error_export_id: Option<u64>,
        /// The export that lists the rows with warnings.
        warning_export_id: Option<u64>,
        /// When it was asked for, in seconds since 1970.
        created_at: u64,
        /// When it last changed, in seconds since 1970.
        updated_at: u64,
    }
}

routes! {
    /// Starts an import of a CSV file that Customer.io can fetch.
    [made] CreateImport = POST "/v1/imports" => One "import" of Import;
    /// One import: look here whether it is done.
    GetImport(import_id: u64) = GET "/v1/imports/{import_id}" => One "import" of Import;
}

impl CreateImport {
    /// Of people; the file names each by `id` or `email`.
    ///
    /// ```
    /// use cio_http::{Operation, app::CreateImport};
    ///
    /// let import = CreateImport::people("june", "https://example.com/june.csv", "email").data_to_process("only_new");
    /// assert_eq!(
    ///     import.request()?.body(),
    ///     concat!(
    ///         r#"{"import":{"name":"june","data_file_url":"https://example.com/june.csv","type":"people","#,
    ///         r#""identifier":"email","data_to_process":"only_new"}}"#,
    ///     ),
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn people(name: impl Into<String>, data_file_url: impl Into<String>, identifier: &str) -> Self {
        Self::about("people", &name.into(), &data_file_url.into(), ("identifier", identifier))
    }

    /// Of events; the file names each person by `id` or `email`.
    #[must_use]
    pub fn events(name: impl Into<String>, data_file_url: impl Into<String>, identifier: &str) -> Self {
        Self::about("event", &name.into(), &data_file_url.into(), ("identifier", identifier))
    }

    /// Of relationships; the file names each person by `id` or `email`.
    #[must_use]
    pub fn relationships(name: impl Into<String>, data_file_url: impl Into<String>, identifier: &str) -> Self {
        Self::about("relationship", &name.into(), &data_file_url.into(), ("identifier", identifier))
    }

    /// Of objects of one type.
    #[must_use]
    pub fn objects(name: impl Into<String>, data_file_url: impl Into<String>, object_type_id: u64) -> Self {
        let object_type_id = object_type_id.to_string();
        Self::about("object", &name.into(), &data_file_url.into(), ("object_type_id", &object_type_id))
    }

    fn about(kind: &str, name: &str, data_file_url: &str, by: (&'static str, &str)) -> Self {
        let mut route = Self::to(Vec::new()).with_fields(Some("import"));
        for (field, text) in [("name", name), ("data_file_url", data_file_url), ("type", kind), by] {
            route.fields().text(field, text);
        }
        route
    }
}

impl<T> CreateImport<T> {
    super::fields::setters! {
        /// Its description, as entered in the dashboard or by an API call.
        description: text;
        /// `all`, `only_new` or `only_existing`.
        data_to_process: text;
    }
}
