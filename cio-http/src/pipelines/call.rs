//! How a call is sent, alone or in a batch, and the methods that all builders share.

pub(super) use super::common::{Common, MessageId};
use crate::pipelines::batch::MAX_CALL;

use crate::wire::{self, InvalidInput, Object, Path, Writer};
use bytes::Bytes;
use http::Method;

/// One call of the API, apart from the common members.
pub(super) trait Call {
    /// Its type in a batch: `track`.
    const TYPE: &'static str;
    /// Where it is sent alone.
    const PATH: &'static str;

    fn common(&self) -> &Common;

    /// The device in the context, where the call is about one.
    fn device(&self) -> Option<Object> {
        None
    }

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput>;
}

/// The request of one call alone; its path says which.
pub(super) fn request<T: Call>(call: &T) -> Result<http::Request<Bytes>, InvalidInput> {
    let text = Writer::body(256, |body| {
        call.write(body)?;
        call.common().write(body, call.device())?;
        Ok(())
    })?;
    if text.len() > MAX_CALL {
        return Err(InvalidInput::new("call", format!("is longer than {MAX_CALL} bytes")));
    }
    wire::request(Method::POST, Path::new(T::PATH), text)
}

/// One call in a batch.
pub(super) fn write_item<T: Call>(call: &T, text: &mut Vec<u8>) -> Result<(), InvalidInput> {
    call.common().fits_a_batch()?;
    Writer::write(text, |item| {
        item.text("type", T::TYPE);
        call.write(item)?;
        call.common().write(item, None)?;
        Ok(())
    })
}

/// The builder methods of all calls, on a field `common`.
macro_rules! call_methods {
    () => {
        /// When it happened, from a `SystemTime` or seconds since 1970; without, when this value was made.
        ///
        /// It is the same each time the value is sent, so a late retry does not move it.
        #[must_use]
        pub fn timestamp(mut self, time: impl Into<super::iso_time::IsoTime>) -> Self {
            self.common.timestamp = time.into();
            self
        }

        /// When it happened by the clock of the person's device, which may be wrong.
        #[must_use]
        pub fn original_timestamp(mut self, time: impl Into<super::iso_time::IsoTime>) -> Self {
            self.common.original_timestamp = Some(time.into());
            self
        }

        /// When it was sent by the clock of the person's device; the service computes the clock's error from it.
        #[must_use]
        pub fn sent_at(mut self, time: impl Into<super::iso_time::IsoTime>) -> Self {
            self.common.sent_at = Some(time.into());
            self
        }

        /// The ID of the message, for one that was made before and stored, such as a UUID.
        #[must_use]
        pub fn message_id(mut self, id: impl Into<String>) -> Self {
            self.common.message_id = super::call::MessageId(id.into().into());
            self
        }

        /// The ID by which the service drops a second copy: a ULID shared by this value and its clones, unless you set
        /// another.
        #[must_use]
        pub fn id(&self) -> &str {
            self.common.message_id.0.as_str()
        }

        /// Where it came from. A call that has one cannot go into a batch, where there is one context for all.
        #[must_use]
        pub fn context(mut self, context: super::context::Context) -> Self {
            self.common.context = Some(context);
            self
        }

        /// Where it goes. A call that says so cannot go into a batch, where all calls go to the same places.
        #[must_use]
        pub fn integrations(mut self, integrations: super::integrations::Integrations) -> Self {
            self.common.integrations = Some(integrations);
            self
        }
    };
}

/// Makes an operation of a call.
macro_rules! operation {
    ($name:ident, $operation:literal, $type:literal) => {
        impl crate::operation::Operation for $name {
            type Surface = crate::surface::PipelinesApi;
            type Output = ();
            const NAME: &'static str = $operation;
            const ROUTE: &'static str = concat!("POST /v1/", $type);
            const REPLAY: crate::operation::Replay = crate::operation::Replay::DedupedById;

            fn request(&self) -> Result<http::Request<bytes::Bytes>, crate::wire::InvalidInput> {
                super::call::request(self)
            }

            fn response(
                &self,
                response: &http::Response<bytes::Bytes>,
            ) -> Result<(), crate::wire::UnreadableAnswer> {
                crate::wire::empty(response)
            }
        }
    };
}

/// Lets a call go into a batch, and be one of several kinds there.
macro_rules! item {
    ($name:ident) => {
        impl crate::batch::Item for $name {
            type Envelope = super::batch::Calls;

            fn repeated(&self) -> crate::operation::Replay {
                crate::operation::Replay::DedupedById
            }

            fn write(&self, text: &mut Vec<u8>) -> Result<(), crate::wire::InvalidInput> {
                super::call::write_item(self, text)
            }
        }

        impl From<$name> for super::any_call::AnyCall {
            fn from(call: $name) -> Self {
                Self::of(&call)
            }
        }
    };
}

/// The constants and the access that every call states alike.
macro_rules! is_call {
    ($type:literal) => {
        const TYPE: &'static str = $type;
        const PATH: &'static str = concat!("/v1/", $type);

        fn common(&self) -> &super::call::Common {
            &self.common
        }
    };
}

pub(super) use {call_methods, is_call, item, operation};
