//! Secrets Manager: one `GetSecretValue` a secret.
//!
//! `BatchGetSecretValue` reads twenty in one call, but needs another permission, which a policy written for reading
//! a secret does not have, and reports failures as prose. A load has few secrets, and asks for them at the same time.

use crate::finding::store_fault::StoreFault;
use crate::store::aws::fault::fault;
use crate::store::secret::{Secret, SecretRequest};
use aws_config::SdkConfig;
use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::operation::get_secret_value::GetSecretValueOutput;
use futures_util::future::join_all;
use std::time::SystemTime;

pub(super) async fn read(config: &SdkConfig, requests: &[&SecretRequest]) -> Vec<Result<Secret, StoreFault>> {
    let client = Client::new(config);
    join_all(requests.iter().map(|request| read_one(&client, request))).await
}

async fn read_one(client: &Client, request: &SecretRequest) -> Result<Secret, StoreFault> {
    let owned = |name| request.parameter(name).map(str::to_owned);
    let call = client
        .get_secret_value()
        .secret_id(request.path())
        .set_version_id(owned("version_id"))
        .set_version_stage(owned("version_stage"));
    call.send().await.map_err(|error| fault(&error)).and_then(secret)
}

fn secret(answer: GetSecretValueOutput) -> Result<Secret, StoreFault> {
    // Of this version: the secret itself may be older.
    let stored = answer.created_date.and_then(|date| SystemTime::try_from(date).ok());
    let secret = match (answer.secret_string, answer.secret_binary) {
        (Some(text), _) => Secret::value(text.into_bytes()),
        (None, Some(bytes)) => Secret::value(bytes.into_inner()),
        (None, None) => return Err(StoreFault::Unreadable),
    };
    Ok(secret.stored_since(stored))
}

#[cfg(test)]
mod tests {
    use crate::finding::store_fault::StoreFault;
    use crate::store::aws::AwsStore;
    use crate::store::aws::tests::{fetch, store};
    use crate::store::secret::SecretRequest;
    use crate::store::testing::text;
    use cio_test_server::Server;

    #[test]
    fn a_secret_is_asked_for_with_its_version() {
        let server = Server::always(200, r#"{"Name":"prod/cio","SecretString":"0123456789abcdef"}"#);
        let request =
            SecretRequest::new("prod/cio").with("version_id", "v").with("version_stage", "AWSPREVIOUS");
        let answers = fetch(&store(AwsStore::secrets_manager(), &server.url()), &[request]);
        assert_eq!(text(&answers[0]), "0123456789abcdef");
        let sent = [r#"{"SecretId":"prod/cio","VersionId":"v","VersionStage":"AWSPREVIOUS"}"#];
        assert_eq!(server.bodies(), sent);
    }

    #[test]
    fn a_binary_secret_is_its_bytes() {
        let server = Server::always(200, r#"{"Name":"prod/cio","SecretBinary":"a2V5LTE="}"#);
        let answers =
            fetch(&store(AwsStore::secrets_manager(), &server.url()), &[SecretRequest::new("prod/cio")]);
        assert_eq!(text(&answers[0]), "key-1");
    }

    #[test]
    fn an_answer_without_a_value_cannot_be_read() {
        let server = Server::always(200, r#"{"Name":"prod/cio"}"#);
        let answers =
            fetch(&store(AwsStore::secrets_manager(), &server.url()), &[SecretRequest::new("prod/cio")]);
        assert_eq!(answers[0].as_ref().unwrap_err(), &StoreFault::Unreadable);
    }
}
