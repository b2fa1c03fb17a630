//! Which template a message is made from.

use crate::wire::{InvalidInput, not_empty};
use serde::Serialize;

/// A template of a transactional message: its number, or its trigger name, in which case does not matter.
///
/// ```
/// use cio_http::app::Template;
///
/// assert_ne!(Template::from(3), Template::from("welcome"));
/// assert_eq!(Template::from(&"welcome".to_owned()), Template::from("welcome"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Template {
    /// Its number.
    Number(u64),
    /// Its trigger name.
    TriggerName(String),
}

impl Template {
    pub(super) fn checked(&self) -> Result<&Self, InvalidInput> {
        if let Self::TriggerName(name) = self {
            not_empty("template", name)?;
        }
        Ok(self)
    }
}

// The only integer, so that a literal needs no suffix.
impl From<u64> for Template {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Template {
    fn from(trigger_name: &str) -> Self {
        Self::TriggerName(trigger_name.to_owned())
    }
}

impl From<&String> for Template {
    fn from(trigger_name: &String) -> Self {
        Self::TriggerName(trigger_name.clone())
    }
}

impl From<String> for Template {
    fn from(trigger_name: String) -> Self {
        Self::TriggerName(trigger_name)
    }
}
