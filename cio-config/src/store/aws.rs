//! AWS: Secrets Manager, and the Parameter Store of Systems Manager.

mod configuration;
mod fault;
mod hint;
mod parameters;
mod secrets;

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::aws::configuration::Configuration;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::{Fetching, SecretStore};
use aws_config::{Region, SdkConfig};
use futures_util::future::join_all;
use std::collections::BTreeMap;
use std::fmt;

/// AWS Secrets Manager (`ref+awssecrets://…`), or the Parameter Store of AWS Systems Manager (`ref+awsssm://…`).
///
/// Needs the feature `aws`.
///
/// A secret is read by its name or ARN with `GetSecretValue`, for which the caller needs the permissions
/// `secretsmanager:GetSecretValue` and, if it is encrypted with a customer managed KMS key, `kms:Decrypt`; all at the same time. A parameter is
/// read decrypted, by its name or ARN, with `GetParameters`, ten at a time, which needs `ssm:GetParameters` and the same. A path of
/// several steps is one from the root: `ref+awsssm://prod/cio` and `ref+awsssm:///prod/cio` are the same parameter.
///
/// The region is that of the reference's `region`, else that in its ARN, else [`region`](Self::region), else the one that
/// the SDK finds. It finds region, endpoint and credentials as every tool of AWS does: `AWS_*` variables, `~/.aws/config`
/// and `~/.aws/credentials` with `AWS_PROFILE`, web identity (EKS), ECS and EKS containers, EC2's metadata. Of a load's own
/// [`Environment`] it is given `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`,
/// `AWS_DEFAULT_REGION`, `AWS_PROFILE` and `AWS_ENDPOINT_URL` (also with `_SECRETS_MANAGER` or `_SSM`); all other variables it reads
/// from the process's environment: it cannot be given another. Profiles that log in through IAM Identity Center or a process need
/// features of the SDK's: add `aws-config = { version = "1", features = ["sso", "credentials-process"] }` to your own
/// `Cargo.toml`.
///
/// A secret is asked for once, without the SDK's retries; its logins keep theirs, three attempts at most.
///
/// The SDK is `aws-sdk-secretsmanager` and `aws-sdk-ssm`: some 150 crates, which ask for Rust 1.94.1. It holds an answer
/// in buffers that are not wiped: those of TLS and HTTP, the JSON, and the base64 of a binary secret. It logs no
/// value, unless the variable `LOG_SENSITIVE_BODIES` is `true`: then the answers, at the level `TRACE`.
///
/// ```no_run
/// use cio_config::{AppCredentials, AwsStore, Backend, CioCredentials};
///
/// let store = AwsStore::secrets_manager().region("eu-west-1").profile("billing");
/// let credentials = AppCredentials::loader().backend(Backend::AwsSecrets, store).load()?;
/// # Ok::<(), cio_config::LoadError>(())
/// ```
#[derive(Clone)]
pub struct AwsStore {
    service: Service,
    configuration: Configuration,
}

#[derive(Clone, Copy, Debug)]
enum Service {
    Secrets,
    Parameters,
}

impl AwsStore {
    /// Secrets Manager.
    #[must_use]
    pub fn secrets_manager() -> Self {
        Self::of(Service::Secrets)
    }

    /// The Parameter Store.
    #[must_use]
    pub fn parameter_store() -> Self {
        Self::of(Service::Parameters)
    }

    fn of(service: Service) -> Self {
        Self { service, configuration: Configuration::default() }
    }

    /// The region of references that name none.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.configuration.region = Some(region.into());
        self
    }

    /// The profile in `~/.aws/config`, in place of `AWS_PROFILE`.
    #[must_use]
    pub fn profile(mut self, profile: impl Into<String>) -> Self {
        self.configuration.profile = Some(profile.into());
        self
    }

    /// Where the service is, in place of the region's own endpoint: a VPC endpoint, or a stand-in in a test.
    #[must_use]
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.configuration.endpoint = Some(url.into());
        self
    }

    /// The program's own configuration of the SDK, in place of the one that the SDK would find. A
    /// [`profile`](Self::profile) is ignored then.
    ///
    /// This ties the version of `aws-config` in your `Cargo.toml` to the one here, 1.
    #[must_use]
    pub fn sdk_config(mut self, config: SdkConfig) -> Self {
        self.configuration.sdk = Some(config);
        self
    }

    /// With the variables of a load's environment.
    pub(super) fn with_environment(mut self, environment: &Environment) -> Self {
        let of_service = match self.service {
            Service::Secrets => "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            Service::Parameters => "AWS_ENDPOINT_URL_SSM",
        };
        self.configuration = Configuration::from_environment(environment, of_service);
        self
    }

    /// Reads secrets of one region.
    async fn read(
        &self,
        config: SdkConfig,
        requests: Vec<&SecretRequest>,
    ) -> Vec<Result<Secret, StoreFault>> {
        if config.region().is_none() {
            return requests.iter().map(|_| Err(NO_REGION)).collect();
        }
        match self.service {
            Service::Secrets => secrets::read(&config, &requests).await,
            Service::Parameters => parameters::read(&config, &requests).await,
        }
    }
}

impl SecretStore for AwsStore {
    fn name(&self) -> &'static str {
        match self.service {
            Service::Secrets => "AWS Secrets Manager",
            Service::Parameters => "AWS Parameter Store",
        }
    }

    fn hint(&self, fault: StoreFault) -> Option<&'static str> {
        hint::hint(self.service, fault)
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        Box::pin(async move {
            let config = self.configuration.sdk_config().await;
            let regions = by_region(requests);
            let reads = regions.iter().map(|(region, places)| {
                let config = match region {
                    Some(region) => config.to_builder().region(Region::new((*region).to_owned())).build(),
                    None => config.clone(),
                };
                self.read(config, places.iter().map(|&place| &requests[place]).collect())
            });
            let answers = join_all(reads).await.into_iter().flatten();
            let mut answers: Vec<_> = regions.into_values().flatten().zip(answers).collect();
            answers.sort_by_key(|(place, _)| *place);
            answers.into_iter().map(|(_, answer)| answer).collect()
        })
    }
}

const NO_REGION: StoreFault = StoreFault::NotConfigured("no region is set");

/// The places of the requests that go to each region.
fn by_region(requests: &[SecretRequest]) -> BTreeMap<Option<&str>, Vec<usize>> {
    let mut regions = BTreeMap::<_, Vec<_>>::new();
    for (place, request) in requests.iter().enumerate() {
        let region = request.parameter("region").or_else(|| region_of_arn(request.path()));
        regions.entry(region).or_default().push(place);
    }
    regions
}

/// The region in `arn:aws:secretsmanager:eu-west-1:123456789012:secret:cio-AbCdEf`.
fn region_of_arn(path: &str) -> Option<&str> {
    path.strip_prefix("arn:")?.split(':').nth(2).filter(|region| !region.is_empty())
}

impl fmt::Debug for AwsStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsStore").field("service", &self.service).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{AwsStore, NO_REGION, by_region};
    use crate::environment::Environment;
    use crate::finding::store_fault::StoreFault;
    use crate::reference::backend::Backend;
    use crate::store::aws::fault::NO_ADDRESS;
    use crate::store::secret::{Secret, SecretRequest};
    use crate::store::secret_store::SecretStore;
    use crate::store::stores::from_environment;
    use crate::store::testing::{run, text};
    use aws_config::{BehaviorVersion, Region, SdkConfig};
    use aws_credential_types::Credentials;
    use aws_credential_types::provider::SharedCredentialsProvider;
    use cio_test_server::{Answer, Server};

    /// A configuration that reads neither the environment nor files.
    pub(super) fn config(endpoint: &str) -> SdkConfig {
        let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new("eu-west-1"))
            .endpoint_url(endpoint)
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .build()
    }

    pub(super) fn store(store: AwsStore, endpoint: &str) -> AwsStore {
        store.sdk_config(config(endpoint))
    }

    pub(super) fn fetch(store: &AwsStore, requests: &[SecretRequest]) -> Vec<Result<Secret, StoreFault>> {
        run(store.fetch(requests))
    }

    #[test]
    fn a_region_is_that_of_the_reference_else_of_the_arn() {
        let requests = [
            SecretRequest::new("a").with("region", "us-east-1"),
            SecretRequest::new("arn:aws:secretsmanager:us-east-1:1:secret:cio-AbCdEf"),
            SecretRequest::new("b"),
        ];
        let regions: Vec<_> = by_region(&requests).into_iter().collect();
        assert_eq!(regions, [(None, vec![2]), (Some("us-east-1"), vec![0, 1])]);
    }

    #[test]
    fn answers_of_several_regions_come_in_the_order_of_the_requests() {
        let server = Server::answering(|request| {
            let name = request.body().split('"').nth(3).unwrap();
            Answer::new(200, format!(r#"{{"Name":"{name}","SecretString":"value of {name}"}}"#))
        });
        let requests = [
            SecretRequest::new("a").with("region", "us-east-1"),
            SecretRequest::new("b"),
            SecretRequest::new("c").with("region", "ap-south-1"),
            SecretRequest::new("d").with("region", "us-east-1"),
        ];
        let answers = fetch(&store(AwsStore::secrets_manager(), &server.url()), &requests);
        let texts: Vec<_> = answers.iter().map(text).collect();
        assert_eq!(texts, ["value of a", "value of b", "value of c", "value of d"]);
    }

    #[test]
    fn the_variables_of_a_load_are_enough() {
        let server = Server::always(200, r#"{"Name":"cio","SecretString":"key-1"}"#);
        let environment = Environment::from([
            ("AWS_ENDPOINT_URL", server.url().as_str()),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ]);
        let store = from_environment(Backend::AwsSecrets, &environment).unwrap().unwrap();
        assert_eq!(text(&run(store.fetch(&[SecretRequest::new("cio")])).remove(0)), "key-1");
    }

    #[test]
    fn a_request_without_a_region_or_with_none_says_so() {
        let config = config("http://127.0.0.1:1").into_builder();
        let store = AwsStore::secrets_manager().sdk_config(config.region(None).build());
        let answers = fetch(&store, &[SecretRequest::new("cio")]);
        assert_eq!(answers[0].as_ref().unwrap_err(), &NO_REGION);
        let requests = [SecretRequest::new("cio").with("region", "no region")];
        assert_eq!(fetch(&store, &requests)[0].as_ref().unwrap_err(), &NO_ADDRESS);
    }
}
