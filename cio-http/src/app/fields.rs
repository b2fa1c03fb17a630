//! The fields of a body that an operation builds up, and the macro that writes their setters.

use crate::wire::{FirstFault, InvalidInput, Object, UnixTime, not_blank, one_line};
use bytes::Bytes;
use serde::Serialize;
use std::fmt;

/// The fields set so far, under the names of their setters, and the first fault.
#[derive(Clone)]
pub struct Fields {
    names: Vec<&'static str>,
    object: Object,
    fault: FirstFault,
}

impl Fields {
    pub(super) fn new(input: &'static str) -> Self {
        Self { names: Vec::new(), object: Object::new(input), fault: FirstFault::default() }
    }

    /// Sets a field; the last value counts.
    pub(super) fn set<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.note(name);
        self.object.set(name, value);
    }

    /// Sets a field to a string, which must not be empty.
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.keep(not_blank(name, text).map(drop));
        self.set(name, text);
    }

    /// Sets a field to a string that becomes a header of an e-mail.
    pub(super) fn line(&mut self, name: &'static str, line: &str) {
        self.keep(one_line(name, line).map(drop));
        self.text(name, line);
    }

    /// Sets a field to a time.
    pub(super) fn time(&mut self, name: &'static str, time: UnixTime) {
        self.note(name);
        self.object.set_time(name, time);
    }

    /// Sets a field to an object.
    pub(super) fn object(&mut self, name: &'static str, object: &Object) {
        self.note(name);
        self.object.set_object(name, object);
    }

    /// Sets a field whose value is written by `write`.
    pub(super) fn with(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), InvalidInput>,
    ) {
        self.note(name);
        self.object.set_with(name, write);
    }

    /// Remembers a fault until the fields are used.
    pub(super) fn keep(&mut self, checked: Result<(), InvalidInput>) {
        self.fault.check(checked);
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    /// The fields as a body, or inside of a body that has one member, called `wrapper`.
    pub(super) fn to_bytes(&self, wrapper: Option<&str>) -> Result<Bytes, InvalidInput> {
        self.fault.result()?;
        let Some(wrapper) = wrapper else { return self.object.to_bytes() };
        let mut body = Object::new("body");
        body.set_object(wrapper, &self.object);
        body.to_bytes()
    }

    fn note(&mut self, name: &'static str) {
        if !self.has(name) {
            self.names.push(name);
        }
    }
}

/// Shows which fields are set, never a value.
impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.names).finish()
    }
}

/// Writes setters on a type that has `fn fields(&mut self) -> &mut Fields`.
macro_rules! setters {
    ($($(#[$docs:meta])* $name:ident $(as $field:literal)?: $kind:ident;)*) => {$(
        $crate::app::fields::setters! { @$kind $(#[$docs])* $name, $crate::app::fields::setters!(@field $name $($field)?) }
    )*};
    // The name of a field on the wire: that of its setter, unless another is given.
    (@field $name:ident) => {
        stringify!($name)
    };
    (@field $name:ident $field:literal) => {
        $field
    };
    (@text $(#[$docs:meta])* $name:ident, $field:expr) => {
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, text: impl Into<String>) -> Self {
            self.fields().text($field, &text.into());
            self
        }
    };
    (@line $(#[$docs:meta])* $name:ident, $field:expr) => {
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, line: impl Into<String>) -> Self {
            self.fields().line($field, &line.into());
            self
        }
    };
    (@flag $(#[$docs:meta])* $name:ident, $field:expr) => {
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, yes: bool) -> Self {
            self.fields().set($field, &yes);
            self
        }
    };
    (@time $(#[$docs:meta])* $name:ident, $field:expr) => {
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, time: impl Into<$crate::wire::UnixTime>) -> Self {
            self.fields().time($field, time.into());
            self
        }
    };
    (@value $(#[$docs:meta])* $name:ident, $field:expr) => {
        $(#[$docs])*
        #[must_use]
        pub fn $name(mut self, value: impl serde::Serialize) -> Self {
            self.fields().set($field, &value);
            self
        }
    };
}

pub(super) use setters;
