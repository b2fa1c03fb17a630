//! The client for async code.

use crate::call::{Call, LONGEST_ANSWER, Next};
use crate::client::builder;
use crate::client::core::Core;
use crate::client::dry_run::DryRun;
use crate::client::renewer::{Renewal, Renewer};
use crate::client::transport::{self, Http, answer, failure};
use crate::error::Error;
use crate::error::transport_error::TransportError;
use crate::operation::Operation;
use crate::surface::{SignedBy, TrackApi};
use crate::track::{Account, AccountRegion};
use bytes::Bytes;
use cio_config::{CioCredentials, Region, Rotating, StatesRegion};
use http::{Request, Response};
use std::fmt;
use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// Sends operations, signed with the credentials it holds.
///
/// It runs on tokio. A clone is cheap and shares the connections; making a client is not, so make one and keep it.
/// It holds the keys as long as it lives, and the HTTP stack copies them into each request.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use cio_config::{AppApiKey, AppCredentials, Region};
/// use cio_http::{Client, app};
///
/// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
/// let cio = Client::new(credentials)?;
/// cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).await?;
/// # Ok(())
/// # }
/// ```
pub struct Client<C> {
    core: Arc<Core<C, reqwest::Client>>,
}

/// Builds a [`Client`].
pub type ClientBuilder<C> = builder::ClientBuilder<C, Async>;

/// Says that a builder builds a [`Client`].
#[derive(Default)]
pub struct Async(Option<reqwest::ClientBuilder>);

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
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use cio_config::{AppCredentials, CioCredentials};
    /// use cio_http::{Client, app};
    ///
    /// let keys = AppCredentials::loader().secrets_dir("/run/secrets/customerio").rotating()?;
    /// let cio = Client::rotating(&keys)?;
    /// cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).await?;
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
            core: self.core(|Async(own), options, live, roots| {
                transport::asynchronous(own, options, live, roots)
            })?,
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
    /// use cio_http::Client;
    ///
    /// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
    /// let proxy = reqwest::Proxy::https("http://proxy.internal:3128")?;
    /// let cio = Client::builder(credentials).http(reqwest::Client::builder().proxy(proxy)).build()?;
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn http(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.driver = Async(Some(builder));
        self
    }
}

impl fmt::Debug for Async {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Async")
    }
}

impl<C> Client<C> {
    /// A client for other credentials over the same connections, with the same settings: one for each workspace.
    ///
    /// It sends to the hosts of their region, in the same sandbox if there is one. It has its own rate budget with the
    /// same rates, since the service counts each workspace alone.
    ///
    /// ```
    /// # #[cfg(feature = "rustls")] {
    /// use cio_config::{AppApiKey, AppCredentials, Region};
    /// use cio_http::Client;
    ///
    /// let key = |key| AppApiKey::new(key);
    /// let billing = AppCredentials::new(key("0123456789abcdef0123456789abcdef")?, Region::Eu);
    /// let marketing = AppCredentials::new(key("3210fedcba98765432103210fedcba98")?, Region::Us);
    /// let billing = Client::new(billing)?;
    /// let marketing = billing.with_credentials(marketing)?;
    /// assert_eq!(marketing.region(), Region::Us);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    pub fn send<'a, O: Operation>(&'a self, operation: &'a O) -> Sending<'a, O::Output>
    where
        O::Surface: SignedBy<C>,
    {
        self.sending(operation, |output, _| Ok(output))
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
    /// # async fn example(billing: cio_config::TrackCredentials) -> Result<(), cio_http::Error> {
    /// let cio = cio_http::Client::new(billing)?;
    /// cio.verify_region().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::WrongRegion`] names the account's region, and [`Error::WrongWorkspace`] the pair's workspace;
    /// [`Error::Refused`] if the host of the stated region does not know the pair, which may belong to the other
    /// region or to nobody; else as [`send`](Self::send).
    pub fn verify_region(&self) -> Sending<'_, Account>
    where
        TrackApi: SignedBy<C>,
    {
        let expected = self.core.expected();
        self.sending(&AccountRegion, move |account, attempts| expected.found_in(account, attempts))
    }

    /// Sends it, and judges what is read from the answer and after how many attempts.
    fn sending<'a, O: Operation, T>(
        &'a self,
        operation: &'a O,
        judge: impl FnOnce(O::Output, u32) -> Result<T, Error> + Send + 'a,
    ) -> Sending<'a, T>
    where
        O::Surface: SignedBy<C>,
        T: Send + 'a,
    {
        match self.core.call(operation) {
            Ok((mut call, renewer)) => {
                let http = &self.core.http;
                // Borrowed: it is large, and every future that owned it would be as large again.
                Sending(Box::pin(async move {
                    let output = call.scope().around(drive(http, &mut call, renewer)).await?;
                    judge(output, call.attempts())
                }))
            }
            Err(error) => Sending(Box::pin(ready(Err(error)))),
        }
    }
}

/// An operation on its way: `.await` it.
///
/// ```no_run
/// use cio_config::TrackCredentials;
/// use cio_http::{Client, Error, Sending, track};
///
/// fn welcome<'a>(cio: &'a Client<TrackCredentials>, identify: &'a track::Identify) -> Sending<'a, ()> {
///     cio.send(identify)
/// }
/// ```
// A named type, and boxed: the future of an `async fn` carries its bounds along, and a missing key would be reported
// three times, for the call, for the future and for its `.await`.
#[must_use = "nothing is sent until it is awaited"]
pub struct Sending<'a, T>(Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>);

impl<T> Future for Sending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Sending<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}

async fn drive<O: Operation>(
    http: &Http<reqwest::Client>,
    call: &mut Call<'_, O>,
    mut renewer: Option<Renewer<'_>>,
) -> Result<O::Output, Error> {
    loop {
        if let Some(wait) = call.turn() {
            tokio::time::sleep(wait).await;
        }
        match call.receive(execute(http, call.request()).await) {
            Next::Done(result) => return result,
            Next::ResendAfter(delay) => tokio::time::sleep(delay).await,
            Next::Renew(refused) => loop {
                let renewal = renewer.as_mut().map(|renewer| renewer.renew(call));
                match renewal.unwrap_or(Renewal::Refused) {
                    Renewal::Signed => break,
                    Renewal::Refused => return refused,
                    Renewal::Wait(reloading) => {
                        let until = reloading.until();
                        // Whether it ended or the time was up, the next question says.
                        let _ = tokio::time::timeout_at(until.into(), reloading).await;
                    }
                }
            },
        }
    }
}

/// The future holds nothing of the request, which is larger than all that is waited for.
pub(crate) fn execute(
    http: &Http<reqwest::Client>,
    request: Request<Bytes>,
) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + use<> {
    let response = outgoing(http, request).map(|request| http.client.execute(request));
    async {
        let mut response = response?.await.map_err(failure)?;
        let body = read(&mut response).await.map_err(failure)?;
        Ok(answer(response.status(), std::mem::take(response.headers_mut()), body))
    }
}

fn outgoing(
    http: &Http<reqwest::Client>,
    request: Request<Bytes>,
) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let mut request = reqwest::Request::new(parts.method, http.roots.url(&parts.uri)?);
    *request.headers_mut() = parts.headers;
    // An empty one is none: else a `GET` says `content-length: 0`.
    *request.body_mut() = (!body.is_empty()).then(|| body.into());
    Ok(request)
}

/// The body, or just more of it than is ever read. One that comes in one piece, as most do, is not copied.
async fn read(response: &mut reqwest::Response) -> Result<Bytes, reqwest::Error> {
    let first = response.chunk().await?.unwrap_or_default();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.is_empty() {
            body.extend_from_slice(&first);
        }
        body.extend_from_slice(&chunk);
        if body.len() as u64 > LONGEST_ANSWER {
            break;
        }
    }
    Ok(if body.is_empty() { first } else { body.into() })
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
