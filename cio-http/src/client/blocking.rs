//! The blocking driver: sends on the thread that asks, and waits there.

use crate::call::{Call, LONGEST_ANSWER, Next};
use crate::client::builder;
use crate::client::core::Core;
use crate::client::dry_run::DryRun;
use crate::client::renewer::{Renewal, Renewer};
use crate::client::transport::{self, Http, answer, failure, read_failure};
use crate::error::Error;
use crate::error::transport_error::TransportError;
use crate::operation::Operation;
use crate::surface::{SignedBy, TrackApi};
use crate::track::{Account, AccountRegion};
use bytes::Bytes;
use cio_config::{CioCredentials, Region, Rotating, StatesRegion};
use http::{Request, Response};
use std::fmt;
use std::io::Read as _;
use std::sync::Arc;

/// Sends operations, signed with the credentials it holds.
///
/// It must be neither made nor dropped inside async code: it waits for its own thread, and panics or blocks there.
/// A clone is cheap and shares the connections; making a client is not, so make one and keep it.
/// It holds the keys as long as it lives, and the HTTP stack copies them into each request.
pub struct Client<C> {
    core: Arc<Core<C, reqwest::blocking::Client>>,
}

/// Builds a [`Client`].
pub type ClientBuilder<C> = builder::ClientBuilder<C, Blocking>;

/// Says that a builder builds a [`Client`].
#[derive(Default)]
pub struct Blocking(Option<reqwest::blocking::ClientBuilder>);

impl<C: CioCredentials + StatesRegion> Client<C> {
    /// A client with the default policy and time limits.
    ///
    /// # Errors
    /// [`Error::Setup`] if TLS is not available.
    pub fn new(credentials: C) -> Result<Self, Error> {
        Self::builder(credentials).build()
    }

    /// As [`new`](Self::new), with credentials that you keep too.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn from_shared(credentials: Arc<C>) -> Result<Self, Error> {
        ClientBuilder::new(credentials).build()
    }

    /// A client to be set up.
    #[must_use]
    pub fn builder(credentials: C) -> ClientBuilder<C> {
        ClientBuilder::new(Arc::new(credentials))
    }

    /// A client whose keys are loaded again while it lives: it sends with those that are current. See
    /// [`Rotating`].
    ///
    /// A send that is answered with 401 makes the keys load again, unless that was tried a moment ago. It waits for the load,
    /// at most as long as the loader may take, and is sent once more if its own key changed. No other send waits.
    ///
    /// ```no_run
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use cio_config::{AppCredentials, CioCredentials};
    /// use cio_http::{app, blocking::Client};
    ///
    /// let keys = AppCredentials::loader().secrets_dir("/run/secrets/customerio").rotating()?;
    /// let cio = Client::rotating(&keys)?;
    /// cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42"))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn rotating(keys: &Rotating<C>) -> Result<Self, Error>
    where
        C: Send + Sync + 'static,
    {
        Self::rotating_builder(keys).build()
    }

    /// The same, to be set up.
    #[must_use]
    pub fn rotating_builder(keys: &Rotating<C>) -> ClientBuilder<C>
    where
        C: Send + Sync + 'static,
    {
        ClientBuilder::rotating(keys)
    }
}

impl<C: CioCredentials + StatesRegion> ClientBuilder<C> {
    /// The client.
    ///
    /// # Errors
    /// [`Error::Setup`] if TLS is not available, or the user agent cannot be a header.
    ///
    /// # Panics
    /// With `rustls-no-provider` alone, if the program has not installed a provider of cryptography for rustls.
    pub fn build(self) -> Result<Client<C>, Error> {
        Ok(Client {
            core: self
                .core(|Blocking(own), options, live, roots| transport::blocking(own, options, live, roots))?,
        })
    }
}

impl<C> ClientBuilder<C> {
    /// Starts from a builder of reqwest: for a proxy, a certificate authority of your own, or how connections are kept.
    ///
    /// After all that is set on it, whatever it says, come: no redirects, no retries of reqwest's own, no `Referer`, no
    /// `connection_verbose`, https alone (in a sandbox http and no proxy), our user agent, and this builder's
    /// [`timeout`](Self::timeout) and [`connect_timeout`](Self::connect_timeout), set or not. It must come from the
    /// version of reqwest that this crate uses, 0.13.
    ///
    /// ```
    /// # #[cfg(feature = "rustls")] {
    /// use cio_config::{AppApiKey, AppCredentials, Region};
    /// use cio_http::blocking::Client;
    ///
    /// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
    /// let proxy = reqwest::Proxy::https("http://proxy.internal:3128")?;
    /// let cio = Client::builder(credentials).http(reqwest::blocking::Client::builder().proxy(proxy)).build()?;
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn http(mut self, builder: reqwest::blocking::ClientBuilder) -> Self {
        self.driver = Blocking(Some(builder));
        self
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}

impl<C> Client<C> {
    /// A client for other credentials over the same connections, with the same settings: one for each workspace.
    ///
    /// It sends to the hosts of their region, in the same sandbox if there is one. It has its own rate budget with the
    /// same rates, since the service counts each workspace alone.
    ///
    /// # Errors
    /// [`Error::Setup`] if the credentials have no region: an `Option<Region>` that is empty.
    pub fn with_credentials<D>(&self, credentials: D) -> Result<Client<D>, Error>
    where
        D: CioCredentials + StatesRegion,
    {
        Ok(Client { core: self.core.with(credentials)? })
    }

    /// As [`with_credentials`](Self::with_credentials), for credentials that rotate: see [`rotating`](Self::rotating).
    ///
    /// # Errors
    /// [`Error::Setup`] if the credentials state no region, or the Pipelines API may drop silently, which hides a 401.
    pub fn with_rotating<D>(&self, keys: &Rotating<D>) -> Result<Client<D>, Error>
    where
        D: CioCredentials + StatesRegion + Send + Sync + 'static,
    {
        Ok(Client { core: self.core.with_rotating(keys)? })
    }

    /// The credentials it signs with.
    #[must_use]
    pub fn credentials(&self) -> Arc<C> {
        self.core.snapshot().credentials.clone()
    }

    /// The region it sends to.
    #[must_use]
    pub fn region(&self) -> Region {
        self.core.snapshot().hosts.region()
    }

    /// Sends one operation, again if need be and if that is safe, and reads the answer.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] before anything is sent; [`Error::Refused`], [`Error::WrongRegion`],
    /// [`Error::Redirected`], [`Error::Unavailable`], [`Error::Unconfirmed`] and [`Error::Unreadable`] after.
    pub fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error>
    where
        O::Surface: SignedBy<C>,
    {
        self.sent(operation, |output, _| Ok(output))
    }

    /// The request as it would be sent, without sending it: for a log, or for a person who asks what goes out.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if it cannot be sent.
    pub fn dry_run<O: Operation>(&self, operation: &O) -> Result<DryRun, Error>
    where
        O::Surface: SignedBy<C>,
    {
        self.core.dry_run(operation)
    }

    /// Asks whether the Track pair is of the region that the credentials state, and of the workspace if they hold a
    /// [`WorkspaceId`](cio_config::WorkspaceId).
    ///
    /// Worth one line at start-up: for an account in the EU the Track API's US host may take a request, route it to the
    /// EU inside and answer 200, and personal data has then been in the US. It does not cover App and Pipelines
    /// keys, for which the service has no such route. Source: <https://docs.customer.io/files/journeys-track.json>,
    /// read 2026-08-13.
    ///
    /// ```no_run
    /// # fn example(billing: cio_config::TrackCredentials) -> Result<(), cio_http::Error> {
    /// let cio = cio_http::blocking::Client::new(billing)?;
    /// cio.verify_region()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::WrongRegion`] names the account's region, and [`Error::WrongWorkspace`] the pair's workspace;
    /// [`Error::Refused`] if the host of the stated region does not know the pair, which may belong to the other
    /// region or to nobody; else as [`send`](Self::send).
    pub fn verify_region(&self) -> Result<Account, Error>
    where
        TrackApi: SignedBy<C>,
    {
        let expected = self.core.expected();
        self.sent(&AccountRegion, |account, attempts| expected.found_in(account, attempts))
    }

    /// Sends it, and judges what is read from the answer and after how many attempts.
    fn sent<O: Operation, T>(
        &self,
        operation: &O,
        judge: impl FnOnce(O::Output, u32) -> Result<T, Error>,
    ) -> Result<T, Error>
    where
        O::Surface: SignedBy<C>,
    {
        let (mut call, renewer) = self.core.call(operation)?;
        let output = call.scope().within(|| drive(&self.core.http, &mut call, renewer))?;
        judge(output, call.attempts())
    }
}

fn drive<O: Operation>(
    http: &Http<reqwest::blocking::Client>,
    call: &mut Call<'_, O>,
    mut renewer: Option<Renewer<'_>>,
) -> Result<O::Output, Error> {
    loop {
        if let Some(wait) = call.turn() {
            std::thread::sleep(wait);
        }
        match call.receive(execute(http, call.request())) {
            Next::Done(result) => return result,
            Next::ResendAfter(delay) => std::thread::sleep(delay),
            Next::Renew(refused) => loop {
                let renewal = renewer.as_mut().map(|renewer| renewer.renew(call));
                match renewal.unwrap_or(Renewal::Refused) {
                    Renewal::Signed => break,
                    Renewal::Refused => return refused,
                    Renewal::Wait(reloading) => reloading.wait(),
                }
            },
        }
    }
}

pub(crate) fn execute(
    http: &Http<reqwest::blocking::Client>,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, TransportError> {
    let (parts, body) = request.into_parts();
    let mut request = reqwest::blocking::Request::new(parts.method, http.roots.url(&parts.uri)?);
    *request.headers_mut() = parts.headers;
    // An empty one is none: else a `GET` says `content-length: 0`.
    *request.body_mut() = (!body.is_empty()).then(|| body.into());
    if http.timeout.is_some() {
        *request.timeout_mut() = http.timeout;
    }
    let mut response = http.client.execute(request).map_err(failure)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    Ok(answer(status, headers, read(response)?))
}

/// The body, or just more of it than is ever read.
fn read(response: reqwest::blocking::Response) -> Result<Bytes, TransportError> {
    if response.content_length().is_some_and(|length| length <= LONGEST_ANSWER) {
        return response.bytes().map_err(failure);
    }
    let mut body = Vec::new();
    response.take(LONGEST_ANSWER + 1).read_to_end(&mut body).map_err(read_failure)?;
    Ok(body.into())
}

// Not derived: that would ask for `C: Clone`.
impl<C> Clone for Client<C> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone() }
    }
}

impl<C> fmt::Debug for Client<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.fmt(f)
    }
}
