//! Sends vaultrs' requests, and takes the whole answer: status, headers and body, which vaultrs' own errors would lose.

use crate::finding::store_fault::StoreFault;
use crate::store::cause::{connection_fault, seconds};
use crate::store::vault::login::SecretSetting;
use crate::store::vault::setting::Setting;
use async_trait::async_trait;
use http::header::RETRY_AFTER;
use http::{Request, Response};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Certificate, Proxy, Url};
use rustify::client::Client;
use rustify::clients::reqwest::Client as HttpClient;
use rustify::endpoint::Endpoint;
use rustify::errors::ClientError;
use std::path::PathBuf;
use std::time::Duration;
use vaultrs::api::EndpointMiddleware;
use zeroize::{Zeroize, Zeroizing};

/// How long one request may take: less than a load may, so that one that hangs is sent again.
const TIMEOUT: Duration = Duration::from_secs(4);

/// Where the server is, and how to reach it.
pub(super) struct Settings {
    pub(super) address: SecretSetting,
    pub(super) namespace: Option<SecretSetting>,
    pub(super) certificates: Vec<Setting<PathBuf>>,
    pub(super) proxy: Option<SecretSetting>,
}

impl Settings {
    pub(super) fn at(address: SecretSetting) -> Self {
        Self { address, namespace: None, certificates: Vec::new(), proxy: None }
    }
}

/// A Vault server.
pub(super) struct Server {
    http: AnyStatus,
    namespace: Option<String>,
}

/// Its answer.
#[derive(Clone)]
pub(super) struct VaultAnswer {
    pub(super) status: u16,
    pub(super) body: Zeroizing<Vec<u8>>,
    retry_after: Option<Duration>,
}

impl Server {
    pub(super) fn connect(settings: &Settings) -> Result<Self, StoreFault> {
        let url = address(&settings.address)?;
        let mut http =
            reqwest::Client::builder().timeout(TIMEOUT).redirect(Policy::custom(follow_one)).no_proxy();
        if let Some(proxy) = &settings.proxy {
            let proxy = Proxy::all(proxy.text()?).map_err(|_| proxy.fault("is not a URL"))?;
            http = http.proxy(proxy);
        }
        if url.scheme() == "http" {
            // No certificate is needed, and a machine may have none to load.
            http = http.tls_certs_only([]);
        } else if !settings.certificates.is_empty() {
            http = http.tls_certs_only(certificates(&settings.certificates)?);
        }
        let http = http.build().map_err(|_| StoreFault::NotConfigured("TLS cannot be set up"))?;
        // The root namespace is the empty one.
        let namespace = settings.namespace.as_ref().filter(|namespace| !namespace.value.is_empty());
        let namespace = namespace.map(|namespace| namespace.text().map(str::to_owned)).transpose()?;
        Ok(Self { http: AnyStatus(HttpClient::new(url.as_str(), http)), namespace })
    }

    pub(super) async fn send(
        &self,
        token: Option<&Zeroizing<String>>,
        endpoint: impl Endpoint,
    ) -> Result<VaultAnswer, StoreFault> {
        let token = token.map(|token| token.as_str()).unwrap_or_default();
        let middleware = Middleware(EndpointMiddleware {
            token: token.to_owned(),
            version: "v1".to_owned(),
            wrap: None,
            namespace: self.namespace.clone(),
        });
        let sent = endpoint.with_middleware(&middleware.0).exec(&self.http).await;
        let response = sent.map_err(|error| fault_of(&error))?.response;
        let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| seconds(value.to_str().ok()?));
        // It leaves out the part of a second that remains, so its value is too early by up to one.
        let retry_after = retry_after.map(|whole| whole.saturating_add(Duration::from_secs(1)));
        Ok(VaultAnswer {
            status: response.status().as_u16(),
            retry_after,
            body: Zeroizing::new(response.into_body()),
        })
    }
}

impl VaultAnswer {
    /// Whether it says so in an error.
    pub(super) fn says(&self, words: &str) -> bool {
        self.body.windows(words.len()).any(|window| window == words.as_bytes())
    }

    /// The fault of an answer that has no meaning particular to its request.
    pub(super) fn fault(&self) -> StoreFault {
        match self.status {
            200..=299 => StoreFault::Unreadable,
            429 => StoreFault::Throttled { retry_after: self.retry_after },
            503 if self.says("sealed") => StoreFault::Sealed,
            status => StoreFault::Failed(Some(status)),
        }
    }
}

/// The token that goes into the header of a request, wiped afterwards.
struct Middleware(EndpointMiddleware);

impl Drop for Middleware {
    fn drop(&mut self) {
        self.0.token.zeroize();
    }
}

/// Returns an answer of any status.
struct AnyStatus(HttpClient);

#[async_trait]
impl Client for AnyStatus {
    fn base(&self) -> &str {
        self.0.base()
    }

    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ClientError> {
        self.0.send(request).await
    }

    async fn execute(&self, mut request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ClientError> {
        if let Some(token) = request.headers_mut().get_mut("x-vault-token") {
            token.set_sensitive(true);
        }
        self.send(request).await
    }
}

fn address(setting: &SecretSetting) -> Result<Url, StoreFault> {
    let text = setting.text()?;
    // `vault.example.com:8200` is a URL too, with `vault.example.com` as its scheme.
    if !text.contains("://") {
        return Err(setting.fault("has no scheme: put `https://` or `http://` before the host"));
    }
    let url = Url::parse(text).map_err(|_| setting.fault("is not a URL"))?;
    let is_plain = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    match url.scheme() {
        "http" | "https" if is_plain && url.has_host() => Ok(url),
        "http" | "https" => Err(setting.fault("has more than a scheme, a host and a port")),
        _ => Err(setting.fault("has a scheme that is neither `https://` nor `http://`")),
    }
}

/// Every certificate in these files, and in the files of these directories.
fn certificates(settings: &[Setting<PathBuf>]) -> Result<Vec<Certificate>, StoreFault> {
    let mut all = Vec::new();
    for setting in settings {
        let found = certificates_at(setting)?;
        if found.is_empty() {
            return Err(setting.fault("has no certificate in PEM"));
        }
        all.extend(found);
    }
    Ok(all)
}

fn certificates_at(setting: &Setting<PathBuf>) -> Result<Vec<Certificate>, StoreFault> {
    let unreadable = |_| setting.fault("cannot be read");
    let path = &setting.value;
    let files: Vec<PathBuf> = match path.is_dir() {
        true => {
            let entries = std::fs::read_dir(path).map_err(unreadable)?;
            entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect()
        }
        false => vec![path.clone()],
    };
    let mut found = Vec::new();
    for file in files {
        let bytes = std::fs::read(file).map_err(unreadable)?;
        let bundle = Certificate::from_pem_bundle(&bytes);
        found.extend(bundle.map_err(|_| setting.fault("has a certificate that is not PEM"))?);
    }
    Ok(found)
}

/// A standby server redirects its clients to the active one, once, and never to one without TLS.
fn follow_one(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let from_tls = attempt.previous().first().is_some_and(|url| url.scheme() == "https");
    let is_first = attempt.previous().len() == 1;
    if is_first && (!from_tls || attempt.url().scheme() == "https") {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

/// Why the server did not answer. The error's message is dropped, since it may quote the URL.
fn fault_of(error: &ClientError) -> StoreFault {
    let (ClientError::RequestError { source, .. } | ClientError::ResponseError { source }) = error else {
        return StoreFault::Unreadable;
    };
    let Some(error) = source.downcast_ref::<reqwest::Error>() else { return StoreFault::Unreadable };
    if error.is_timeout() { StoreFault::TimedOut } else { connection_fault(error) }
}
