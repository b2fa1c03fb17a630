use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::Client;

#[derive(CioCredentials)]
#[cio(workspace = "marketing")]
struct Marketing {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(workspace = "product")]
struct Product {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

fn campaign(_: &Client<Marketing>) {}

fn mix(product: &Client<Product>) {
    campaign(product);
}

fn main() {}
