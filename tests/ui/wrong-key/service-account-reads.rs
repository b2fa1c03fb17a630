use cio_config::{CioCredentials, Region, ServiceAccountToken, WorkspaceId};
use cio_http::{Client, ServiceAccount, app};

#[derive(CioCredentials)]
struct Sender {
    token: ServiceAccountToken,
    workspace_id: WorkspaceId,
    region: Region,
}

async fn read(cio: &Client<ServiceAccount<Sender>>) {
    let _ = cio.send(&app::ListSegments::new()).await;
}

fn main() {}
