//! JSON, decoded on demand: the parser finds where values start and end, and a string is decoded only when a field needs
//! it, into a buffer that is wiped.

pub(crate) mod object;
pub(crate) mod string;

use serde_json::value::RawValue;

/// The kind of a value, in one word.
pub(crate) fn kind(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
    }
}
