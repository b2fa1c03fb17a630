//! The parts of a context, each a few fields.

use crate::track::Platform;
use crate::wire::Object;
use serde::Serialize;

/// One part: a builder with a method for each field that the API documents, and one for those that it does not.
macro_rules! part {
    (
        $(#[$docs:meta])*
        $part:ident, $input:literal {
            $($(#[$field_docs:meta])* $field:ident: $kind:tt = $name:literal,)*
        }
    ) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        pub struct $part(Object);

        impl $part {
            /// Nothing yet.
            #[must_use]
            pub fn new() -> Self {
                Self(Object::new($input))
            }

            $(part!(@method $(#[$field_docs])* $field: $kind = $name);)*

            /// Anything else, by the name it has in the API; the last value counts.
            #[must_use]
            pub fn field(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
                self.0.set(name.as_ref(), &value);
                self
            }

            pub(super) fn into_object(self) -> Object {
                self.0
            }
        }

        impl Default for $part {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@method $(#[$docs:meta])* $field:ident: text = $name:literal) => {
        $(#[$docs])*
        #[must_use]
        pub fn $field(self, $field: impl AsRef<str>) -> Self {
            self.field($name, $field.as_ref())
        }
    };
    (@method $(#[$docs:meta])* $field:ident: bool = $name:literal) => {
        $(#[$docs])*
        #[must_use]
        pub fn $field(self, $field: bool) -> Self {
            self.field($name, $field)
        }
    };
}

part! {
    /// The campaign that caused a call, from the parameters of a link.
    ///
    /// ```
    /// let campaign = cio_http::pipelines::Campaign::new().name("autumn").source("newsletter").medium("email");
    /// # let _ = campaign;
    /// ```
    Campaign, "campaign" {
        /// Its name: `utm_campaign` of a link.
        name: text = "name",
        /// Where the person came from: `utm_source`.
        source: text = "source",
        /// In which way: `utm_medium`.
        medium: text = "medium",
        /// By which search: `utm_term`.
        term: text = "term",
        /// By which of several links: `utm_content`.
        content: text = "content",
    }
}

part! {
    /// The page that a call came from.
    ///
    /// ```
    /// let page = cio_http::pipelines::PageInfo::new().url("https://example.com/prices").title("Prices");
    /// # let _ = page;
    /// ```
    PageInfo, "page" {
        /// The path of its address.
        path: text = "path",
        /// The address of the page before.
        referrer: text = "referrer",
        /// The query of its address.
        search: text = "search",
        /// Its title.
        title: text = "title",
        /// Its whole address.
        url: text = "url",
    }
}

impl PageInfo {
    /// The search words of the page.
    #[must_use]
    pub fn keywords<T: Serialize>(self, keywords: impl IntoIterator<Item = T>) -> Self {
        self.field("keywords", keywords.into_iter().collect::<Vec<_>>())
    }
}

part! {
    /// The app that a call came from.
    ///
    /// ```
    /// let app = cio_http::pipelines::AppInfo::new().name("Shop").version("2.1");
    /// # let _ = app;
    /// ```
    AppInfo, "app" {
        /// Its name.
        name: text = "name",
        /// Its version.
        version: text = "version",
        /// The number of its build.
        build: text = "build",
        /// Its name in the store: `com.example.shop`.
        namespace: text = "namespace",
    }
}

part! {
    /// The device that a call came from.
    ///
    /// ```
    /// let device = cio_http::pipelines::DeviceInfo::new().manufacturer("Fairphone").model("5");
    /// # let _ = device;
    /// ```
    DeviceInfo, "device" {
        /// Its ID.
        id: text = "id",
        /// The ID that it shows to advertisers.
        advertising_id: text = "advertisingId",
        /// Who made it.
        manufacturer: text = "manufacturer",
        /// Which model it is.
        model: text = "model",
        /// The name that its owner gave it.
        name: text = "name",
        /// The version of its firmware.
        version: text = "version",
    }
}

impl DeviceInfo {
    /// Its kind.
    #[must_use]
    pub fn platform(self, platform: Platform) -> Self {
        self.field("type", platform.as_str())
    }
}

part! {
    /// How a device was connected.
    ///
    /// ```
    /// let network = cio_http::pipelines::Network::new().wifi(true).cellular(false);
    /// # let _ = network;
    /// ```
    Network, "network" {
        /// Whether Bluetooth was on.
        bluetooth: bool = "bluetooth",
        /// Whose mobile network it was in.
        carrier: text = "carrier",
        /// Whether it was connected to a mobile network.
        cellular: bool = "cellular",
        /// Whether it was connected to a wireless network.
        wifi: bool = "wifi",
    }
}

part! {
    /// The system of a device.
    ///
    /// ```
    /// let os = cio_http::pipelines::Os::new().name("Android").version("16");
    /// # let _ = os;
    /// ```
    Os, "os" {
        /// Its name.
        name: text = "name",
        /// Its version.
        version: text = "version",
    }
}

part! {
    /// The library that recorded the call.
    ///
    /// Not in the documents of the API; Customer.io's own libraries send it.
    ///
    /// ```
    /// let library = cio_http::pipelines::Library::new().name("shop-events").version("0.3");
    /// # let _ = library;
    /// ```
    Library, "library" {
        /// Its name.
        name: text = "name",
        /// Its version.
        version: text = "version",
    }
}
