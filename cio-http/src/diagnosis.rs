//! What a refusal may mean, as far as one answer tells.

use cio_config::{Region, Role, WorkspaceId};
use http::StatusCode;
use std::fmt;

/// What a 401, a 403 or a redirect may mean, as far as one answer tells.
///
/// ```
/// use cio_config::{Region, Role};
/// use cio_http::Diagnosis;
///
/// let diagnosis = Diagnosis::KeyOrRegion { roles: &[Role::AppApiKey], region: Region::Eu };
/// assert_eq!(
///     diagnosis.to_string(),
///     "the App API key is wrong, or the account is not in the eu region; the answer does not tell which",
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
    /// The service's own word: the keys belong to another workspace than the one configured.
    OtherWorkspace {
        /// The workspace that is configured.
        expected: WorkspaceId,
        /// The workspace that the keys belong to.
        found: WorkspaceId,
    },
}

impl Diagnosis {
    pub(crate) fn of(status: StatusCode, roles: &'static [Role], region: Region) -> Option<Self> {
        match status {
            // Without a key, a 401 says nothing about one.
            _ if roles.is_empty() => None,
            StatusCode::UNAUTHORIZED => Some(Self::KeyOrRegion { roles, region }),
            StatusCode::FORBIDDEN => Some(Self::NotAllowed { roles }),
            _ => None,
        }
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::KeyOrRegion { roles, .. } => format!(
                "compare {} with {}, and `{}` with {}",
                list(roles, " and ", |role| format!("`{}`", role.variable())),
                roles.first().map_or("the dashboard", |role| role.page()),
                Role::Region.variable(),
                Role::Region.page(),
            ),
            Self::NotAllowed { roles } => format!(
                "look at the service's message, and at what the key may do: {}",
                roles.first().map_or("the dashboard", |role| role.page())
            ),
            Self::OtherRegion { found, .. } => format!(
                "set `{}` to `{found}`, or use the keys of an account in the region you meant",
                Role::Region.variable()
            ),
            Self::OtherWorkspace { found, .. } => format!(
                "set `{}` to `{found}`, or use the keys of the workspace you meant",
                Role::WorkspaceId.variable()
            ),
        }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyOrRegion { roles, region } => write!(
                f,
                "the {} is wrong, or the account is not in the {region} region; the answer does not tell which",
                list(roles, " or the ", |role| role.name().to_owned()),
            ),
            Self::NotAllowed { .. } => {
                f.write_str("it is not allowed for this key, for this workspace, or with this content")
            }
            Self::OtherRegion { asked, found } => {
                write!(f, "the account is in the {found} region, not in {asked}")
            }
            Self::OtherWorkspace { expected, found } => {
                write!(f, "the Track pair belongs to workspace {found}, not to {expected}")
            }
        }
    }
}

fn list(roles: &[Role], between: &str, name: impl Fn(&Role) -> String) -> String {
    roles.iter().map(name).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::Diagnosis;
    use crate::{App, Pipelines, Public, Surface, Track};
    use cio_config::Region;
    use http::StatusCode;

    #[test]
    fn a_hint_names_the_variables_and_the_page() {
        let of = |status, roles| Diagnosis::of(status, roles, Region::Us).map(|diagnosis| diagnosis.hint());
        for (status, roles, expected) in [
            (
                StatusCode::UNAUTHORIZED,
                Track::ROLES,
                Some(
                    "compare `CUSTOMERIO_SITE_ID` and `CUSTOMERIO_TRACK_API_KEY` with \
                     https://fly.customer.io/settings/api_credentials, and `CUSTOMERIO_REGION` with \
                     the data center in the account settings",
                ),
            ),
            (
                StatusCode::FORBIDDEN,
                App::ROLES,
                Some(
                    "look at the service's message, and at what the key may do: \
                     https://fly.customer.io/settings/api_credentials?keyType=app",
                ),
            ),
            (StatusCode::UNAUTHORIZED, <Public>::ROLES, None),
            (StatusCode::NOT_FOUND, Pipelines::ROLES, None),
        ] {
            assert_eq!(of(status, roles).as_deref(), expected, "{status}");
        }
    }
}
