//! The client for async code.

use crate::client::builder::client_builder;
use crate::client::core::Core;
use crate::client::drive::drive;
use crate::client::dry_run::DryRun;
use crate::client::sending::Sending;
use crate::client::transport::asynchronous::{self, Http};
use crate::error::Error;
use crate::operation::Operation;
use crate::surface::{SignedBy, TrackApi};
use crate::track::{Account, AccountRegion};
use cio_config::__private::IsCredentials;
use cio_config::{CioCredentials, Region, Rotating, StatesRegion};
use std::fmt;
use std::sync::Arc;

/// Sends operations, signed with the credentials it holds.
///
/// Needs the feature `async`.
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
    core: Arc<Core<C, Http>>,
}

client_builder!("cio_http::Client", "async", reqwest::ClientBuilder, "reqwest::Client");

impl<C: CioCredentials> Client<C> {
    /// A client with the default policy and time limits, for a struct that derives `CioCredentials` and states its region.
    /// `K` is `C`: two parameters keep a wrong type one compile error, here.
    ///
    /// # Errors
    /// [`Error::Setup`] if TLS is not available.
    pub fn new<K: IsCredentials<C> + StatesRegion>(credentials: K) -> Result<Self, Error> {
        Self::builder(credentials).build()
    }

    /// As [`new`](Self::new), with credentials that you keep too.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn from_shared<K: IsCredentials<C> + StatesRegion>(credentials: Arc<K>) -> Result<Self, Error> {
        ClientBuilder::new(K::known(credentials)).build()
    }

    /// A client to be set up, with credentials that you keep too: for a policy, a rate budget or a sandbox.
    #[must_use]
    pub fn shared_builder<K: IsCredentials<C> + StatesRegion>(credentials: Arc<K>) -> ClientBuilder<C> {
        ClientBuilder::new(K::known(credentials))
    }

    /// A client to be set up.
    #[must_use]
    pub fn builder<K: IsCredentials<C> + StatesRegion>(credentials: K) -> ClientBuilder<C> {
        ClientBuilder::new(K::known(Arc::new(credentials)))
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
        C: StatesRegion + Send + Sync + 'static,
    {
        Self::rotating_builder(keys).build()
    }

    /// The same, to be set up.
    #[must_use]
    pub fn rotating_builder(keys: &Rotating<C>) -> ClientBuilder<C>
    where
        C: StatesRegion + Send + Sync + 'static,
    {
        ClientBuilder::rotating(keys)
    }
}

impl<C: CioCredentials> ClientBuilder<C> {
    /// The client.
    ///
    /// # Errors
    /// [`Error::Setup`] if TLS is not available, or the user agent cannot be a header.
    ///
    /// # Panics
    /// With `rustls-no-provider` alone, if the program has not installed a provider of cryptography for rustls.
    pub fn build(self) -> Result<Client<C>, Error> {
        let Self { setup, http } = self;
        Ok(Client {
            core: setup.core(|options, live, roots| asynchronous::http(http, options, live, roots))?,
        })
    }
}

impl<C> Client<C> {
    pub(super) fn core(&self) -> &Core<C, Http> {
        &self.core
    }

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
    pub fn with_credentials<D, K>(&self, credentials: K) -> Result<Client<D>, Error>
    where
        D: CioCredentials,
        K: IsCredentials<D> + StatesRegion,
    {
        Ok(Client { core: self.core.with(K::known(Arc::new(credentials)))? })
    }

    /// As [`with_credentials`](Self::with_credentials), with credentials that you keep too.
    ///
    /// # Errors
    /// As [`with_credentials`](Self::with_credentials).
    pub fn with_shared<D, K>(&self, credentials: Arc<K>) -> Result<Client<D>, Error>
    where
        D: CioCredentials,
        K: IsCredentials<D> + StatesRegion,
    {
        Ok(Client { core: self.core.with(K::known(credentials))? })
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
    pub fn send<'a, O: Operation + Send + 'a>(&self, operation: O) -> Sending<'a, O::Output>
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
    /// region or to no account; else as [`send`](Self::send).
    pub fn verify_region(&self) -> Sending<'static, Account>
    where
        TrackApi: SignedBy<C>,
    {
        let expected = self.core.expected();
        self.sending(AccountRegion, move |account, attempts| expected.found_in(account, attempts))
    }

    /// Sends it, and judges what is read from the answer and after how many attempts.
    fn sending<'a, O: Operation + Send + 'a, T>(
        &self,
        operation: O,
        judge: impl FnOnce(O::Output, u32) -> Result<T, Error> + Send + 'a,
    ) -> Sending<'a, T>
    where
        O::Surface: SignedBy<C>,
    {
        let (outgoing, mut renewer) = self.core.outgoing::<O::Surface>();
        Sending::new(async move {
            let mut call = outgoing.call(&operation, renewer.as_ref())?;
            // Borrowed: it is large, and every future that owned it would be as large again.
            let output = call.scope().around(drive(outgoing.http(), &mut call, &mut renewer)).await?;
            judge(output, call.attempts())
        })
    }
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
