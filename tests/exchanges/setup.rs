//! The keys that all rows are signed with, and what a client is set up with.

use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Region, ServiceAccountToken, SiteId, TrackApiKey,
    WorkspaceId,
};
use cio_http::sandbox::Addresses;
use cio_http::{Hosts, Policy, ServiceAccount};
use serde_json::{Value, json};

/// One key of each kind.
#[derive(CioCredentials, Clone)]
pub(crate) struct Keys {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    token: ServiceAccountToken,
    workspace: WorkspaceId,
    region: Region,
}

/// The same keys, used for the service account.
pub(crate) type Account = ServiceAccount<Keys>;

impl Keys {
    pub(crate) fn of(region: Region) -> Self {
        let environment = Environment::from([
            ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"),
            ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123"),
            ("CUSTOMERIO_APP_API_KEY", "0123456789abcdef0123456789abcdef"),
            ("CUSTOMERIO_CDP_API_KEY", "9f8e7d6c5b4a39281706"),
            ("CUSTOMERIO_SERVICE_ACCOUNT_TOKEN", "sa_live_0123456789"),
            ("CUSTOMERIO_WORKSPACE_ID", "3"),
            ("CUSTOMERIO_REGION", region.as_str()),
        ]);
        Self::loader().environment(environment).load().unwrap()
    }
}

/// The settings of a row's client.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setup {
    pub(crate) region: Region,
    pub(crate) policy: Policy,
    pub(crate) drops_silently: bool,
    /// Waits half a second for an answer, no longer.
    pub(crate) is_impatient: bool,
    /// Sends to a port without a server.
    pub(crate) has_no_server: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            region: Region::Us,
            policy: Policy::default(),
            drops_silently: false,
            is_impatient: false,
            has_no_server: false,
        }
    }
}

/// A port without a server: no program of ours gets it.
pub(crate) const NO_SERVER: u16 = 1;

impl Setup {
    pub(crate) fn hosts(&self, ports: [u16; 3]) -> Hosts {
        let hosts = Hosts::sandbox(self.region, &self.addresses(ports));
        if self.drops_silently { hosts.pipelines_drops_silently() } else { hosts }
    }

    /// The three hosts of the region at these ports; the other region has no server.
    pub(crate) fn addresses(&self, ports: [u16; 3]) -> Addresses {
        let roots = |region| {
            let ports = if region == self.region && !self.has_no_server { ports } else { [NO_SERVER; 3] };
            let [track, app, pipelines] = ports.map(|port| format!("http://127.0.0.1:{port}"));
            json!({ "track": track, "app": app, "pipelines": pipelines, "credentials": unused_keys() })
        };
        json!({ "us": roots(Region::Us), "eu": roots(Region::Eu) }).to_string().parse().unwrap()
    }
}

/// The line of a sandbox has keys, which no row is signed with.
fn unused_keys() -> Value {
    let names = ["site_id", "track_api_key", "app_api_key", "cdp_api_key", "webhook_signing_key"];
    names.into_iter().map(|name| (name.to_owned(), Value::from("unused"))).collect()
}
