use cio_config::CioCredentials;
use std::sync::Arc;

fn region(credentials: Arc<dyn CioCredentials>) {}

fn main() {}
