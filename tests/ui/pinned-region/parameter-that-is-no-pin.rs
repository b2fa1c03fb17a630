use cio_config::{AppApiKey, CioCredentials, Region};

#[derive(CioCredentials)]
struct Billing<R> {
    app_key: AppApiKey,
    region: R,
}

fn load() {
    let _ = Billing::<Region>::load();
}

fn main() {}
