use cio_config::{AppCredentials, Region};

fn credentials(key: String) -> AppCredentials {
    AppCredentials::new(key, Region::Eu)
}

fn main() {}
