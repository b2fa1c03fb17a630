//! The builders of both clients: what can be set on them is written here once, and each client has a page with all of it.

use super::stand_in::StandIn;
use crate::call::hosts::Hosts;
use crate::call::rate_budget::RateBudget;
use crate::call::retry::Policy;
use crate::call::trace::goes_to_sandbox;
use crate::client::core::{Core, Sender, stated_region};
use crate::client::keys::{Keys, Snapshot};
use crate::client::transport::{Options, Roots};
use crate::error::Error;
use cio_config::{CioCredentials, Rotating};
use std::sync::Arc;

/// The settings of a client, other than its connections.
pub(crate) struct Setup<C> {
    credentials: Arc<C>,
    /// Makes the keys of a client whose credentials rotate, once its hosts are known.
    rotate: Option<Box<Rotate<C>>>,
    pub(super) policy: Policy,
    pub(super) budget: Option<RateBudget>,
    pub(super) options: Options,
    pub(super) pipelines_drops_silently: bool,
    pub(super) stand_in: StandIn,
}

type Rotate<C> = dyn FnOnce(Hosts) -> Result<Keys<C>, Error> + Send + Sync;

impl<C> Setup<C> {
    pub(super) fn rotating(keys: &Rotating<C>) -> Self
    where
        C: CioCredentials + Send + Sync + 'static,
    {
        let rotating = keys.clone();
        let rotate = Box::new(move |hosts| Keys::rotating(&rotating, hosts));
        Self { rotate: Some(rotate), ..Self::new(keys.current()) }
    }

    pub(super) fn new(credentials: Arc<C>) -> Self {
        Self {
            credentials,
            rotate: None,
            policy: Policy::default(),
            budget: None,
            options: Options::default(),
            pipelines_drops_silently: false,
            stand_in: StandIn::default(),
        }
    }

    /// Sets up the connections by `connect`, which is given whether they are to Customer.io itself.
    pub(super) fn core<H>(
        self,
        connect: impl FnOnce(&Options, bool, Roots) -> Result<H, Error>,
    ) -> Result<Arc<Core<C, H>>, Error>
    where
        C: CioCredentials,
    {
        let hosts = self.hosts()?;
        if let Some(port) = hosts.sandbox_port() {
            goes_to_sandbox(port);
        }
        let roots = Roots::parse(hosts.all_roots())?;
        let http = Arc::new(connect(&self.options, hosts.is_live(), roots)?);
        let keys = match self.rotate {
            Some(rotate) => rotate(hosts)?,
            None => Keys::Fixed(Arc::new(Snapshot::new(self.credentials, hosts))),
        };
        Ok(Arc::new(Core::new(keys, Sender { policy: self.policy, budget: self.budget, http })))
    }

    fn hosts(&self) -> Result<Hosts, Error>
    where
        C: CioCredentials,
    {
        let hosts = self.stand_in.hosts(stated_region(&*self.credentials)?, &*self.credentials)?;
        Ok(if self.pipelines_drops_silently { hosts.pipelines_drops_silently() } else { hosts })
    }
}

/// Writes a client's builder. It has no bound on the credentials: rustc would show an error about one at this macro.
macro_rules! client_builder {
    ($client:literal, $feature:literal, $http:ty, $http_name:literal) => {
        /// Builds a [`Client`]: [`Client::builder`] gives one.
        ///
        #[doc = concat!("Needs the feature `", $feature, "`.")]
        ///
        /// ```
        /// # #[cfg(feature = "rustls")] {
        /// use cio_config::{AppApiKey, AppCredentials, Region};
        #[doc = concat!("use ", $client, ";")]
        /// use cio_http::Policy;
        /// use std::time::Duration;
        ///
        /// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
        /// let cio = Client::builder(credentials)
        ///     .policy(Policy::default().retries(1))
        ///     .timeout(Duration::from_secs(3))
        ///     .user_agent_suffix("billing/2.1")
        ///     .build()?;
        /// # }
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub struct ClientBuilder<C> {
            setup: $crate::client::builder::Setup<C>,
            http: Option<$http>,
        }

        impl<C> ClientBuilder<C> {
            pub(crate) fn new(credentials: std::sync::Arc<C>) -> Self {
                Self { setup: $crate::client::builder::Setup::new(credentials), http: None }
            }

            pub(crate) fn rotating(keys: &cio_config::Rotating<C>) -> Self
            where
                C: cio_config::CioCredentials + Send + Sync + 'static,
            {
                Self { setup: $crate::client::builder::Setup::rotating(keys), http: None }
            }

            /// When and how often a request is sent again. Default: [`Policy::default`](crate::Policy::default).
            #[must_use]
            pub fn policy(mut self, policy: $crate::call::retry::Policy) -> Self {
                self.setup.policy = policy;
                self
            }

            /// How fast it may send; default: as fast as it can.
            ///
            /// Clients that are given clones of one budget share it.
            #[must_use]
            pub fn rate_budget(mut self, budget: $crate::call::rate_budget::RateBudget) -> Self {
                self.setup.budget = Some(budget);
                self
            }

            /// How long one attempt may take, from connecting to the end of the answer. Default: 10 s.
            #[must_use]
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.setup.options.timeout = timeout;
                self
            }

            /// How long connecting may take, as part of that. Default: 5 s.
            #[must_use]
            pub fn connect_timeout(mut self, timeout: std::time::Duration) -> Self {
                self.setup.options.connect_timeout = timeout;
                self
            }

            /// How many connections it opens at a time, shared by its clones and by the clients made of it by
            /// `with_credentials`. Default: 100.
            ///
            /// Each request on its way has one. A send that finds none free waits for one, at most half of the time that
            /// [`timeout`](Self::timeout) gives an attempt, and its attempt has the rest; without success it was not
            /// sent, and [`Error::connect_fault`](crate::Error::connect_fault) is
            /// [`AllInUse`](crate::ConnectFault::AllInUse). As many again may be kept open for later, if none of your own
            /// settings of [`http`](Self::http) says otherwise. 100 is enough for 1,000 requests a second that take
            /// 100 ms each.
            #[must_use]
            pub fn max_connections(mut self, connections: usize) -> Self {
                self.setup.options.max_connections = connections;
                self
            }

            /// Names your program after `cio-http/<version>` in the user agent: `billing/2.1`.
            #[must_use]
            pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
                self.setup.options.user_agent_suffix = Some(suffix.into());
                self
            }

            /// Lets the Pipelines API answer 200 to calls that it drops: a wrong key, the wrong region, a call that
            /// lacks something.
            ///
            /// Without this every request asks for strict mode, and a drop is an error.
            #[must_use]
            pub fn pipelines_drops_silently(mut self) -> Self {
                self.setup.pipelines_drops_silently = true;
                self
            }

            /// Sends to a sandbox on loopback, whatever the keys: for a test with a key that the sandbox did not issue.
            ///
            /// Needs the feature `sandbox`. The sandbox's own keys need no such call: they lead a client there.
            #[cfg(feature = "sandbox")]
            #[must_use]
            pub fn sandbox(mut self, addresses: &impl AsRef<$crate::sandbox::Addresses>) -> Self {
                self.setup.stand_in = $crate::client::stand_in::StandIn::at(addresses.as_ref());
                self
            }

            /// Starts from a builder of reqwest: for a proxy, a certificate authority of your own, or how connections
            /// are kept.
            ///
            /// After all that is set on it, whatever it says, come: no redirects, no retries of reqwest's own, no
            /// `Referer`, no `connection_verbose`, https alone (in a sandbox http and no proxy), our user agent, and
            /// this builder's [`timeout`](Self::timeout) and [`connect_timeout`](Self::connect_timeout), set or not. It
            /// must come from the version of reqwest that this crate uses, 0.13.
            ///
            /// ```
            /// # #[cfg(feature = "rustls")] {
            /// use cio_config::{AppApiKey, AppCredentials, Region};
            #[doc = concat!("use ", $client, ";")]
            ///
            /// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
            /// let proxy = reqwest::Proxy::https("http://proxy.internal:3128")?;
            #[doc = concat!("let http = ", $http_name, "::builder().proxy(proxy);")]
            /// let cio = Client::builder(credentials).http(http).build()?;
            /// # }
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            #[must_use]
            pub fn http(mut self, builder: $http) -> Self {
                self.http = Some(builder);
                self
            }
        }

        impl<C> std::fmt::Debug for ClientBuilder<C> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("ClientBuilder")
                    .field("policy", &self.setup.policy)
                    .field("options", &self.setup.options)
                    .finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use client_builder;
