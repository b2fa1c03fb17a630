//! Azure's Key Vault, on a double with fixed answers, over TLS. Which certificates to trust is set for a process, so each load has one.

use crate::server::{in_a_process, unused, variable};

/// A load of a secret, by a client of a tenant, from a vault.
struct Load<'a> {
    secret: &'a str,
    tenant: &'a str,
    vault: String,
    trusts: Option<String>,
}

impl<'a> Load<'a> {
    fn of(secret: &'a str) -> Self {
        let (vault, trusts) = (variable("AZURE"), Some(variable("AZURE_CA")));
        Self { secret, tenant: "known", vault, trusts }
    }

    fn ends(&self) -> String {
        let reference = format!("ref+azurekeyvault://billing/{}", self.secret);
        let mut variables = vec![
            ("CUSTOMERIO_APP_API_KEY", &*reference),
            ("CIO_TEST_AZURE", &self.vault),
            ("AZURE_AUTHORITY_HOST", &self.vault),
            ("AZURE_TENANT_ID", self.tenant),
            ("AZURE_CLIENT_ID", "billing"),
            ("AZURE_CLIENT_SECRET", "what-the-client-logs-in-with"),
        ];
        if let Some(file) = &self.trusts {
            variables.push(("SSL_CERT_FILE", file));
        }
        in_a_process(&variables)
    }
}

#[test]
fn a_secret_is_a_value_or_a_field_of_json() {
    assert_eq!(Load::of("app-api-key").ends(), "s3cr3t-in-azure");
    assert_eq!(Load::of("customerio#/app_api_key").ends(), "s3cr3t-in-azure");
}

#[test]
fn a_missing_secret_is_reported() {
    assert_eq!(Load::of("missing").ends(), "NotFound");
}

#[test]
fn a_client_without_the_role_is_reported_as_such() {
    assert_eq!(Load::of("denied").ends(), "PermissionDenied");
}

#[test]
fn an_unknown_client_is_reported_as_such() {
    assert_eq!(Load { tenant: "unknown", ..Load::of("app-api-key") }.ends(), "Unauthenticated");
}

#[test]
fn a_vault_that_limits_rates_is_reported() {
    assert_eq!(Load::of("throttled").ends(), "Throttled { retry_after: Some(1s) }");
}

#[test]
fn an_absent_vault_is_reported() {
    assert_eq!(Load { vault: unused("https"), ..Load::of("app-api-key") }.ends(), "Unreachable");
}

#[test]
fn a_vault_with_an_untrusted_certificate_is_reported() {
    assert_eq!(Load { trusts: None, ..Load::of("app-api-key") }.ends(), "Tls");
}
