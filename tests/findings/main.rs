//! The findings and reports of a load, for a struct with four keys.

mod causes;
mod empty_variables;
mod escapes;
mod files;
mod hints;
mod near_misses;
mod other_names;
mod refused_values;
mod reports;
mod together;

use cio_config::{AppApiKey, CioCredentials, Environment, LoadError, Region, SiteId, TrackApiKey};

#[derive(CioCredentials, Debug)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

fn load<C: CioCredentials>(variables: &[(&str, &str)]) -> Result<C, LoadError> {
    C::loader().environment(variables.iter().copied().collect::<Environment>()).load()
}

const SITE_ID: (&str, &str) = ("CUSTOMERIO_SITE_ID", "site");
const TRACK_KEY: (&str, &str) = ("CUSTOMERIO_TRACK_API_KEY", "track");
const APP_KEY: (&str, &str) = ("CUSTOMERIO_APP_API_KEY", "app");
const REGION: (&str, &str) = ("CUSTOMERIO_REGION", "eu");
