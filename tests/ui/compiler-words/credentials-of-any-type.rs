use cio_config::CioCredentials;
use std::sync::Arc;

fn region(_: Arc<dyn CioCredentials>) {}

fn main() {}
