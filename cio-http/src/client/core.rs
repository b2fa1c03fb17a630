//! What all clones of a client share, and what every send is made of.

use crate::call::hosts::Hosts;
use crate::call::rate_budget::RateBudget;
use crate::call::retry::Policy;
use crate::call::{Call, request};
use crate::client::dry_run::DryRun;
use crate::client::expected::Expected;
use crate::client::signing_cache::SigningCache;
use crate::client::transport::Http;
use crate::error::Error;
use crate::error::diagnosis::Names;
use crate::operation::Operation;
use crate::surface::SignedBy;
use cio_config::{CioCredentials, Region, Role, Schema, WorkspaceId};
use std::fmt;
use std::sync::Arc;

pub(super) fn stated_region(credentials: &impl CioCredentials) -> Result<Region, Error> {
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
    pub(super) fn new(
        snapshot: Arc<Snapshot<C>>,
        policy: Policy,
        budget: Option<RateBudget>,
        http: Arc<Http<H>>,
    ) -> Self {
        Self { snapshot, policy, budget, http }
    }

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
    signatures: SigningCache,
    /// How many credentials there were before.
    generation: u64,
}

impl<C: CioCredentials> Snapshot<C> {
    pub(super) fn new(credentials: Arc<C>, hosts: Hosts) -> Self {
        let workspace_id = credentials.shown(Role::WorkspaceId).and_then(|id| id.parse().ok());
        let signatures = SigningCache::default();
        Self { credentials, hosts, workspace_id, schema: C::SCHEMA, signatures, generation: 0 }
    }
}
