use cio_config::AppApiKey;

#[derive(serde::Serialize)]
struct Billing {
    app_key: AppApiKey,
}

fn main() {}
