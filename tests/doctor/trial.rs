//! One set-up, diagnosed by both drivers.

use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Eu, Loader, Region, Role, ServiceAccountToken, SiteId,
    StatesRegion, TrackApiKey, WebhookSigningKey, WorkspaceId,
};
use cio_http::sandbox::{Builder, Fault, Sandbox};
use cio_http::{Checkup, Client, blocking};
use std::time::Duration;

/// Holds whatever is there.
#[derive(Clone, CioCredentials)]
pub(crate) struct Shop {
    site_id: Option<SiteId>,
    track_key: Option<TrackApiKey>,
    app_key: Option<AppApiKey>,
    cdp_key: Option<CdpApiKey>,
    webhook_key: Option<WebhookSigningKey>,
    token: Option<ServiceAccountToken>,
    workspace_id: Option<WorkspaceId>,
    region: Region,
}

/// The same in the EU alone.
#[derive(Clone, CioCredentials)]
pub(crate) struct InTheEu {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    home: Eu,
}

/// A sandbox, what is set, and what goes wrong.
pub(crate) struct Trial {
    pub(crate) sandbox: Sandbox,
    pub(crate) environment: Environment,
    faults: Vec<Fault>,
    cross_probe: bool,
}

pub(crate) const UNKNOWN: &str = "0123456789abcdef0123";

impl Trial {
    /// The three keys of the US account, its workspace and its region.
    pub(crate) fn new() -> Self {
        Self::in_sandbox(Sandbox::builder())
    }

    pub(crate) fn in_sandbox(builder: Builder) -> Self {
        let sandbox = builder.start().unwrap();
        let environment = usual(sandbox.environment());
        Self { sandbox, environment, faults: Vec::new(), cross_probe: false }
    }

    /// Those of the account in the EU, region included.
    pub(crate) fn of_eu(mut self) -> Self {
        self.environment = usual(self.sandbox.environment_of(Region::Eu));
        self
    }

    pub(crate) fn with(mut self, role: Role, value: &str) -> Self {
        self.environment = self.environment.with(role.variable(), value);
        self
    }

    pub(crate) fn without(mut self, roles: &[Role]) -> Self {
        for role in roles {
            self.environment = self.environment.without(role.variable());
        }
        self
    }

    pub(crate) fn region(self, region: Region) -> Self {
        self.with(Role::Region, region.as_str())
    }

    pub(crate) fn revoked(self, role: Role) -> Self {
        self.sandbox.revoke(Region::Us, role);
        self
    }

    pub(crate) fn fails(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    pub(crate) fn cross_probe(mut self) -> Self {
        self.cross_probe = true;
        self
    }

    /// The findings of each driver.
    pub(crate) fn checkups(&self) -> [Checkup; 2] {
        self.checkups_of::<Shop>()
    }

    pub(crate) fn checkups_of<C>(&self) -> [Checkup; 2]
    where
        C: CioCredentials + StatesRegion + Clone + Send + Sync + 'static,
    {
        let credentials = Loader::<C>::empty().environment(self.environment.clone()).load().unwrap();
        let limit = Duration::from_millis(500);
        self.go_wrong();
        let cio = Client::builder(credentials.clone()).sandbox(&self.sandbox).timeout(limit).build().unwrap();
        let waits = runtime().block_on(async {
            if self.cross_probe { cio.diagnose_with_cross_probe().await } else { cio.diagnose().await }
        });
        self.go_wrong();
        let cio =
            blocking::Client::builder(credentials).sandbox(&self.sandbox).timeout(limit).build().unwrap();
        let blocks = if self.cross_probe { cio.diagnose_with_cross_probe() } else { cio.diagnose() };
        [waits, blocks]
    }

    fn go_wrong(&self) {
        self.sandbox.recover();
        self.faults.iter().cloned().for_each(|fault| self.sandbox.fail(fault));
    }
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// A sandbox has more keys than most programs hold.
fn usual(environment: Environment) -> Environment {
    environment.without(Role::WebhookSigningKey.variable()).without(Role::ServiceAccountToken.variable())
}
