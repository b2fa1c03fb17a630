//! Which template a message is made from.

use crate::wire::{InvalidInput, not_blank};
use serde::Serialize;

/// A template of a transactional message: its number, or its trigger name, in which case does not matter.
///
/// ```
/// use cio_http::app::MessageTemplate;
///
/// assert_ne!(MessageTemplate::from(3), MessageTemplate::from("welcome"));
/// assert_eq!(MessageTemplate::from(&"welcome".to_owned()), MessageTemplate::from("welcome"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum MessageTemplate {
    /// Its number.
    Number(u64),
    /// Its trigger name.
    TriggerName(String),
}

impl MessageTemplate {
    pub(super) fn checked(&self) -> Result<&Self, InvalidInput> {
        if let Self::TriggerName(name) = self {
            not_blank("template", name)?;
        }
        Ok(self)
    }
}

// The only integer, so that a literal needs no suffix.
impl From<u64> for MessageTemplate {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for MessageTemplate {
    fn from(trigger_name: &str) -> Self {
        Self::TriggerName(trigger_name.to_owned())
    }
}

impl From<&String> for MessageTemplate {
    fn from(trigger_name: &String) -> Self {
        Self::TriggerName(trigger_name.clone())
    }
}

impl From<String> for MessageTemplate {
    fn from(trigger_name: String) -> Self {
        Self::TriggerName(trigger_name)
    }
}
