use super::WebhookFault::{self, MalformedSignature, MalformedTimestamp, Signature, Stale};
use super::{Headers, sign, verify};
use cio_config::WebhookSigningKey;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const AT: &str = "1613063089";
const SIGNED: &str = "a24c07b50a856607ad6640d580a185eb3dd4613c32d25460f41be78b38623d0d";
const BODY: &[u8] = br#"{"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#;
const MINUTE: Duration = Duration::from_secs(60);

fn key(text: &str) -> WebhookSigningKey {
    WebhookSigningKey::new(text).unwrap()
}

fn check(timestamp: &[u8], signature: &[u8], body: &[u8]) -> Result<(), WebhookFault> {
    verify_at(&key("whsec-example"), timestamp, signature, body, MINUTE, at(1_613_063_089))
}

fn verify_at(
    key: &WebhookSigningKey,
    timestamp: impl AsRef<[u8]>,
    signature: impl AsRef<[u8]>,
    body: &[u8],
    tolerance: Duration,
    now: SystemTime,
) -> Result<(), WebhookFault> {
    super::verify_at([key], Headers::new(&timestamp, &signature), body, tolerance, now)
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn the_known_signature_is_taken_and_made() {
    assert_eq!(check(AT.as_bytes(), SIGNED.as_bytes(), BODY), Ok(()));
    assert_eq!(check(AT.as_bytes(), format!("v0={SIGNED}").as_bytes(), BODY), Ok(()));
    assert_eq!(sign("whsec-example", 1_613_063_089, BODY), SIGNED);
}

#[test]
fn every_manipulation_is_refused() {
    let upper = SIGNED.to_uppercase();
    let with = |prefix: &str, suffix: &str| format!("{prefix}{SIGNED}{suffix}").into_bytes();
    for (timestamp, signature, body, fault) in [
        ("", SIGNED.into(), BODY, MalformedTimestamp),
        ("-1613063089", SIGNED.into(), BODY, MalformedTimestamp),
        ("+1613063089", SIGNED.into(), BODY, MalformedTimestamp),
        (" 1613063089", SIGNED.into(), BODY, MalformedTimestamp),
        ("1613063089.0", SIGNED.into(), BODY, MalformedTimestamp),
        ("16130630890000000000000", SIGNED.into(), BODY, MalformedTimestamp),
        ("١٦١٣٠٦٣٠٨٩", SIGNED.into(), BODY, MalformedTimestamp),
        ("01613063089", SIGNED.into(), BODY, Signature),
        ("1613063090", SIGNED.into(), BODY, Signature),
        (AT, Vec::new(), BODY, MalformedSignature),
        (AT, b"v0=".to_vec(), BODY, MalformedSignature),
        (AT, upper.into_bytes(), BODY, MalformedSignature),
        (AT, with("", "\n"), BODY, MalformedSignature),
        (AT, with(" ", ""), BODY, MalformedSignature),
        (AT, with("v0=v0=", ""), BODY, MalformedSignature),
        (AT, with("v1=", ""), BODY, MalformedSignature),
        (AT, with("V0=", ""), BODY, MalformedSignature),
        (AT, with("0x", ""), BODY, MalformedSignature),
        (AT, with("", SIGNED), BODY, MalformedSignature),
        (AT, SIGNED[..63].into(), BODY, MalformedSignature),
        (AT, SIGNED[..32].into(), BODY, MalformedSignature),
        (AT, SIGNED.replace('a', "g").into(), BODY, MalformedSignature),
        (AT, vec![0xff; 64], BODY, MalformedSignature),
        (AT, b"0".repeat(64), BODY, Signature),
        (AT, SIGNED.into(), b"", Signature),
        (AT, SIGNED.into(), br#"{"event_id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#, Signature),
        (AT, SIGNED.into(), b"{\"event_id\":\"01E4C4CT6YDC7Y5M7FE1GWWPQJ\"}\n", Signature),
    ] {
        assert_eq!(check(timestamp.as_bytes(), &signature, body), Err(fault), "{timestamp:?} {signature:?}");
    }
}

#[test]
fn one_bit_anywhere_is_enough() {
    for place in 0..64 {
        let mut signature = SIGNED.as_bytes().to_vec();
        signature[place] = if signature[place] == b'0' { b'1' } else { b'0' };
        assert_eq!(check(AT.as_bytes(), &signature, BODY), Err(Signature), "{place}");
    }
    for bit in 0..BODY.len() * 8 {
        let mut body = BODY.to_vec();
        body[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(check(AT.as_bytes(), SIGNED.as_bytes(), &body), Err(Signature), "{bit}");
    }
}

#[test]
fn nothing_moves_between_timestamp_and_body() {
    let signature = sign("k", 12, b"3:x");
    for (timestamp, body) in [("1", &b"2:3:x"[..]), ("12:3", b"x"), ("123", b"x"), ("12", b":3:x")] {
        let moved = verify_at(&key("k"), timestamp, &signature, body, Duration::MAX, at(12));
        assert!(moved.is_err(), "{timestamp}");
    }
    assert_eq!(verify_at(&key("k"), "12", &signature, b"3:x", Duration::MAX, at(12)), Ok(()));
}

#[test]
fn a_similar_key_is_another_key() {
    for other in ["whsec-exampl", "whsec-examplf", "whsec-example0", "WHSEC-EXAMPLE"] {
        let refused = verify_at(&key(other), AT, SIGNED, BODY, MINUTE, at(1_613_063_089));
        assert_eq!(refused, Err(Signature), "{other}");
    }
}

#[test]
fn a_body_is_taken_byte_by_byte_even_if_it_is_not_utf_8() {
    for length in [0, 1, 55, 56, 63, 64, 65, 1000] {
        let body: Vec<u8> = (0..length).map(|index: u32| (index * 37 % 256) as u8).collect();
        let signature = sign("k", 7, &body);
        assert_eq!(verify_at(&key("k"), "7", &signature, &body, MINUTE, at(7)), Ok(()), "{length}");
    }
}

#[test]
fn the_tolerance_holds_in_both_directions_and_to_the_second() {
    for (now, expected) in [
        (at(1_613_063_089 - 60), Ok(())),
        (at(1_613_063_089 + 60), Ok(())),
        (at(1_613_063_089 - 61), Err(Stale)),
        (at(1_613_063_089 + 61), Err(Stale)),
        (UNIX_EPOCH - MINUTE, Err(Stale)),
    ] {
        assert_eq!(verify_at(&key("whsec-example"), AT, SIGNED, BODY, MINUTE, now), expected);
    }
    assert_eq!(verify_at(&key("whsec-example"), AT, SIGNED, BODY, Duration::MAX, at(0)), Ok(()));
    assert_eq!(verify([&key("whsec-example")], Headers::new(AT, SIGNED), BODY, MINUTE), Err(Stale));
}

#[test]
fn a_forged_webhook_is_never_called_stale() {
    let forged = verify_at(&key("other"), AT, SIGNED, BODY, MINUTE, at(0));
    assert_eq!(forged, Err(Signature));
    let largest = u64::MAX.to_string();
    let signature = sign("k", u64::MAX, b"");
    assert_eq!(verify_at(&key("k"), largest, signature, b"", MINUTE, at(0)), Err(Stale));
}

#[test]
fn any_of_several_keys_is_taken_and_none_takes_nothing() {
    let [old, new, other] = ["whsec-old", "whsec-example", "whsec-other"].map(key);
    let check = |keys: &[&WebhookSigningKey]| {
        super::verify_at(keys.iter().copied(), Headers::new(AT, SIGNED), BODY, MINUTE, at(1_613_063_089))
    };
    for keys in [&[&new][..], &[&old, &new], &[&new, &old], &[&old, &other, &new]] {
        assert_eq!(check(keys), Ok(()));
    }
    assert_eq!(check(&[&old, &other]), Err(Signature));
    assert_eq!(check(&[]), Err(WebhookFault::NoKey));
}

#[test]
fn a_header_is_there_once_whatever_its_letters() {
    let check = |lines: &[(&'static str, &'static str)]| {
        let mut headers = http::HeaderMap::new();
        for (name, value) in lines {
            headers.append(name.parse::<http::HeaderName>().unwrap(), value.parse().unwrap());
        }
        let keys = [key("whsec-example")];
        super::verify_at(&keys, &headers, BODY, MINUTE, at(1_613_063_089))
    };
    let (timestamp, signature) = (("X-CIO-Timestamp", AT), ("x-cio-signature", SIGNED));
    for (lines, expected) in [
        (&[timestamp, signature][..], Ok(())),
        (&[signature], Err(WebhookFault::MissingHeader("X-CIO-Timestamp"))),
        (&[timestamp], Err(WebhookFault::MissingHeader("X-CIO-Signature"))),
        (&[], Err(WebhookFault::MissingHeader("X-CIO-Timestamp"))),
        (&[timestamp, timestamp, signature], Err(WebhookFault::RepeatedHeader("X-CIO-Timestamp"))),
        (&[timestamp, signature, signature], Err(WebhookFault::RepeatedHeader("X-CIO-Signature"))),
        (
            &[timestamp, ("x-cio-signature", ""), signature],
            Err(WebhookFault::RepeatedHeader("X-CIO-Signature")),
        ),
        (&[("X-CIO-Timestamp", ""), signature], Err(MalformedTimestamp)),
    ] {
        assert_eq!(check(lines), expected, "{lines:?}");
    }
}

#[test]
fn a_body_over_the_limit_is_not_hashed() {
    for (length, expected) in
        [(super::MAX_BODY, Err(Signature)), (super::MAX_BODY + 1, Err(WebhookFault::BodyTooLong))]
    {
        let body = vec![b' '; length];
        assert_eq!(check(AT.as_bytes(), SIGNED.as_bytes(), &body), expected, "{length}");
    }
}

#[test]
fn the_debug_of_headers_shows_no_value() {
    assert_eq!(format!("{:?}", Headers::new(AT, SIGNED)), "Headers([redacted])");
}
