use cio_config::CioCredentials;

#[derive(CioCredentials)]
enum Billing {
    Live,
    Test,
}

fn main() {}
