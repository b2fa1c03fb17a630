//! Errors of Google, as faults of the store.

use crate::finding::store_fault::StoreFault;
use crate::store::cause::{connection_fault, find, seconds};
use google_cloud_auth::build_errors;
use google_cloud_gax::client_builder;
use google_cloud_gax::error::rpc::Code;
use google_cloud_gax::error::{CredentialsError, Error};

pub(super) const NO_SUCH_NAME: StoreFault =
    StoreFault::NotConfigured("the project, the name or the version is not valid");
pub(super) const NO_SUCH_FILE: StoreFault =
    StoreFault::NotConfigured("the file `GOOGLE_APPLICATION_CREDENTIALS` cannot be read");
pub(super) const UNUSABLE: StoreFault =
    StoreFault::NotConfigured("the file `GOOGLE_APPLICATION_CREDENTIALS` has no credentials of a known type");

/// The fault that an error of the client's means.
pub(super) fn fault(error: &Error) -> StoreFault {
    if let Some(login) = find::<CredentialsError>(error) {
        // A refusal stays a refusal; any other error means that the token endpoint was not reached.
        return if login.is_transient() { connection_fault(login) } else { StoreFault::Unauthenticated };
    }
    if let Some(status) = error.status() {
        return of_code(&status.code, error);
    }
    match error.http_status_code() {
        Some(status) => of_status(status, error),
        None if error.is_timeout() => StoreFault::TimedOut,
        None if error.is_deserialization() => StoreFault::Unreadable,
        None if error.is_binding() => NO_SUCH_NAME,
        None => connection_fault(error),
    }
}

/// The fault that keeps a client from being made.
pub(super) fn client_fault(error: &client_builder::Error) -> StoreFault {
    if find::<build_errors::Error>(error).is_some_and(build_errors::Error::is_loading) {
        NO_SUCH_FILE
    } else if error.is_default_credentials() {
        UNUSABLE
    } else if error.is_transport() {
        StoreFault::NotConfigured("its endpoint is not a URL")
    } else {
        StoreFault::NotConfigured("the credentials are for another universe domain")
    }
}

fn of_code(code: &Code, error: &Error) -> StoreFault {
    match code {
        Code::NotFound => StoreFault::NotFound,
        // Of a version: it is disabled or destroyed.
        Code::FailedPrecondition => StoreFault::Deleted,
        Code::PermissionDenied => StoreFault::PermissionDenied,
        Code::Unauthenticated => StoreFault::Unauthenticated,
        Code::ResourceExhausted => throttled(error),
        Code::InvalidArgument => NO_SUCH_NAME,
        Code::DeadlineExceeded => StoreFault::TimedOut,
        _ => StoreFault::Failed(error.http_status_code()),
    }
}

/// An answer that is not in Google's form, as of a proxy.
fn of_status(status: u16, error: &Error) -> StoreFault {
    match status {
        401 => StoreFault::Unauthenticated,
        403 => StoreFault::PermissionDenied,
        429 => throttled(error),
        500.. => StoreFault::Failed(Some(status)),
        _ => StoreFault::Unreadable,
    }
}

fn throttled(error: &Error) -> StoreFault {
    let header = error.http_headers().and_then(|headers| headers.get("retry-after"));
    StoreFault::Throttled { retry_after: header.and_then(|value| seconds(value.to_str().ok()?)) }
}

#[cfg(test)]
mod tests {
    use super::{NO_SUCH_NAME, UNUSABLE, client_fault, fault};
    use crate::finding::store_fault::StoreFault;
    use crate::store::gcp::GcpStore;
    use crate::store::secret::SecretRequest;
    use crate::store::secret_store::SecretStore;
    use crate::store::testing::run;
    use cio_test_server::{Server, unused_url};
    use google_cloud_gax::{client_builder, error};
    use std::time::Duration;

    fn of(endpoint: &str) -> StoreFault {
        let store = GcpStore::new().endpoint(endpoint).without_login();
        run(store.fetch(&[SecretRequest::new("p/cio")])).remove(0).unwrap_err()
    }

    fn answered(status: u16, body: &str) -> StoreFault {
        of(&Server::always(status, body).url())
    }

    #[test]
    fn every_documented_error_is_its_own_kind() {
        let table = [
            ("NOT_FOUND", 404, StoreFault::NotFound),
            ("FAILED_PRECONDITION", 400, StoreFault::Deleted),
            ("PERMISSION_DENIED", 403, StoreFault::PermissionDenied),
            ("UNAUTHENTICATED", 401, StoreFault::Unauthenticated),
            ("RESOURCE_EXHAUSTED", 429, StoreFault::Throttled { retry_after: None }),
            ("INVALID_ARGUMENT", 400, NO_SUCH_NAME),
            ("DEADLINE_EXCEEDED", 504, StoreFault::TimedOut),
            ("INTERNAL", 500, StoreFault::Failed(Some(500))),
            ("UNAVAILABLE", 503, StoreFault::Failed(Some(503))),
        ];
        for (code, status, expected) in table {
            let body =
                format!(r#"{{"error":{{"code":{status},"status":"{code}","message":"0123456789abcdef"}}}}"#);
            assert_eq!(answered(status, &body), expected, "{code}");
        }
    }

    #[test]
    fn an_answer_in_another_form_is_reported_by_its_status() {
        assert_eq!(answered(401, "<html>"), StoreFault::Unauthenticated);
        assert_eq!(answered(403, "<html>"), StoreFault::PermissionDenied);
        assert_eq!(answered(502, "<html>"), StoreFault::Failed(Some(502)));
        assert_eq!(answered(200, "<html>"), StoreFault::Unreadable);
        assert_eq!(answered(418, "<html>"), StoreFault::Unreadable);
    }

    #[test]
    fn a_throttled_answer_keeps_what_it_asks_for() {
        let headers =
            [("retry-after", "7")].map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let error = error::Error::http(429, headers.into_iter().collect(), "slow down".into());
        assert_eq!(fault(&error), StoreFault::Throttled { retry_after: Some(Duration::from_secs(7)) });
    }

    #[test]
    fn a_closed_port_is_unreachable_and_plain_http_fails_tls() {
        assert_eq!(of(&unused_url()), StoreFault::Unreachable);
        assert_eq!(of(&Server::always(200, "{}").url().replace("http:", "https:")), StoreFault::Tls);
    }

    #[test]
    fn a_login_that_fails_says_why() {
        let login = |is_transient| error::CredentialsError::from_msg(is_transient, "0123456789abcdef");
        let fails = |is_transient| fault(&error::Error::authentication(login(is_transient)));
        assert_eq!([fails(false), fails(true)], [StoreFault::Unauthenticated, StoreFault::Unreachable]);
        assert_eq!(client_fault(&client_builder::Error::cred("no JSON")), UNUSABLE);
        assert_eq!(of("no URL"), StoreFault::NotConfigured("its endpoint is not a URL"));
    }
}
