//! The builder methods of everything that has attributes, and of those that have a person's.

/// Sets attributes, on a field `attributes` of the thing that `$whose` names.
macro_rules! attribute_methods {
    ($whose:literal) => {
        #[doc = concat!("Sets one attribute of the ", $whose, "; the last value counts.")]
        #[must_use]
        pub fn attribute(mut self, name: impl AsRef<str>, value: impl serde::Serialize) -> Self {
            self.attributes.set(name.as_ref(), &value);
            self
        }

        #[doc = concat!("Sets one attribute of the ", $whose, " for each field of a struct, or entry of a map.")]
        #[must_use]
        pub fn attributes(mut self, attributes: impl serde::Serialize) -> Self {
            self.attributes.set_all(&attributes);
            self
        }
    };
}

/// Sets a person's attributes, reserved ones too, on a field `attributes`.
macro_rules! person_methods {
    () => {
        $crate::track::attribute_methods::attribute_methods!("person");

        /// When the person signed up, from a `SystemTime` or seconds since 1970.
        #[must_use]
        pub fn created_at(mut self, time: impl Into<$crate::wire::UnixTime>) -> Self {
            self.attributes.set_time("created_at", time.into());
            self
        }

        /// Changes an existing person, and creates none.
        #[must_use]
        pub fn only_update(mut self) -> Self {
            self.attributes.set("_update", &true);
            self
        }

        /// Subscribes the person to one topic of the subscription centre, or unsubscribes them; other topics stay.
        ///
        /// Topics are counted from 1.
        #[must_use]
        pub fn topic(mut self, topic: u64, subscribed: bool) -> Self {
            $crate::track::preferences::set_topic(&mut self.attributes, topic, subscribed);
            self
        }

        /// Sets all topics of the subscription centre at once; those not named go back to their default.
        #[must_use]
        pub fn topics(mut self, topics: impl IntoIterator<Item = (u64, bool)>) -> Self {
            $crate::track::preferences::set_topics(&mut self.attributes, topics);
            self
        }

        /// Whether the person wants no messages at all.
        #[must_use]
        pub fn unsubscribed(mut self, unsubscribed: bool) -> Self {
            self.attributes.set("unsubscribed", &unsubscribed);
            self
        }
    };
}

pub(super) use {attribute_methods, person_methods};
