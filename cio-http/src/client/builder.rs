//! What a client is made of, and what it shares between its clones.

use super::stand_in::StandIn;
use crate::call::hosts::Hosts;
use crate::call::rate_budget::RateBudget;
use crate::call::retry::Policy;
use crate::client::core::{Core, stated_region};
use crate::client::keys::{Keys, Snapshot};
use crate::client::transport::{Http, Options, Roots};
use crate::error::Error;
use cio_config::{CioCredentials, Rotating};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Builds a client, async or blocking as the place it comes from.
///
/// ```
/// # #[cfg(all(feature = "async", feature = "rustls"))] {
/// use cio_config::{AppApiKey, AppCredentials, Region};
/// use cio_http::{Client, Policy};
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
pub struct ClientBuilder<C, D> {
    credentials: Arc<C>,
    /// Makes the keys of a client whose credentials rotate, once its hosts are known.
    rotate: Option<Box<Rotate<C>>>,
    policy: Policy,
    budget: Option<RateBudget>,
    options: Options,
    pipelines_drops_silently: bool,
    pub(super) stand_in: StandIn,
    /// What the driver is built from.
    pub(crate) driver: D,
}

type Rotate<C> = dyn FnOnce(Hosts) -> Result<Keys<C>, Error> + Send + Sync;

impl<C, D> ClientBuilder<C, D> {
    pub(crate) fn rotating(keys: &Rotating<C>) -> Self
    where
        C: CioCredentials + Send + Sync + 'static,
        D: Default,
    {
        let rotating = keys.clone();
        let rotate = Box::new(move |hosts| Keys::rotating(&rotating, hosts));
        Self { rotate: Some(rotate), ..Self::new(keys.current()) }
    }

    pub(crate) fn new(credentials: Arc<C>) -> Self
    where
        D: Default,
    {
        Self {
            credentials,
            rotate: None,
            policy: Policy::default(),
            budget: None,
            options: Options::default(),
            pipelines_drops_silently: false,
            stand_in: StandIn::default(),
            driver: D::default(),
        }
    }

    /// When and how often a request is sent again.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// How fast it may send; default: as fast as it can.
    ///
    /// Clients that are given clones of one budget share it.
    #[must_use]
    pub fn rate_budget(mut self, budget: RateBudget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// How long one attempt may take, from connecting to the end of the answer. Default: 10 s.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// How long connecting may take, as part of that. Default: 5 s.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// Names your program after `cio-http/<version>` in the user agent: `billing/2.1`.
    #[must_use]
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.options.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Lets the Pipelines API answer 200 to what it drops: a wrong key, the wrong region, a call that lacks something.
    ///
    /// Without this every request asks for strict mode, and a drop is an error.
    #[must_use]
    pub fn pipelines_drops_silently(mut self) -> Self {
        self.pipelines_drops_silently = true;
        self
    }

    /// Sets up the connections by `connect`, which is given whether they go to Customer.io itself.
    pub(crate) fn core<H>(
        self,
        connect: impl FnOnce(D, &Options, bool, Roots) -> Result<Http<H>, Error>,
    ) -> Result<Arc<Core<C, H>>, Error>
    where
        C: CioCredentials,
    {
        let hosts = self.hosts()?;
        let roots = Roots::parse(hosts.all_roots())?;
        let http = Arc::new(connect(self.driver, &self.options, hosts.is_live(), roots)?);
        let keys = match self.rotate {
            Some(rotate) => rotate(hosts)?,
            None => Keys::Fixed(Arc::new(Snapshot::new(self.credentials, hosts))),
        };
        Ok(Arc::new(Core::new(keys, self.policy, self.budget, http)))
    }

    fn hosts(&self) -> Result<Hosts, Error>
    where
        C: CioCredentials,
    {
        let hosts = self.stand_in.hosts(stated_region(&*self.credentials)?);
        Ok(if self.pipelines_drops_silently { hosts.pipelines_drops_silently() } else { hosts })
    }
}

impl<C, D> fmt::Debug for ClientBuilder<C, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("policy", &self.policy)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
