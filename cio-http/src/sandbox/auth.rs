//! Which key signed a request; if none that may, what was presented instead.

use super::account::{Accounts, Workspace};
use super::credentials::Credentials;
use super::workspace_key::WorkspaceKey;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cio_config::{Region, Role};
use http::{HeaderMap, header};

/// How a route wants to be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signing {
    /// Basic, site ID and Track API key.
    Track,
    /// The same, and the pair of the other region will do.
    TrackOfAnyRegion,
    /// Bearer, App API key.
    App,
    /// The same, and the token of a service account will do.
    AppSend,
    /// Basic, CDP API key and an empty password.
    Pipelines,
    /// Without credentials.
    None,
}

/// The result of checking the `Authorization` header.
#[derive(Debug)]
pub(super) enum HeaderVerdict<'a> {
    /// The right key.
    Signed(&'a Workspace, Option<Role>),
    /// The right key of the account in the other region.
    OtherRegion(&'a Workspace, Role),
    /// Anything else, and why; holds no part of what was presented.
    Refused(String),
}

/// The content of the header, decoded.
enum Presented {
    Basic { user: String, password: String },
    Bearer(String),
}

pub(super) fn check<'a>(
    signing: Signing,
    here: Region,
    headers: &HeaderMap,
    accounts: &'a Accounts,
) -> HeaderVerdict<'a> {
    let Some(wanted) = signing.wants() else {
        return HeaderVerdict::Signed(accounts.get(here), None);
    };
    let presented = match presented(headers) {
        Ok(presented) => presented,
        Err(fault) => return HeaderVerdict::Refused(format!("{fault}; {wanted}")),
    };
    if presented.holds(|text| accounts.former_owner(text).is_some()) {
        return HeaderVerdict::Refused(format!("{}; {wanted}", describe(&presented, accounts)));
    }
    let owner = accounts.find(|workspace| signing.accepts(&presented, workspace).is_some());
    match owner.and_then(|owner| Some((owner, signing.accepts(&presented, owner)?))) {
        Some((owner, role)) if owner.place.region == here || signing == Signing::TrackOfAnyRegion => {
            HeaderVerdict::Signed(meant(owner, role, headers, accounts), Some(role))
        }
        Some((owner, role)) => HeaderVerdict::OtherRegion(owner, role),
        None => HeaderVerdict::Refused(format!("{}; {wanted}", describe(&presented, accounts))),
    }
}

/// The workspace that a request is for: the token of a service account is good in all of the account.
fn meant<'a>(owner: &'a Workspace, role: Role, headers: &HeaderMap, accounts: &'a Accounts) -> &'a Workspace {
    let named = headers.get("x-workspace-id").filter(|_| role == Role::ServiceAccountToken);
    let number = named.and_then(|id| id.to_str().ok()?.parse().ok());
    let workspace = number.and_then(|workspace| accounts.at(WorkspaceKey { workspace, ..owner.place }));
    workspace.unwrap_or(owner)
}

impl Signing {
    /// The key that must sign, in words; `None` where no key is needed.
    pub(super) const fn wants(self) -> Option<&'static str> {
        match self {
            Self::Track | Self::TrackOfAnyRegion => {
                Some("the Track API takes the pair site_id:track_api_key, base64-encoded, as Basic")
            }
            Self::App | Self::AppSend => Some("the App API takes the App API key as a Bearer token"),
            Self::Pipelines => Some("the Pipelines API takes the CDP API key and an empty password as Basic"),
            Self::None => None,
        }
    }

    /// The key that signed, if it is one that may.
    fn accepts(self, presented: &Presented, workspace: &Workspace) -> Option<Role> {
        workspace.sets().find_map(|keys| self.accepts_keys(presented, keys))
    }

    fn accepts_keys(self, presented: &Presented, keys: &Credentials) -> Option<Role> {
        let (role, accepted) = match (self, presented) {
            (Self::Track | Self::TrackOfAnyRegion, Presented::Basic { user, password }) => {
                (Role::TrackApiKey, user == keys.site_id() && password == keys.track_api_key())
            }
            (Self::AppSend, Presented::Bearer(token)) if token == keys.service_account_token() => {
                (Role::ServiceAccountToken, true)
            }
            (Self::App | Self::AppSend, Presented::Bearer(token)) => {
                (Role::AppApiKey, token == keys.app_api_key())
            }
            (Self::Pipelines, Presented::Basic { user, password }) => {
                (Role::CdpApiKey, user == keys.cdp_api_key() && password.is_empty())
            }
            _ => return None,
        };
        accepted.then_some(role)
    }
}

fn presented(headers: &HeaderMap) -> Result<Presented, &'static str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next().ok_or("the Authorization header is missing")?;
    if values.next().is_some() {
        return Err("there are two Authorization headers");
    }
    let text = value.to_str().map_err(|_| "the Authorization header is not ASCII")?;
    match text.split_once(' ') {
        Some((scheme, encoded)) if scheme.eq_ignore_ascii_case("Basic") => basic(encoded),
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => {
            Ok(Presented::Bearer(token.to_owned()))
        }
        _ => Err("the Authorization header starts with neither Basic nor Bearer"),
    }
}

/// Standard base64 with its padding, as the service's own clients write it.
fn basic(encoded: &str) -> Result<Presented, &'static str> {
    if encoded.contains(':') {
        return Err("the text after Basic is not base64-encoded");
    }
    let decoded =
        STANDARD.decode(encoded).map_err(|_| "the text after Basic is not standard base64 with padding")?;
    let pair = String::from_utf8(decoded).map_err(|_| "the text after Basic is not UTF-8 once decoded")?;
    let (user, password) = pair.split_once(':').ok_or("the text after Basic has no colon once decoded")?;
    Ok(Presented::Basic { user: user.to_owned(), password: password.to_owned() })
}

impl Presented {
    fn holds(&self, test: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Basic { user, password } => test(user) || test(password),
            Self::Bearer(token) => test(token),
        }
    }
}

/// The credentials that were presented, by the names of the keys they hold.
fn describe(presented: &Presented, accounts: &Accounts) -> String {
    let name = |text: &str| match (accounts.former_owner(text), accounts.owner(text)) {
        (Some((whose, role)), _) => format!("the revoked {role} of the {whose}"),
        (None, Some((whose, role))) => format!("the {role} of the {whose}"),
        (None, None) if text.is_empty() => "empty".to_owned(),
        (None, None) if accounts.owner(text.trim()).is_some() => "a key with blanks around it".to_owned(),
        (None, None) => "not a key of this sandbox".to_owned(),
    };
    match presented {
        Presented::Basic { user, password } if swapped(user, password, accounts) => {
            "site ID and Track API key are swapped".to_owned()
        }
        Presented::Bearer(token) => format!("the Bearer token is {}", name(token)),
        Presented::Basic { user, password } => {
            format!("the user name is {} and the password is {}", name(user), name(password))
        }
    }
}

fn swapped(user: &str, password: &str, accounts: &Accounts) -> bool {
    let is_pair = |keys: &Credentials| keys.track_api_key() == user && keys.site_id() == password;
    accounts.find(|workspace| workspace.sets().any(is_pair)).is_some()
}

#[cfg(test)]
mod tests {
    use super::{HeaderVerdict, Signing, check};
    use crate::sandbox::account::Accounts;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use cio_config::{Region, Role};
    use http::{HeaderMap, HeaderValue, header};

    fn headers(values: &[String]) -> HeaderMap {
        let value = |value: &String| (header::AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        values.iter().map(value).collect()
    }

    fn basic(user: &str, password: &str) -> String {
        format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
    }

    fn refusal(signing: Signing, values: &[String], accounts: &Accounts) -> String {
        match check(signing, Region::Us, &headers(values), accounts) {
            HeaderVerdict::Refused(reason) => reason,
            verdict => panic!("{verdict:?}"),
        }
    }

    #[test]
    fn each_surface_takes_its_own_key_and_no_other() {
        let accounts = Accounts::made_up(&[], 4010);
        let keys = &accounts.get(Region::Us).credentials;
        let signings = [Signing::Track, Signing::App, Signing::Pipelines];
        let headers = [
            basic(keys.site_id(), keys.track_api_key()),
            format!("Bearer {}", keys.app_api_key()),
            basic(keys.cdp_api_key(), ""),
        ];
        for (wanted, signing) in signings.into_iter().enumerate() {
            for (given, header) in headers.iter().enumerate() {
                let verdict =
                    check(signing, Region::Us, &self::headers(std::slice::from_ref(header)), &accounts);
                assert_eq!(
                    matches!(verdict, HeaderVerdict::Signed(_, Some(_))),
                    wanted == given,
                    "{verdict:?}"
                );
            }
        }
    }

    #[test]
    fn a_refusal_names_the_key_that_was_presented_and_never_shows_it() {
        let accounts = Accounts::made_up(&[], 4010);
        let (us, eu) = (&accounts.get(Region::Us).credentials, &accounts.get(Region::Eu).credentials);
        for (signing, value, expected) in [
            (
                Signing::Track,
                format!("Bearer {}", us.app_api_key()),
                "the Bearer token is the App API key of the us",
            ),
            (
                Signing::Track,
                basic(us.track_api_key(), us.site_id()),
                "site ID and Track API key are swapped",
            ),
            (
                Signing::Track,
                basic(us.site_id(), eu.track_api_key()),
                "the password is the Track API key of the eu",
            ),
            (Signing::Track, basic(us.site_id(), "x"), "the password is not a key of this sandbox"),
            (Signing::App, format!("Bearer {}", us.track_api_key()), "the Bearer token is the Track API key"),
            (Signing::App, format!("Bearer {} ", us.app_api_key()), "a key with blanks around it"),
            (
                Signing::Pipelines,
                basic(us.cdp_api_key(), "x"),
                "the user name is the CDP API key of the us account",
            ),
        ] {
            let reason = refusal(signing, &[value], &accounts);
            assert!(reason.contains(expected), "{reason}");
            for (_, key) in us.entries().into_iter().chain(eu.entries()) {
                assert!(!reason.contains(key));
            }
        }
    }

    #[test]
    fn a_malformed_header_is_refused_by_its_fault() {
        let accounts = Accounts::made_up(&[], 4010);
        let good = basic(
            accounts.get(Region::Us).credentials.site_id(),
            accounts.get(Region::Us).credentials.track_api_key(),
        );
        let unpadded = good.trim_end_matches('=').to_owned();
        for (values, expected) in [
            (vec![], "the Authorization header is missing"),
            (vec![good.clone(), good.clone()], "there are two"),
            (vec!["Basic site:key".to_owned()], "not base64-encoded"),
            (vec![unpadded], "standard base64 with padding"),
            (vec!["Basic c2l0ZQ==".to_owned()], "no colon"),
            (vec!["Digest x".to_owned()], "neither Basic nor Bearer"),
        ] {
            let reason = refusal(Signing::Track, &values, &accounts);
            assert!(reason.contains(expected), "{reason}");
        }
    }

    #[test]
    fn a_pair_of_the_other_region_is_known_as_such() {
        let accounts = Accounts::made_up(&[], 4010);
        let eu = &accounts.get(Region::Eu).credentials;
        let headers = headers(&[basic(eu.site_id(), eu.track_api_key())]);
        let verdict = check(Signing::Track, Region::Us, &headers, &accounts);
        assert!(
            matches!(verdict, HeaderVerdict::OtherRegion(account, Role::TrackApiKey) if account.place.region == Region::Eu)
        );
        let verdict = check(Signing::TrackOfAnyRegion, Region::Us, &headers, &accounts);
        assert!(
            matches!(verdict, HeaderVerdict::Signed(account, Some(Role::TrackApiKey)) if account.place.region == Region::Eu)
        );
    }
}
