//! How a load ends, and that nothing which can be seen of it holds a secret.

use crate::silence::{assert_nothing_leaked, assert_silent, listen};
use cio_config::{AppApiKey, CioCredentials, Eu, LoadError, Loader, ProblemKind, SecretProblem};
use std::error::Error;

/// Reads its key where the variable says.
#[derive(CioCredentials)]
#[cio(references)]
pub(crate) struct Billing {
    pub(crate) app_key: AppApiKey,
    region: Eu,
}

/// Loads. Neither the error of a failed load nor the log of any load holds a secret.
pub(crate) fn outcome<C: CioCredentials>(loader: Loader<C>) -> Result<C, LoadError> {
    listen();
    let outcome = loader.clone().load();
    if let Err(error) = &outcome {
        assert_silent(&format!("{error}\n{error:?}\n{:#?}\n{loader:#?}", error.problems()));
        for problem in error.problems() {
            let mut cause: Option<&dyn Error> = Some(problem);
            while let Some(error) = cause {
                assert_silent(&format!("{error}\n{error:?}"));
                cause = error.source();
            }
        }
        let report = loader.explain();
        assert_silent(&format!("{report}\n{report:#?}"));
    }
    assert_nothing_leaked();
    outcome
}

/// Why a secret was not given, which must be all that is wrong.
pub(crate) fn reason(error: &LoadError) -> SecretProblem {
    match error.problems() {
        [problem] => match problem.kind() {
            ProblemKind::Secret { why, .. } => *why,
            _ => panic!("{error}"),
        },
        _ => panic!("{error}"),
    }
}
