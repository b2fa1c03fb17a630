//! Who issued a key: it decides where a request that the key signs may go.

use crate::error::Error;
use cio_config::__private::sandbox_port;
use cio_config::{CioCredentials, Role};

/// Who issued a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Issuer {
    /// Customer.io, as far as the key says.
    CustomerIo,
    /// The sandbox that listens on this port of 127.0.0.1 and the five that follow.
    Sandbox { port: u16 },
}

/// The roles whose keys sign requests.
const SIGNERS: [Role; 5] =
    [Role::SiteId, Role::TrackApiKey, Role::AppApiKey, Role::CdpApiKey, Role::ServiceAccountToken];

impl Issuer {
    pub(crate) fn of(key: &str) -> Self {
        sandbox_port(key).map_or(Self::CustomerIo, |port| Self::Sandbox { port })
    }

    /// The issuer of all keys in `credentials`.
    ///
    /// # Errors
    /// [`Error::Setup`] if there are several: a key of Customer.io would go to a sandbox, or the other way round.
    pub(crate) fn of_all(credentials: &impl CioCredentials) -> Result<Self, Error> {
        let issuer = |role| Some((role, Self::of(credentials.exposed(role)?)));
        let mut issuers = SIGNERS.into_iter().filter_map(issuer);
        let Some((first, issuer)) = issuers.next() else { return Ok(Self::CustomerIo) };
        match issuers.find(|(_, other)| *other != issuer) {
            None => Ok(issuer),
            Some((other, _)) => Err(Error::setup_because(
                "some of the keys were issued by a sandbox and others were not, or by another sandbox; load \
                    all of them from one source",
                format!("the {first} and the {other} come from different places"),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Issuer;
    use cio_config::__private::sandbox_key;
    use cio_config::{AppApiKey, CioCredentials, Environment, Region, SiteId, TrackApiKey};

    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "only their issuer is asked for")]
    struct Both {
        site_id: SiteId,
        track_key: TrackApiKey,
        app_key: Option<AppApiKey>,
        region: Region,
    }

    fn issuer(site: &str, track: &str, app: Option<&str>) -> Result<Issuer, String> {
        let pair =
            [("CUSTOMERIO_SITE_ID", site), ("CUSTOMERIO_TRACK_API_KEY", track), ("CUSTOMERIO_REGION", "eu")];
        let app = app.map(|key| ("CUSTOMERIO_APP_API_KEY", key));
        let environment: Environment = pair.into_iter().chain(app).collect();
        let credentials = Both::loader().environment(environment).load().unwrap();
        Issuer::of_all(&credentials).map_err(|error| {
            let source = std::error::Error::source(&error).unwrap();
            format!("{error} ({source})")
        })
    }

    #[test]
    fn all_keys_have_one_issuer_or_none_is_used() {
        let key = |port, number| sandbox_key(port, number);
        let (site, track, app) =
            ("b0a31ab4c2d65e1f9a77", "0123456789abcdef0123", "0123456789abcdef0123456789abcdef");
        let sandbox = Ok(Issuer::Sandbox { port: 4010 });
        assert_eq!(issuer(site, track, None), Ok(Issuer::CustomerIo));
        assert_eq!(issuer(site, track, Some(app)), Ok(Issuer::CustomerIo));
        assert_eq!(issuer(&key(4010, 1), &key(4010, 2), None), sandbox);
        assert_eq!(issuer(&key(4010, 1), &key(4010, 2), Some(&key(4010, 3))), sandbox);
        for (site, track, app, two) in [
            (site, &*key(4010, 2), None, "the site ID and the Track API key"),
            (&*key(4010, 1), track, None, "the site ID and the Track API key"),
            (&*key(4010, 1), &*key(4020, 2), None, "the site ID and the Track API key"),
            (&*key(4010, 1), &*key(4010, 2), Some(app), "the site ID and the App API key"),
            (site, track, Some(&*key(4010, 3)), "the site ID and the App API key"),
        ] {
            let refused = issuer(site, track, app).unwrap_err();
            assert!(
                refused
                    .starts_with("the client could not be set up: some of the keys were issued by a sandbox"),
                "{refused}"
            );
            assert!(refused.ends_with(&format!("({two} come from different places)")), "{refused}");
        }
    }
}
