use cio_config::{AppApiKey, CioCredentials};

#[derive(CioCredentials)]
struct Billing<R> {
    app_key: AppApiKey,
    region: R,
}

fn load() {
    let _: Result<Billing<String>, _> = CioCredentials::load();
}

fn main() {}
