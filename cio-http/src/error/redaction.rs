//! Takes the keys of a request out of what was answered: something that shows a request as it came would quote them.

use std::borrow::Cow;
use zeroize::Zeroizing;

const REDACTED: &[u8] = b"[redacted]";

/// The text without the secrets, in whichever form they are quoted: as they are, in another case, without the padding of
/// base64, percent-encoded, or with the escapes that JSON allows for `/`.
pub(crate) fn redacted<'a>(text: &'a [u8], secrets: &[Zeroizing<String>]) -> Cow<'a, [u8]> {
    let forms = forms(secrets);
    let mut kept = Vec::new();
    let (mut begun, mut at) = (0, 0);
    while at < text.len() {
        match forms.iter().find(|form| starts_with(&text[at..], form)) {
            Some(form) => {
                kept.extend_from_slice(&text[begun..at]);
                kept.extend_from_slice(REDACTED);
                at += form.len();
                begun = at;
            }
            None => at += 1,
        }
    }
    if begun == 0 {
        return Cow::Borrowed(text);
    }
    kept.extend_from_slice(&text[begun..]);
    Cow::Owned(kept)
}

/// Every form of every secret, the longest first: it may hold the others.
fn forms(secrets: &[Zeroizing<String>]) -> Vec<Zeroizing<Vec<u8>>> {
    let mut forms = Vec::new();
    for secret in secrets {
        let bytes = secret.as_bytes();
        forms.push(Zeroizing::new(bytes.to_vec()));
        forms.push(Zeroizing::new(secret.trim_end_matches('=').as_bytes().to_vec()));
        forms.push(each(bytes, |byte, to| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => to.push(byte),
            _ => to.extend_from_slice(&percent(byte)),
        }));
        forms.push(each(bytes, |byte, to| match byte {
            b'/' | b'"' | b'\\' => to.extend_from_slice(&[b'\\', byte]),
            _ => to.push(byte),
        }));
    }
    forms.retain(|form| !form.is_empty());
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

/// Written with room for the longest form, so that no smaller buffer is left behind unwiped.
fn each(bytes: &[u8], write: impl Fn(u8, &mut Vec<u8>)) -> Zeroizing<Vec<u8>> {
    let mut form = Zeroizing::new(Vec::with_capacity(3 * bytes.len()));
    bytes.iter().for_each(|byte| write(*byte, &mut form));
    form
}

fn percent(byte: u8) -> [u8; 3] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

fn starts_with(text: &[u8], form: &[u8]) -> bool {
    text.get(..form.len()).is_some_and(|start| start.eq_ignore_ascii_case(form))
}

#[cfg(test)]
mod tests {
    use super::redacted;
    use zeroize::Zeroizing;

    #[test]
    fn a_key_is_taken_out_in_every_form() {
        let secrets =
            ["c2l0ZTo/a2V5+w==", "0a1b2c3d4e5f", "site"].map(|secret| Zeroizing::new(secret.to_owned()));
        for (text, expected) in [
            ("nothing to take out", "nothing to take out"),
            ("key 0a1b2c3d4e5f.", "key [redacted]."),
            ("key 0A1B2C3D4E5F.", "key [redacted]."),
            ("c2l0ZTo/a2V5+w==", "[redacted]"),
            ("c2l0ZTo/a2V5+w", "[redacted]"),
            (r#"{"sent":"c2l0ZTo\/a2V5+w==","#, r#"{"sent":"[redacted]","#),
            ("?auth=c2l0ZTo%2Fa2V5%2Bw%3D%3D&x=1", "?auth=[redacted]&x=1"),
            ("?auth=c2l0ZTo%2fa2V5%2bw%3d%3d", "?auth=[redacted]"),
            ("site:0a1b2c3d4e5f:site", "[redacted]:[redacted]:[redacted]"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8_lossy(&redacted(text.as_bytes(), &secrets)), expected, "{text}");
        }
    }
}
