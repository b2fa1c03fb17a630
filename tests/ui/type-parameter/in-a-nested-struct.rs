use cio_config::{AppApiKey, CioCredentials, Region};

struct Other<T>(T);

#[derive(CioCredentials)]
struct Billing<T> {
    app_key: AppApiKey,
    region: Region,
    #[cio(nested)]
    other: Other<T>,
}

fn main() {}
