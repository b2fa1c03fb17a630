use cio_config::AppCredentials;
use cio_http::{PipelinesApi, SignedBy};

fn sign<S: SignedBy<AppCredentials>>() {}

fn pipelines() {
    sign::<PipelinesApi>();
}

fn main() {}
