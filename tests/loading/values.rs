//! Values that arrive as they were set, and values that are refused.

use crate::{Billing, REGION, SITE_ID, TRACK_KEY, complete, load, write};
use cio_config::{
    AppApiKey, Blank, CioCredentials, Edge, Environment, Eu, KeyFault, LoadError, Pin, ProblemKind, Region,
    Us,
};
use tempfile::TempDir;

#[test]
fn a_key_of_digits_arrives_as_it_was_set() {
    assert_eq!(load(complete()).unwrap().track_key.expose(), "0123456789");
}

#[test]
fn awkward_values_arrive_byte_for_byte_from_every_source() {
    let folder = TempDir::new().unwrap();
    for value in [
        "a\"quoted\"a",
        "a'single'a",
        "0123",
        "+5",
        "1.50",
        "true",
        "[a]",
        "ab$cd",
        "30735084232087067523",
        "a#b",
        "a=b",
        "a\\nb",
        "{}",
        "null",
        "~",
        "%20",
        "1e5",
        "0x1f",
        "a,b",
        "\\",
        "a'b\"c",
    ] {
        let from_environment = load(complete().with(TRACK_KEY.0, value)).unwrap();
        assert_eq!(from_environment.track_key.expose(), value);

        let file = write(&folder, "key", value);
        let environment = Environment::from([SITE_ID, REGION]).with("CUSTOMERIO_TRACK_API_KEY_FILE", &file);
        assert_eq!(load(environment).unwrap().track_key.expose(), value);

        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        let dotenv = write(&folder, "dotenv", format!("{}=\"{escaped}\"\n", TRACK_KEY.0));
        let loader = Billing::loader().environment(Environment::from([SITE_ID, REGION])).dotenv(dotenv);
        assert_eq!(loader.load().unwrap().track_key.expose(), value);

        let toml = write(&folder, "cio.toml", format!("[customerio]\ntrack_api_key = \"{escaped}\"\n"));
        let loader = Billing::loader().environment(Environment::from([SITE_ID, REGION])).file(toml);
        assert_eq!(loader.load().unwrap().track_key.expose(), value);
    }
}

#[test]
fn every_mistake_is_reported_at_once() {
    let environment = Environment::from([
        ("CUSTOMERIO_SITE_ID", "site:id"),
        ("CUSTOMERIO_TRACK_API_KEY", "0123456789 "),
        ("CUSTOMERIO_APP_API_KEY", "sa_live_0123"),
    ]);
    let error = load(environment).unwrap_err();
    let dotenv = std::path::absolute(".env").unwrap();
    let expected = "`Billing` could not be loaded\n\
         - the site ID in environment variable `CUSTOMERIO_SITE_ID` has a colon, which HTTP Basic authentication cannot \
         carry in a user name\n\
         \x20 hint: copy it from https://fly.customer.io/settings/api_credentials (permission \"Manage API credentials\")\n\
         - the Track API key in environment variable `CUSTOMERIO_TRACK_API_KEY` has a space at its end\n\
         \x20 hint: remove it, or copy the key again from https://fly.customer.io/settings/api_credentials (permission \
         \"Manage API credentials\")\n\
         - the App API key in environment variable `CUSTOMERIO_APP_API_KEY` is a service account token, not an API key\n\
         \x20 hint: put it in `CUSTOMERIO_SERVICE_ACCOUNT_TOKEN`, and the App API key here\n\
         - no region: environment variable `CUSTOMERIO_REGION` is not set\n\
         \x20 hint: set `CUSTOMERIO_REGION` to `us` or `eu`: the account settings show the data center\n\
         - note: `{dotenv}` does not exist";
    assert_eq!(error.to_string(), expected.replace("{dotenv}", &dotenv.to_string_lossy()));
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn a_trailing_blank_is_refused_and_never_repeated() {
    let error = load(complete().with(TRACK_KEY.0, "7d1f3c9a2b ")).unwrap_err();
    let ProblemKind::Malformed { fault, .. } = error.problems()[0].kind() else { panic!("{error}") };
    assert_eq!(*fault, KeyFault::Blank { blank: Blank::Space, edge: Edge::End });
    assert!(!format!("{error} {error:?} {:?}", error.problems()).contains("7d1f3c"));
}

#[test]
fn an_empty_variable_is_an_answer_for_an_optional_key_too() {
    let error = load(complete().with("CUSTOMERIO_APP_API_KEY", "")).unwrap_err();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::Malformed { fault: KeyFault::Empty, .. }));
}

#[test]
fn an_optional_key_is_none_where_no_source_has_it() {
    assert!(load(complete()).unwrap().app_key.is_none());
}

#[test]
fn a_number_in_a_document_is_refused_by_kind() {
    let folder = TempDir::new().unwrap();
    let toml = write(&folder, "cio.toml", "[customerio]\ntrack_api_key = 123456\n");
    let error = Billing::loader().environment([SITE_ID, REGION]).file(toml).load().unwrap_err();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::NotText { found: "integer", .. }));
    assert!(!error.to_string().contains("123456"));
}

#[test]
fn a_pin_refuses_the_other_region_and_needs_no_variable() {
    #[derive(CioCredentials)]
    struct Pinned<R> {
        app_key: AppApiKey,
        region: R,
    }
    fn load<R: Pin>(environment: Environment) -> Result<Region, LoadError> {
        Pinned::<R>::loader().environment(environment).load().map(|pinned| {
            assert_eq!(pinned.region(), Some(R::REGION));
            assert!(!pinned.app_key.expose().is_empty() && format!("{:?}", pinned.region) != "");
            R::REGION
        })
    }
    let key = Environment::from([("CUSTOMERIO_APP_API_KEY", "abc")]);
    assert_eq!(load::<Eu>(key.clone()).unwrap(), Region::Eu);
    assert_eq!(load::<Us>(key.clone().with("CUSTOMERIO_REGION", "US")).unwrap(), Region::Us);
    let error = load::<Eu>(key.with("CUSTOMERIO_REGION", "us")).unwrap_err();
    assert_eq!(
        error.problems()[0].to_string(),
        "the region in environment variable `CUSTOMERIO_REGION` is `us`, but the type pins the region to `eu`"
    );
}

#[test]
fn a_list_keeps_no_quotes_or_is_refused_with_its_form() {
    #[derive(CioCredentials)]
    struct Newsletter {
        #[cio(setting)]
        lists: Vec<String>,
    }
    let folder = TempDir::new().unwrap();
    let trial_and_paid = Some(vec!["trial".to_owned(), "paid".to_owned()]);
    for (text, lists) in [
        (r#"["trial", "paid"]"#, trial_and_paid.clone()),
        ("['trial','paid']", trial_and_paid.clone()),
        ("[trial, paid]", trial_and_paid.clone()),
        (r#"[ "trial" , paid, ]"#, trial_and_paid),
        (r#"["trial, paid"]"#, Some(vec!["trial, paid".to_owned()])),
        ("[]", Some(vec![])),
        ("trial,paid", None),
        (r#"["trial" "paid"]"#, None),
        (r#"["trial, paid]"#, None),
        ("[“trial”, “paid”]", None),
        ("[trial; paid]", None),
        ("[trial,,paid]", None),
    ] {
        let dotenv = write(&folder, ".env", format!("CUSTOMERIO_LISTS={text}\n"));
        let variables = Newsletter::loader().environment([("CUSTOMERIO_LISTS", text)]);
        for loader in [variables, Newsletter::loader().environment(Environment::empty()).dotenv(dotenv)] {
            match (loader.load(), &lists) {
                (Ok(newsletter), Some(lists)) => assert_eq!(newsletter.lists, *lists, "{text}"),
                (Err(error), None) => {
                    assert!(error.to_string().contains(" cannot be read: expected `[a, b]`"), "{error}");
                }
                (loaded, _) => panic!("{text}: {:?}", loaded.map(|newsletter| newsletter.lists)),
            }
        }
    }
}
