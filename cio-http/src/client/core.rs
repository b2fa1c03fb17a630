//! The state that all clones of a client share, and the parts of one send.

use crate::call::hosts::Hosts;
use crate::call::rate_budget::RateBudget;
use crate::call::retry::Policy;
use crate::call::{Call, request};
use crate::client::dry_run::DryRun;
use crate::client::expected::Expected;
use crate::client::keys::{Keys, Snapshot};
use crate::client::renewer::Renewer;
use crate::client::signing_cache::SigningCache;
use crate::diagnose::examination::Examination;
use crate::diagnose::held::HeldCredentials;
use crate::diagnose::places::CredentialPlaces;
use crate::error::Error;
use crate::error::diagnosis::Names;
use crate::operation::Operation;
use crate::surface::SignedBy;
use cio_config::{CdpApiKey, CioCredentials, Region, Report, Role, Rotating, Schema};
use std::fmt;
use std::sync::Arc;

/// The region that credentials state, if the prefix of a CDP API key in them does not contradict it.
pub(super) fn stated_region(credentials: &impl CioCredentials) -> Result<Region, Error> {
    let stated = credentials.region().ok_or_else(|| Error::setup("the credentials have no region"))?;
    let key = credentials.text_of(Role::CdpApiKey).and_then(|key| CdpApiKey::new(key).ok());
    match key.and_then(|key| key.region()) {
        Some(named) if named != stated => Err(Error::key_of_other_region()),
        _ => Ok(stated),
    }
}

/// The state that all clones of a client share.
pub(crate) struct Core<C, H> {
    keys: Keys<C>,
    means: Arc<Sender<H>>,
}

/// The parts of a client that do not depend on its credentials.
pub(crate) struct Sender<H> {
    pub(super) policy: Policy,
    pub(super) budget: Option<RateBudget>,
    pub(super) http: Arc<H>,
}

/// The parts of one send. Not generic over the credentials, so a future that owns it is always `Send`.
pub(crate) struct OwnedSend<H> {
    means: Arc<Sender<H>>,
    signatures: Arc<SigningCache>,
    hosts: Hosts,
    schema: &'static Schema,
}

impl<H> OwnedSend<H> {
    /// An operation of the surface that this is for, about to be sent.
    pub(crate) fn call<'a, O: Operation>(
        &'a self,
        operation: &'a O,
        renewer: Option<&Renewer>,
    ) -> Result<Call<'a, O>, Error> {
        #[cfg(cio_fault)]
        if cio_config::fault_is_on("keep-last-good") && renewer.is_some_and(Renewer::keys_failed) {
            return Err(Error::setup("the keys could not be loaded"));
        }
        let signature =
            self.signatures.get::<O::Surface>().expect("`Core::outgoing` has signed for this surface");
        let call = Call::signed(operation, signature, &self.hosts, &self.means.policy)?.names_of(self.schema);
        let call = if renewer.is_some() { call.renewable() } else { call };
        Ok(match &self.means.budget {
            Some(budget) => call.budget(budget),
            None => call,
        })
    }

    pub(crate) fn http(&self) -> &H {
        &self.means.http
    }
}

impl<C, H> Core<C, H> {
    pub(super) fn new(keys: Keys<C>, means: Sender<H>) -> Self {
        Self { keys, means: Arc::new(means) }
    }

    pub(crate) fn http(&self) -> &Arc<H> {
        &self.means.http
    }

    /// The credentials as they are now.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot<C>> {
        match &self.keys {
            Keys::Fixed(snapshot) => snapshot.clone(),
            Keys::Rotating(keys) => keys.snapshot(),
        }
    }

    /// The same for other credentials, over the same connections.
    pub(crate) fn with<D: CioCredentials>(&self, credentials: Arc<D>) -> Result<Arc<Core<D, H>>, Error> {
        let hosts = self.hosts_for(&*credentials)?;
        Ok(self.with_keys(Keys::Fixed(Arc::new(Snapshot::new(credentials, hosts)))))
    }

    /// The same for other credentials that rotate.
    pub(crate) fn with_rotating<D>(&self, keys: &Rotating<D>) -> Result<Arc<Core<D, H>>, Error>
    where
        D: CioCredentials + Send + Sync + 'static,
    {
        let hosts = self.hosts_for(&*keys.current())?;
        Ok(self.with_keys(Keys::rotating(keys, hosts)?))
    }

    /// The hosts of this client in the region that other credentials state, if their keys are good at these.
    fn hosts_for(&self, credentials: &impl CioCredentials) -> Result<Hosts, Error> {
        let hosts = self.snapshot().hosts.in_region(stated_region(credentials)?);
        hosts.check(credentials)?;
        Ok(hosts)
    }

    fn with_keys<D>(&self, keys: Keys<D>) -> Arc<Core<D, H>> {
        let Sender { policy, budget, http } = &*self.means;
        let budget = budget.as_ref().map(RateBudget::anew);
        Arc::new(Core::new(keys, Sender { policy: policy.clone(), budget, http: Arc::clone(http) }))
    }

    /// The parts that send an operation of this surface, with the signer that renews its signature if the keys rotate.
    pub(crate) fn outgoing<S: SignedBy<C>>(&self) -> (OwnedSend<H>, Option<Renewer>) {
        let (snapshot, renewer) = match &self.keys {
            Keys::Fixed(snapshot) => (Arc::clone(snapshot), None),
            Keys::Rotating(keys) => {
                let (snapshot, renewer) = keys.for_send::<S>();
                (snapshot, Some(renewer))
            }
        };
        snapshot.signatures.of::<S, C>(&snapshot.credentials);
        let outgoing = OwnedSend {
            means: Arc::clone(&self.means),
            signatures: Arc::clone(&snapshot.signatures),
            hosts: snapshot.hosts.clone(),
            schema: snapshot.schema,
        };
        (outgoing, renewer)
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

    /// The region and workspace that the credentials state.
    pub(crate) fn expected(&self) -> Expected {
        let Snapshot { hosts, workspace_id, schema, .. } = &*self.snapshot();
        Expected { region: hosts.region(), workspace_id: *workspace_id, names: Names::in_struct(schema) }
    }

    pub(crate) fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts = &self.snapshot().hosts;
        let mut client = f.debug_struct("Client");
        client.field("region", &hosts.region()).field("generation", &self.keys.generation());
        if let Some(port) = hosts.sandbox_port() {
            client.field("sandbox_port", &port);
        }
        client.finish_non_exhaustive()
    }
}

impl<C: CioCredentials, H> Core<C, H> {
    /// A checkup of the credentials as they are now; `report` is that of the load, if the caller has it.
    pub(crate) fn examination(&self, cross_probe: bool, report: Option<Report>) -> Examination {
        let snapshot = self.snapshot();
        let places = CredentialPlaces::new(snapshot.schema, report.or_else(|| self.keys.report()));
        let held = HeldCredentials::of(&*snapshot.credentials, places, cross_probe);
        Examination::new(held, &snapshot.hosts)
    }
}
