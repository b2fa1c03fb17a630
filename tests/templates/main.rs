//! Committed templates: the check of a file, how it is rewritten, and a JSON Schema that agrees with what a load accepts.
//!
//! `tests/readers/run.sh` has two validators read the same files.

mod files;
mod written;

use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Region, ServiceAccountToken, SiteId, TrackApiKey, WorkspaceId,
};
use cio_config::{Eu, TemplateFormat};

/// What the files of this folder are for.
#[derive(CioCredentials)]
#[allow(dead_code, reason = "a load is judged, not what it has loaded")]
struct Company {
    /// Sends "invoices".
    app_key: Option<AppApiKey>,
    token: Option<ServiceAccountToken>,
    #[cio(default = "eu")]
    region: Region,
    workspace: Option<WorkspaceId>,
    #[cio(setting, default = "3")]
    retries: u8,
    #[cio(setting, default = "[trial, paid]")]
    plans: Vec<String>,
    #[cio(nested)]
    shop: Shop,
    #[cio(nested)]
    outlet: Outlet,
}

#[derive(CioCredentials)]
#[cio(workspace = "shop")]
#[allow(dead_code, reason = "a load is judged, not what it has loaded")]
struct Shop {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(workspace = "outlet")]
#[allow(dead_code, reason = "a load is judged, not what it has loaded")]
struct Outlet {
    cdp_key: CdpApiKey,
    region: Eu,
}

/// The file that the validators of `tests/readers` use.
#[test]
fn the_committed_schema_is_the_one_that_is_written() {
    Company::template().check(TemplateFormat::JsonSchema, include_str!("customerio.schema.json")).unwrap();
}
