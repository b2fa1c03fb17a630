use cio_config::CioCredentials;

#[derive(CioCredentials)]
union Billing {
    number: u64,
    bytes: [u8; 8],
}

fn main() {}
