//! Why a setting was refused: the form that was expected, and nothing that a deserializer says, which may quote the value.

use crate::text::setting_form::{FormKind, SettingForm};
use serde_core::de::{Error, Expected, Unexpected};
use std::fmt::{self, Display};

/// The form that was expected, or `None` where only the type knows it.
#[derive(Debug)]
pub(super) struct RefusedSetting(Option<SettingForm>);

impl RefusedSetting {
    pub(super) fn new(kind: FormKind) -> Self {
        Self(Some(SettingForm::new(kind)))
    }

    /// A refusal by the type itself.
    pub(super) fn by_type() -> Self {
        Self(None)
    }

    /// The form that was expected in a setting of type `T`.
    pub(super) fn form<T>(self) -> SettingForm {
        self.0.unwrap_or(SettingForm::new(FormKind::Type(std::any::type_name::<T>())))
    }

    /// The same, with this form where none is known.
    pub(super) fn or(self, kind: FormKind) -> Self {
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

impl Error for RefusedSetting {
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
        Self::new(FormKind::OneOf(expected))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(FormKind::OnlyKeys(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(FormKind::WithKey(field))
    }
}

impl Display for RefusedSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(form) => write!(f, "expected {form}"),
            None => f.write_str("refused by the type"),
        }
    }
}

impl std::error::Error for RefusedSetting {}
