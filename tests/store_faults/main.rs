//! Stores that fail: each fault is reported as its own kind of problem, within the time limit.

use cio_config::{
    AppApiKey, Backend, CioCredentials, Fetching, LoadError, Loader, ProblemKind, Region, Secret,
    SecretProblem, SecretRequest, SecretStore, StoreFault,
};
use cio_tests::scripted_store::Scripted;
use std::time::{Duration, Instant};

#[derive(CioCredentials, Debug)]
#[cio(references)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

const SECRET: &str = r#"{"app": "a-0123456789", "number": 5, "region": "eu"}"#;

fn loader(store: impl SecretStore + 'static) -> Loader<Billing> {
    following("ref+vault://secret/cio#/app", store)
}

fn following(reference: &str, store: impl SecretStore + 'static) -> Loader<Billing> {
    Billing::loader()
        .environment([("CUSTOMERIO_APP_API_KEY", reference), ("CUSTOMERIO_REGION", "eu")])
        .backend(Backend::Vault, store)
}

fn why(error: &LoadError) -> SecretProblem {
    match error.problems() {
        [problem] => match problem.kind() {
            ProblemKind::Secret { why, .. } => *why,
            other => panic!("{other:?}"),
        },
        _ => panic!("{error}"),
    }
}

const FAULTS: [StoreFault; 17] = [
    StoreFault::NotFound,
    StoreFault::Deleted,
    StoreFault::Destroyed,
    StoreFault::WrongMount,
    StoreFault::Sealed,
    StoreFault::Throttled { retry_after: None },
    StoreFault::Throttled { retry_after: Some(Duration::from_secs(60)) },
    StoreFault::PermissionDenied,
    StoreFault::Unauthenticated,
    StoreFault::NotConfigured("`VAULT_ADDR` is not set"),
    StoreFault::BadSetting { setting: "`VAULT_TOKEN`", why: "has a line feed at its end" },
    StoreFault::Unreachable,
    StoreFault::Tls,
    StoreFault::TimedOut,
    StoreFault::Failed(Some(500)),
    StoreFault::Failed(None),
    StoreFault::Unreadable,
];

#[test]
fn each_fault_is_one_problem_with_its_place_and_what_to_do() {
    let mut said = Vec::new();
    for fault in FAULTS {
        let error = loader(Scripted::new(move |_| Err(fault))).load().unwrap_err();
        assert_eq!(why(&error), SecretProblem::Store { fault, hint: None });
        let problem = &error.problems()[0];
        assert_eq!(
            problem.to_string(),
            format!(
                "no App API key: `app` of `secret/cio` in the scripted store, named by environment variable \
                 `CUSTOMERIO_APP_API_KEY`, could not be read: the store {fault}"
            )
        );
        said.push(problem.hint());
    }
    said.sort();
    said.dedup();
    // One hint for both ways of being throttled, and one for both ways of failing.
    assert_eq!(said.len(), FAULTS.len() - 2, "{said:#?}");
}

#[test]
fn a_store_that_knows_better_says_what_to_do() {
    struct Helpful;
    impl SecretStore for Helpful {
        fn name(&self) -> &'static str {
            "the helpful store"
        }

        fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
            Box::pin(async move { requests.iter().map(|_| Err(StoreFault::Sealed)).collect() })
        }

        fn hint(&self, fault: StoreFault) -> Option<&'static str> {
            (fault == StoreFault::Sealed).then_some("ask Ada for the key")
        }
    }
    let error = loader(Helpful).load().unwrap_err();
    assert_eq!(error.problems()[0].hint(), "ask Ada for the key");
}

#[test]
fn a_field_of_nearly_the_right_name_is_suggested() {
    for (field, suggested) in [
        ("app-api-key", true),
        ("appApiKey", true),
        ("APP_API_KEY", true),
        ("app_api_kye", true),
        ("app_key", true),
        ("track_api_key", false),
        ("attempts", false),
    ] {
        let secret = format!(r#"{{"retries": "3", "{field}": "a-0123456789"}}"#);
        let reference = "ref+vault://secret/cio#/app_api_key";
        let store = || {
            let secret = secret.clone();
            Scripted::new(move |_| Ok(Secret::value(secret.clone().into_bytes())))
        };
        let error = following(reference, store()).load().unwrap_err();
        assert_eq!(why(&error), SecretProblem::NoField);
        let hint = error.problems()[0].hint();
        let expected =
            format!("the secret has `{field}`: did you mean `#/{field}`? If so, correct the reference");
        assert_eq!(hint == expected, suggested, "{hint}");

        let whole = Billing::loader().environment([("CUSTOMERIO_REGION", "eu")]);
        let error = whole.store(store(), "secret/cio").load().unwrap_err();
        let hint = error.problems()[0].hint();
        let expected =
            format!("found `{field}` of `secret/cio` in the scripted store: did you mean `app_api_key`?");
        assert_eq!(hint == expected, suggested, "{hint}");
        assert!(!error.to_string().contains("0123456789"), "{error}");
    }
}

#[test]
fn a_value_that_its_store_or_template_changed_is_refused_with_the_cause() {
    for (secret, hint) in [
        (
            r#"{"app": "a-0123456789\n"}"#,
            "store it without the line feed: `printf %s VALUE` writes none, `echo` and most editors do",
        ),
        (
            r#"{"app": 12345678901234567890}"#,
            "store it as a string, in quotes: a store may round a number, as KV version 2 does",
        ),
        (
            r#"{"app": "<no value>"}"#,
            "the template names a field that the secret does not have: correct its name in the template of \
             `bao agent`, `vault agent` or Consul Template",
        ),
    ] {
        let error = loader(Scripted::json(secret)).load().unwrap_err();
        assert_eq!(error.problems()[0].hint(), hint, "{error}");
    }
}

#[test]
fn a_field_that_is_missing_or_not_a_string_is_reported() {
    for (reference, expected) in [
        ("ref+vault://secret/cio#/other", SecretProblem::NoField),
        ("ref+vault://secret/cio#/number", SecretProblem::FieldNotText { found: "number" }),
        ("ref+vault://secret/cio#/app/in", SecretProblem::FieldNotObject { found: "string" }),
    ] {
        let error = following(reference, Scripted::json(SECRET)).load().unwrap_err();
        assert_eq!(why(&error), expected, "{error}");
    }
    let plain = following("ref+vault://secret/cio#/app", Scripted::json("no json")).load().unwrap_err();
    assert_eq!(why(&plain), SecretProblem::NotJson);
    let fields = Scripted::new(|_| Ok(Secret::fields().field("app", b"a".to_vec())));
    let error = Billing::loader()
        .environment([("CUSTOMERIO_APP_API_KEY", "ref+gcpsecrets://p/cio"), ("CUSTOMERIO_REGION", "eu")])
        .backend(Backend::GcpSecrets, fields)
        .load()
        .unwrap_err();
    assert_eq!(why(&error), SecretProblem::NeedsField);
}

#[test]
fn what_may_pass_is_asked_again_three_times_at_most() {
    for (fault, calls) in [
        (StoreFault::Unreachable, 3),
        (StoreFault::TimedOut, 3),
        (StoreFault::Failed(Some(503)), 3),
        (StoreFault::Failed(None), 3),
        (StoreFault::Throttled { retry_after: None }, 3),
        (StoreFault::Failed(Some(400)), 1),
        (StoreFault::NotFound, 1),
        (StoreFault::Sealed, 1),
        (StoreFault::PermissionDenied, 1),
        (StoreFault::Unauthenticated, 1),
        (StoreFault::Tls, 1),
        (StoreFault::Throttled { retry_after: Some(Duration::from_secs(60)) }, 1),
    ] {
        let store = Scripted::new(move |_| Err(fault));
        assert!(loader(store.clone()).load().is_err());
        assert_eq!(store.calls().len(), calls, "{fault:?}");
    }
}

#[test]
fn a_fault_that_passes_is_not_a_problem() {
    let store = Scripted::failing_first([StoreFault::Unreachable, StoreFault::Failed(Some(502))], SECRET);
    assert!(loader(store.clone()).load().is_ok());
    assert_eq!(store.calls().len(), 3);
}

#[test]
fn only_what_failed_is_asked_for_again() {
    let mut has_failed = false;
    let store = Scripted::new(move |request| {
        if request.path() == "secret/b" && !has_failed {
            has_failed = true;
            return Err(StoreFault::Unreachable);
        }
        Ok(Secret::value(SECRET.as_bytes().to_vec()))
    });
    let loader = Billing::loader()
        .environment([
            ("CUSTOMERIO_APP_API_KEY", "ref+vault://secret/a#/app"),
            ("CUSTOMERIO_REGION", "ref+vault://secret/b#/region"),
        ])
        .backend(Backend::Vault, store.clone());
    loader.load().unwrap();
    let (a, b) = (SecretRequest::new("secret/a"), SecretRequest::new("secret/b"));
    assert_eq!(store.calls(), [vec![a, b.clone()], vec![b]]);
}

#[test]
fn a_store_that_asks_for_time_gets_it_if_there_is_so_much() {
    let wait = Duration::from_millis(700);
    let store = Scripted::failing_first([StoreFault::Throttled { retry_after: Some(wait) }], SECRET);
    let start = Instant::now();
    loader(store).load().unwrap();
    assert!(start.elapsed() >= wait);

    let endless =
        Scripted::failing_first([StoreFault::Throttled { retry_after: Some(Duration::MAX) }], SECRET);
    let start = Instant::now();
    let error = loader(endless).load().unwrap_err();
    assert!(start.elapsed() < wait, "it waited for what cannot be had");
    assert!(error.to_string().contains("is rate-limiting requests"), "{error}");
}

/// Never answers.
struct Silent;

impl SecretStore for Silent {
    fn name(&self) -> &'static str {
        "the silent store"
    }

    fn fetch<'a>(&'a self, _: &'a [SecretRequest]) -> Fetching<'a> {
        Box::pin(std::future::pending())
    }
}

/// Does what no future should: sleeps.
struct Sleepy;

impl SecretStore for Sleepy {
    fn name(&self) -> &'static str {
        "the sleepy store"
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        std::thread::sleep(Duration::from_secs(5));
        Box::pin(async move { requests.iter().map(|_| Err(StoreFault::NotFound)).collect() })
    }
}

#[test]
fn no_store_holds_a_load_up_for_longer_than_it_may_take() {
    let limit = Duration::from_millis(300);
    let timed_out = SecretProblem::Store { fault: StoreFault::TimedOut, hint: None };
    for loader in [loader(Silent), loader(Sleepy)] {
        let start = Instant::now();
        let error = loader.time_limit(limit).load().unwrap_err();
        assert!((limit..limit * 5).contains(&start.elapsed()), "{:?}", start.elapsed());
        assert_eq!(why(&error), timed_out);
    }
}

#[test]
fn a_load_without_a_time_limit_does_not_panic() {
    let loader = loader(Scripted::json(SECRET)).time_limit(Duration::MAX);
    assert!(loader.load().is_ok());
}

#[test]
fn a_store_that_sleeps_holds_up_no_other() {
    let environment = [
        ("CUSTOMERIO_APP_API_KEY", "ref+gcpsecrets://project/cio"),
        ("CUSTOMERIO_REGION", "ref+vault://secret/cio#/region"),
    ];
    let store = Scripted::json(SECRET);
    let loader = Billing::loader()
        .environment(environment)
        .backend(Backend::GcpSecrets, Sleepy)
        .backend(Backend::Vault, store)
        .time_limit(Duration::from_millis(300));
    let (error, report) = (loader.clone().load().unwrap_err(), loader.explain());
    assert!(matches!(why(&error), SecretProblem::Store { fault: StoreFault::TimedOut, .. }));
    assert!(report.fields()[1].origin().is_some());
}

#[test]
fn what_was_answered_before_the_time_was_up_keeps_its_fault() {
    let mut calls = 0;
    struct Once<F>(std::sync::Mutex<F>);
    impl<F: FnMut() -> bool + Send> SecretStore for Once<F> {
        fn name(&self) -> &'static str {
            "once"
        }

        fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
            let is_first = (self.0.lock().unwrap())();
            Box::pin(async move {
                if !is_first {
                    std::future::pending::<()>().await;
                }
                requests.iter().map(|_| Err(StoreFault::Failed(Some(502)))).collect()
            })
        }
    }
    let store = Once(std::sync::Mutex::new(move || {
        calls += 1;
        calls == 1
    }));
    let error = loader(store).time_limit(Duration::from_millis(500)).load().unwrap_err();
    assert_eq!(why(&error), SecretProblem::Store { fault: StoreFault::Failed(Some(502)), hint: None });
}

#[test]
fn a_store_that_panics_is_a_problem_and_no_panic() {
    let store = Scripted::new(|_| panic!("this panic is part of a test"));
    assert_eq!(why(&loader(store).load().unwrap_err()), SecretProblem::Panicked);
}

#[test]
fn a_store_that_answers_too_little_has_not_answered() {
    struct Short;
    impl SecretStore for Short {
        fn name(&self) -> &'static str {
            "the short store"
        }

        fn fetch<'a>(&'a self, _: &'a [SecretRequest]) -> Fetching<'a> {
            Box::pin(async { vec![] })
        }
    }
    let unreadable = SecretProblem::Store { fault: StoreFault::Unreadable, hint: None };
    assert_eq!(why(&loader(Short).load().unwrap_err()), unreadable);
}

#[tokio::test]
async fn load_async_reports_the_same_and_keeps_the_time_limit() {
    let error = loader(Silent).time_limit(Duration::from_millis(300)).load_async().await.unwrap_err();
    assert!(matches!(why(&error), SecretProblem::Store { fault: StoreFault::TimedOut, .. }));
    let error =
        loader(Scripted::new(|_| panic!("this panic is part of a test"))).load_async().await.unwrap_err();
    assert_eq!(why(&error), SecretProblem::Panicked);
}
