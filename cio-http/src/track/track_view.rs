//! `TrackPage` and `TrackScreen`: page views on the web, and screen views in an app.

use super::event_body::{EventBody, EventId, event_methods};
use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier, UnixTime};
use http::Method;
use serde::Serialize;
use std::fmt;

macro_rules! view {
    ($(#[$docs:meta])* $name:ident, $kind:literal, $operation:literal) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name {
            identifier: Identifier,
            body: EventBody,
        }

        impl $name {
            /// A view without data, that happens when it arrives.
            #[must_use]
            pub fn new(identifier: impl Into<Identifier>, name: impl Into<String>) -> Self {
                Self { identifier: identifier.into(), body: EventBody::new(name) }
            }

            event_methods!();
        }

        operation!($name, TrackApi, $operation, "POST /api/v1/customers/{identifier}/events", DedupedById, |view| {
                let path = crate::track::path::person_path(&view.identifier)?.then("/events");
                let body = view.body.to_bytes(|body| Ok(body.text("type", $kind)))?;
                wire::request(Method::POST, path, body)
        });

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.body.fmt(f.debug_struct(stringify!($name)).field("identifier", &self.identifier))
            }
        }
    };
}

view! {
    /// A page that a person looked at; its name is usually its URL.
    ///
    /// A page view is an event, and so its name has at most 100 bytes: of a longer URL send the part that
    /// distinguishes pages apart, and the rest as data.
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::TrackPage;
    ///
    /// let page = TrackPage::new("42", "https://example.com/pricing").event_id("01E4C4CT6YDC7Y5M7FE1GWWPQJ");
    /// assert_eq!(
    ///     page.request()?.body(),
    ///     r#"{"name":"https://example.com/pricing","type":"page","id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    TrackPage, "page", "track.page"
}

view! {
    /// A screen of an app that a person looked at; its name is the screen's, or a path of deep links.
    ///
    /// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::TrackScreen;
    ///
    /// let screen = TrackScreen::new("42", "Dashboard").event_id("01E4C4CT6YDC7Y5M7FE1GWWPQJ");
    /// assert_eq!(
    ///     screen.request()?.body(),
    ///     r#"{"name":"Dashboard","type":"screen","id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    TrackScreen, "screen", "track.screen"
}

#[cfg(test)]
mod tests {
    use super::{TrackPage, TrackScreen};
    use crate::operation::Operation;

    #[test]
    fn a_name_longer_than_an_events_is_refused() {
        let url = format!("https://example.com/{}", "x".repeat(81));
        for error in [
            TrackPage::new("42", url.as_str()).request().unwrap_err(),
            TrackScreen::new("42", url.as_str()).request().unwrap_err(),
        ] {
            assert_eq!(error.to_string(), "event name is longer than 100 bytes");
        }
    }

    #[test]
    fn debug_shows_its_own_name_and_no_value() {
        let shown = format!("{:?}", TrackPage::new("ada@example.com", "https://private.example.com"));
        assert!(shown.starts_with("TrackPage { identifier") && !shown.contains("private"), "{shown}");
    }
}
