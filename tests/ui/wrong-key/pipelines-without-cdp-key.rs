use cio_config::AppCredentials;
use cio_http::{Pipelines, SignedBy};

fn sign<S: SignedBy<AppCredentials>>() {}

fn pipelines() {
    sign::<Pipelines>();
}

fn main() {}
