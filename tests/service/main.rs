//! The clients as a service uses them: shared, in tasks and threads, many sends at once, rows and streams.

mod blocking_in_async;
mod many;
mod memory;
mod rows;
mod shared;
mod stream;

use cio_config::{CioCredentials, TrackCredentials};
use cio_http::sandbox::Sandbox;

/// The Track pair of a sandbox.
fn pair(sandbox: &Sandbox) -> TrackCredentials {
    TrackCredentials::loader().environment(sandbox.environment()).load().unwrap()
}

fn client(sandbox: &Sandbox) -> cio_http::Client<TrackCredentials> {
    cio_http::Client::builder(pair(sandbox)).sandbox(sandbox).build().unwrap()
}
