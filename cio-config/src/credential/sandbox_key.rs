//! The keys that a sandbox of `cio-http` issues: they say where it listens.

/// How each of them starts. A token of a service account has Customer.io's own prefix before that.
const START: &str = "facade_sandbox_";
const TOKEN: &str = "sa_sandbox_";

/// A key that names the first of the six ports that a sandbox listens on at 127.0.0.1: `facade_sandbox_4010_0123456789abcdef`.
#[must_use]
pub fn sandbox_key(port: u16, number: u64) -> String {
    format!("{START}{port}_{number:016x}")
}

/// The same as a token of a service account.
#[must_use]
pub fn sandbox_token(port: u16, number: u64) -> String {
    format!("{TOKEN}{}", sandbox_key(port, number))
}

/// The first port of the sandbox that issued a key, if one did.
///
/// A key names no address but a port of 127.0.0.1, so whoever writes it can lead a client to this machine alone. No key of
/// Customer.io has this form: those seen have 20 or 32 letters and digits, and no underscore after the first six.
#[must_use]
pub fn sandbox_port(key: &str) -> Option<u16> {
    let (port, number) = key.strip_prefix(TOKEN).unwrap_or(key).strip_prefix(START)?.split_once('_')?;
    let is_number = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if number.len() != 16 || !number.bytes().all(is_number) || port.starts_with(['0', '+']) {
        return None;
    }
    // Its five others follow.
    port.parse().ok().filter(|port| *port <= u16::MAX - 5)
}

/// Whether it was such a key before something cut it off or changed it: a client would take it for a key of Customer.io.
pub(crate) fn is_damaged(key: &str) -> bool {
    let start = key.strip_prefix(TOKEN).unwrap_or(key).get(..START.len() - 1);
    start.is_some_and(|start| START[..START.len() - 1].eq_ignore_ascii_case(start))
        && sandbox_port(key).is_none()
}

#[cfg(test)]
mod tests {
    use super::{is_damaged, sandbox_key, sandbox_port, sandbox_token};

    #[test]
    fn a_key_of_a_sandbox_names_its_port_and_no_other_string_does() {
        for port in [1, 80, 4010, 65_530] {
            assert_eq!(sandbox_port(&sandbox_key(port, 7)), Some(port));
            assert_eq!(sandbox_port(&sandbox_token(port, u64::MAX)), Some(port));
        }
        for other in [
            "",
            "facade0123456789abcd",
            "0123456789abcdef0123456789abcdef",
            "sa_sandbox_0123456789abcdef",
            "facade_sandbox_4010",
            "facade_sandbox_4010_",
            "facade_sandbox_4010_0123456789abcde",
            "facade_sandbox_4010_0123456789abcdef0",
            "facade_sandbox_4010_0123456789ABCDEF",
            "facade_sandbox_4010_0123456789abcdeg",
            "facade_sandbox__0123456789abcdef",
            "facade_sandbox_0_0123456789abcdef",
            "facade_sandbox_04010_0123456789abcdef",
            "facade_sandbox_+4010_0123456789abcdef",
            "facade_sandbox_65531_0123456789abcdef",
            "facade_sandbox_70000_0123456789abcdef",
            "facade_sandbox_10.0.0.1_0123456789abcdef",
            "facade_sandbox_4010@10.0.0.1_0123456789abcdef",
            " facade_sandbox_4010_0123456789abcdef",
            "FACADE_SANDBOX_4010_0123456789abcdef",
        ] {
            assert_eq!(sandbox_port(other), None, "{other:?}");
            let looks_like_one = other.to_ascii_lowercase().starts_with("facade_sandbox");
            assert_eq!(is_damaged(other), looks_like_one, "{other:?}");
        }
        assert!(!is_damaged(&sandbox_key(4010, 7)) && is_damaged("sa_sandbox_facade_sandbox_4010"));
    }
}
