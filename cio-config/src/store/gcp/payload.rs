//! The payload of one version: unlogged, and as it was stored.

use crate::finding::store_fault::StoreFault;
use crate::store::gcp::fault::{NO_SUCH_NAME, fault};
use crate::store::secret::{Secret, SecretRequest};
use google_cloud_secretmanager_v1::client::SecretManagerService;
use google_cloud_secretmanager_v1::model::SecretPayload;
use tracing::instrument::WithSubscriber;
use tracing::subscriber::NoSubscriber;

pub(super) async fn read(
    client: &SecretManagerService,
    request: &SecretRequest,
) -> Result<Secret, StoreFault> {
    let (project, secret) = request.path().split_once('/').ok_or(NO_SUCH_NAME)?;
    let version = request.parameter("version").unwrap_or("latest");
    let name = format!("projects/{project}/secrets/{secret}/versions/{version}");
    // The client may log the answer, payload and all.
    let call = client.access_secret_version().set_name(name).send().with_subscriber(NoSubscriber::default());
    let answer = call.await.map_err(|error| fault(&error))?;
    answer.payload.ok_or(StoreFault::Unreadable).and_then(value)
}

fn value(payload: SecretPayload) -> Result<Secret, StoreFault> {
    match payload.data_crc32c {
        Some(expected) if expected != i64::from(crc32c(&payload.data)) => Err(StoreFault::Unreadable),
        _ => Ok(Secret::value(Vec::from(payload.data))),
    }
}

/// The checksum of RFC 3720, Castagnoli's polynomial.
fn crc32c(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0x82F6_3B78 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[cfg(test)]
mod tests {
    use super::{crc32c, read};
    use crate::finding::store_fault::StoreFault;
    use crate::store::secret::{Secret, SecretRequest};
    use crate::store::testing::log::Log;
    use crate::store::testing::run;
    use cio_test_server::Server;
    use google_cloud_auth::credentials::anonymous;
    use google_cloud_secretmanager_v1::client::SecretManagerService;

    /// A client that logs all it can.
    async fn client(body: &str) -> SecretManagerService {
        let server = Server::always(200, body);
        let builder = SecretManagerService::builder().with_endpoint(server.url()).with_tracing();
        builder.with_credentials(anonymous::Builder::new().build()).build().await.unwrap()
    }

    fn answer(body: &str) -> Result<Secret, StoreFault> {
        run(async { read(&client(body).await, &SecretRequest::new("p/cio")).await })
    }

    #[test]
    fn a_client_that_logs_payloads_logs_none() {
        let body = r#"{"payload":{"data":"a2V5LTE="}}"#;
        let log = Log::default();
        tracing::subscriber::with_default(log.clone(), || {
            run(async {
                let name = "projects/p/secrets/cio/versions/1";
                client(body).await.access_secret_version().set_name(name).send().await.unwrap();
            });
            assert!(log.said().contains("key-1"), "the client no longer logs payloads");
            log.clear();
            answer(body).unwrap();
        });
        assert!(!log.said().contains("key-1"));
    }

    #[test]
    fn a_payload_that_was_changed_on_its_way_is_refused() {
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
        let right = crc32c(b"key-1");
        for (checksum, is_good) in [(right, true), (right ^ 1, false)] {
            let body = format!(r#"{{"payload":{{"data":"a2V5LTE=","dataCrc32c":"{checksum}"}}}}"#);
            assert_eq!(answer(&body).is_ok(), is_good);
        }
    }

    #[test]
    fn an_answer_without_a_payload_cannot_be_read() {
        assert_eq!(answer("{}").unwrap_err(), StoreFault::Unreadable);
    }
}
