use cio_config::AppApiKey;

fn text(key: &AppApiKey) -> String {
    key.to_string()
}

fn main() {}
