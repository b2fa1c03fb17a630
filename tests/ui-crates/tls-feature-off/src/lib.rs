use cio_config::AppCredentials;
use cio_http::{Client, Error};

pub fn client(credentials: AppCredentials) -> Result<Client<AppCredentials>, Error> {
    Client::new(credentials)
}
