//! `Unsubscribe`: a person's choice on an unsubscribe page.

use super::operation::operation;
use crate::surface::PublicApi;
use crate::wire::{self, Identifier, Path};
use bytes::Bytes;
use http::Method;

/// Sets a person to want no more messages, by one that they received. It takes no key.
///
/// It is for an unsubscribe page of your own; the message counts as the one that caused it.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::Unsubscribe;
///
/// assert_eq!(Unsubscribe::new("RPILAgUBcRhI").request()?.uri(), "/unsubscribe/RPILAgUBcRhI");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct Unsubscribe {
    delivery_id: Identifier,
    unsubscribe: bool,
}

impl Unsubscribe {
    /// By the ID of the delivery.
    #[must_use]
    pub fn new(delivery_id: impl Into<Identifier>) -> Self {
        Self { delivery_id: delivery_id.into(), unsubscribe: true }
    }

    /// Whether the person wants no more messages; default: `true`. The documents do not say what `false` does.
    #[must_use]
    pub fn unsubscribe(mut self, unsubscribe: bool) -> Self {
        self.unsubscribe = unsubscribe;
        self
    }
}

operation!(
    Unsubscribe,
    PublicApi,
    "track.unsubscribe",
    "POST /unsubscribe/{delivery_id}",
    Safe,
    |unsubscribe| {
        let path = Path::new("/unsubscribe")
            .segment("delivery_id", unsubscribe.delivery_id.checked("delivery_id")?)?;
        let body: &[u8] =
            if unsubscribe.unsubscribe { br#"{"unsubscribe":true}"# } else { br#"{"unsubscribe":false}"# };
        wire::request(Method::POST, path, Bytes::from_static(body))
    }
);

#[cfg(test)]
mod tests {
    use super::Unsubscribe;
    use crate::operation::Operation;

    #[test]
    fn both_answers_of_a_page_can_be_sent() {
        let body = |choice: Unsubscribe| choice.request().unwrap().into_body();
        assert_eq!(body(Unsubscribe::new("d")), r#"{"unsubscribe":true}"#);
        assert_eq!(body(Unsubscribe::new("d").unsubscribe(false)), r#"{"unsubscribe":false}"#);
    }
}
