use cio_config::{AppCredentials, Region};

fn credentials() -> AppCredentials {
    AppCredentials::new("0123456789abcdef0123456789abcdef", Region::Eu)
}

fn main() {}
