//! Removes the keys of a request from its answer: a server that echoes the request would quote them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::borrow::Cow;
use std::ops::Range;
use zeroize::Zeroizing;

const REDACTED: &[u8] = b"[redacted]";

/// Fewer characters of a secret are there by chance: so long it has to be to be looked for in base64, and so much of it has to be
/// there where the text breaks off.
const SHORTEST: usize = 8;

/// The text without the secrets, in whichever form they are quoted: as they are, in another case, with any of their
/// characters percent-encoded or escaped as in JSON, without the padding of base64, or inside of something in base64.
pub(crate) fn redacted<'a>(text: &'a [u8], secrets: &[Zeroizing<String>]) -> Cow<'a, [u8]> {
    let forms = forms(secrets);
    let mut kept = Vec::new();
    let (mut begun, mut at) = (0, 0);
    while at < text.len() {
        let Some(quoted) = forms.iter().find_map(|form| form.quoted(text, at)) else {
            at += 1;
            continue;
        };
        // In base64, a secret starts before the characters that are certain to be its own.
        kept.extend_from_slice(&text[begun..quoted.start.max(begun)]);
        kept.extend_from_slice(REDACTED);
        at = quoted.end;
        begun = at;
    }
    if begun == 0 {
        return Cow::Borrowed(text);
    }
    kept.extend_from_slice(&text[begun..]);
    Cow::Owned(kept)
}

/// The form in which a secret is quoted.
enum Form {
    Itself(Zeroizing<Vec<u8>>),
    /// The characters of base64 that depend on nothing but the secret.
    InBase64(Zeroizing<Vec<u8>>),
}

impl Form {
    fn bytes(&self) -> &[u8] {
        let (Self::Itself(bytes) | Self::InBase64(bytes)) = self;
        bytes
    }

    /// Where it is quoted, if that is here.
    fn quoted(&self, text: &[u8], at: usize) -> Option<Range<usize>> {
        match self {
            Self::Itself(secret) => {
                let len = quoted_len(&text[at..], secret, true);
                len.or_else(|| quoted_len(&text[at..], secret, false)).map(|len| at..at + len)
            }
            Self::InBase64(certain) => {
                let same = text[at..].iter().zip(certain.iter()).take_while(|(a, b)| a == b).count();
                if same < certain.len() && !breaks_off(text, at + same, same) {
                    return None;
                }
                let is_base64 = |byte: &&u8| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
                };
                let before = text[..at].iter().rev().take_while(is_base64).count();
                let rest = text[at..].iter().take_while(is_base64).count();
                Some(at - before..at + rest)
            }
        }
    }
}

/// Every form of every secret, the longest first: it may hold the others.
fn forms(secrets: &[Zeroizing<String>]) -> Vec<Form> {
    let mut forms = Vec::new();
    for secret in secrets {
        for form in [secret.as_str(), secret.trim_end_matches('=')] {
            forms.push(Form::Itself(Zeroizing::new(form.as_bytes().to_vec())));
        }
        if secret.len() >= SHORTEST {
            forms.extend((0..3).flat_map(|before| in_base64(secret, before)).map(Form::InBase64));
        }
    }
    forms.retain(|form| !form.bytes().is_empty());
    forms.sort_by_key(|form| std::cmp::Reverse(form.bytes().len()));
    forms
}

/// The base64 of a secret after so many other bytes, modulo three, in both alphabets: only the characters that hold no
/// bit of its neighbours.
fn in_base64(secret: &str, before: usize) -> [Zeroizing<Vec<u8>>; 2] {
    let mut bytes = Zeroizing::new(Vec::with_capacity(before + secret.len()));
    bytes.resize(before, 0);
    bytes.extend_from_slice(secret.as_bytes());
    let certain = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
    [STANDARD_NO_PAD, URL_SAFE_NO_PAD].map(|alphabet| {
        let encoded = Zeroizing::new(alphabet.encode(&*bytes));
        Zeroizing::new(encoded.as_bytes()[certain.clone()].to_vec())
    })
}

/// The length of the quoted secret at the start of a string, in any case. `decodes` reads `%2F`, `\u002f` and `\/` as
/// the characters that they are; a secret may also hold such text as it is.
fn quoted_len(text: &[u8], secret: &[u8], decodes: bool) -> Option<usize> {
    let mut at = 0;
    for (index, byte) in secret.iter().enumerate() {
        let is_it = |character: u8| character.eq_ignore_ascii_case(byte);
        let escape = if decodes { escaped(&text[at..]) } else { None };
        at += match escape {
            Some((character, len)) if is_it(character) => len,
            _ if text.get(at).is_some_and(|character| is_it(*character)) => 1,
            _ if breaks_off(text, at, index) => 0,
            _ => return None,
        };
    }
    Some(at)
}

/// Whether a string ends after so many characters of a secret.
fn breaks_off(text: &[u8], at: usize, characters: usize) -> bool {
    at == text.len() && characters >= SHORTEST
}

/// The character of an escape at the start of a string, and the length of the escape.
fn escaped(text: &[u8]) -> Option<(u8, usize)> {
    let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
    match text {
        [b'%', high, low, ..] => hex(&[*high, *low]).map(|byte| (byte, 3)),
        [b'\\', b'u', b'0', b'0', high, low, ..] => hex(&[*high, *low]).map(|byte| (byte, 6)),
        [b'\\', byte @ (b'/' | b'"' | b'\\'), ..] => Some((*byte, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::redacted;
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use zeroize::Zeroizing;

    const KEY: &str = "0a1b2c3d4e5f";

    fn shown(text: &str, secrets: &[&str]) -> String {
        let secrets: Vec<_> = secrets.iter().map(|secret| Zeroizing::new((*secret).to_owned())).collect();
        String::from_utf8_lossy(&redacted(text.as_bytes(), &secrets)).into_owned()
    }

    #[test]
    fn a_key_is_taken_out_in_every_form() {
        let secrets = ["c2l0ZTo/a2V5+w==", KEY, "site"];
        for (text, expected) in [
            ("nothing to take out", "nothing to take out"),
            ("key 0a1b2c3d4e5f.", "key [redacted]."),
            ("key 0A1B2C3D4E5F.", "key [redacted]."),
            ("c2l0ZTo/a2V5+w==", "[redacted]"),
            ("c2l0ZTo/a2V5+w", "[redacted]"),
            (r#"{"sent":"c2l0ZTo\/a2V5+w==","#, r#"{"sent":"[redacted]","#),
            ("?auth=c2l0ZTo%2Fa2V5%2Bw%3D%3D&x=1", "?auth=[redacted]&x=1"),
            ("?auth=c2l0ZTo%2fa2V5%2bw%3d%3d", "?auth=[redacted]"),
            ("%30%61%31%62%32%63%33%64%34%65%35%66", "[redacted]"),
            (r#"{"key":"\u0030\u0061\u0031b2c3d4e5f"#, r#"{"key":"[redacted]"#),
            ("site:0a1b2c3d4e5f:site", "[redacted]:[redacted]:[redacted]"),
            ("", ""),
        ] {
            assert_eq!(shown(text, &secrets), expected, "{text}");
        }
    }

    #[test]
    fn a_key_is_removed_from_base64_that_holds_it() {
        for before in ["", "a", "ab", "api:", "Bearer "] {
            for after in ["", ":", "::", "&x=1"] {
                let quoted = format!("{before}{KEY}{after}");
                for encoded in [STANDARD.encode(&quoted), URL_SAFE_NO_PAD.encode(&quoted)] {
                    assert_eq!(
                        shown(&format!("got \"{encoded}\""), &[KEY]),
                        "got \"[redacted]\"",
                        "{quoted}"
                    );
                }
            }
        }
        let other = STANDARD.encode("0a1b2c3d4e60 and no key");
        assert_eq!(shown(&other, &[KEY]), other);
    }

    #[test]
    fn a_key_is_taken_out_where_the_text_breaks_off() {
        let encoded = STANDARD.encode(format!("api:{KEY}"));
        for text in
            [r#"{"key":"0a1b2c3d"#, r#"{"key":"0a1b2c3d4e5"#, &format!(r#"{{"key":"{}"#, &encoded[..19])]
        {
            assert_eq!(shown(text, &[KEY]), r#"{"key":"[redacted]"#, "{text}");
        }
        for text in ["0a1b2c3", "0a1b2c3d4e5 ", "0a1b2c3d4e5-"] {
            assert_eq!(shown(text, &[KEY]), text);
        }
    }

    #[test]
    fn a_key_that_looks_like_an_escape_is_taken_out_as_it_is() {
        for key in ["%25abcdefgh", r"\u0041bcdefg", r"a\/bcdefgh"] {
            assert_eq!(shown(&format!("<{key}>"), &[key]), "<[redacted]>");
        }
    }
}
