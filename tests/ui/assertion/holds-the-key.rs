use cio_config::{AppApiKey, CioCredentials, Region, Role};

#[derive(CioCredentials)]
struct Mailer {
    app_key: AppApiKey,
    region: Region,
}

const _: () = assert!(!Mailer::SCHEMA.holds(Role::AppApiKey));

fn main() {}
