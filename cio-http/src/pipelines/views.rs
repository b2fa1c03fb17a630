//! `Page` and `Screen`: views.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use super::user::User;
use crate::wire::{self, InvalidInput, Object, Writer};
use serde::Serialize;
use std::fmt;

/// A person viewed a page of your site.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::Page;
///
/// let page = Page::new("42").name("Prices").url("https://example.com/prices").message_id("m1").timestamp(1_700_000_000);
/// assert_eq!(
///     page.request()?.body(),
///     concat!(
///         r#"{"userId":"42","name":"Prices","properties":{"url":"https://example.com/prices"},"#,
///         r#""messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Page {
    user: User,
    name: Option<String>,
    properties: Object,
    common: Common,
}

/// A person viewed a screen of your app.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::Screen;
///
/// let screen = Screen::new("42", "Basket").property("items", 3).message_id("m1").timestamp(1_700_000_000);
/// assert_eq!(
///     screen.request()?.body(),
///     r#"{"userId":"42","name":"Basket","properties":{"items":3},"messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Screen {
    user: User,
    name: Option<String>,
    properties: Object,
    common: Common,
}

macro_rules! property_methods {
    () => {
        /// Sets one property; the last value counts.
        #[must_use]
        pub fn property(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
            self.properties.set(name.as_ref(), &value);
            self
        }

        /// Sets one property for each field of a struct, or entry of a map.
        #[must_use]
        pub fn properties(mut self, properties: impl Serialize) -> Self {
            self.properties.set_all(&properties);
            self
        }
    };
}

impl Page {
    /// A page without name or address.
    #[must_use]
    pub fn new(user: impl Into<User>) -> Self {
        Self { user: user.into(), name: None, properties: Object::new("property"), common: Common::new() }
    }

    /// The name of the page.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Which kind of page it is, where several have one address.
    #[must_use]
    pub fn category(self, category: impl AsRef<str>) -> Self {
        self.property("category", category.as_ref())
    }

    /// Its whole address.
    #[must_use]
    pub fn url(self, url: impl AsRef<str>) -> Self {
        self.property("url", url.as_ref())
    }

    /// Its title.
    #[must_use]
    pub fn title(self, title: impl AsRef<str>) -> Self {
        self.property("title", title.as_ref())
    }

    /// The address of the page before.
    #[must_use]
    pub fn referrer(self, referrer: impl AsRef<str>) -> Self {
        self.property("referrer", referrer.as_ref())
    }

    /// The path of its address.
    #[must_use]
    pub fn path(self, path: impl AsRef<str>) -> Self {
        self.property("path", path.as_ref())
    }

    /// The query of its address.
    #[must_use]
    pub fn search(self, search: impl AsRef<str>) -> Self {
        self.property("search", search.as_ref())
    }

    property_methods!();
    call_methods!();
}

impl Screen {
    /// A screen without properties.
    #[must_use]
    pub fn new(user: impl Into<User>, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::unnamed(user) }
    }

    /// A screen that has no name, without properties.
    #[must_use]
    pub fn unnamed(user: impl Into<User>) -> Self {
        Self { user: user.into(), name: None, properties: Object::new("property"), common: Common::new() }
    }

    property_methods!();
    call_methods!();
}

impl Call for Page {
    is_call!("page");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        self.user.write(call)?;
        self.name.iter().for_each(|name| call.text("name", name));
        call.object("properties", &self.properties)
    }
}

impl Call for Screen {
    is_call!("screen");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        self.user.write(call)?;
        if let Some(name) = &self.name {
            call.text("name", wire::not_blank("screen name", name)?);
        }
        call.object("properties", &self.properties)
    }
}

operation!(Page, "pipelines.page", "page");
operation!(Screen, "pipelines.screen", "screen");
item!(Page);
item!(Screen);

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Page");
        fields
            .field("user", &self.user)
            .field("name", &self.name.is_some())
            .field("properties", &self.properties);
        self.common.fmt(&mut fields)
    }
}

impl fmt::Debug for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.common
            .fmt(f.debug_struct("Screen").field("user", &self.user).field("properties", &self.properties))
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Screen};
    use crate::operation::Operation;

    #[test]
    fn the_facts_about_a_page_have_documented_names() {
        let page = Page::new(1).category("c").url("u").title("t").referrer("r").path("/").search("?q");
        assert_eq!(
            page.message_id("m").timestamp(7).request().unwrap().body(),
            concat!(
                r#"{"userId":"1","properties":{"category":"c","url":"u","title":"t","referrer":"r","path":"/","#,
                r#""search":"?q"},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#,
            )
        );
    }

    #[test]
    fn a_screen_has_no_name_or_one_that_can_be_seen() {
        assert_eq!(Screen::new(1, " ").request().unwrap_err().to_string(), "screen name is blank");
        let unnamed = Screen::unnamed(1).property("items", 3).message_id("m").timestamp(7);
        assert_eq!(
            unnamed.request().unwrap().body(),
            r#"{"userId":"1","properties":{"items":3},"messageId":"m","timestamp":"1970-01-01T00:00:07.000Z"}"#
        );
    }
}
