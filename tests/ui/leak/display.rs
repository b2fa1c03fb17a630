use cio_config::AppApiKey;

fn log(key: &AppApiKey) {
    println!("using {key}");
}

fn main() {}
