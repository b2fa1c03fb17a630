//! Why a setting was refused: the form that was expected, and nothing that a deserializer says, which may quote the value.

use crate::text::setting_form::{Kind, SettingForm};
use serde_core::de::{Error, Expected, Unexpected};
use std::fmt::{self, Display};

/// What was expected, or `None` where only the type knows.
#[derive(Debug)]
pub(super) struct Refused(Option<SettingForm>);

impl Refused {
    pub(super) fn new(kind: Kind) -> Self {
        Self(Some(SettingForm::new(kind)))
    }

    /// A refusal by the type itself.
    pub(super) fn by_type() -> Self {
        Self(None)
    }

    /// The form that was expected in a setting of type `T`.
    pub(super) fn form<T>(self) -> SettingForm {
        self.0.unwrap_or(SettingForm::new(Kind::Type(std::any::type_name::<T>())))
    }

    /// The same, with this form where none is known.
    pub(super) fn or(self, kind: Kind) -> Self {
        Self(self.0.or(Some(SettingForm::new(kind))))
    }

    /// The same for a list in which an item was refused.
    pub(super) fn in_items(self) -> Self {
        Self(self.0.map(SettingForm::in_items))
    }

    /// The same for a table in which the value of a key was refused.
    #[cfg(any(feature = "toml", feature = "json"))]
    pub(super) fn at_key(self, key: &'static str) -> Self {
        Self(self.0.map(|form| form.at_key(key)))
    }
}

impl Error for Refused {
    fn custom<T: Display>(_: T) -> Self {
        Self::by_type()
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::by_type()
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::by_type()
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Kind::OneOf(expected))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Kind::OnlyKeys(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Kind::WithKey(field))
    }
}

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(form) => write!(f, "expected {form}"),
            None => f.write_str("refused by the type"),
        }
    }
}

impl std::error::Error for Refused {}
