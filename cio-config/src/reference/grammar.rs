//! The parser of references. Each const fn takes the whole string and a range, so that a fault has its byte.

use crate::reference::backend::{Backend, FieldRule, ParameterRule, PathRule};
use crate::reference::{Reference, ReferenceFault};
use crate::text::compare::{equal, starts_with};

/// A range of the string.
type Span = (usize, usize);

pub(super) const fn parse(text: &str) -> Result<Reference<'_>, ReferenceFault> {
    let bytes = text.as_bytes();
    let (backend, start) = match scheme(bytes) {
        Ok(found) => found,
        Err(fault) => return Err(fault),
    };
    let hash = find(bytes, b'#', start, bytes.len());
    let question = find(bytes, b'?', start, hash);
    let path = (start, question);
    let parameters = if question < hash { (question + 1, hash) } else { (hash, hash) };
    let steps = check_steps(bytes, backend, path);
    let field = match check_all(bytes, backend, path, hash) {
        Err(fault) => return Err(fault),
        Ok(field) => field,
    };
    if let Err(fault) = steps {
        return Err(fault);
    }
    if let Err(fault) = check_parameters(bytes, backend, question, parameters) {
        return Err(fault);
    }
    if let Err(fault) = check_field(bytes, backend, hash, field) {
        return Err(fault);
    }
    Ok(Reference { text, backend, path, parameters, field })
}

const fn fault<T: Copy>(at: usize, what: &'static str) -> Result<T, ReferenceFault> {
    Err(ReferenceFault { at, what })
}

/// The backend, and where its path starts.
const fn scheme(text: &[u8]) -> Result<(Backend, usize), ReferenceFault> {
    if starts_with(text, b"op://") {
        return Ok((Backend::OnePassword, 5));
    }
    if !starts_with(text, b"ref+") {
        return fault(0, "a reference starts with `ref+` and a backend, or with `op://`");
    }
    let end = find(text, b':', 4, text.len());
    let (_, rest) = text.split_at(4);
    let (name, after) = rest.split_at(end - 4);
    let mut index = 0;
    while index < Backend::ALL.len() {
        let backend = Backend::ALL[index];
        match backend.row().scheme {
            Some(scheme) if equal(name, scheme.as_bytes()) => {
                return if starts_with(after, b"://") {
                    Ok((backend, end + 3))
                } else {
                    fault(end, "expected `://` after the backend")
                };
            }
            _ => index += 1,
        }
    }
    fault(
        4,
        "unknown backend, expected `vault`, `awssecrets`, `awsssm`, `gcpsecrets`, `azurekeyvault`, `file` or `keyring`",
    )
}

/// Checks every byte, and gives the range of the field.
const fn check_all(text: &[u8], backend: Backend, path: Span, hash: usize) -> Result<Span, ReferenceFault> {
    let mut at = path.0;
    while at < text.len() {
        match text[at] {
            b':' if at + 2 < text.len() && text[at + 1] == b'/' && text[at + 2] == b'/' => {
                return fault(
                    at,
                    "a reference is the whole value: it cannot contain another reference or be part of a list",
                );
            }
            b' ' if matches!(backend, Backend::OnePassword) => {}
            b'%' if !is_percent(text, at) => {
                return fault(at, "`%` must be followed by two hexadecimal digits");
            }
            b'%' if text[at + 1] > b'7' => match utf8_end(text, at) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => return fault(at, "the percent-encoded bytes are not UTF-8"),
            },
            b'!'..=b'~' => {}
            _ => return fault(at, "blanks and letters beyond ASCII must be percent-encoded, as in `%20`"),
        }
        at += 1;
    }
    let start = if hash + 2 <= text.len() { hash + 2 } else { text.len() };
    Ok((start, text.len()))
}

const fn is_percent(text: &[u8], at: usize) -> bool {
    at + 2 < text.len() && text[at + 1].is_ascii_hexdigit() && text[at + 2].is_ascii_hexdigit()
}

/// Where the percent-encoded character that starts here ends, if its bytes are UTF-8.
const fn utf8_end(text: &[u8], start: usize) -> Option<usize> {
    let mut bytes = [0; 4];
    let (mut count, mut at) = (0, start);
    while count < bytes.len() && at < text.len() && text[at] == b'%' && is_percent(text, at) {
        bytes[count] = digit(text[at + 1]) << 4 | digit(text[at + 2]);
        (count, at) = (count + 1, at + 3);
        let (character, _) = bytes.split_at(count);
        if std::str::from_utf8(character).is_ok() {
            return Some(at);
        }
    }
    None
}

const fn digit(letter: u8) -> u8 {
    match letter {
        b'0'..=b'9' => letter - b'0',
        _ => letter.to_ascii_lowercase() - b'a' + 10,
    }
}

/// Checks the path: how many steps it has, and their characters.
const fn check_steps(text: &[u8], backend: Backend, path: Span) -> Result<(), ReferenceFault> {
    let PathRule { least, most, shape } = backend.row().path;
    let absolute = matches!(backend, Backend::File | Backend::AwsSsm);
    let mut at = if absolute && path.0 < path.1 && text[path.0] == b'/' { path.0 + 1 } else { path.0 };
    let mut steps = 0;
    loop {
        let end = find(text, b'/', at, path.1);
        if end == at && !matches!(backend, Backend::File) {
            return fault(at, if at == path.1 { shape } else { "a step of the path is empty" });
        }
        if end == at && at == path.1 {
            return fault(at, shape);
        }
        if let Err(fault) = check_step(text, backend, steps, (at, end)) {
            return Err(fault);
        }
        steps += 1;
        if steps > most {
            return fault(at - 1, shape);
        }
        if end == path.1 {
            break;
        }
        at = end + 1;
    }
    if steps < least { fault(path.1, shape) } else { Ok(()) }
}

const fn check_step(
    text: &[u8],
    backend: Backend,
    index: usize,
    (start, end): Span,
) -> Result<(), ReferenceFault> {
    let (_, rest) = text.split_at(start);
    let (step, _) = rest.split_at(end - start);
    if matches!(backend, Backend::Vault) && (equal(step, b".") || equal(step, b"..")) {
        return fault(start, "`.` and `..` are not allowed in the path");
    }
    let mut at = start;
    let is_arn = index == 0 && starts_with(step, b"arn:");
    while at < end {
        let byte = text[at];
        let alphanumeric = byte.is_ascii_alphanumeric();
        match backend {
            Backend::AzureKeyVault if !alphanumeric && byte != b'-' && !(index == 0 && byte == b'.') => {
                return fault(at, "names in Azure Key Vault are letters, digits and `-`");
            }
            Backend::GcpSecrets if index == 1 && !alphanumeric && !matches!(byte, b'-' | b'_') => {
                return fault(at, "names in Google's Secret Manager are letters, digits, `-` and `_`");
            }
            Backend::AwsSsm
                if !(alphanumeric || matches!(byte, b'-' | b'_' | b'.') || is_arn && byte == b':') =>
            {
                return fault(at, "names in the Parameter Store are letters, digits, `-`, `_`, `.` and `/`");
            }
            Backend::AwsSecrets
                if !alphanumeric && !matches!(byte, b'-' | b'_' | b'.' | b'+' | b'=' | b'@' | b':') =>
            {
                return fault(at, "names in Secrets Manager are letters, digits and `/_+=.@-`");
            }
            _ => at += 1,
        }
    }
    Ok(())
}

const fn check_parameters(
    text: &[u8],
    backend: Backend,
    question: usize,
    (start, end): Span,
) -> Result<(), ReferenceFault> {
    let ParameterRule { names, expected } = backend.row().parameters;
    if names.is_empty() && question < start {
        return fault(question, expected);
    }
    let mut at = start;
    while at < end {
        let pair_end = find(text, b'&', at, end);
        let equals = find(text, b'=', at, pair_end);
        if equals == pair_end || equals + 1 == pair_end {
            return fault(at, "a parameter is written `name=value`");
        }
        if !is_known(text, names, (at, equals)) {
            return fault(at, expected);
        }
        at = pair_end + 1;
    }
    Ok(())
}

const fn is_known(text: &[u8], known: &[&str], (start, end): Span) -> bool {
    let (_, rest) = text.split_at(start);
    let (name, _) = rest.split_at(end - start);
    let mut index = 0;
    while index < known.len() {
        if equal(known[index].as_bytes(), name) {
            return true;
        }
        index += 1;
    }
    false
}

const fn check_field(text: &[u8], backend: Backend, hash: usize, field: Span) -> Result<(), ReferenceFault> {
    match backend.row().field {
        FieldRule::Needed if hash == text.len() => {
            return fault(hash, "the vault backend needs a field, as in `#/app_api_key`");
        }
        _ if hash == text.len() => return Ok(()),
        FieldRule::Refused => return fault(hash, "this backend stores one value, without fields"),
        FieldRule::Needed | FieldRule::Possible => {}
    }
    if hash + 1 == text.len() || text[hash + 1] != b'/' {
        return fault(hash + 1, "a field is written `#/name`");
    }
    let mut at = field.0;
    loop {
        let end = find(text, b'/', at, field.1);
        if end == at {
            return fault(at, "the name of the field is empty");
        }
        if end == field.1 {
            return Ok(());
        }
        at = end + 1;
    }
}

/// The first `byte` in a range, or the range's end.
const fn find(text: &[u8], byte: u8, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end && text[at] != byte {
        at += 1;
    }
    at
}
