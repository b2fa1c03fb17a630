//! The ways to load the same four values, ours and others'.

use crate::by_hand;
use cio_config::{AppApiKey, CioCredentials, Environment, Loader, Region, SiteId, TrackApiKey};
use envconfig::Envconfig;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::LazyLock;

pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// The way that this one is a multiple of.
    pub(crate) beside: &'static str,
    pub(crate) load: fn(),
}

pub(crate) const KEYS: [(&str, &str); 4] = [
    ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"),
    ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123"),
    ("CUSTOMERIO_APP_API_KEY", "0123456789abcdef0123456789abcdef"),
    ("CUSTOMERIO_REGION", "eu"),
];

pub(crate) const TOML: &str = "[customerio]\n\
    site_id = \"b0a31ab4c2d65e1f9a77\"\n\
    track_api_key = \"0123456789abcdef0123\"\n\
    app_api_key = \"0123456789abcdef0123456789abcdef\"\n\
    region = \"eu\"\n";

#[derive(CioCredentials, Deserialize)]
pub(crate) struct Billing {
    pub(crate) site_id: SiteId,
    #[serde(rename = "track_api_key")]
    pub(crate) track_key: TrackApiKey,
    #[serde(rename = "app_api_key")]
    pub(crate) app_key: AppApiKey,
    pub(crate) region: Region,
}

/// A document with the struct's table in it.
#[derive(Deserialize)]
struct Document {
    customerio: Billing,
}

/// The same, as others read it: text.
#[derive(Deserialize, Envconfig, confique::Config)]
#[allow(dead_code, reason = "they are read, and then dropped")]
struct Plain {
    #[envconfig(from = "CUSTOMERIO_SITE_ID")]
    #[config(env = "CUSTOMERIO_SITE_ID")]
    site_id: String,
    #[envconfig(from = "CUSTOMERIO_TRACK_API_KEY")]
    #[config(env = "CUSTOMERIO_TRACK_API_KEY")]
    track_api_key: String,
    #[envconfig(from = "CUSTOMERIO_APP_API_KEY")]
    #[config(env = "CUSTOMERIO_APP_API_KEY")]
    app_api_key: String,
    #[envconfig(from = "CUSTOMERIO_REGION")]
    #[config(env = "CUSTOMERIO_REGION")]
    region: String,
}

#[derive(Deserialize, confique::Config)]
struct PlainDocument {
    #[config(nested)]
    customerio: Plain,
}

static VARIABLES: LazyLock<BTreeMap<OsString, OsString>> = LazyLock::new(|| std::env::vars_os().collect());
static ENVIRONMENT: LazyLock<Environment> = LazyLock::new(|| VARIABLES.iter().collect());
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    std::env::var_os("CIO_BENCH_FILE").expect("it is set by the process that starts this").into()
});

const BY_HAND: &str = "by hand, the same look-ups and keys";
const BY_HAND_MAP: &str = "by hand, variables passed in";
const FIGMENT: &str = "figment, the same keys";

pub(crate) fn of_environment() -> Vec<Way> {
    let way = |name, load| Way { name, beside: BY_HAND, load };
    let passed_in = |name, load| Way { name, beside: BY_HAND_MAP, load };
    vec![
        way(BY_HAND, || drop(black_box(by_hand::from_process().expect("all are set")))),
        way("cio-config: Billing::load()", || drop(black_box(Billing::load().expect("all are set")))),
        way("cio-config, the environment alone", || {
            let loader = Loader::<Billing>::empty().environment(Environment::process());
            drop(black_box(loader.load().expect("all are set")));
        }),
        passed_in(BY_HAND_MAP, || drop(black_box(by_hand::from_map(&VARIABLES).expect("all are set")))),
        passed_in("cio-config, variables passed in", || {
            let loader = Billing::loader().environment(ENVIRONMENT.clone());
            drop(black_box(loader.load().expect("all are set")));
        }),
        way("four times std::env::var", || drop(black_box(KEYS.map(|(name, _)| std::env::var(name))))),
        way("envconfig", || {
            drop(black_box(Plain::init_from_env().expect("all are set")));
        }),
        way("confique", || {
            drop(black_box(<Plain as confique::Config>::builder().env().load().expect("all are set")));
        }),
        way("envy", || {
            drop(black_box(envy::prefixed("CUSTOMERIO_").from_env::<Plain>().expect("all are set")));
        }),
        way("figment", || {
            let figment = Figment::from(Env::prefixed("CUSTOMERIO_"));
            drop(black_box(figment.extract::<Plain>().expect("all are set")));
        }),
        way("config", || {
            let source = config::Environment::with_prefix("CUSTOMERIO").prefix_separator("_");
            let config = config::Config::builder().add_source(source).build().expect("all are set");
            drop(black_box(config.try_deserialize::<Plain>().expect("all are set")));
        }),
    ]
}

pub(crate) fn of_toml() -> Vec<Way> {
    let way = |name, load| Way { name, beside: FIGMENT, load };
    vec![
        way(FIGMENT, || {
            let document: Document = Figment::from(Toml::file_exact(&*FILE)).extract().expect("it is there");
            drop(black_box(document.customerio));
        }),
        way("cio-config", || {
            let loader = Loader::<Billing>::empty().file(&*FILE);
            drop(black_box(loader.load().expect("it is there")));
        }),
        way("figment, the text in memory", || {
            let document: Document = Figment::from(Toml::string(TOML)).extract().expect("it is complete");
            drop(black_box(document.customerio));
        }),
        way("toml::from_str, the text in memory", || {
            drop(black_box(toml::from_str::<Document>(TOML).expect("it is complete").customerio));
        }),
        way("toml::from_str, the file read to a String", || {
            let text = std::fs::read_to_string(&*FILE).expect("it is there");
            drop(black_box(toml::from_str::<Document>(&text).expect("it is complete").customerio));
        }),
        way("confique", || {
            let builder = <PlainDocument as confique::Config>::builder().file(&*FILE);
            drop(black_box(builder.load().expect("it is there").customerio));
        }),
        way("config", || {
            let source = config::File::from(FILE.as_path());
            let config = config::Config::builder().add_source(source).build().expect("it is there");
            drop(black_box(config.try_deserialize::<PlainDocument>().expect("it is there").customerio));
        }),
    ]
}
