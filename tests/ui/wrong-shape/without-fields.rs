use cio_config::CioCredentials;

#[derive(CioCredentials)]
struct Billing {}

fn main() {}
