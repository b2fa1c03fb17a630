//! The two forms of `Authorization`, written without leaving a copy of the key behind.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
    sensitive(&header)
}

/// `Bearer`, with the key as it is.
pub(crate) fn bearer(key: &str) -> HeaderValue {
    sensitive(&joined(&[BEARER, key.as_bytes()]))
}

/// Allocated once: a buffer that grows leaves its smaller selves behind, unwiped.
fn joined(parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    parts.iter().for_each(|part| whole.extend_from_slice(part));
    whole
}

fn sensitive(bytes: &[u8]) -> HeaderValue {
    let mut value = HeaderValue::from_bytes(bytes).expect("a key holds nothing that a header cannot carry");
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::{basic, bearer};

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
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?} {:?}", basic("site", "key"), bearer("key")), "Sensitive Sensitive");
    }
}
