use cio_config::AppApiKey;

fn text(key: &AppApiKey) -> &str {
    key.as_ref()
}

fn main() {}
