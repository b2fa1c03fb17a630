//! The one table of names that other programs use for each credential.
//!
//! A variable is a brand (`CUSTOMERIO_`, `CUSTOMER_IO_`, `CIO_`) and a word of this table, perhaps with the prefix of a
//! front-end framework and the name of an environment: `NEXT_PUBLIC_CUSTOMER_IO_SITE_ID_STAGING`. The words were collected from
//! public repositories and Customer.io's own samples (last in 2026-12). Hints, problems about a name that is set and not read,
//! the rules about field names, and the table of other names in `docs/loading.md` all use it.

use crate::credential::role::Role;
use Role::{
    AppApiKey, CdpApiKey, MigrationSiteId, Region, ServiceAccountToken, SiteId, TrackApiKey,
    WebhookSigningKey, WorkspaceId,
};

/// Words without the brand, in lower case. A row with one role is certain: every use that was found means that credential.
/// A role's own file key (`site_id`) belongs to its row and is not repeated.
pub(crate) const WORDS: [(&[Role], &[&str]); 13] = [
    (&[SiteId], &["siteid", "track_site_id", "tracking_site_id"]),
    (
        &[TrackApiKey],
        &[
            "track_key",
            "api_key_track",
            "track_apikey",
            "track_api_basic",
            "track_api_secret",
            "track_api_token",
            "track_secret",
            "track_token",
            "tracking_api_key",
            "tracking_apikey",
            "tracking_key",
            "tracking_secret",
        ],
    ),
    (
        &[AppApiKey],
        &[
            "app_key",
            "api_key_app",
            "app_apikey",
            "app_api_bearer",
            "app_api_secret",
            "app_api_token",
            "app_bearer_token",
            "app_secret",
            "app_token",
            "application_api_key",
            "application_key",
            "transactional_api_key",
            "transactional_app_api_key",
            "transactional_key",
        ],
    ),
    (
        &[CdpApiKey],
        &[
            "cdp_key",
            "api_key_cdp",
            "cdp_apikey",
            "cdp_token",
            "cdp_write_key",
            "data_pipelines_api_key",
            "data_pipelines_write_key",
            "js_write_key",
            "pipelines_api_key",
            "pipelines_key",
            "pipelines_write_key",
            "server_write_key",
            "source_write_key",
            "write_key",
            "writekey",
        ],
    ),
    (
        &[WebhookSigningKey],
        &[
            "webhook_key",
            "signing_key",
            "signing_secret",
            "webhook_api_key",
            "webhook_secret",
            "webhook_signing_secret",
        ],
    ),
    (&[ServiceAccountToken], &["sa_token", "service_account_key", "service_token"]),
    (&[MigrationSiteId], &[]),
    (&[WorkspaceId], &["environment_id"]),
    (
        &[Region],
        &[
            "account_region",
            "api_region",
            "cdp_region",
            "data_center",
            "data_centre",
            "datacenter",
            "track_region",
            "tracking_region",
            "workspace_region",
        ],
    ),
    // The Track API key in most programs, the App API key or a CDP API key in some.
    (
        &[TrackApiKey, AppApiKey, CdpApiKey],
        &["api_key", "apikey", "key", "secret_key", "api_secret", "secret", "secret_api_key"],
    ),
    (&[AppApiKey, TrackApiKey, ServiceAccountToken], &["api_token", "auth_token"]),
    (&[AppApiKey, ServiceAccountToken], &["bearer_token", "token"]),
    (&[SiteId, WorkspaceId], &["id"]),
];

const BRANDS: [&str; 4] = ["CUSTOMERIO_", "CUSTOMER_IO_", "CIO_", "CUSTOMERDOTIO_"];

/// Prefixes by which front-end frameworks mark a variable as public.
const PUBLIC: [&str; 9] = [
    "NEXT_PUBLIC_",
    "NUXT_PUBLIC_",
    "EXPO_PUBLIC_",
    "PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "VUE_APP_",
    "GATSBY_",
    "NG_APP_",
];

/// Words that separate the names of environments and regions.
const ENVIRONMENTS: [&str; 20] = [
    "PRODUCTION",
    "PROD",
    "LIVE",
    "STAGING",
    "STAGE",
    "STG",
    "DEVELOPMENT",
    "DEV",
    "TESTING",
    "TEST",
    "QA",
    "UAT",
    "LOCAL",
    "CI",
    "PREVIEW",
    "SANDBOX",
    "DEMO",
    "EU",
    "US",
    "DEFAULT",
];

/// The roles that a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KnownName {
    /// The credential; several, if programs differ.
    pub(crate) roles: &'static [Role],
    /// Whether the name has an environment in it, so that it may be meant for another one.
    pub(crate) of_environment: bool,
}

impl KnownName {
    /// Whether the name certainly means this credential.
    pub(crate) fn certainly(self, role: Role) -> bool {
        self.roles == [role] && !self.of_environment
    }
}

/// The roles of a variable, if its name is in use. With a workspace, only if the name has that word, or for values of
/// the account. A name that ends in `_FILE` means what it means without.
pub(crate) fn of_variable(name: &str, workspace: Option<&str>) -> Option<KnownName> {
    let upper = name.to_ascii_uppercase();
    let whole = upper.strip_suffix("_FILE").unwrap_or(&upper);
    let (before, word) = split_at_brand(whole)?;
    let (word, mut of_environment) = without_environment(word);
    let (word, in_workspace) = match workspace {
        None => (word, true),
        Some(workspace) => match without_workspace(word, &workspace.to_ascii_uppercase()) {
            Some(word) => (word, true),
            None => (word, before.trim_end_matches('_').eq_ignore_ascii_case(workspace)),
        },
    };
    if !before.is_empty() && (workspace.is_none() || !in_workspace) {
        let before = before.trim_end_matches('_');
        of_environment = of_environment || ENVIRONMENTS.contains(&before);
        // Another word before the brand is another program's, or another workspace's.
        if !ENVIRONMENTS.contains(&before) {
            return None;
        }
    }
    let roles = of_word(&word.to_ascii_lowercase())?;
    let of_account = roles.iter().all(|role| matches!(role, Region | ServiceAccountToken));
    (in_workspace || of_account).then_some(KnownName { roles, of_environment })
}

/// Whether a variable may have a brand, all of which end in `IO_`. The word after it is not checked.
pub(crate) fn may_have_brand(name: &str) -> bool {
    let name = name.as_bytes();
    // From the separators, of which a name has few.
    let is_io = |at: usize| at >= 2 && name[at - 2..at].eq_ignore_ascii_case(b"IO");
    name.iter().enumerate().any(|(at, byte)| *byte == b'_' && is_io(at))
}

/// The roles of a word without a brand: the name of a field, or of a key in one of our tables.
pub(crate) fn of_word(word: &str) -> Option<&'static [Role]> {
    WORDS.iter().find_map(|(roles, words)| {
        let is_file_key = roles.len() == 1 && roles[0].file_key() == word;
        (is_file_key || words.contains(&word)).then_some(*roles)
    })
}

/// The part before the brand, without a framework's prefix, and the part after it.
fn split_at_brand(name: &str) -> Option<(&str, &str)> {
    let name = PUBLIC.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let starts = |at: usize| BRANDS.iter().find_map(|brand| name[at..].strip_prefix(brand));
    let words = std::iter::once(0).chain(name.match_indices('_').map(|(at, _)| at + 1));
    words.filter_map(|at| starts(at).map(|word| (&name[..at], word))).next()
}

/// A word without the workspace before or after it, if it has one.
fn without_workspace<'a>(word: &'a str, workspace: &str) -> Option<&'a str> {
    let before = word.strip_prefix(workspace).and_then(|rest| rest.strip_prefix('_'));
    before.or_else(|| word.strip_suffix(workspace)?.strip_suffix('_'))
}

/// A word without the environment before or after it, and whether it has one.
fn without_environment(word: &str) -> (&str, bool) {
    let before = ENVIRONMENTS.iter().find_map(|name| word.strip_prefix(name)?.strip_prefix('_'));
    let behind = ENVIRONMENTS.iter().find_map(|name| word.strip_suffix(name)?.strip_suffix('_'));
    match before.or(behind) {
        Some(rest) => (rest, true),
        None => (word, false),
    }
}

#[cfg(test)]
mod tests;
