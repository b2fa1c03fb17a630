//! The configuration of a mobile app, in the shapes of Customer.io's SDKs.

use crate::credential::role::Role;
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// The credentials of a struct that a mobile app or a page may hold, in the shape of the Flutter SDK's `CustomerIOConfig`.
///
/// `Display` and `Serialize` give `cdpApiKey`, `region`, and when held `migrationSiteId` and `inApp.siteId`: keys that only
/// write. [`react_native`](Self::react_native) and [`expo`](Self::expo) give the shapes of the other SDKs; [the
/// page](crate::mobile_apps) shows each app taking it. Source: customerio-flutter 4.1.2, `lib/config`, read 2026-09.
///
/// ```
/// use cio_config::{CdpApiKey, CioCredentials, PipelinesCredentials, Region};
///
/// let credentials = PipelinesCredentials::new(CdpApiKey::new("0123456789abcdef0123")?, Region::Eu);
/// let config = credentials.mobile_config();
/// assert_eq!(config.to_string(), r#"{"cdpApiKey":"0123456789abcdef0123","region":"eu"}"#);
/// assert_eq!(config.expo().to_string(), r#"{"cdpApiKey":"0123456789abcdef0123","region":"EU"}"#);
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct MobileConfig {
    cdp_api_key: String,
    region: String,
    migration_site_id: Option<String>,
    site_id: Option<String>,
    site_id_is_nested: bool,
}

impl MobileConfig {
    pub(crate) fn new<'a>(shown: impl Fn(Role) -> Option<&'a str>) -> Self {
        let text = |role| shown(role).map(str::to_owned);
        Self {
            cdp_api_key: text(Role::CdpApiKey).unwrap_or_default(),
            region: text(Role::Region).unwrap_or_default(),
            migration_site_id: text(Role::MigrationSiteId),
            site_id: text(Role::SiteId),
            site_id_is_nested: true,
        }
    }

    /// The shape of React Native's `CioConfig`: that of Flutter, with the region as `CioRegion` writes it, `US` or `EU`.
    ///
    /// Source: customerio-reactnative 6.12.0, `src/types/data-pipelines.ts`, read 2026-12.
    #[must_use]
    pub fn react_native(self) -> Self {
        Self { region: self.region.to_ascii_uppercase(), site_id_is_nested: true, ..self }
    }

    /// The shape of the Expo plugin's `NativeSDKConfig`: `siteId` beside `cdpApiKey`, and the region as `US` or `EU`.
    ///
    /// The plugin copies a `siteId` without a `migrationSiteId` to `migrationSiteId`.
    /// Source: customerio-expo-plugin 3.9.0, `plugin/src/types/cio-types.ts`, run 2026-12.
    #[must_use]
    pub fn expo(self) -> Self {
        Self { region: self.region.to_ascii_uppercase(), site_id_is_nested: false, ..self }
    }

    /// The entries in order, without `inApp`.
    fn entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let migration = self.migration_site_id.as_deref().map(|id| ("migrationSiteId", id));
        let site_id = self.site_id.as_deref().filter(|_| !self.site_id_is_nested).map(|id| ("siteId", id));
        [("cdpApiKey", self.cdp_api_key.as_str()), ("region", self.region.as_str())]
            .into_iter()
            .chain(migration)
            .chain(site_id)
    }

    /// The one entry of `inApp`.
    fn in_app(&self) -> Option<&str> {
        self.site_id.as_deref().filter(|_| self.site_id_is_nested)
    }
}

impl fmt::Display for MobileConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.entries().enumerate() {
            write!(f, "{}\"{name}\":{}", if index == 0 { "{" } else { "," }, Json(value))?;
        }
        if let Some(site_id) = self.in_app() {
            write!(f, ",\"inApp\":{{\"siteId\":{}}}", Json(site_id))?;
        }
        f.write_str("}")
    }
}

/// A key as a JSON string: it is printable ASCII, so two characters are all there is to escape.
struct Json<'a>(&'a str);

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

impl fmt::Debug for MobileConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MobileConfig").field("region", &self.region).finish_non_exhaustive()
    }
}

impl Serialize for MobileConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.entries() {
            map.serialize_entry(name, value)?;
        }
        if let Some(site_id) = self.in_app() {
            map.serialize_entry("inApp", &InApp(site_id))?;
        }
        map.end()
    }
}

struct InApp<'a>(&'a str);

impl Serialize for InApp<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("siteId", self.0)?;
        map.end()
    }
}
