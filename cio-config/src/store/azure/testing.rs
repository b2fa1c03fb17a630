//! A transport for the tests: a vault and its login, with given answers.

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::azure::AzureStore;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::SecretStore;
use azure_core::Result;
use azure_core::http::headers::{AUTHORIZATION, Headers, WWW_AUTHENTICATE};
use azure_core::http::{AsyncRawResponse, ClientOptions, HttpClient, Request, Transport};
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

/// A status, headers and a body.
pub(super) type ScriptedAnswer = Result<(u16, &'static [(&'static str, &'static str)], &'static str)>;

pub(super) const TOKEN: &str = r#"{"token_type":"Bearer","expires_in":3600,"access_token":"token"}"#;
const CHALLENGE: &str =
    r#"Bearer authorization="https://login.example/t", resource="https://vault.azure.net""#;

pub(super) struct Scripted {
    login: fn() -> ScriptedAnswer,
    vault: fn() -> ScriptedAnswer,
    seen: Mutex<Vec<String>>,
}

impl Scripted {
    pub(super) fn new(login: fn() -> ScriptedAnswer, vault: fn() -> ScriptedAnswer) -> Arc<Self> {
        Arc::new(Self { login, vault, seen: Mutex::default() })
    }

    /// Where the vault gives this answer, and the login a token.
    pub(super) fn vault(answer: fn() -> ScriptedAnswer) -> Arc<Self> {
        Self::new(|| Ok((200, &[], TOKEN)), answer)
    }

    /// Reads one secret.
    pub(super) fn read(self: &Arc<Self>, path: &str) -> std::result::Result<Secret, StoreFault> {
        let environment = Environment::from([("AZURE_TENANT_ID", "t"), ("AZURE_CLIENT_ID", "c")]);
        let store = AzureStore::from_environment(&environment.with("AZURE_CLIENT_SECRET", "s"));
        let transport = Some(Transport::new(self.clone()));
        let store = store.client_options(ClientOptions { transport, ..ClientOptions::default() });
        crate::store::testing::run(store.fetch(&[SecretRequest::new(path)])).remove(0)
    }

    /// The URLs of all requests so far, without their queries.
    pub(super) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    fn answer(&self, request: &Request) -> Result<AsyncRawResponse> {
        let url = request.url();
        self.seen.lock().unwrap().push(url.as_str().split('?').next().unwrap_or_default().to_owned());
        let has_token = request.headers().get_optional_str(&AUTHORIZATION).is_some();
        let mut headers = Headers::new();
        let (status, extra, body) = if url.path().ends_with("/oauth2/v2.0/token") {
            (self.login)()?
        } else if has_token {
            (self.vault)()?
        } else {
            headers.insert(WWW_AUTHENTICATE, CHALLENGE);
            (401, &[][..], "")
        };
        for (name, value) in extra {
            headers.insert(*name, *value);
        }
        Ok(AsyncRawResponse::from_bytes(status.into(), headers, body))
    }
}

impl HttpClient for Scripted {
    fn execute_request<'a, 'b, 'c>(
        &'a self,
        request: &'b Request,
    ) -> Pin<Box<dyn Future<Output = Result<AsyncRawResponse>> + Send + 'c>>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move { self.answer(request) })
    }
}

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scripted").finish_non_exhaustive()
    }
}
