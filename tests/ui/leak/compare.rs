use cio_config::AppApiKey;

fn same(left: &AppApiKey, right: &AppApiKey) -> bool {
    left == right
}

fn main() {}
