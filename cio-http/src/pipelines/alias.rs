//! `Alias`: two IDs are one person.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use crate::wire::{Identifier, InvalidInput, Writer};
use std::fmt;

/// Says that two IDs are one person, for the few integrations that do not find out by themselves, such as Mixpanel.
///
/// To be sent before the person is identified by the ID that stays. Customer.io itself needs
/// [`User::formerly_anonymous`](super::User::formerly_anonymous) instead.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::Alias;
///
/// let alias = Alias::new("visitor-7", "42").message_id("m1").timestamp(1_700_000_000);
/// assert_eq!(alias.request()?.body(), r#"{"previousId":"visitor-7","userId":"42","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Alias {
    previous_id: Identifier,
    user_id: Identifier,
    common: Common,
}

impl Alias {
    /// From the ID that goes, anonymous or not, to the one that stays.
    #[must_use]
    pub fn new(previous_id: impl Into<Identifier>, user_id: impl Into<Identifier>) -> Self {
        Self { previous_id: previous_id.into(), user_id: user_id.into(), common: Common::new() }
    }

    call_methods!();
}

impl Call for Alias {
    is_call!("alias");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        call.text("previousId", self.previous_id.checked_as_person("previousId")?);
        call.text("userId", self.user_id.checked_as_person("userId")?);
        Ok(())
    }
}

operation!(Alias, "pipelines.alias", "alias");
item!(Alias);

impl fmt::Debug for Alias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Alias");
        self.common.fmt(fields.field("previous_id", &self.previous_id).field("user_id", &self.user_id))
    }
}
