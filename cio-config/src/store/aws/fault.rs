//! Errors of AWS, as faults of the store.

use crate::finding::store_fault::StoreFault;
use crate::store::cause::{connection_fault, find};
use aws_config::imds::client::error::ImdsError;
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_ssm::error::{ConnectorError, ProvideErrorMetadata, SdkError};
use std::error::Error;

pub(super) const NO_CREDENTIALS: StoreFault = StoreFault::NotConfigured("no credentials are found");
pub(super) const UNUSABLE: StoreFault =
    StoreFault::NotConfigured("the AWS configuration has no usable credentials");
pub(super) const NO_ADDRESS: StoreFault =
    StoreFault::NotConfigured("the region or the endpoint is not valid");
pub(super) const NO_SUCH_NAME: StoreFault = StoreFault::NotConfigured("the name or the version is not valid");

/// The fault that an error of the SDK means: by its code, else by the status of the answer, else by its causes.
pub(super) fn fault<E>(error: &SdkError<E>) -> StoreFault
where
    E: ProvideErrorMetadata + Error + 'static,
{
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
    if let Some(fault) = code.and_then(of_code) {
        return fault;
    }
    if let Some(answer) = error.raw_response() {
        return of_status(answer.status().as_u16());
    }
    if let Some(login) = find::<CredentialsError>(error) {
        return login_fault(login);
    }
    match error {
        SdkError::TimeoutError(_) => StoreFault::TimedOut,
        SdkError::DispatchFailure(failure) if failure.is_timeout() => StoreFault::TimedOut,
        SdkError::DispatchFailure(failure) if !failure.is_other() || failure.as_other().is_some() => {
            connection_fault(error)
        }
        // A failure before the connection was made has no kind.
        _ => NO_ADDRESS,
    }
}

/// Codes as the references of both services and AWS's list of common errors have them.
fn of_code(code: &str) -> Option<StoreFault> {
    Some(match code {
        "ResourceNotFoundException" | "ParameterNotFound" | "ParameterVersionNotFound" => {
            StoreFault::NotFound
        }
        // Of reading a secret: it is scheduled for deletion.
        "InvalidRequestException" => StoreFault::Deleted,
        "AccessDenied" | "AccessDeniedException" | "NotAuthorized" | "OptInRequired" => {
            StoreFault::PermissionDenied
        }
        "ExpiredToken"
        | "ExpiredTokenException"
        | "IncompleteSignature"
        | "IncompleteSignatureException"
        | "InvalidClientTokenId"
        | "InvalidSignatureException"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "RequestExpired"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException" => StoreFault::Unauthenticated,
        "RequestLimitExceeded" | "Throttling" | "ThrottlingException" | "TooManyRequestsException" => {
            StoreFault::Throttled { retry_after: None }
        }
        "InvalidParameterException" | "ValidationError" | "ValidationException" => NO_SUCH_NAME,
        "RequestTimeout" | "RequestTimeoutException" => StoreFault::TimedOut,
        // The KMS key is disabled, or gone.
        "DecryptionFailure" | "InvalidKeyId" => StoreFault::Failed(Some(400)),
        _ => return None,
    })
}

fn of_status(status: u16) -> StoreFault {
    match status {
        401 => StoreFault::Unauthenticated,
        403 => StoreFault::PermissionDenied,
        429 => StoreFault::Throttled { retry_after: None },
        500.. => StoreFault::Failed(Some(status)),
        _ => StoreFault::Unreadable,
    }
}

/// The reason why the SDK found no credentials.
fn login_fault(login: &CredentialsError) -> StoreFault {
    match login {
        CredentialsError::CredentialsNotLoaded(_) => NO_CREDENTIALS,
        CredentialsError::InvalidConfiguration(_) => UNUSABLE,
        CredentialsError::ProviderTimedOut(_) => StoreFault::TimedOut,
        // The last that is asked: without a role, or outside EC2, nothing answers as it should.
        _ if find::<ImdsError>(login).is_some() => NO_CREDENTIALS,
        // The source of AWS's own credentials could not be reached.
        _ if find::<ConnectorError>(login).is_some() => connection_fault(login),
        _ => StoreFault::Unauthenticated,
    }
}

#[cfg(test)]
mod tests {
    use super::{NO_ADDRESS, NO_CREDENTIALS, NO_SUCH_NAME, UNUSABLE};
    use crate::finding::store_fault::StoreFault;
    use crate::store::aws::AwsStore;
    use crate::store::aws::tests::{config, fetch, store};
    use crate::store::secret::SecretRequest;
    use aws_credential_types::provider::error::CredentialsError;
    use aws_credential_types::provider::{ProvideCredentials, future};
    use cio_test_server::{Server, unused_url};

    fn both(endpoint: &str) -> [StoreFault; 2] {
        [AwsStore::secrets_manager(), AwsStore::parameter_store()]
            .map(|kind| fetch(&store(kind, endpoint), &[SecretRequest::new("cio")]).remove(0).unwrap_err())
    }

    fn answered(status: u16, body: &str) -> StoreFault {
        let [secrets, parameters] = both(&Server::always(status, body).url());
        assert_eq!(secrets, parameters);
        secrets
    }

    #[test]
    fn every_documented_error_is_its_own_kind() {
        let table = [
            ("ResourceNotFoundException", 400, StoreFault::NotFound),
            ("InvalidRequestException", 400, StoreFault::Deleted),
            ("AccessDeniedException", 400, StoreFault::PermissionDenied),
            ("InvalidSignatureException", 400, StoreFault::Unauthenticated),
            ("UnrecognizedClientException", 400, StoreFault::Unauthenticated),
            ("ExpiredTokenException", 400, StoreFault::Unauthenticated),
            ("ThrottlingException", 400, StoreFault::Throttled { retry_after: None }),
            ("InvalidParameterException", 400, NO_SUCH_NAME),
            ("ValidationException", 400, NO_SUCH_NAME),
            ("RequestTimeoutException", 408, StoreFault::TimedOut),
            ("DecryptionFailure", 400, StoreFault::Failed(Some(400))),
            ("InvalidKeyId", 400, StoreFault::Failed(Some(400))),
            ("InternalServiceError", 500, StoreFault::Failed(Some(500))),
            ("ServiceUnavailable", 503, StoreFault::Failed(Some(503))),
            ("SomethingNew", 400, StoreFault::Unreadable),
        ];
        for (code, status, fault) in table {
            let body = format!(r#"{{"__type":"{code}","message":"0123456789abcdef"}}"#);
            assert_eq!(answered(status, &body), fault, "{code}");
        }
    }

    #[test]
    fn an_answer_that_is_not_json_is_reported_by_its_status() {
        assert_eq!(answered(403, "<Error/>"), StoreFault::PermissionDenied);
        assert_eq!(answered(429, "slow down"), StoreFault::Throttled { retry_after: None });
        assert_eq!(answered(502, "<html>"), StoreFault::Failed(Some(502)));
        assert_eq!(answered(200, "<html>"), StoreFault::Unreadable);
    }

    #[test]
    fn a_closed_port_is_unreachable_and_plain_http_fails_tls() {
        assert_eq!(both(&unused_url()), [StoreFault::Unreachable, StoreFault::Unreachable]);
        assert_eq!(both("no URL"), [NO_ADDRESS, NO_ADDRESS]);
        let server = Server::always(200, "{}");
        assert_eq!(both(&server.url().replace("http:", "https:")), [StoreFault::Tls, StoreFault::Tls]);
    }

    #[test]
    fn a_login_that_fails_says_why() {
        let fails = |make: fn() -> CredentialsError| {
            let config = config(&unused_url()).into_builder();
            let config = config.credentials_provider(shared(Fails(make))).build();
            let store = AwsStore::secrets_manager().sdk_config(config);
            fetch(&store, &[SecretRequest::new("cio")]).remove(0).unwrap_err()
        };
        assert_eq!(fails(|| CredentialsError::not_loaded("none")), NO_CREDENTIALS);
        assert_eq!(fails(|| CredentialsError::invalid_configuration("a loop")), UNUSABLE);
        assert_eq!(fails(|| CredentialsError::provider_error("refused")), StoreFault::Unauthenticated);
        let late = || CredentialsError::provider_timed_out(std::time::Duration::from_secs(5));
        assert_eq!(fails(late), StoreFault::TimedOut);
    }

    fn shared(provider: Fails) -> aws_credential_types::provider::SharedCredentialsProvider {
        aws_credential_types::provider::SharedCredentialsProvider::new(provider)
    }

    #[derive(Debug)]
    struct Fails(fn() -> CredentialsError);

    impl ProvideCredentials for Fails {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::ready(Err((self.0)()))
        }
    }
}
