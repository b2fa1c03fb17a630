//! Loads that ask stores: what is read, how often, and where it ends up.

use cio_config::{
    AppApiKey, Backend, CdpApiKey, CioCredentials, Environment, Fetching, LoadError, MigrationSiteId, Origin,
    ProblemKind, Region, Secret, SecretProblem, SecretRequest, SecretStore, ServiceAccountToken, SiteId,
    StoreFault, TrackApiKey, WebhookSigningKey, WorkspaceId,
};
use cio_tests::scripted_store::Scripted;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

#[derive(CioCredentials, Debug)]
#[cio(references)]
struct Everything {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    webhook_key: WebhookSigningKey,
    token: ServiceAccountToken,
    migration_site_id: MigrationSiteId,
    workspace_id: WorkspaceId,
    region: Region,
}

const EVERYTHING: &str = r#"{
    "site_id": "b0a31ab4c2d65e1f9a77", "track_api_key": "0123456789", "app_api_key": "a-0123456789",
    "cdp_api_key": "c-0123456789", "webhook_signing_key": "w-0123456789",
    "service_account_token": "sa_live_0123456789", "migration_site_id": "m-0123456789", "workspace_id": "42",
    "region": "eu", "retries": 3
}"#;

const NAMES: [&str; 9] = [
    "site_id",
    "track_api_key",
    "app_api_key",
    "cdp_api_key",
    "webhook_signing_key",
    "service_account_token",
    "migration_site_id",
    "workspace_id",
    "region",
];

fn references(reference: impl Fn(&str) -> String) -> Environment {
    NAMES.iter().map(|name| (format!("CUSTOMERIO_{}", name.to_uppercase()), reference(name))).collect()
}

#[test]
fn nine_fields_of_one_secret_are_one_read() {
    let store = Scripted::json(EVERYTHING);
    let environment = references(|name| format!("ref+vault://secret/customerio#/{name}"));
    let everything =
        Everything::loader().environment(environment).backend(Backend::Vault, store.clone()).load().unwrap();
    assert_eq!(everything.app_key.expose(), "a-0123456789");
    assert_eq!(everything.region, Region::Eu);
    assert_eq!(store.calls(), [[SecretRequest::new("secret/customerio")]]);
}

#[test]
fn a_whole_struct_is_one_read() {
    let store = Scripted::json(EVERYTHING);
    let loader =
        Everything::loader().environment(Environment::empty()).store(store.clone(), "shelf/customerio");
    assert_eq!(loader.load().unwrap().token.expose(), "sa_live_0123456789");
    assert_eq!(store.calls(), [[SecretRequest::new("shelf/customerio")]]);
}

#[test]
fn references_that_differ_in_the_order_of_their_parameters_are_one_read() {
    let store = Scripted::json(EVERYTHING);
    let environment = references(|name| match name {
        "site_id" => format!("ref+awssecrets://cio?region=eu-west-1&version_id=1#/{name}"),
        _ => format!("ref+awssecrets://cio?version_id=1&region=eu-west-1#/{name}"),
    });
    let loader = Everything::loader().environment(environment).backend(Backend::AwsSecrets, store.clone());
    loader.load().unwrap();
    assert_eq!(store.calls().concat().len(), 1);
}

#[test]
fn a_store_is_not_asked_for_what_was_found_before() {
    let store = Scripted::json(EVERYTHING);
    let environment = references(|name| match name {
        "region" => "eu".to_owned(),
        "workspace_id" => "42".to_owned(),
        "service_account_token" => "sa_live_0123456789".to_owned(),
        name => format!("{name}-0123456789"),
    });
    let loader = Everything::loader()
        .environment(environment)
        .store(store.clone(), "shelf/customerio")
        .backend(Backend::Vault, store.clone());
    loader.clone().load().unwrap();
    assert_eq!(store.calls(), [[]; 0]);
    let report = loader.explain();
    assert_eq!(store.calls().len(), 1);
    let shadowed = report.fields()[0].shadowed()[0].to_string();
    assert_eq!(shadowed, "`site_id` of `shelf/customerio` in the scripted store");
}

#[derive(CioCredentials, Debug)]
#[cio(workspace = "marketing", references)]
struct Marketing {
    app_key: AppApiKey,
    region: Region,
}

#[test]
fn the_keys_of_a_workspace_have_its_name_before_them() {
    let store =
        Scripted::json(r#"{"marketing_app_api_key": "m-0123", "app_api_key": "p-0123", "region": "eu"}"#);
    let loader = Marketing::loader().environment(Environment::empty()).store(store, "shelf/all");
    let (marketing, report) = loader.load_with_report().unwrap();
    assert_eq!(marketing.app_key.expose(), "m-0123");
    let origin = Origin::Secret {
        store: "the scripted store",
        path: "shelf/all".to_owned(),
        field: Some("marketing_app_api_key".to_owned()),
        named_by: None,
    };
    assert_eq!(report.fields()[0].origin(), Some(&origin));
    assert_eq!(
        report.fields()[1].origin().unwrap().to_string(),
        "`region` of `shelf/all` in the scripted store"
    );
}

#[test]
fn what_a_store_has_no_field_for_says_where_it_was_looked_for() {
    let store = Scripted::json(r#"{"region": "eu"}"#);
    let error =
        Marketing::loader().environment(Environment::empty()).store(store, "shelf/all").load().unwrap_err();
    let said = error.to_string();
    assert!(said.contains("`shelf/all` in the scripted store has no `marketing_app_api_key`"), "{said}");
}

#[test]
fn a_reference_is_reported_with_its_place_and_its_target() {
    let environment = [
        ("CUSTOMERIO_MARKETING_APP_API_KEY", "ref+vault://secret/customerio?version=3#/in/app"),
        ("CUSTOMERIO_REGION", "eu"),
    ];
    let store = Scripted::json(r#"{"in": {"app": "a-0123"}}"#);
    let loader = Marketing::loader().environment(environment).backend(Backend::Vault, store);
    let (marketing, report) = loader.load_with_report().unwrap();
    assert_eq!(marketing.app_key.expose(), "a-0123");
    assert_eq!(
        report.fields()[0].origin().unwrap().to_string(),
        "`in/app` of `secret/customerio` in the scripted store, named by environment variable \
         `CUSTOMERIO_MARKETING_APP_API_KEY`"
    );
}

#[test]
fn a_reference_in_the_value_of_a_reference_is_not_followed() {
    let nested =
        r#"{"app": "ref+vault://secret/other#/app", "marketing_app_api_key": "op://a/b/c", "region": "eu"}"#;
    let store = Scripted::json(nested);
    let environment =
        [("CUSTOMERIO_MARKETING_APP_API_KEY", "ref+vault://secret/cio#/app"), ("CUSTOMERIO_REGION", "eu")];
    let referring = Marketing::loader().environment(environment).backend(Backend::Vault, store.clone());
    let whole = Marketing::loader().environment(Environment::empty()).store(store.clone(), "shelf/all");
    for loader in [referring, whole] {
        let error = loader.load().unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert!(matches!(problem.kind(), ProblemKind::Secret { why: SecretProblem::Nested, .. }), "{error}");
    }
    assert_eq!(store.calls().len(), 2);
}

#[test]
fn a_secret_that_cannot_be_read_is_reported_once_and_not_for_each_field() {
    let store = Scripted::new(|_| Err(StoreFault::PermissionDenied));
    let error =
        Everything::loader().environment(Environment::empty()).store(store, "shelf/all").load().unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with(
            "`Everything` could not be loaded\n\
             - `shelf/all` in the scripted store could not be read: the store denies this process read access to the secret\n  \
               hint: grant this process's identity read access to the secret\n  \
               needed for: site ID (`CUSTOMERIO_SITE_ID`), Track API key (`CUSTOMERIO_TRACK_API_KEY`)"
        ),
        "{text}"
    );
    assert_eq!(text.lines().count(), 4, "no other line says that a field is missing: {text}");
}

#[test]
fn two_fields_of_one_credential_that_differ_are_a_problem() {
    let store = Scripted::json(
        r#"{"marketing_app_api_key": "a", "CUSTOMERIO_MARKETING_APP_API_KEY": "b", "region": "eu"}"#,
    );
    let error =
        Marketing::loader().environment(Environment::empty()).store(store, "shelf/all").load().unwrap_err();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::Ambiguous { .. }), "{error}");
}

/// Two of it can only be read at the same time.
struct Meeting(Arc<Barrier>);

impl SecretStore for Meeting {
    fn name(&self) -> &'static str {
        "a meeting"
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        self.0.wait();
        Box::pin(async move { requests.iter().map(|_| Ok(Secret::value(b"0123456789".to_vec()))).collect() })
    }
}

#[test]
fn all_stores_are_asked_at_the_same_time() {
    let barrier = Arc::new(Barrier::new(2));
    let environment = [
        ("CUSTOMERIO_MARKETING_APP_API_KEY", "ref+gcpsecrets://project/cio"),
        ("CUSTOMERIO_MARKETING_REGION", "ref+azurekeyvault://vault/cio"),
    ];
    let loader = Marketing::loader()
        .environment(environment)
        .backend(Backend::GcpSecrets, Meeting(barrier.clone()))
        .backend(Backend::AzureKeyVault, Meeting(barrier));
    let error = loader.load().unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    // The one is a key, the other no region: both have been read.
    assert!(matches!(problem.kind(), ProblemKind::Malformed { .. }), "{error}");
}

fn marketing(store: impl SecretStore + 'static) -> cio_config::Loader<Marketing> {
    let environment =
        [("CUSTOMERIO_MARKETING_APP_API_KEY", "ref+vault://secret/cio#/app"), ("CUSTOMERIO_REGION", "eu")];
    Marketing::loader().environment(environment).backend(Backend::Vault, store)
}

#[tokio::test]
async fn a_load_works_inside_a_runtime_of_one_thread() {
    assert!(marketing(Scripted::json(r#"{"app": "a-0123"}"#)).load().is_ok());
    assert!(marketing(Scripted::json(r#"{"app": "a-0123"}"#)).load_async().await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_works_inside_a_runtime_of_many_threads() {
    assert!(marketing(Scripted::json(r#"{"app": "a-0123"}"#)).load().is_ok());
    let spawned = tokio::spawn(marketing(Scripted::json(r#"{"app": "a-0123"}"#)).load_async());
    assert!(spawned.await.unwrap().is_ok());
}

/// Waits for a future without tokio.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let mut future = std::pin::pin!(future);
    let waker = Arc::new(Unpark(std::thread::current())).into();
    loop {
        match future.as_mut().poll(&mut std::task::Context::from_waker(&waker)) {
            std::task::Poll::Ready(output) => return output,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn load_async_needs_no_runtime_and_reports_the_same_as_load() {
    assert_eq!(
        block_on(marketing(Scripted::json(r#"{"app": "a-0123"}"#)).load_async()).unwrap().app_key.expose(),
        "a-0123"
    );
    let failing = || marketing(Scripted::new(|_| Err(StoreFault::Sealed)));
    let errors: [LoadError; 2] =
        [block_on(failing().load_async()).unwrap_err(), failing().load().unwrap_err()];
    assert_eq!(errors[0], errors[1]);
}

#[test]
fn a_dropped_future_is_let_go_of_at_once() {
    let slow = Scripted::new(|_| {
        std::thread::sleep(Duration::from_secs(2));
        Err(StoreFault::NotFound)
    });
    let start = Instant::now();
    let mut future = Box::pin(marketing(slow).load_async());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
    drop(future);
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[cfg(unix)]
#[tokio::test]
async fn load_async_does_not_block_its_task_while_a_pipe_is_empty() {
    use std::process::Command;
    #[derive(CioCredentials)]
    struct Mailer {
        app_key: AppApiKey,
        region: Region,
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let environment = || Environment::from([("CUSTOMERIO_REGION", "eu")]);
    for (name, text) in [
        ("named", "a-0123456789"),
        (".env", "CUSTOMERIO_APP_API_KEY=a-0123456789"),
        ("cio.toml", "customerio.app_api_key = 'a-0123456789'"),
    ] {
        assert!(Command::new("mkfifo").arg(path(name)).status().unwrap().success());
        let loader = match name {
            "named" => {
                Mailer::loader().environment(environment().with("CUSTOMERIO_APP_API_KEY_FILE", path(name)))
            }
            ".env" => Mailer::loader().environment(environment()).dotenv(path(name)),
            _ => Mailer::loader().environment(environment()).file(path(name)),
        };
        // It is polled after the load, so a load that held the task would wait for it in vain.
        let writer = async {
            Command::new("sh")
                .args(["-c", "printf %s \"$0\" > \"$1\"", text])
                .arg(path(name))
                .spawn()
                .unwrap()
        };
        let (mailer, mut writer) = tokio::join!(loader.load_async(), writer);
        writer.wait().unwrap();
        let mailer = mailer.unwrap();
        assert_eq!((mailer.app_key.expose(), mailer.region), ("a-0123456789", Region::Eu));
    }
}
