//! Whether credentials are of the region and the workspace that they say: what the service's answer means for them.

use crate::diagnosis::Diagnosis;
use crate::error::{Context, Error, Failure};
use crate::operation::Operation;
use crate::surface::Surface;
use crate::track::{Account, AccountRegion};
use cio_config::{Region, WorkspaceId};

/// The account, if it is in the region that was asked.
pub(crate) fn in_region(account: Account, asked: Region) -> Result<Account, Error> {
    if account.region == asked {
        return Ok(account);
    }
    let diagnosis = Diagnosis::OtherRegion { asked, found: account.region };
    Err(Error::WrongRegion(failure(asked, diagnosis)))
}

/// The account, if the pair belongs to this workspace of it.
pub(crate) fn in_workspace(account: Account, expected: WorkspaceId) -> Result<Account, Error> {
    if account.workspace_id == expected {
        return Ok(account);
    }
    let diagnosis = Diagnosis::OtherWorkspace { expected, found: account.workspace_id };
    Err(Error::WrongWorkspace(failure(account.region, diagnosis)))
}

fn failure(region: Region, diagnosis: Diagnosis) -> Box<Failure> {
    let (operation, surface) = (AccountRegion::NAME, <AccountRegion as Operation>::Surface::NAME);
    let context = Context { operation, surface, region, attempts: 1 };
    Box::new(Failure { diagnosis: Some(diagnosis), ..*Failure::new(context) })
}

#[cfg(test)]
mod tests {
    use super::{in_region, in_workspace};
    use crate::operation::Operation;
    use crate::track::{Account, AccountRegion};
    use cio_config::{Region, WorkspaceId};

    fn eu_account() -> Account {
        let body = r#"{"url":"https://track-eu.customer.io","region":"eu","environment_id":3}"#;
        AccountRegion.response(&http::Response::new(body.into())).unwrap()
    }

    #[test]
    fn an_account_as_the_credentials_say_is_handed_over() {
        let account = in_region(eu_account(), Region::Eu).unwrap();
        assert_eq!(in_workspace(account.clone(), WorkspaceId::from(3)).unwrap(), account);
    }

    #[test]
    fn another_region_is_told_with_the_variable_to_change() {
        let error = in_region(eu_account(), Region::Us).unwrap_err();
        assert_eq!(
            error.to_string(),
            "track.account_region found another region (track in us, attempt 1): \
             the account is in the eu region, not in us"
        );
        assert!(error.hint().unwrap().starts_with("set `CUSTOMERIO_REGION` to `eu`, or"));
        assert!(!error.is_retryable() && error.status().is_none());
    }

    #[test]
    fn another_workspace_is_told_with_both_numbers() {
        let error = in_workspace(eu_account(), WorkspaceId::from(4)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "track.account_region found another workspace (track in eu, attempt 1): \
             the Track pair belongs to workspace 3, not to 4"
        );
        assert_eq!(
            error.hint().unwrap(),
            "set `CUSTOMERIO_WORKSPACE_ID` to `3`, or use the keys of the workspace you meant"
        );
    }
}
