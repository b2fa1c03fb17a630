//! The configuration that the SDK is given. It finds the rest.

use crate::environment::Environment;
use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;

#[derive(Clone, Default)]
pub(super) struct Configuration {
    pub(super) region: Option<String>,
    pub(super) profile: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) keys: Option<Credentials>,
    /// All of it at once, by the program.
    pub(super) sdk: Option<SdkConfig>,
}

impl Configuration {
    /// The SDK's settings in the variables of an environment, read as the SDK reads them.
    pub(super) fn from_environment(environment: &Environment, endpoint_of_service: &str) -> Self {
        let text = |name| environment.text(name);
        let keys = |id, key| Credentials::new(id, key, text("AWS_SESSION_TOKEN"), None, "environment");
        let no_endpoint = text("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").is_some_and(|value| value == "true");
        let endpoint = text(endpoint_of_service).or_else(|| text("AWS_ENDPOINT_URL"));
        Self {
            region: text("AWS_REGION").or_else(|| text("AWS_DEFAULT_REGION")),
            profile: text("AWS_PROFILE"),
            endpoint: endpoint.filter(|_| !no_endpoint),
            keys: text("AWS_ACCESS_KEY_ID").zip(text("AWS_SECRET_ACCESS_KEY")).map(|(id, key)| keys(id, key)),
            sdk: None,
        }
    }

    pub(super) async fn sdk_config(&self) -> SdkConfig {
        let mut config = match &self.sdk {
            Some(sdk) => sdk.to_builder(),
            None => self.found().await.into_builder(),
        };
        if let Some(region) = &self.region {
            config = config.region(Region::new(region.clone()));
        }
        if let Some(endpoint) = &self.endpoint {
            config = config.endpoint_url(endpoint);
        }
        // A load asks again by itself, where that may help.
        config.retry_config(RetryConfig::disabled()).build()
    }

    async fn found(&self) -> SdkConfig {
        let mut loader = aws_config::defaults(BehaviorVersion::v2026_01_12());
        if let Some(region) = &self.region {
            loader = loader.region(Region::new(region.clone()));
        }
        if let Some(profile) = &self.profile {
            loader = loader.profile_name(profile);
        }
        if let Some(keys) = &self.keys {
            loader = loader.credentials_provider(keys.clone());
        }
        loader.load().await
    }
}

#[cfg(test)]
mod tests {
    use super::Configuration;
    use crate::environment::Environment;

    fn configuration<const LENGTH: usize>(variables: [(&str, &str); LENGTH]) -> Configuration {
        Configuration::from_environment(&Environment::from(variables), "AWS_ENDPOINT_URL_SSM")
    }

    #[test]
    fn variables_of_the_environment_are_given_to_the_sdk() {
        let found = configuration([
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "key"),
            ("AWS_SESSION_TOKEN", "token"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_PROFILE", "billing"),
            ("AWS_ENDPOINT_URL", "http://all.example"),
            ("AWS_ENDPOINT_URL_SSM", "http://ssm.example"),
        ]);
        let keys = found.keys.unwrap();
        assert_eq!((keys.access_key_id(), keys.secret_access_key()), ("AKIDEXAMPLE", "key"));
        assert_eq!(keys.session_token(), Some("token"));
        assert_eq!(found.region.as_deref(), Some("eu-west-1"));
        assert_eq!(found.profile.as_deref(), Some("billing"));
        assert_eq!(found.endpoint.as_deref(), Some("http://ssm.example"));
    }

    #[test]
    fn half_a_key_and_an_endpoint_to_be_ignored_are_not() {
        let found = configuration([
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", ""),
            ("AWS_ENDPOINT_URL", "http://all.example"),
            ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
        ]);
        assert!(found.keys.is_none());
        assert_eq!(found.endpoint, None);
    }
}
