use cio_config::{AppCredentials, CioCredentials, LoadError};

pub async fn load() -> Result<AppCredentials, LoadError> {
    AppCredentials::load_async().await
}
