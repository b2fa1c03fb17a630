//! What a client is made of, and what it shares between its clones.

use crate::call::hosts::Hosts;
use crate::call::rate_budget::RateBudget;
use crate::call::retry::Policy;
use crate::call::{Call, request};
use crate::client::dry_run::DryRun;
use crate::client::expected::Expected;
use crate::client::signatures::Signatures;
use crate::client::transport::{Http, Options, Roots};
use crate::error::Error;
use crate::error::diagnosis::Names;
use crate::operation::Operation;
use crate::surface::SignedBy;
use cio_config::{CioCredentials, Region, Role, Schema, WorkspaceId};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "sandbox")]
use crate::sandbox::Addresses;

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
    policy: Policy,
    budget: Option<RateBudget>,
    options: Options,
    pipelines_drops_silently: bool,
    #[cfg(feature = "sandbox")]
    addresses: Option<Addresses>,
    /// What the driver is built from.
    pub(crate) driver: D,
}

impl<C, D> ClientBuilder<C, D> {
    pub(crate) fn new(credentials: Arc<C>) -> Self
    where
        D: Default,
    {
        Self {
            credentials,
            policy: Policy::default(),
            budget: None,
            options: Options::default(),
            pipelines_drops_silently: false,
            #[cfg(feature = "sandbox")]
            addresses: None,
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

    /// Sends to a sandbox on loopback instead of Customer.io.
    #[cfg(feature = "sandbox")]
    #[must_use]
    pub fn sandbox(mut self, addresses: &impl AsRef<Addresses>) -> Self {
        self.addresses = Some(addresses.as_ref().clone());
        self
    }

    /// Sets up the connections by `connect`, which gets whether they lead to Customer.io itself.
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
        let snapshot = Arc::new(Snapshot::new(self.credentials, hosts));
        Ok(Arc::new(Core { snapshot, policy: self.policy, budget: self.budget, http }))
    }

    fn hosts(&self) -> Result<Hosts, Error>
    where
        C: CioCredentials,
    {
        let hosts = self.hosts_in(stated_region(&*self.credentials)?);
        Ok(if self.pipelines_drops_silently { hosts.pipelines_drops_silently() } else { hosts })
    }
}

impl<C, D> ClientBuilder<C, D> {
    #[cfg_attr(not(feature = "sandbox"), expect(clippy::unused_self, reason = "a sandbox is a setting"))]
    fn hosts_in(&self, region: Region) -> Hosts {
        #[cfg(feature = "sandbox")]
        if let Some(addresses) = &self.addresses {
            return Hosts::sandbox(region, addresses);
        }
        Hosts::of(region)
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

fn stated_region(credentials: &impl CioCredentials) -> Result<Region, Error> {
    credentials.region().ok_or_else(|| Error::setup("the credentials state no region"))
}

/// What all clones of a client share.
pub(crate) struct Core<C, H> {
    snapshot: Arc<Snapshot<C>>,
    policy: Policy,
    budget: Option<RateBudget>,
    pub(crate) http: Arc<Http<H>>,
}

impl<C, H> Core<C, H> {
    /// The credentials as they are now; one send keeps to the ones it began with.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot<C>> {
        self.snapshot.clone()
    }

    /// The same for other credentials, over the same connections.
    pub(crate) fn with<D: CioCredentials>(&self, credentials: D) -> Result<Arc<Core<D, H>>, Error> {
        let hosts = self.snapshot.hosts.in_region(stated_region(&credentials)?);
        let budget = self.budget.as_ref().map(RateBudget::anew);
        let snapshot = Arc::new(Snapshot::new(Arc::new(credentials), hosts));
        Ok(Arc::new(Core { snapshot, policy: self.policy.clone(), budget, http: Arc::clone(&self.http) }))
    }

    /// One operation, about to be sent.
    pub(crate) fn call<'a, O: Operation>(
        &'a self,
        snapshot: &Snapshot<C>,
        operation: &'a O,
    ) -> Result<Call<'a, O>, Error>
    where
        O::Surface: SignedBy<C>,
    {
        let signature = snapshot.signatures.of::<O::Surface, C>(&snapshot.credentials);
        let call = Call::signed(operation, signature, &snapshot.hosts, &self.policy)?;
        let call = call.names_of(snapshot.schema);
        Ok(match &self.budget {
            Some(budget) => call.budget(budget),
            None => call,
        })
    }

    /// One operation as it would be sent.
    pub(crate) fn dry_run<O: Operation>(&self, operation: &O) -> Result<DryRun, Error>
    where
        O::Surface: SignedBy<C>,
    {
        let snapshot = &*self.snapshot;
        let signature = snapshot.signatures.of::<O::Surface, C>(&snapshot.credentials);
        request::signed(operation, signature, &snapshot.hosts).map(DryRun::of::<O>)
    }

    /// What the credentials say of themselves.
    pub(crate) fn expected(&self) -> Expected {
        let Snapshot { hosts, workspace_id, schema, .. } = &*self.snapshot;
        Expected { region: hosts.region(), workspace_id: *workspace_id, names: Names::in_struct(schema) }
    }

    pub(crate) fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.snapshot.hosts.region())
            .field("generation", &self.snapshot.generation)
            .finish_non_exhaustive()
    }
}

/// Credentials at one time.
pub(crate) struct Snapshot<C> {
    pub(crate) credentials: Arc<C>,
    pub(crate) hosts: Hosts,
    /// The workspace that they name, if they name one.
    workspace_id: Option<WorkspaceId>,
    schema: &'static Schema,
    signatures: Signatures,
    /// How many credentials there were before.
    generation: u64,
}

impl<C: CioCredentials> Snapshot<C> {
    fn new(credentials: Arc<C>, hosts: Hosts) -> Self {
        let workspace_id = credentials.shown(Role::WorkspaceId).and_then(|id| id.parse().ok());
        let signatures = Signatures::default();
        Self { credentials, hosts, workspace_id, schema: C::SCHEMA, signatures, generation: 0 }
    }
}
