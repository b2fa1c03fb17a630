//! As whom Azure is asked.

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::azure::fault::NO_CREDENTIALS;
use azure_core::cloud::{CloudConfiguration, CustomConfiguration};
use azure_core::credentials::{Secret, TokenCredential};
use azure_core::http::ClientOptions;
use azure_identity::{
    ClientSecretCredential, ClientSecretCredentialOptions, DeveloperToolsCredential,
    ManagedIdentityCredential, ManagedIdentityCredentialOptions, UserAssignedId, WorkloadIdentityCredential,
    WorkloadIdentityCredentialOptions,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;

/// Where a virtual machine has its metadata, and how long that may take to answer.
const METADATA: (&str, Duration) = ("169.254.169.254:80", Duration::from_secs(1));

#[derive(Clone)]
pub(super) enum Login {
    Found(Environment),
    Given(Arc<dyn TokenCredential>),
}

/// The ways to log in.
#[derive(Debug, PartialEq)]
enum LoginMethod {
    Secret { tenant: String, client: String },
    Workload { tenant: String, client: String, token_file: String },
    Managed,
    ManagedIfThere,
    Developer,
}

impl Login {
    pub(super) async fn credential(
        &self,
        options: &ClientOptions,
    ) -> Result<Arc<dyn TokenCredential>, StoreFault> {
        let environment = match self {
            Self::Found(environment) => environment,
            Self::Given(credential) => return Ok(credential.clone()),
        };
        let options = with_authority(options.clone(), environment);
        let credential: azure_core::Result<Arc<dyn TokenCredential>> = match way(environment) {
            LoginMethod::Secret { tenant, client } => {
                let secret = Secret::new(environment.text("AZURE_CLIENT_SECRET").unwrap_or_default());
                let options = ClientSecretCredentialOptions { client_options: options };
                ClientSecretCredential::new(&tenant, client, secret, Some(options)).map(|login| login as _)
            }
            LoginMethod::Workload { tenant, client, token_file } => {
                let options = workload(tenant, client, token_file, options);
                WorkloadIdentityCredential::new(Some(options)).map(|login| login as _)
            }
            LoginMethod::Managed => managed(environment, options),
            LoginMethod::ManagedIfThere if has_metadata().await => managed(environment, options),
            LoginMethod::ManagedIfThere | LoginMethod::Developer => {
                DeveloperToolsCredential::new(None).map(|login| login as _)
            }
        };
        credential.map_err(|_| NO_CREDENTIALS)
    }
}

fn way(environment: &Environment) -> LoginMethod {
    let text = |name| environment.text(name);
    let only = text("AZURE_TOKEN_CREDENTIALS").unwrap_or_default().to_ascii_lowercase();
    if only == "dev" {
        return LoginMethod::Developer;
    }
    let (tenant, client) = (text("AZURE_TENANT_ID"), text("AZURE_CLIENT_ID"));
    match (tenant, client, text("AZURE_CLIENT_SECRET"), text("AZURE_FEDERATED_TOKEN_FILE")) {
        (Some(tenant), Some(client), Some(_), _) => LoginMethod::Secret { tenant, client },
        (Some(tenant), Some(client), None, Some(token_file)) => {
            LoginMethod::Workload { tenant, client, token_file }
        }
        _ if only == "prod" || text("IDENTITY_ENDPOINT").or_else(|| text("MSI_ENDPOINT")).is_some() => {
            LoginMethod::Managed
        }
        _ => LoginMethod::ManagedIfThere,
    }
}

#[expect(clippy::field_reassign_with_default, reason = "one of the fields is private")]
fn workload(
    tenant: String,
    client: String,
    token_file: String,
    options: ClientOptions,
) -> WorkloadIdentityCredentialOptions {
    let mut workload = WorkloadIdentityCredentialOptions::default();
    workload.tenant_id = Some(tenant);
    workload.client_id = Some(client);
    workload.token_file_path = Some(token_file.into());
    workload.credential_options.client_options = options;
    workload
}

fn managed(
    environment: &Environment,
    options: ClientOptions,
) -> azure_core::Result<Arc<dyn TokenCredential>> {
    let options = ManagedIdentityCredentialOptions {
        user_assigned_id: environment.text("AZURE_CLIENT_ID").map(UserAssignedId::ClientId),
        client_options: options,
    };
    ManagedIdentityCredential::new(Some(options)).map(|login| login as _)
}

/// Whether this may be a virtual machine. The client would ask for its token many times before it gives up.
async fn has_metadata() -> bool {
    let (address, limit) = METADATA;
    matches!(tokio::time::timeout(limit, TcpStream::connect(address)).await, Ok(Ok(_)))
}

/// The client reads this variable of the process's environment alone.
fn with_authority(mut options: ClientOptions, environment: &Environment) -> ClientOptions {
    if let (None, Some(host)) = (&options.cloud, environment.text("AZURE_AUTHORITY_HOST")) {
        let mut cloud = CustomConfiguration::default();
        cloud.authority_host = host;
        options.cloud = Some(Arc::new(CloudConfiguration::Custom(cloud)));
    }
    options
}

#[cfg(test)]
mod tests {
    use super::{LoginMethod, way};
    use crate::environment::Environment;

    fn of<const LENGTH: usize>(variables: [(&str, &str); LENGTH]) -> LoginMethod {
        way(&Environment::from(variables).with("AZURE_TENANT_ID", "t").with("AZURE_CLIENT_ID", "c"))
    }

    #[test]
    fn the_first_login_that_is_there_is_taken() {
        let (secret, token) = (("AZURE_CLIENT_SECRET", "s"), ("AZURE_FEDERATED_TOKEN_FILE", "/t"));
        let endpoint = ("IDENTITY_ENDPOINT", "http://127.0.0.1:1");
        let (tenant, client) = ("t".to_owned(), "c".to_owned());
        assert_eq!(
            of([secret, token, endpoint]),
            LoginMethod::Secret { tenant: tenant.clone(), client: client.clone() }
        );
        assert_eq!(
            of([token, endpoint]),
            LoginMethod::Workload { tenant, client, token_file: "/t".to_owned() }
        );
        assert_eq!(of([endpoint]), LoginMethod::Managed);
        assert_eq!(of([("MSI_ENDPOINT", "http://127.0.0.1:1")]), LoginMethod::Managed);
        assert_eq!(of([]), LoginMethod::ManagedIfThere);
        assert_eq!(way(&Environment::from([secret])), LoginMethod::ManagedIfThere);
    }

    #[test]
    fn a_variable_says_which_kind_of_login_alone() {
        assert_eq!(of([("AZURE_TOKEN_CREDENTIALS", "prod")]), LoginMethod::Managed);
        assert_eq!(
            of([("AZURE_TOKEN_CREDENTIALS", "dev"), ("AZURE_CLIENT_SECRET", "s")]),
            LoginMethod::Developer
        );
    }
}
