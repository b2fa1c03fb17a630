//! `Transactional`: the common part of the six sends.

use super::delivery::Delivery;
use super::fields::{Fields, setters};
use super::template::MessageTemplate;
use crate::operation::{Operation, Replay};
use crate::surface::AppSendApi;
use crate::track::PersonId;
use crate::wire::{self, IdType, Identifier, InvalidInput, Object, Path, UnixTime, UnreadableAnswer};
use bytes::Bytes;
use http::Method;
use serde::Serialize;
use std::fmt;
use std::time::{Duration, SystemTime};

/// One message to one person, of kind `K`: [`SendEmail`](super::SendEmail), [`SendPush`](super::SendPush),
/// [`SendSms`](super::SendSms), [`SendWhatsapp`](super::SendWhatsapp), [`SendInApp`](super::SendInApp),
/// [`SendInboxMessage`](super::SendInboxMessage).
///
/// The person is named by exactly one of [`id`](Self::id), [`email`](Self::email) and [`cio_id`](Self::cio_id). The
/// service cannot recognise a second copy, so a message that may have been sent is never sent again: see
/// [`Error::Unconfirmed`](crate::Error::Unconfirmed).
/// Source: <https://docs.customer.io/files/journeys-app.json>, read 2026-09-17.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::SendInApp;
///
/// let message = SendInApp::template("welcome").id(42).message_data("name", "Ada").language("fr");
/// assert_eq!(
///     message.request()?.body(),
///     concat!(
///         r#"{"transactional_message_id":"welcome","language":"fr","#,
///         r#""identifiers":{"id":"42"},"message_data":{"name":"Ada"}}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct Transactional<K> {
    fields: Fields,
    identifiers: [Option<Identifier>; 3],
    data: Object,
    send_at: Option<UnixTime>,
    pub(super) kind: K,
}

/// A kind of message. Sealed: the kinds are Customer.io's, and all are here.
pub trait MessageKind: sealed::Sealed + Clone + Default + Sync {
    #[doc(hidden)]
    const NAME: &'static str;

    #[doc(hidden)]
    const ROUTE: &'static str;

    #[doc(hidden)]
    const PATH: &'static str;

    #[doc(hidden)]
    const TYPE: &'static str;
}

pub(super) mod sealed {
    use crate::app::fields::Fields;
    use crate::wire::InvalidInput;

    pub trait Sealed {
        /// The fields that this kind of message requires.
        fn check(&self, _: &Fields) -> Result<(), InvalidInput> {
            Ok(())
        }

        /// Adds members that are not plain fields; they do not count towards the limit of a message.
        fn finish(&self, _: &mut Fields) -> Result<(), InvalidInput> {
            Ok(())
        }
    }
}

/// A kind that unsubscribing from messages ends.
pub trait Unsubscribable: MessageKind {}

/// The names of a person, in the order of `Transactional::identifiers`.
const PERSON: [&str; 3] = ["id", "email", "cio_id"];

/// Bytes of a message without attachments: 1 MB.
const LONGEST: usize = 1_000_000;

const FARTHEST: Duration = Duration::from_secs(90 * 24 * 60 * 60);

impl<K: MessageKind> Transactional<K> {
    /// A message made from a template: its number, or its trigger name.
    #[must_use]
    pub fn template(template: impl Into<MessageTemplate>) -> Self {
        let (template, mut message) = (template.into(), Self::bare());
        message.fields.keep(template.checked().map(drop));
        message.fields.set("transactional_message_id", &template);
        message
    }

    pub(super) fn bare() -> Self {
        Self {
            fields: Fields::new("message"),
            identifiers: [None, None, None],
            data: Object::new("message_data"),
            send_at: None,
            kind: K::default(),
        }
    }

    pub(super) fn fields(&mut self) -> &mut Fields {
        &mut self.fields
    }

    /// The person, by your ID.
    #[must_use]
    pub fn id(mut self, id: impl Into<Identifier>) -> Self {
        self.identifiers[0] = Some(id.into());
        self
    }

    /// The person, by their e-mail address in Customer.io.
    #[must_use]
    pub fn email(mut self, email: impl Into<Identifier>) -> Self {
        self.identifiers[1] = Some(email.into());
        self
    }

    /// The person, by Customer.io's ID.
    #[must_use]
    pub fn cio_id(mut self, cio_id: impl Into<Identifier>) -> Self {
        self.identifiers[2] = Some(cio_id.into());
        self
    }

    /// The person, named as in the Track API. A phone number is refused when the message is sent: the App API takes
    /// none here.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::SendPush;
    /// use cio_http::track::PersonId;
    ///
    /// let push = SendPush::template(3).person(PersonId::email("ada@example.com"));
    /// assert_eq!(
    ///     push.request()?.body(),
    ///     r#"{"transactional_message_id":3,"identifiers":{"email":"ada@example.com"}}"#,
    /// );
    /// assert!(SendPush::template(3).person(PersonId::phone("+14155552671")).request().is_err());
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn person(mut self, person: impl Into<PersonId>) -> Self {
        match person.into().into_parts() {
            (IdType::Id, id) => self.id(id),
            (IdType::Email, email) => self.email(email),
            (IdType::CioId, cio_id) => self.cio_id(cio_id),
            (IdType::Phone, _) => {
                let fault =
                    InvalidInput::new("person", "is a phone number, and must be an ID or an e-mail address");
                self.fields.keep(Err(fault));
                self
            }
        }
    }

    /// Sets one entry of the data that the template uses; the last value counts.
    #[must_use]
    pub fn message_data(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.data.set(name.as_ref(), &value);
        self
    }

    /// Sets one entry of that data for each field of a struct, or entry of a map.
    #[must_use]
    pub fn message_data_from(mut self, data: impl Serialize) -> Self {
        self.data.set_all(&data);
        self
    }

    /// When it is sent: at most 90 days ahead. A time that is past is now.
    #[must_use]
    pub fn send_at(mut self, time: impl Into<UnixTime>) -> Self {
        let time = time.into();
        self.fields.time("send_at", time);
        self.send_at = Some(time);
        self
    }

    setters! {
        /// The language of the template that is used, as the dashboard spells it.
        language: text;
        /// Asks the service not to store the message's content.
        disable_message_retention: flag;
        /// Leaves the message as a draft.
        queue_draft: flag;
        /// Makes an empty template of the given trigger name, if there is none.
        auto_create: flag;
    }

    fn identifiers(&self) -> Result<Object, InvalidInput> {
        let mut held =
            PERSON.into_iter().zip(&self.identifiers).filter_map(|(kind, held)| Some((kind, held.as_ref()?)));
        let (Some((kind, identifier)), None) = (held.next(), held.next()) else {
            return Err(InvalidInput::new(
                "person",
                "is not named by exactly one of `id`, `email` and `cio_id`",
            ));
        };
        let mut identifiers = Object::new("identifiers");
        let checked =
            if kind == "email" { identifier.checked_as_person(kind) } else { identifier.checked(kind) };
        identifiers.set(kind, checked?);
        Ok(identifiers)
    }

    fn is_soon_enough(&self) -> Result<(), InvalidInput> {
        let Some(send_at) = self.send_at else { return Ok(()) };
        let latest = UnixTime::from(SystemTime::now() + FARTHEST).seconds("send_at")?;
        if send_at.seconds("send_at")? > latest {
            return Err(InvalidInput::new("send_at", "is more than 90 days ahead"));
        }
        Ok(())
    }
}

impl<K: Unsubscribable> Transactional<K> {
    setters! {
        /// Whether it also goes to people who unsubscribed; the service's default is yes.
        send_to_unsubscribed: flag;
    }
}

impl<K: MessageKind> Operation for Transactional<K> {
    type Surface = AppSendApi;
    type Output = Delivery;
    const NAME: &'static str = K::NAME;
    const ROUTE: &'static str = K::ROUTE;
    const REPLAY: Replay = Replay::Unsafe;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        self.kind.check(&self.fields)?;
        self.is_soon_enough()?;
        let mut fields = self.fields.clone();
        fields.object("identifiers", &self.identifiers()?);
        if !self.data.is_empty() {
            fields.object("message_data", &self.data);
        }
        if fields.to_bytes(None)?.len() > LONGEST {
            return Err(InvalidInput::new("message", "is longer than 1 MB, attachments not counted"));
        }
        self.kind.finish(&mut fields)?;
        wire::request(Method::POST, Path::new(K::PATH), fields.to_bytes(None)?)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Delivery, UnreadableAnswer> {
        wire::json(response)
    }
}

/// Shows which fields are set, never a value.
impl<K: MessageKind + fmt::Debug> fmt::Debug for Transactional<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let person = PERSON.into_iter().zip(&self.identifiers).filter(|(_, held)| held.is_some());
        f.debug_struct(K::TYPE)
            .field("fields", &self.fields)
            .field("person", &person.map(|(kind, _)| kind).collect::<Vec<_>>())
            .field("message_data", &self.data)
            .field("kind", &self.kind)
            .finish()
    }
}

macro_rules! kinds {
    ($($(#[$docs:meta])* $send:ident = $kind:ident, $name:literal, $path:literal;)*) => {$(
        $(#[$docs])*
        pub type $send = $crate::app::transactional::Transactional<$kind>;

        impl $crate::app::transactional::MessageKind for $kind {
            const NAME: &'static str = concat!("app.", $name);
            const ROUTE: &'static str = concat!("POST ", $path);
            const PATH: &'static str = $path;
            const TYPE: &'static str = stringify!($send);
        }
    )*};
}

pub(super) use kinds;
