//! Whether credentials are of the region and the workspace that they say: what the service's answer means for them.

use crate::error::Error;
use crate::error::diagnosis::{Diagnosis, Names};
use crate::error::failure::{Context, Failure};
use crate::operation::Operation;
use crate::surface::Surface;
use crate::track::{Account, AccountRegion};
use cio_config::{Region, WorkspaceId};

/// The region and workspace that credentials state.
pub(crate) struct Expected {
    pub(crate) region: Region,
    pub(crate) workspace_id: Option<WorkspaceId>,
    pub(crate) names: Names,
}

impl Expected {
    /// The account, if it is in this region, and the pair of this workspace if one is known.
    pub(crate) fn found_in(&self, account: Account, attempts: u32) -> Result<Account, Error> {
        if account.region != self.region {
            let diagnosis = Diagnosis::OtherRegion { asked: self.region, found: account.region };
            return Err(Error::WrongRegion(self.failure(diagnosis, attempts)));
        }
        match self.workspace_id {
            Some(expected) if expected != account.workspace_id => {
                let diagnosis = Diagnosis::OtherWorkspace { expected, found: account.workspace_id };
                Err(Error::WrongWorkspace(self.failure(diagnosis, attempts)))
            }
            _ => Ok(account),
        }
    }

    fn failure(&self, diagnosis: Diagnosis, attempts: u32) -> Box<Failure> {
        let (operation, surface) = (AccountRegion::NAME, <AccountRegion as Operation>::Surface::NAME);
        let context = Context { operation, surface, region: self.region, attempts, names: self.names };
        Box::new(Failure { diagnosis: Some(diagnosis), ..*Failure::new(context) })
    }
}

#[cfg(test)]
mod tests {
    use super::Expected;
    use crate::error::diagnosis::Names;
    use crate::operation::Operation;
    use crate::track::{Account, AccountRegion};
    use cio_config::{Region, WorkspaceId};

    fn eu_account() -> Account {
        let body = r#"{"url":"https://track-eu.customer.io","region":"eu","environment_id":3}"#;
        AccountRegion.response(&http::Response::new(body.into())).unwrap()
    }

    fn expected(region: Region, workspace_id: Option<u64>) -> Expected {
        Expected { region, workspace_id: workspace_id.map(WorkspaceId::from), names: Names::default() }
    }

    #[test]
    fn an_account_as_the_credentials_say_is_handed_over() {
        for workspace_id in [None, Some(3)] {
            let account = expected(Region::Eu, workspace_id).found_in(eu_account(), 1).unwrap();
            assert_eq!(account, eu_account());
        }
    }

    #[test]
    fn another_region_is_reported_with_the_variable_to_change() {
        let error = expected(Region::Us, Some(4)).found_in(eu_account(), 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "track.account_region got another region than expected (track in us, attempt 1): \
             the account is in the eu region, not in us"
        );
        assert!(error.hint().unwrap().starts_with("set `CUSTOMERIO_REGION` to `eu`, or"));
        assert!(!error.is_retryable() && error.status().is_none());
    }

    #[test]
    fn another_workspace_is_reported_with_both_numbers() {
        let error = expected(Region::Eu, Some(4)).found_in(eu_account(), 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "track.account_region got another workspace than expected (track in eu, attempt 1): \
             the Track pair belongs to workspace 3, not to 4"
        );
        assert_eq!(
            error.hint().unwrap(),
            "set `CUSTOMERIO_WORKSPACE_ID` to `3`, or use keys of the workspace you want"
        );
    }
}
