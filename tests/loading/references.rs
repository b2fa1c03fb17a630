//! References in variables.

use crate::{REGION, TRACK_KEY, complete, load};
use cio_config::{
    AppApiKey, Backend, CioCredentials, Environment, LoadError, ProblemKind, Reference, ReferenceProblem,
    Region,
};

#[test]
fn a_reference_is_refused_by_name_and_never_sent_as_a_key() {
    #[derive(CioCredentials, Debug)]
    #[cio(references)]
    struct Referring {
        app_key: AppApiKey,
        region: Region,
    }
    for (value, why) in [
        ("ref+vault://secret/cio#/key", ReferenceProblem::NoBackend(Backend::Vault)),
        ("ref+keyring://cio/key", ReferenceProblem::NoBackend(Backend::Keyring)),
        (
            "ref+vault://secret/cio",
            ReferenceProblem::Malformed(Reference::parse("ref+vault://secret/cio").unwrap_err()),
        ),
    ] {
        let kind = |error: LoadError| match error.problems()[0].kind() {
            ProblemKind::Reference { why, .. } => *why,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            kind(load(complete().with(TRACK_KEY.0, value)).unwrap_err()),
            ReferenceProblem::NotAskedFor
        );
        let environment = Environment::from([REGION, ("CUSTOMERIO_APP_API_KEY", value)]);
        assert_eq!(kind(Referring::loader().environment(environment).load().unwrap_err()), why);
    }
}

#[test]
fn each_struct_says_for_itself_whether_its_variables_may_hold_references() {
    #[derive(CioCredentials, Debug)]
    #[cio(workspace = "shop", references)]
    struct Shop {
        app_key: AppApiKey,
        region: Region,
    }
    #[derive(CioCredentials, Debug)]
    #[allow(dead_code, reason = "it never loads")]
    struct Company {
        app_key: AppApiKey,
        region: Region,
        #[cio(nested)]
        shop: Shop,
    }
    let reference = "ref+vault://secret/cio#/key";
    let variables =
        [("CUSTOMERIO_APP_API_KEY", reference), ("CUSTOMERIO_SHOP_APP_API_KEY", reference), REGION];
    let error = Company::loader().environment(variables).load().unwrap_err();
    let whys = error.problems().iter().map(|problem| match problem.kind() {
        ProblemKind::Reference { why, .. } => *why,
        other => panic!("{other:?}"),
    });
    assert_eq!(
        whys.collect::<Vec<_>>(),
        [ReferenceProblem::NotAskedFor, ReferenceProblem::NoBackend(Backend::Vault)]
    );
}
