//! Errors of Azure, as faults of the store.

use crate::finding::store_fault::StoreFault;
use crate::store::cause::{connection_fault, find, seconds};
use azure_core::Error;
use azure_core::error::{ErrorKind, ErrorResponse};
use azure_core::http::RawResponse;
use azure_core::http::headers::RETRY_AFTER;

pub(super) const NO_SUCH_NAME: StoreFault = StoreFault::NotConfigured("the name or the version is not valid");
pub(super) const NO_VAULT: StoreFault = StoreFault::NotConfigured("the login does not apply to this vault");
pub(super) const NO_CREDENTIALS: StoreFault =
    StoreFault::NotConfigured("Azure's variables contain no usable login");
pub(super) const NO_LOGIN: StoreFault = StoreFault::NotConfigured("no login is found");

/// The fault that an error of the client's means.
pub(super) fn fault(error: &Error) -> StoreFault {
    match error.kind() {
        ErrorKind::HttpResponse { status, raw_response, .. } => {
            answered((*status).into(), raw_response.as_deref())
        }
        ErrorKind::Credential => login_fault(error),
        ErrorKind::Connection | ErrorKind::Io => connection_fault(error),
        ErrorKind::DataConversion => StoreFault::Unreadable,
        // The server that answered did not send a vault's challenge.
        _ => NO_VAULT,
    }
}

fn answered(status: u16, answer: Option<&RawResponse>) -> StoreFault {
    match status {
        400 => NO_SUCH_NAME,
        401 => StoreFault::Unauthenticated,
        403 if inner_code(answer).as_deref() == Some("SecretDisabled") => StoreFault::Deleted,
        403 => StoreFault::PermissionDenied,
        404 => StoreFault::NotFound,
        429 => {
            let header = answer.and_then(|answer| answer.headers().get_optional_str(&RETRY_AFTER));
            StoreFault::Throttled { retry_after: header.and_then(seconds) }
        }
        500.. => StoreFault::Failed(Some(status)),
        _ => StoreFault::Unreadable,
    }
}

/// A refusal says more in an error within the error.
fn inner_code(answer: Option<&RawResponse>) -> Option<String> {
    let answer: ErrorResponse = serde_json::from_slice(answer?.body()).ok()?;
    answer.error?.inner_error?.code
}

/// The login was refused, or could not be asked for.
fn login_fault(error: &Error) -> StoreFault {
    let cause = std::error::Error::source(error).and_then(|source| find::<Error>(source));
    match cause.map(Error::kind) {
        Some(ErrorKind::Connection | ErrorKind::Io) => connection_fault(error),
        Some(ErrorKind::HttpResponse { status, raw_response, .. })
            if status.is_server_error() || *status == 429 =>
        {
            answered((*status).into(), raw_response.as_deref())
        }
        Some(ErrorKind::DataConversion) => StoreFault::Unreadable,
        // The developer's tools are tried last: none is installed, or none is logged in.
        None => NO_LOGIN,
        _ => StoreFault::Unauthenticated,
    }
}

#[cfg(test)]
mod tests {
    use super::{NO_LOGIN, NO_SUCH_NAME, NO_VAULT, fault};
    use crate::finding::store_fault::StoreFault;
    use crate::store::azure::testing::{Scripted, ScriptedAnswer};
    use azure_core::Error;
    use azure_core::error::ErrorKind;
    use std::io;
    use std::time::Duration;

    fn fault_of(vault: fn() -> ScriptedAnswer) -> StoreFault {
        Scripted::vault(vault).read("v/cio").unwrap_err()
    }

    fn failed(kind: ErrorKind, io: io::ErrorKind) -> ScriptedAnswer {
        Err(Error::with_error(kind, io::Error::new(io, "0123456789abcdef"), "no answer"))
    }

    #[test]
    fn every_documented_error_is_its_own_kind() {
        let table: [(fn() -> ScriptedAnswer, StoreFault); 9] = [
            (|| Ok((404, &[], r#"{"error":{"code":"SecretNotFound"}}"#)), StoreFault::NotFound),
            (|| Ok((403, &[], r#"{"error":{"code":"Forbidden"}}"#)), StoreFault::PermissionDenied),
            (
                || Ok((403, &[], r#"{"error":{"code":"Forbidden","innererror":{"code":"SecretDisabled"}}}"#)),
                StoreFault::Deleted,
            ),
            (
                || {
                    Ok((
                        403,
                        &[],
                        r#"{"error":{"code":"Forbidden","innererror":{"code":"ForbiddenByRbac"}}}"#,
                    ))
                },
                StoreFault::PermissionDenied,
            ),
            (|| Ok((400, &[], r#"{"error":{"code":"BadParameter"}}"#)), NO_SUCH_NAME),
            (|| Ok((429, &[], "slow down")), StoreFault::Throttled { retry_after: None }),
            (
                || Ok((429, &[("retry-after", "7")], "")),
                StoreFault::Throttled { retry_after: Some(Duration::from_secs(7)) },
            ),
            (|| Ok((503, &[], "<html>")), StoreFault::Failed(Some(503))),
            (|| Ok((302, &[], "")), StoreFault::Unreadable),
        ];
        for (answer, expected) in table {
            assert_eq!(fault_of(answer), expected);
        }
    }

    #[test]
    fn an_answer_without_a_secret_is_unreadable() {
        assert_eq!(fault_of(|| Ok((200, &[], "<html>"))), StoreFault::Unreadable);
        assert_eq!(fault_of(|| Ok((200, &[], "{}"))), StoreFault::Unreadable);
    }

    #[test]
    fn a_connection_that_fails_says_how() {
        assert_eq!(
            fault_of(|| failed(ErrorKind::Connection, io::ErrorKind::ConnectionRefused)),
            StoreFault::Unreachable
        );
        assert_eq!(fault_of(|| failed(ErrorKind::Connection, io::ErrorKind::InvalidData)), StoreFault::Tls);
        assert_eq!(fault_of(|| failed(ErrorKind::Io, io::ErrorKind::TimedOut)), StoreFault::TimedOut);
    }

    #[test]
    fn a_login_that_fails_says_how() {
        let tools = Error::with_message(ErrorKind::Credential, "0123456789abcdef");
        assert_eq!(fault(&tools), NO_LOGIN);
        let login = |answer| Scripted::new(answer, || Ok((200, &[], "{}"))).read("v/cio").unwrap_err();
        let refused = || Ok((401, &[][..], r#"{"error":"invalid_client","error_codes":[7000215]}"#));
        assert_eq!(login(refused), StoreFault::Unauthenticated);
        assert_eq!(login(|| Ok((503, &[], r#"{"error":"busy"}"#))), StoreFault::Failed(Some(503)));
        assert_eq!(login(|| Ok((503, &[], "<html>"))), StoreFault::Unreadable);
        assert_eq!(
            login(|| failed(ErrorKind::Connection, io::ErrorKind::ConnectionRefused)),
            StoreFault::Unreachable
        );
    }

    #[test]
    fn a_host_that_asks_for_a_login_to_another_gets_none() {
        let transport = Scripted::vault(|| Ok((200, &[], r#"{"value":"v"}"#)));
        assert_eq!(transport.read("vault.example/cio").unwrap_err(), NO_VAULT);
        assert_eq!(transport.seen(), ["https://vault.example/secrets/cio/"]);
    }
}
