//! Sentences put together by the compiler, for the rules it checks.

/// A string of limited length that a const fn can append to. The excess is cut.
#[derive(Clone, Copy)]
pub(crate) struct Message {
    bytes: [u8; Self::CAPACITY],
    length: usize,
}

impl Message {
    const CAPACITY: usize = 2048;

    pub(crate) const fn new(text: &str) -> Self {
        Self { bytes: [0; Self::CAPACITY], length: 0 }.push(text)
    }

    pub(crate) const fn push(self, text: &str) -> Self {
        self.push_bytes(text.as_bytes(), 0, text.len())
    }

    /// The bytes from `start` to `end` of a longer text. Cut only where a character ends.
    pub(crate) const fn push_bytes(mut self, text: &[u8], start: usize, end: usize) -> Self {
        let mut index = start;
        while index < end && self.length < Self::CAPACITY {
            self.bytes[self.length] = text[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    pub(crate) const fn push_number(self, number: usize) -> Self {
        const DIGITS: &[u8] = b"0123456789";
        let message = if number < 10 { self } else { self.push_number(number / 10) };
        message.push_bytes(DIGITS, number % 10, number % 10 + 1)
    }

    /// A word in upper case.
    pub(crate) const fn push_upper(mut self, text: &str) -> Self {
        let start = self.length;
        self = self.push(text);
        let mut index = start;
        while index < self.length {
            self.bytes[index] = self.bytes[index].to_ascii_uppercase();
            index += 1;
        }
        self
    }

    pub(crate) const fn as_bytes(&self) -> &[u8] {
        self.bytes.split_at(self.length).0
    }

    pub(crate) const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.as_bytes()) {
            Ok(text) => text,
            Err(_) => "(the message is too long to show)",
        }
    }
}
