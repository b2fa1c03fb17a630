//! `AccountRegion`: which region and workspace the Track pair belongs to.

use crate::operation::{Operation, Replay};
use crate::surface::TrackApi;
use crate::wire::{self, InvalidInput, Path, UnreadableAnswer};
use bytes::Bytes;
use cio_config::{Region, WorkspaceId};
use serde::Deserialize;

/// Asks which region and workspace the Track pair belongs to.
///
/// The only call that reveals the region, on either region's host; it changes nothing. There is none for App and
/// Pipelines keys. Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::AccountRegion;
///
/// let answer = r#"{"url":"https://track-eu.customer.io","region":"eu","environment_id":3}"#;
/// let account = AccountRegion.response(&http::Response::new(answer.into()))?;
/// assert_eq!(account.region, cio_config::Region::Eu);
/// # Ok::<(), cio_http::wire::UnreadableAnswer>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct AccountRegion;

/// The account of a Track pair.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// The account's region.
    pub region: Region,
    /// Where its Track API is: `https://track-eu.customer.io`.
    pub url: String,
    /// The workspace; the service calls it environment ID.
    pub workspace_id: WorkspaceId,
}

impl Operation for AccountRegion {
    type Surface = TrackApi;
    type Output = Account;
    const NAME: &'static str = "track.account_region";
    const ROUTE: &'static str = "GET /api/v1/accounts/region";
    const REPLAY: Replay = Replay::Safe;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        wire::get(&Path::new("/api/v1/accounts/region"))
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Account, UnreadableAnswer> {
        let answer: AccountAnswer = wire::json(response)?;
        Ok(Account {
            region: answer
                .region
                .parse()
                .map_err(|_| UnreadableAnswer::new("its region is neither `us` nor `eu`"))?,
            url: answer.url,
            workspace_id: answer.environment_id.workspace_id()?,
        })
    }
}

#[derive(Deserialize)]
struct AccountAnswer {
    region: String,
    url: String,
    environment_id: Number,
}

/// Documented as a number; elsewhere the service sends IDs as texts too.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(u64),
    Text(String),
}

impl Number {
    fn workspace_id(self) -> Result<WorkspaceId, UnreadableAnswer> {
        match self {
            Self::Number(number) => Ok(number.into()),
            Self::Text(text) => {
                text.parse().map_err(|_| UnreadableAnswer::new("its environment ID is not a number"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AccountRegion;
    use crate::operation::Operation;
    use bytes::Bytes;
    use cio_config::{Region, WorkspaceId};

    #[test]
    fn it_is_a_get_without_a_body() {
        let request = AccountRegion.request().unwrap();
        assert_eq!(format!("{} {}", request.method(), request.uri()), AccountRegion::ROUTE);
        assert!(request.body().is_empty());
    }

    #[test]
    fn unknown_fields_and_a_number_as_text_are_read() {
        for body in [
            r#"{"url":"https://track-eu.customer.io","region":"eu","environment_id":3}"#,
            r#"{"url":"https://track-eu.customer.io","region":"eu","environment_id":"3","new":{}}"#,
        ] {
            let account = AccountRegion.response(&http::Response::new(Bytes::from(body))).unwrap();
            assert_eq!((account.region, account.workspace_id), (Region::Eu, WorkspaceId::from(3)));
        }
    }

    #[test]
    fn an_unknown_region_is_not_guessed() {
        let body = r#"{"url":"https://track-mars.customer.io","region":"mars","environment_id":3}"#;
        let error = AccountRegion.response(&http::Response::new(Bytes::from(body))).unwrap_err();
        assert_eq!(error.to_string(), "its region is neither `us` nor `eu`");
    }
}
