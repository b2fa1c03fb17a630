//! The two forms of `Authorization`, written and parsed without leaving a copy of the key in memory.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

const BASIC: &[u8] = b"Basic ";
const BEARER: &[u8] = b"Bearer ";

/// `Basic`, in standard base64 with padding: a URL-safe alphabet is another password as soon as a `+` occurs.
pub(crate) fn basic(user: &str, password: &str) -> HeaderValue {
    let pair = joined(&[user.as_bytes(), b":", password.as_bytes()]);
    let encoded = base64::encoded_len(pair.len(), true).expect("a key is far shorter than memory");
    let mut header = Zeroizing::new(vec![0; BASIC.len() + encoded]);
    header[..BASIC.len()].copy_from_slice(BASIC);
    STANDARD.encode_slice(&*pair, &mut header[BASIC.len()..]).expect("the length was computed above");
    sensitive(header)
}

/// `Bearer`, with the key as it is.
pub(crate) fn bearer(key: &str) -> HeaderValue {
    sensitive(joined(&[BEARER, key.as_bytes()]))
}

/// The strings that an error message may quote: the header's value and the keys in it; the longest first, since it may
/// contain the others.
pub(crate) fn secrets(authorization: &HeaderValue) -> Vec<Zeroizing<String>> {
    let mut secrets = keys(authorization);
    secrets.extend(authorization.as_bytes().strip_prefix(BASIC).and_then(text));
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets
}

/// The keys in the header's value.
pub(crate) fn keys(authorization: &HeaderValue) -> Vec<Zeroizing<String>> {
    let bytes = authorization.as_bytes();
    let Some(encoded) = bytes.strip_prefix(BASIC) else {
        return text(bytes.strip_prefix(BEARER).unwrap_or(bytes)).into_iter().collect();
    };
    let pair = Zeroizing::new(STANDARD.decode(encoded).unwrap_or_default());
    pair.split(|byte| *byte == b':').filter(|key| !key.is_empty()).filter_map(text).collect()
}

fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    std::str::from_utf8(bytes).map(|text| Zeroizing::new(text.to_owned())).ok()
}

/// Allocated once: a buffer that grows leaves its old copies in memory, unwiped.
fn joined(parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    parts.iter().for_each(|part| whole.extend_from_slice(part));
    whole
}

/// The header shares the buffer, as all its clones do, and the last of them wipes it.
fn sensitive(bytes: Zeroizing<Vec<u8>>) -> HeaderValue {
    let shared = Bytes::from_owner(bytes);
    let value = HeaderValue::from_maybe_shared(shared);
    let mut value = value.expect("a key holds nothing that a header cannot carry");
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::{basic, bearer, secrets};

    #[test]
    fn base64_is_the_standard_alphabet_with_padding() {
        for (user, password, expected) in [
            ("site", "key", "Basic c2l0ZTprZXk="),
            ("writekey123", "", "Basic d3JpdGVrZXkxMjM6"),
            ("a", "~~~???", "Basic YTp+fn4/Pz8="),
        ] {
            assert_eq!(basic(user, password), expected);
        }
    }

    #[test]
    fn quoted_headers_and_the_keys_in_them_are_redacted() {
        let of = |header| secrets(&header).iter().map(|secret| secret.to_string()).collect::<Vec<_>>();
        assert_eq!(of(basic("site", "longer")), ["c2l0ZTpsb25nZXI=", "longer", "site"]);
        assert_eq!(of(basic("writekey123", "")), ["d3JpdGVrZXkxMjM6", "writekey123"]);
        assert_eq!(of(bearer("c2l0ZTprZXk=")), ["c2l0ZTprZXk="]);
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?} {:?}", basic("site", "key"), bearer("key")), "Sensitive Sensitive");
    }
}
