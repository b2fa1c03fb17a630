//! Several stores in one load, from inside the caller's runtime: each client brings what it needs to run.

use crate::aws::Aws;
use crate::google;
use crate::openbao::OpenBao;
use cio_config::{AppApiKey, Backend, CioCredentials, Eu, Loader, SiteId, TrackApiKey};

#[derive(CioCredentials)]
struct Everywhere {
    #[cio(reference = "ref+awssecrets://prod/customerio#/site_id")]
    site_id: SiteId,
    #[cio(reference = "ref+gcpsecrets://billing/app-api-key")]
    track_key: TrackApiKey,
    #[cio(reference = "ref+vault://secret/together#/app_api_key")]
    app_key: AppApiKey,
    region: Eu,
}

fn loader(server: &OpenBao) -> Loader<Everywhere> {
    server.put("secret/together", &["app_api_key=s3cr3t-together"]);
    let environment = Aws::of("MINISTACK", "READER").add_to(server.environment());
    Everywhere::loader().environment(environment).backend(Backend::GcpSecrets, google::store())
}

fn assert_complete(loaded: &Everywhere) {
    assert_eq!(loaded.site_id.expose(), "s3cr3t-site-in-aws");
    assert_eq!(loaded.track_key.expose(), "s3cr3t-in-google");
    assert_eq!(loaded.app_key.expose(), "s3cr3t-together");
}

#[tokio::test]
async fn a_load_that_waits_asks_three_stores() {
    let server = OpenBao::get();
    assert_complete(&loader(&server).load_async().await.unwrap());
}

#[tokio::test]
async fn a_load_that_blocks_may_be_called_inside_a_runtime() {
    let server = OpenBao::get();
    assert_complete(&loader(&server).load().unwrap());
}
