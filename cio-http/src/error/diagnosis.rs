//! The likely cause of a refusal, judged from a single answer.

use cio_config::{Field, FieldKind, Region, Role, Schema, WorkspaceId};
use http::StatusCode;
use std::fmt;

/// The likely cause of a 401, a 403 or a redirect, judged from a single answer.
///
/// ```
/// use cio_config::{Region, Role};
/// use cio_http::Diagnosis;
///
/// let diagnosis = Diagnosis::KeyOrRegion { roles: &[Role::AppApiKey], region: Region::Eu };
/// assert_eq!(
///     diagnosis.to_string(),
///     "the App API key is wrong, or the account is not in the eu region; the response does not say which",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Diagnosis {
    /// 401: the service does not know the key, in the region that was asked.
    KeyOrRegion {
        /// The credentials that signed.
        roles: &'static [Role],
        /// The region that was asked.
        region: Region,
    },
    /// 401 to a CDP API key with a prefix (`sk_eu_`), which names the region: the service does not know the key, or not in
    /// this form.
    KeyOrForm {
        /// The region that was asked.
        region: Region,
    },
    /// 403: the service will not do it for this key, this workspace or this content.
    NotAllowed {
        /// The credentials that signed.
        roles: &'static [Role],
    },
    /// A redirect to the other region, or the service's own word: the account is there.
    OtherRegion {
        /// The region that was asked.
        asked: Region,
        /// The region of the account.
        found: Region,
    },
    /// A redirect to neither region: the server is not Customer.io's API, or its address changed.
    Elsewhere,
    /// The service's own word: the keys belong to another workspace than the one configured.
    OtherWorkspace {
        /// The workspace that is configured.
        expected: WorkspaceId,
        /// The workspace that the keys belong to.
        found: WorkspaceId,
    },
}

impl Diagnosis {
    /// `has_prefix` says whether the key names its region.
    pub(crate) fn of(
        status: StatusCode,
        roles: &'static [Role],
        region: Region,
        has_prefix: bool,
    ) -> Option<Self> {
        match status {
            // Without a key, a 401 says nothing about one.
            _ if roles.is_empty() => None,
            StatusCode::UNAUTHORIZED if has_prefix => Some(Self::KeyOrForm { region }),
            StatusCode::UNAUTHORIZED => Some(Self::KeyOrRegion { roles, region }),
            StatusCode::FORBIDDEN => Some(Self::NotAllowed { roles }),
            _ => None,
        }
    }

    /// The fix, in one sentence. It uses the default variable of each role.
    ///
    /// [`Error::hint`](crate::Error::hint) of a client knows its struct, and names the variables that it reads.
    #[must_use]
    pub fn hint(&self) -> String {
        self.hint_in(Names::default())
    }

    pub(crate) fn hint_in(&self, names: Names) -> String {
        match self {
            Self::KeyOrRegion { roles, .. } => format!(
                "compare {} with {}, and {} with {}; {}; `diagnose()` of a client asks each API without changing anything, \
                 and says more",
                list(roles, " and ", |role| names.of(*role)),
                roles.first().map_or("the dashboard", |role| role.page()),
                names.of(Role::Region),
                Role::Region.page(),
                also(roles),
            ),
            Self::KeyOrForm { .. } => format!(
                "compare {} with {}; if it matches, ask Customer.io how a key with such a prefix is sent: this client sends \
                 it as `Basic`, as their library for Node does, and their library for Python sends it as `Bearer`",
                names.of(Role::CdpApiKey),
                Role::CdpApiKey.page(),
            ),
            Self::NotAllowed { roles } => format!(
                "read the service's message, and check what the key is allowed to do: {}",
                roles.first().map_or("the dashboard", |role| role.page())
            ),
            Self::OtherRegion { found, .. } => format!(
                "set {} to `{found}`, or use keys of an account in the region you want",
                names.of(Role::Region)
            ),
            Self::Elsewhere => {
                "check for a proxy or a login page that answers in place of Customer.io".to_owned()
            }
            Self::OtherWorkspace { found, .. } => format!(
                "set {} to `{found}`, or use keys of the workspace you want",
                names.of(Role::WorkspaceId)
            ),
        }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyOrRegion { roles, region } => write!(
                f,
                "the {} is wrong, or the account is not in the {region} region; the response does not say which",
                list(roles, " or the ", |role| role.name().to_owned()),
            ),
            Self::KeyOrForm { region } => write!(
                f,
                "the {} of the {region} region is wrong, or is expected as `Bearer`; the response does not say which",
                Role::CdpApiKey.name(),
            ),
            Self::NotAllowed { .. } => {
                f.write_str("it is not allowed for this key, for this workspace, or with this content")
            }
            Self::OtherRegion { asked, found } => {
                write!(f, "the account is in the {found} region, not in {asked}")
            }
            Self::Elsewhere => f.write_str(
                "something in front of Customer.io may have answered, such as a proxy or a login page",
            ),
            Self::OtherWorkspace { expected, found } => {
                write!(f, "the Track pair belongs to workspace {found}, not to {expected}")
            }
        }
    }
}

/// The variables that hints name: those of the struct, or else the defaults of the roles.
#[derive(Clone, Copy, Default)]
pub(crate) struct Names(Option<&'static Schema>);

impl Names {
    pub(crate) const fn in_struct(schema: &'static Schema) -> Self {
        Self(Some(schema))
    }

    fn of(self, role: Role) -> String {
        let pinned = |field: &&Field| matches!(field.kind(), FieldKind::Pin(_));
        if let Some(field) = self.0.and_then(|schema| schema.field(role)).filter(pinned) {
            return format!("the type of the field `{}`", field.name());
        }
        let variable = self.0.and_then(|schema| schema.variable(role));
        format!("`{}`", variable.unwrap_or_else(|| role.variable().into()))
    }
}

/// The names are in the program's source, so the struct's name is enough.
impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Names").field(&self.0.map(Schema::name)).finish()
    }
}

/// The other causes that a 401 may have. That an IP allowlist exists is documented; the answer to an address that is
/// not on it is not, so it is named last and as a possibility.
fn also(roles: &[Role]) -> &'static str {
    match roles {
        [Role::SiteId, Role::TrackApiKey] => {
            "if both match, check that they are not swapped, that the key is not an App API key, and that the \
             workspace's IP allowlist includes this server"
        }
        [Role::AppApiKey] => {
            "if both match, check that the key is not a Track API key, and that the workspace's IP allowlist includes \
             this server's address"
        }
        _ => "if both match, check that the key has not been revoked",
    }
}

fn list(roles: &[Role], between: &str, name: impl Fn(&Role) -> String) -> String {
    roles.iter().map(name).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::{Diagnosis, Names};
    use crate::surface::{AppApi, PipelinesApi, PublicApi, Surface, TrackApi};
    use cio_config::{CioCredentials, Eu, Region, SiteId, TrackApiKey, TrackCredentials};
    use http::StatusCode;

    #[test]
    fn a_hint_names_the_variables_and_the_page() {
        let of =
            |status, roles| Diagnosis::of(status, roles, Region::Us, false).map(|diagnosis| diagnosis.hint());
        for (status, roles, expected) in [
            (
                StatusCode::UNAUTHORIZED,
                TrackApi::ROLES,
                Some(
                    "compare `CUSTOMERIO_SITE_ID` and `CUSTOMERIO_TRACK_API_KEY` with \
                     https://fly.customer.io/settings/api_credentials, and `CUSTOMERIO_REGION` with \
                     the data center in the account settings; if both match, check that they are not swapped, that \
                     the key is not an App API key, and that the workspace's IP allowlist includes this server; `diagnose()` of a \
                     client asks each API without changing anything, and says more",
                ),
            ),
            (
                StatusCode::FORBIDDEN,
                AppApi::ROLES,
                Some(
                    "read the service's message, and check what the key is allowed to do: \
                     https://fly.customer.io/settings/api_credentials?keyType=app",
                ),
            ),
            (StatusCode::UNAUTHORIZED, <PublicApi>::ROLES, None),
            (StatusCode::NOT_FOUND, PipelinesApi::ROLES, None),
        ] {
            assert_eq!(of(status, roles).as_deref(), expected, "{status}");
        }
    }

    #[derive(CioCredentials)]
    #[cio(workspace = "marketing")]
    struct Marketing {
        #[cio(env = "TRACKING_SITE")]
        site_id: SiteId,
        track_key: TrackApiKey,
        region: Region,
    }

    #[derive(CioCredentials)]
    struct InTheEu {
        site_id: SiteId,
        track_key: TrackApiKey,
        home: Eu,
    }

    #[test]
    fn a_hint_names_what_the_struct_reads() {
        let refused = Diagnosis::KeyOrRegion { roles: TrackApi::ROLES, region: Region::Us };
        let moved = Diagnosis::OtherRegion { asked: Region::Eu, found: Region::Us };
        for (schema, compare, set) in [
            (
                Marketing::SCHEMA,
                "compare `TRACKING_SITE` and `CUSTOMERIO_MARKETING_TRACK_API_KEY` with",
                "set `CUSTOMERIO_MARKETING_REGION` to `us`, or",
            ),
            (
                InTheEu::SCHEMA,
                "compare `CUSTOMERIO_SITE_ID` and `CUSTOMERIO_TRACK_API_KEY` with",
                "set the type of the field `home` to `us`, or",
            ),
            (
                TrackCredentials::SCHEMA,
                "compare `CUSTOMERIO_SITE_ID` and `CUSTOMERIO_TRACK_API_KEY` with",
                "set `CUSTOMERIO_REGION` to `us`, or",
            ),
        ] {
            let names = Names::in_struct(schema);
            let shown = refused.hint_in(names);
            assert!(shown.starts_with(compare), "{shown}");
            assert!(moved.hint_in(names).starts_with(set), "{}", moved.hint_in(names));
        }
    }
}
