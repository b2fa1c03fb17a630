//! What all clones of a client share, and what every send is made of.

use crate::call::rate_budget::RateBudget;
use crate::call::retry::Policy;
use crate::call::{Call, request};
use crate::client::dry_run::DryRun;
use crate::client::expected::Expected;
use crate::client::keys::{Keys, Snapshot};
use crate::client::renewer::Renewer;
use crate::client::transport::Http;
use crate::error::Error;
use crate::error::diagnosis::Names;
use crate::operation::Operation;
use crate::surface::SignedBy;
use cio_config::{CdpApiKey, CioCredentials, Region, Role, Rotating};
use std::fmt;
use std::sync::Arc;

/// The region that credentials state, if the prefix of a CDP API key in them does not contradict it.
pub(super) fn stated_region(credentials: &impl CioCredentials) -> Result<Region, Error> {
    let stated = credentials.region().ok_or_else(|| Error::setup("the credentials have no region"))?;
    let key = credentials.shown(Role::CdpApiKey).and_then(|key| CdpApiKey::new(key).ok());
    match key.and_then(|key| key.region()) {
        Some(named) if named != stated => Err(Error::key_of_other_region()),
        _ => Ok(stated),
    }
}

/// What all clones of a client share.
pub(crate) struct Core<C, H> {
    keys: Keys<C>,
    policy: Policy,
    budget: Option<RateBudget>,
    pub(crate) http: Arc<Http<H>>,
}

impl<C, H> Core<C, H> {
    pub(super) fn new(keys: Keys<C>, policy: Policy, budget: Option<RateBudget>, http: Arc<Http<H>>) -> Self {
        Self { keys, policy, budget, http }
    }

    /// The credentials as they are now.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot<C>> {
        match &self.keys {
            Keys::Fixed(snapshot) => snapshot.clone(),
            Keys::Rotating(keys) => keys.snapshot(),
        }
    }

    /// The same for other credentials, over the same connections.
    pub(crate) fn with<D: CioCredentials>(&self, credentials: D) -> Result<Arc<Core<D, H>>, Error> {
        let hosts = self.snapshot().hosts.in_region(stated_region(&credentials)?);
        Ok(self.with_keys(Keys::Fixed(Arc::new(Snapshot::new(Arc::new(credentials), hosts)))))
    }

    /// The same for other credentials that rotate.
    pub(crate) fn with_rotating<D>(&self, keys: &Rotating<D>) -> Result<Arc<Core<D, H>>, Error>
    where
        D: CioCredentials + Send + Sync + 'static,
    {
        let hosts = self.snapshot().hosts.in_region(stated_region(&*keys.current())?);
        Ok(self.with_keys(Keys::rotating(keys, hosts)?))
    }

    fn with_keys<D>(&self, keys: Keys<D>) -> Arc<Core<D, H>> {
        let budget = self.budget.as_ref().map(RateBudget::anew);
        Arc::new(Core { keys, policy: self.policy.clone(), budget, http: Arc::clone(&self.http) })
    }

    /// One operation, about to be sent, and what signs it again if its keys rotate.
    pub(crate) fn call<'a, O: Operation>(
        &'a self,
        operation: &'a O,
    ) -> Result<(Call<'a, O>, Option<Renewer<'a>>), Error>
    where
        O::Surface: SignedBy<C>,
    {
        match &self.keys {
            Keys::Fixed(snapshot) => Ok((self.call_by(snapshot, operation)?, None)),
            Keys::Rotating(keys) => {
                let (snapshot, renewer) = keys.for_send::<O::Surface>();
                Ok((self.call_by(&snapshot, operation)?.renewable(), Some(renewer)))
            }
        }
    }

    fn call_by<'a, O: Operation>(
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
        let snapshot = self.snapshot();
        let signature = snapshot.signatures.of::<O::Surface, C>(&snapshot.credentials);
        request::signed(operation, signature, &snapshot.hosts).map(DryRun::of::<O>)
    }

    /// What the credentials say of themselves.
    pub(crate) fn expected(&self) -> Expected {
        let Snapshot { hosts, workspace_id, schema, .. } = &*self.snapshot();
        Expected { region: hosts.region(), workspace_id: *workspace_id, names: Names::in_struct(schema) }
    }

    pub(crate) fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.snapshot().hosts.region())
            .field("generation", &self.keys.generation())
            .finish_non_exhaustive()
    }
}
