//! A user name and a password in base64, as HTTP Basic authentication sends them.

/// Whether text is base64, with or without its padding, of two runs of 16 to 64 hex digits with a colon between them. The
/// second run may be missing.
///
/// Of a random key each decoded byte is a hex digit in 22 of 256 cases: one of 23 characters passes once in 10^19 tries, and
/// one that holds two keys once in 10^36.
pub(crate) fn is_base64_pair(text: &[u8]) -> bool {
    let digits = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text);
    // A shorter text cannot be a key and a colon, a longer one cannot be a pair.
    if !(23..=172).contains(&digits.len()) || digits.len() % 4 == 1 {
        return false;
    }
    let mut decoded = digits.chunks(4).map(decode);
    let (mut runs, mut at) = ([0_usize; 2], 0);
    let is_pair = decoded.all(|bytes| {
        bytes.is_some_and(|(bytes, count)| {
            bytes[..count].iter().all(|byte| match byte {
                b':' if at == 0 => {
                    at = 1;
                    true
                }
                byte => {
                    runs[at] += 1;
                    byte.is_ascii_hexdigit()
                }
            })
        })
    });
    let is_key = |length: usize| (16..=64).contains(&length);
    is_pair && at == 1 && is_key(runs[0]) && (runs[1] == 0 || is_key(runs[1]))
}

/// The bytes of up to four digits, and how many they are.
fn decode(digits: &[u8]) -> Option<([u8; 3], usize)> {
    let mut bits = 0_u32;
    for place in 0..4 {
        bits = bits << 6 | digits.get(place).map_or(Some(0), |digit| value(*digit))?;
    }
    let [_, bytes @ ..] = bits.to_be_bytes();
    Some((bytes, digits.len() - 1))
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::is_base64_pair;

    #[test]
    fn two_keys_with_a_colon_are_a_pair_and_other_text_is_not() {
        for (text, expected) in [
            // b0a31ab4c2d65e1f9a77:7d02c5f1a9b84e36d0c1
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc6N2QwMmM1ZjFhOWI4NGUzNmQwYzE=", true),
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc6N2QwMmM1ZjFhOWI4NGUzNmQwYzE", true),
            // b0a31ab4c2d65e1f9a77:
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc6", true),
            // 0123456789abcdef: 0123456789ABCDEF:0123456789ABCDEF
            ("MDEyMzQ1Njc4OWFiY2RlZjo=", true),
            ("MDEyMzQ1Njc4OUFCQ0RFRjowMTIzNDU2Nzg5QUJDREVG", true),
            // Without a colon, with two, a short part, a letter other than a hex digit.
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc3ZDAyYzVmMWE5Yjg0ZTM2ZDBjMQ==", false),
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc6N2QwMmM1ZjFhOWI4NGUzNmQwYzE6", false),
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc6YWJj", false),
            ("dXNlcm5hbWUtb2YtMTY6N2QwMmM1ZjFhOWI4NGUzNmQwYzE=", false),
            // A letter is missing, or is none of base64.
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc6N2QwMmM1ZjFhOWI4NGUzNmQwY", false),
            ("YjBhMzFhYjRjMmQ2NWUxZjlhNzc6N2QwMmM1ZjFhOWI4NGUz!mQwYzE=", false),
            ("", false),
            ("0123456789abcdef0123456789abcdef", false),
        ] {
            assert_eq!(is_base64_pair(text.as_bytes()), expected, "{text}");
        }
    }
}
