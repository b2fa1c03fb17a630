use cio_config::{CioCredentials, Region, SiteId};

#[derive(CioCredentials)]
struct Billing {
    site_id: SiteId,
    region: Region,
}

fn main() {}
