use cio_config::AppApiKey;

fn text(key: &AppApiKey) -> &str {
    key
}

fn main() {}
