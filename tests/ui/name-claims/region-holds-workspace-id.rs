use cio_config::{AppApiKey, CioCredentials, Region, WorkspaceId};

#[derive(CioCredentials)]
struct Billing {
    region: WorkspaceId,
    app_key: AppApiKey,
    data_center: Region,
}

fn main() {}
