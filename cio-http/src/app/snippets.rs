//! Snippets and collections: texts and data that messages share.

use super::route::Parameter;
use super::table::routes;
use serde::Serialize;

super::lenient::models! {
    /// A piece of text that messages share.
    struct Snippet {
        /// Its name.
        name: String,
        /// The text.
        value: String,
        /// When it last changed, in seconds since 1970.
        updated_at: u64,
    }

    /// Data that messages share.
    struct Collection {
        /// Its number.
        id: u64,
        /// Its name.
        name: String,
        /// How many rows it has.
        rows: u64,
        /// How large it is.
        bytes: u64,
        /// The names in its rows.
        schema: Vec<String>,
        /// When it was made, in seconds since 1970.
        created_at: u64,
        /// When it last changed, in seconds since 1970.
        updated_at: u64,
    }
}

routes! {
    /// All snippets.
    ListSnippets = GET "/v1/snippets" => Many "snippets" of Snippet;
    /// Makes a snippet.
    CreateSnippet = POST "/v1/snippets";
    /// Makes a snippet, or changes its text.
    [made] UpdateSnippet = PUT "/v1/snippets" => One "snippet" of Snippet;
    /// Deletes a snippet that nothing uses.
    DeleteSnippet(snippet_name: String) = DELETE "/v1/snippets/{snippet_name}" => Nothing of ();
    /// All collections.
    ListCollections = GET "/v1/collections" => Many "collections" of Collection;
    /// Makes a collection.
    [made] CreateCollection = POST "/v1/collections" => One "collection" of Collection;
    /// One collection, without its rows.
    GetCollection(collection_id: u64) = GET "/v1/collections/{collection_id}" => One "collection" of Collection;
    /// Changes a collection's name or rows.
    [made] UpdateCollection = PUT "/v1/collections/{collection_id}" => One "collection" of Collection;
    /// Deletes a collection.
    DeleteCollection(collection_id: u64) = DELETE "/v1/collections/{collection_id}" => Nothing of ();
    /// The rows of a collection.
    GetCollectionContent(collection_id: u64) = GET "/v1/collections/{collection_id}/content";
    /// Sets the rows of a collection.
    UpdateCollectionContent(collection_id: u64) = PUT "/v1/collections/{collection_id}/content" => One "collection" of Collection;
}

impl UpdateSnippet {
    /// Of this name, to this text.
    ///
    /// ```
    /// use cio_http::{Operation, app::UpdateSnippet};
    ///
    /// let update = UpdateSnippet::new("footer", "<p>Bye</p>");
    /// assert_eq!(update.request()?.body(), r#"{"name":"footer","value":"<p>Bye</p>"}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        let mut route = Self::to(Vec::new());
        route.fields().text("name", &name.into());
        route.fields().set("value", &value.into());
        route
    }
}

impl CreateCollection {
    /// Of these rows.
    ///
    /// ```
    /// use cio_http::{Operation, app::CreateCollection};
    ///
    /// let create = CreateCollection::of_data("plans", [serde_json::json!({"plan": "pro"})]);
    /// assert_eq!(create.request()?.body(), r#"{"name":"plans","data":[{"plan":"pro"}]}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn of_data(name: impl Into<String>, rows: impl Serialize) -> Self {
        Self::called(name).data(rows)
    }

    /// Of the rows in a CSV or JSON file that Customer.io can fetch.
    #[must_use]
    pub fn of_url(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self::called(name).url(url)
    }

    fn called(name: impl Into<String>) -> Self {
        let mut route = Self::to(Vec::new());
        route.fields().text("name", &name.into());
        route
    }

    fn data(mut self, rows: impl Serialize) -> Self {
        self.fields().set("data", &rows);
        self
    }

    fn url(mut self, url: impl Into<String>) -> Self {
        self.fields().text("url", &url.into());
        self
    }
}

impl UpdateCollection {
    /// Of this number.
    ///
    /// ```
    /// use cio_http::{Operation, app::UpdateCollection};
    ///
    /// assert_eq!(UpdateCollection::new(3).name("prices").request()?.body(), r#"{"name":"prices"}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn new(collection_id: u64) -> Self {
        Self::to(vec![Parameter::Number(collection_id)])
    }
}

impl<T> UpdateCollection<T> {
    super::fields::setters! {
        /// Gives it this name.
        name: text;
        /// Gives it these rows.
        data: value;
        /// Fills it with the rows of a CSV or JSON file that Customer.io can fetch.
        url: text;
    }
}
