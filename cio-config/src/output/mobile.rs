//! The configuration of a mobile app, in the shape of the Flutter SDK's.

use crate::credential::role::Role;
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// The credentials of a struct that a mobile app or a page may hold, in the shape of the Flutter SDK's `CustomerIOConfig`.
///
/// `Display` and `Serialize` give `cdpApiKey`, `region`, and when held `migrationSiteId` and `inApp.siteId`: keys that only
/// write. Source: customerio-flutter 4.1.2, `lib/config`, read 2026-09.
///
/// ```
/// use cio_config::{CdpApiKey, CioCredentials, PipelinesCredentials, Region};
///
/// let credentials = PipelinesCredentials::new(CdpApiKey::new("0123456789abcdef0123")?, Region::Eu);
/// assert_eq!(
///     credentials.mobile_config().to_string(),
///     r#"{"cdpApiKey":"0123456789abcdef0123","region":"eu"}"#,
/// );
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct MobileConfig {
    cdp_api_key: String,
    region: String,
    migration_site_id: Option<String>,
    site_id: Option<String>,
}

impl MobileConfig {
    pub(crate) fn new<'a>(shown: impl Fn(Role) -> Option<&'a str>) -> Self {
        let text = |role| shown(role).map(str::to_owned);
        Self {
            cdp_api_key: text(Role::CdpApiKey).unwrap_or_default(),
            region: text(Role::Region).unwrap_or_default(),
            migration_site_id: text(Role::MigrationSiteId),
            site_id: text(Role::SiteId),
        }
    }

    /// The entries in order, `inApp` being a map of one.
    fn entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let migration = self.migration_site_id.as_deref().map(|id| ("migrationSiteId", id));
        [("cdpApiKey", self.cdp_api_key.as_str()), ("region", self.region.as_str())]
            .into_iter()
            .chain(migration)
    }
}

impl fmt::Display for MobileConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.entries().enumerate() {
            write!(f, "{}\"{name}\":{}", if index == 0 { "{" } else { "," }, Json(value))?;
        }
        if let Some(site_id) = &self.site_id {
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
        if let Some(site_id) = &self.site_id {
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
