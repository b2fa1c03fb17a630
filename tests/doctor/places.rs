//! Where a finding says that a value is: its origin by the report of a load, else the variables that the struct reads.

use crate::trial::{Shop, Trial, runtime};
use cio_config::{AppCredentials, CioCredentials, Environment, Loader, Origin, Region, Role};
use cio_http::sandbox::Sandbox;
use cio_http::{Checkup, Client, Verdict, blocking};

fn shown_place(checkup: &Checkup, role: Role) -> String {
    let json = serde_json::to_value(checkup.finding(role).unwrap()).unwrap();
    json["places"][0].as_str().unwrap().to_owned()
}

#[test]
fn without_a_report_they_are_the_variables_of_the_struct() {
    for checkup in Trial::new().checkups() {
        let expected = "`CUSTOMERIO_APP_API_KEY` (or `CIO_APP_API_KEY`, `CIO_APP_KEY`)";
        assert_eq!(shown_place(&checkup, Role::AppApiKey), expected);
        assert!(checkup.findings().iter().all(|finding| finding.origins().next().is_none()));
    }
}

#[test]
fn a_rotating_client_knows_the_origins_of_its_load() {
    let sandbox = Sandbox::start().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app_api_key");
    std::fs::write(&path, sandbox.credentials(Region::Us).app_api_key()).unwrap();
    sandbox.revoke(Region::Us, Role::AppApiKey);
    let environment = Environment::from([("CIO_REGION", "us")]);
    let loader = Loader::<AppCredentials>::empty().environment(environment).secrets_dir(directory.path());
    let keys = loader.rotating().unwrap();

    let cio = Client::rotating_builder(&keys).sandbox(&sandbox).build().unwrap();
    let waits = runtime().block_on(cio.diagnose());
    let cio = blocking::Client::rotating_builder(&keys).sandbox(&sandbox).build().unwrap();
    for checkup in [waits, cio.diagnose()] {
        let finding = checkup.finding(Role::AppApiKey).unwrap();
        assert_eq!(finding.verdict(), Verdict::Refused);
        assert_eq!(finding.origins().collect::<Vec<_>>(), [&Origin::Entry { path: path.clone() }]);
        assert!(finding.hint().unwrap().contains(&path.display().to_string()), "{checkup}");
        assert_eq!(shown_place(&checkup, Role::Region), "environment variable `CIO_REGION`");
    }
    // A checkup is not a send: it renews no key.
    assert_eq!(keys.counts().failed, 0);
}

#[test]
fn problems_of_a_load_are_findings_with_places() {
    let environment = Environment::from([("CUSTOMERIO_APP_API_KEY", "'0123456789abcdef'")]);
    let error = Loader::<AppCredentials>::empty().environment(environment).load().unwrap_err();
    let checkup = Checkup::not_loaded(&error);
    assert_eq!(checkup.name(), "AppCredentials");
    let verdicts: Vec<_> = checkup.findings().iter().map(cio_http::Finding::verdict).collect();
    assert_eq!(verdicts, [Verdict::NotLoaded; 2]);
    assert_eq!(shown_place(&checkup, Role::AppApiKey), "environment variable `CUSTOMERIO_APP_API_KEY`");
    assert!(
        checkup.finding(Role::AppApiKey).unwrap().hint().unwrap().contains("quotation marks"),
        "{checkup}"
    );
    let unreadable = Shop::loader().environment(Environment::empty()).secrets_dir("/nowhere/to/be/found");
    let checkup = Checkup::not_loaded(&unreadable.load().err().unwrap());
    assert!(checkup.to_string().contains("/nowhere/to/be/found"), "{checkup}");
}
