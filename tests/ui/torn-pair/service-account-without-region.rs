use cio_config::{CioCredentials, ServiceAccountToken, WorkspaceId};

#[derive(CioCredentials)]
struct Billing {
    token: ServiceAccountToken,
    workspace_id: WorkspaceId,
}

fn main() {}
