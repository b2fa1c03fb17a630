//! Lists that come in pages: every item, one after the other, whichever page it is on.

#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod progress;

use crate::operation::Operation;

/// One page of a list.
///
/// ```
/// let page = cio_http::ListPage { items: vec!["ada"], next: None };
/// assert!(page.next.is_none());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ListPage<T> {
    /// The items on it.
    pub items: Vec<T>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
}

/// An operation that answers one page of a list, and can be asked for the next.
///
/// Clients have a method `items` that sends it as often as there are pages. Implement it for an operation of your own
/// and it has that too.
///
/// ```
/// use cio_http::{Operation, ListPage, Paged, app};
///
/// let mut segments = app::GetSegmentMembership::new(7).limit(30_000);
/// segments.start_at("MzAwMDA".to_owned());
/// assert_eq!(segments.request()?.uri(), "/v1/segments/7/membership?limit=30000&start=MzAwMDA");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
pub trait Paged: Operation {
    /// The type of the list's items.
    type Item;

    /// The page in an answer.
    fn page(output: Self::Output) -> ListPage<Self::Item>;

    /// Asks for the page that starts here, next time.
    fn start_at(&mut self, cursor: String);
}

impl<T> std::fmt::Debug for ListPage<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListPage")
            .field("items", &self.items.len())
            .field("next", &self.next.is_some())
            .finish()
    }
}
