//! The body of a batch, open for more items or closed to be sent.

use super::fault::BatchFault;
use crate::batch::item::{Envelope, Item};
use crate::wire::InvalidInput;
use bytes::Bytes;

const OPENING: &[u8] = br#"{"batch":["#;
const CLOSING: &[u8] = b"]}";

/// `{"batch":[` and the items so far; closed, also `]}`.
#[derive(Clone)]
pub(super) enum BatchText {
    Open(Vec<u8>),
    Closed(Bytes),
}

/// Where the text ended before an item was appended, and where the item starts.
#[derive(Clone, Copy)]
pub(super) struct Appended {
    end: usize,
    start: usize,
}

impl Default for BatchText {
    fn default() -> Self {
        Self::Open(OPENING.to_vec())
    }
}

impl BatchText {
    /// Room for one body and the item that does not fit into it, so that the text never moves.
    pub(super) fn roomy<E: Envelope>() -> Vec<u8> {
        let mut text = Vec::with_capacity(E::MAX_BODY + E::MAX_ITEM + 1);
        text.extend_from_slice(OPENING);
        text
    }

    /// Bytes as sent.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Open(text) => text.len() + CLOSING.len(),
            Self::Closed(text) => text.len(),
        }
    }

    pub(super) fn fits<E: Envelope>(&self) -> bool {
        self.size() <= E::MAX_BODY
    }

    /// Appends an item, which may make the body too large; after an error the text is as before.
    pub(super) fn append<E: Envelope, T: Item>(&mut self, item: &T) -> Result<Appended, BatchFault> {
        let text = self.open();
        let end = text.len();
        if end > OPENING.len() {
            text.push(b',');
        }
        let start = text.len();
        let written = item.write(text);
        assert!(
            text.len() >= start && text.starts_with(OPENING),
            "an item must append to the buffer, and leave what is in it"
        );
        let limit = E::MAX_ITEM.min(E::MAX_BODY.saturating_sub(OPENING.len() + CLOSING.len()));
        let fault = match (written, &text[start..]) {
            (Err(fault), _) => BatchFault::Invalid(fault),
            (Ok(()), object @ [b'{', .., b'}']) if object.len() <= limit => {
                return Ok(Appended { end, start });
            }
            (Ok(()), object @ [b'{', .., b'}']) => BatchFault::TooLarge { bytes: object.len(), limit },
            (Ok(()), _) => BatchFault::Invalid(InvalidInput::new("item", "is not a JSON object")),
        };
        text.truncate(end);
        Err(fault)
    }

    /// Takes the item back that was appended last.
    pub(super) fn take_back(&mut self, appended: Appended) {
        self.open().truncate(appended.end);
    }

    /// Moves the item that was appended last into a new buffer.
    pub(super) fn split<E: Envelope>(&mut self, appended: Appended) -> Self {
        let text = self.open();
        let mut next = Self::roomy::<E>();
        next.extend_from_slice(&text[appended.start..]);
        text.truncate(appended.end);
        Self::Open(next)
    }

    /// Adds what ends the body; from then on it is shared, not copied.
    pub(super) fn close(&mut self) {
        if let Self::Open(text) = self {
            text.extend_from_slice(CLOSING);
            *self = Self::Closed(std::mem::take(text).into());
        }
    }

    pub(super) fn to_bytes(&self) -> Bytes {
        match self {
            Self::Closed(text) => text.clone(),
            Self::Open(text) => [text, CLOSING].concat().into(),
        }
    }

    /// Copies the buffer if it is shared with a clone or with a request in flight.
    fn open(&mut self) -> &mut Vec<u8> {
        if let Self::Closed(text) = self {
            let mut text = Vec::from(std::mem::take(text));
            text.truncate(text.len() - CLOSING.len());
            *self = Self::Open(text);
        }
        match self {
            Self::Open(text) => text,
            Self::Closed(_) => unreachable!("it was opened above"),
        }
    }
}
