//! The code that a program without the library would have, to read the same variables in the same order.

use crate::ways::Billing;
use cio_config::{AppApiKey, Region, SiteId, TrackApiKey};
use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::str::FromStr;

/// The struct, from the process's variables.
pub(crate) fn from_process() -> Option<Billing> {
    let _credentials = env::var_os("CREDENTIALS_DIRECTORY");
    load(|name| env::var_os(name))
}

/// The struct, from variables that are passed in.
pub(crate) fn from_map(variables: &BTreeMap<OsString, OsString>) -> Option<Billing> {
    load(|name| variables.get(OsStr::new(name)).cloned())
}

fn load(look_up: impl Fn(&str) -> Option<OsString>) -> Option<Billing> {
    Some(Billing {
        site_id: key::<SiteId>(&look_up, ["CUSTOMERIO_SITE_ID", "CIO_SITE_ID"], "CUSTOMERIO_SITE_ID_FILE")?,
        track_key: key::<TrackApiKey>(
            &look_up,
            ["CUSTOMERIO_TRACK_API_KEY", "CIO_TRACK_API_KEY"],
            "CUSTOMERIO_TRACK_API_KEY_FILE",
        )?,
        app_key: key::<AppApiKey>(
            &look_up,
            ["CUSTOMERIO_APP_API_KEY", "CIO_APP_API_KEY", "CIO_APP_KEY"],
            "CUSTOMERIO_APP_API_KEY_FILE",
        )?,
        region: key::<Region>(&look_up, ["CUSTOMERIO_REGION", "CIO_REGION"], "CUSTOMERIO_REGION_FILE")?,
    })
}

/// A value under one of its names, all of which are asked: two that say different things are a mistake.
fn key<K: FromStr>(
    look_up: impl Fn(&str) -> Option<OsString>,
    names: impl IntoIterator<Item = &'static str>,
    file: &str,
) -> Option<K> {
    let mut found: Option<OsString> = None;
    for name in names {
        match (look_up(name), &found) {
            (Some(value), Some(first)) if value != *first => return None,
            (Some(value), _) => found = Some(value),
            (None, _) => {}
        }
    }
    let text = match (found, look_up(file)) {
        (Some(_), Some(_)) | (None, None) => return None,
        (Some(value), None) => value.into_string().ok()?,
        (None, Some(path)) => std::fs::read_to_string(path).ok()?,
    };
    text.parse().ok()
}
