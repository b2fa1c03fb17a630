//! Where a client has its credentials from: fixed ones, or a `Rotating`.

use crate::call::hosts::Hosts;
use crate::client::renewer::Renewer;
use crate::client::signing_cache::{Signers, SigningCache};
use crate::error::Error;
use crate::surface::SignedBy;
use cio_config::{CioCredentials, Report, Role, Rotating, Schema, WorkspaceId};
use std::sync::Arc;

/// Where a client has its credentials from.
pub(super) enum Keys<C> {
    Fixed(Arc<Snapshot<C>>),
    Rotating(RotatingKeys<C>),
}

/// Credentials that rotate, with all that is made of each generation before any send uses it.
pub(super) struct RotatingKeys<C> {
    snapshots: Rotating<Snapshot<C>>,
    /// The same without the type of the credentials, which a send that waits need not know.
    signatures: Rotating<Arc<SigningCache>>,
    signers: Arc<Signers<C>>,
}

impl<C: CioCredentials + Send + Sync + 'static> Keys<C> {
    /// All generations are of one region: a load that brings another is refused.
    pub(super) fn rotating(keys: &Rotating<C>, hosts: Hosts) -> Result<Self, Error> {
        if hosts.are_silent() && keys.current().text_of(Role::CdpApiKey).is_some() {
            return Err(Error::setup(
                "with `pipelines_drops_silently` the Pipelines API does not answer 401 to a refused key, so \
                    the keys cannot rotate; remove that setting",
            ));
        }
        let signers = Arc::new(Signers::default());
        let by = Arc::clone(&signers);
        let snapshots = keys.map_shared(move |credentials: &Arc<C>| {
            let signatures = SigningCache::filled(&by, &**credentials);
            Snapshot::signed(Arc::clone(credentials), hosts.clone(), signatures)
        });
        let signatures = snapshots.map_shared(|snapshot| Arc::clone(&snapshot.signatures));
        Ok(Self::Rotating(RotatingKeys { snapshots, signatures, signers }))
    }
}

impl<C> Keys<C> {
    /// Where the values are, if they rotate by a load.
    pub(super) fn report(&self) -> Option<Report> {
        match self {
            Self::Fixed(_) => None,
            Self::Rotating(keys) => keys.snapshots.report(),
        }
    }

    pub(super) fn generation(&self) -> u64 {
        match self {
            Self::Fixed(_) => 0,
            Self::Rotating(keys) => keys.snapshots.as_they_are().1.generation(),
        }
    }
}

impl<C> RotatingKeys<C> {
    pub(super) fn snapshot(&self) -> Arc<Snapshot<C>> {
        self.snapshots.as_they_are().0
    }

    /// The keys that sign a send, and the renewer that signs it again.
    pub(super) fn for_send<S: SignedBy<C>>(&self) -> (Arc<Snapshot<C>>, Renewer) {
        self.signers.add::<S>();
        let (snapshot, version) = self.snapshots.for_send();
        let renewer = Renewer::new(self.signatures.clone(), snapshot.schema, version);
        (snapshot, renewer)
    }
}

/// Credentials at one time.
pub(crate) struct Snapshot<C> {
    pub(crate) credentials: Arc<C>,
    pub(crate) hosts: Hosts,
    /// The workspace that they name, if they name one.
    pub(super) workspace_id: Option<WorkspaceId>,
    pub(super) schema: &'static Schema,
    pub(super) signatures: Arc<SigningCache>,
}

impl<C: CioCredentials> Snapshot<C> {
    pub(super) fn new(credentials: Arc<C>, hosts: Hosts) -> Self {
        Self::signed(credentials, hosts, SigningCache::default())
    }

    fn signed(credentials: Arc<C>, hosts: Hosts, signatures: SigningCache) -> Self {
        let workspace_id = credentials.text_of(Role::WorkspaceId).and_then(|id| id.parse().ok());
        let signatures = Arc::new(signatures);
        Self { credentials, hosts, workspace_id, schema: C::SCHEMA, signatures }
    }
}
