//! A second set of keys, for hosts that have only variables: used once the service refuses the first.

use crate::{App, FIRST, SECOND, variables, write};
use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Loader, Note, ProblemKind, Provides, Region,
    RotateError, Rotating, SiteId, TrackApiKey, WebhookSigningKey,
};
use cio_http::sandbox::{Credentials, Sandbox};
use cio_http::{app, blocking, track};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const US: Region = Region::Us;

#[derive(CioCredentials, Clone)]
struct All {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

/// The variables of one set.
fn of_set(environment: Environment, keys: &Credentials, end: &str) -> Environment {
    environment
        .with(format!("CUSTOMERIO_SITE_ID{end}"), keys.site_id())
        .with(format!("CUSTOMERIO_TRACK_API_KEY{end}"), keys.track_api_key())
        .with(format!("CUSTOMERIO_APP_API_KEY{end}"), keys.app_api_key())
}

/// A sandbox that takes two sets of keys, and both in one environment.
fn two_sets() -> (Sandbox, Environment) {
    let sandbox = Sandbox::start().unwrap();
    let environment = of_set(variables([("CUSTOMERIO_REGION", "us")]), &sandbox.credentials(US), "");
    sandbox.add_keys(US);
    let environment = of_set(environment, &sandbox.credentials(US), "_NEXT");
    (sandbox, environment)
}

fn rotating<C: CioCredentials + Send + Sync + 'static>(environment: Environment) -> Rotating<C> {
    Loader::empty().environment(environment).rotating().unwrap()
}

fn error(environment: Environment) -> String {
    Loader::<All>::empty().environment(environment).rotating().err().unwrap().to_string()
}

fn statuses(sandbox: &Sandbox) -> Vec<u16> {
    sandbox.received().iter().map(|received| received.status.as_u16()).collect()
}

#[test]
fn a_refused_send_uses_the_second_set_at_once_and_all_later_ones_do() {
    let (sandbox, environment) = two_sets();
    let keys = rotating::<All>(environment);
    let changes = Arc::new(AtomicUsize::new(0));
    let counted = changes.clone();
    keys.on_change(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    let cio = blocking::Client::rotating_builder(&keys).sandbox(&sandbox).build().unwrap();

    cio.send(&track::Identify::new("1")).unwrap();
    sandbox.retire_older_keys(US);
    cio.send(&track::Identify::new("2")).unwrap();
    cio.send(&track::Identify::new("3")).unwrap();
    assert_eq!(statuses(&sandbox), [200, 401, 200, 200]);
    assert_eq!(keys.current().track_key.expose(), sandbox.credentials(US).track_api_key());
    // The App key has not been refused yet, and is its own set.
    assert_ne!(keys.current().app_key.expose(), sandbox.credentials(US).app_api_key());
    cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).unwrap();
    assert_eq!(statuses(&sandbox)[4..], [401, 200]);

    let counts = keys.counts();
    assert_eq!((counts.switched, counts.unchanged, counts.other_waits, keys.generation()), (2, 0, 0, 0));
    for _ in 0..100 {
        if changes.load(Ordering::SeqCst) == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(changes.load(Ordering::SeqCst), 2, "each change is reported once");
}

#[test]
fn the_async_client_uses_the_second_set_too_and_many_tasks_change_over_once() {
    let (sandbox, environment) = two_sets();
    let keys = rotating::<All>(environment);
    let cio = cio_http::Client::rotating_builder(&keys).sandbox(&sandbox).build().unwrap();
    sandbox.retire_older_keys(US);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let send = |person: u32| {
            let cio = &cio;
            async move { cio.send(&track::Identify::new(u64::from(person))).await.unwrap() }
        };
        futures_util::future::join_all((0..16).map(send)).await;
    });
    let accepted = statuses(&sandbox).iter().filter(|status| **status == 200).count();
    assert_eq!((accepted, keys.counts().switched, keys.counts().unchanged), (16, 1, 0));
}

#[test]
fn once_the_second_set_is_refused_too_the_sources_are_read_again() {
    let (sandbox, environment) = two_sets();
    let keys = rotating::<All>(environment);
    let cio = blocking::Client::rotating_builder(&keys).sandbox(&sandbox).build().unwrap();
    sandbox.add_keys(US);
    sandbox.retire_older_keys(US);
    let refused = cio.send(&track::Identify::new("1")).unwrap_err();
    assert_eq!(refused.status().unwrap().as_u16(), 401);
    // The first set, then the second: a send is sent twice at most.
    assert_eq!(statuses(&sandbox), [401, 401]);
    cio.send(&track::Identify::new("2")).unwrap_err();
    assert_eq!((keys.counts().switched, keys.counts().unchanged), (1, 1));
}

#[test]
fn a_new_first_set_replaces_the_second() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, value: &str| write(folder.path(), name, value);
    put("app_api_key", FIRST);
    put("app_api_key_next", SECOND);
    put("region", "us");
    let keys = Loader::<App>::empty().secrets_dir(folder.path()).rotating().unwrap();
    assert_eq!(keys.current().app_key.expose(), FIRST);
    put("app_api_key", SECOND);
    keys.reload().unwrap();
    assert_eq!((keys.current().app_key.expose(), keys.generation()), (SECOND, 1));
    // The same key in both is one set.
    assert!(keys.report().unwrap().to_string().contains("app_api_key_next"));
}

#[test]
fn a_pair_counts_as_a_whole() {
    let base = || {
        variables([
            ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"),
            ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123"),
            ("CUSTOMERIO_APP_API_KEY", FIRST),
            ("CUSTOMERIO_REGION", "eu"),
        ])
    };
    let half = error(base().with("CUSTOMERIO_TRACK_API_KEY_NEXT", "ffff456789abcdef0123"));
    assert!(half.contains("no site ID: the other half of the pair is set"), "{half}");
    assert!(half.contains("set `CUSTOMERIO_SITE_ID_NEXT` too, or unset"), "{half}");
    let other_way = error(base().with("CUSTOMERIO_SITE_ID_NEXT", "ffff1ab4c2d65e1f9a77"));
    assert!(other_way.contains("set `CUSTOMERIO_TRACK_API_KEY_NEXT` too"), "{other_way}");
    // Each set is judged by itself: the App key may have a second one alone.
    rotating::<All>(base().with("CUSTOMERIO_APP_API_KEY_NEXT", SECOND));
    let malformed = error(base().with("CUSTOMERIO_APP_API_KEY_NEXT", "<key>"));
    assert!(malformed.contains("environment variable `CUSTOMERIO_APP_API_KEY_NEXT`"), "{malformed}");
}

#[test]
fn a_second_set_of_another_region_is_refused() {
    let base = variables([("CUSTOMERIO_APP_API_KEY", FIRST), ("CUSTOMERIO_REGION", "eu")])
        .with("CUSTOMERIO_APP_API_KEY_NEXT", SECOND);
    let load = |environment: Environment| Loader::<App>::empty().environment(environment).rotating();
    let Err(RotateError::Load(error)) = load(base.clone().with("CUSTOMERIO_REGION_NEXT", "us")) else {
        panic!("it is a problem of the load")
    };
    assert!(matches!(error.problems()[0].kind(), ProblemKind::OtherAccount { .. }));
    let words = error.to_string();
    assert!(words.contains("`CUSTOMERIO_REGION_NEXT` differs from that of the first set of keys"), "{words}");
    assert!(words.contains("hint: remove environment variable `CUSTOMERIO_REGION_NEXT`"), "{words}");
    load(base.with("CUSTOMERIO_REGION_NEXT", "EU")).unwrap();
}

#[test]
fn a_key_of_the_other_region_is_refused_in_the_second_set_too() {
    #[derive(CioCredentials)]
    #[allow(dead_code)]
    struct Data {
        cdp_key: CdpApiKey,
        region: Region,
    }
    let environment = variables([
        ("CUSTOMERIO_CDP_API_KEY", "0123456789abcdef0123"),
        ("CUSTOMERIO_CDP_API_KEY_NEXT", "sk_eu_0123456789abcdef"),
        ("CUSTOMERIO_REGION", "us"),
    ]);
    let error = Loader::<Data>::empty().environment(environment).rotating().err().unwrap().to_string();
    assert!(error.contains("`CUSTOMERIO_CDP_API_KEY_NEXT`"), "{error}");
}

#[derive(CioCredentials)]
#[cio(workspace = "marketing")]
struct Marketing {
    app_key: AppApiKey,
    region: Region,
}

#[test]
fn a_second_set_is_read_from_every_kind_of_source() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    write(folder.path(), "key", SECOND);
    write(folder.path(), "cio.toml", &format!("[customerio.next]\napp_api_key = \"{SECOND}\"\n"));
    write(folder.path(), "other.toml", "[customerio]\nregion = \"eu\"\n");
    write(folder.path(), ".env", &format!("CUSTOMERIO_APP_API_KEY_NEXT={SECOND}\n"));
    std::fs::create_dir(path("secrets")).unwrap();
    write(&path("secrets"), "app_api_key_next", SECOND);

    let first = || variables([("CUSTOMERIO_APP_API_KEY", FIRST), ("CUSTOMERIO_REGION", "eu")]);
    let of = |environment: Environment| Loader::<App>::empty().environment(environment);
    for loader in [
        of(first().with("CUSTOMERIO_APP_API_KEY_NEXT", SECOND)),
        of(first().with("CUSTOMERIO_APP_API_KEY_NEXT_FILE", path("key"))),
        of(first().with("CIO_APP_KEY_NEXT", SECOND)),
        of(first()).file(path("cio.toml")),
        of(first()).file(path("cio.toml")).file(path("other.toml")),
        of(first()).dotenv(path(".env")),
        of(first()).secrets_dir(path("secrets")),
    ] {
        let report = loader.clone().rotating().unwrap().report().unwrap();
        let is_second = |note: &&Note| matches!(note, Note::SecondSet { .. });
        assert_eq!(report.notes().iter().filter(is_second).count(), 1, "{report}");
        // A load that does not rotate says that nothing reads it.
        let (_, report) = loader.load_with_report().unwrap();
        let is_unread = |note: &&Note| matches!(note, Note::OnlyForRotating { .. });
        assert_eq!(report.notes().iter().filter(is_unread).count(), 1, "{report}");
    }
}

#[test]
fn a_workspace_has_its_own_second_set() {
    let folder = tempfile::tempdir().unwrap();
    let table = |name: &str, key: &str| format!("[customerio.{name}]\napp_api_key = \"{key}\"\n");
    let text = format!("{}{}", table("marketing", FIRST), table("marketing.next", SECOND));
    write(folder.path(), "cio.toml", &format!("[customerio]\nregion = \"eu\"\n{text}"));
    write(folder.path(), "more.toml", "[customerio.marketing]\n");
    let empty = || Loader::<Marketing>::empty().environment(Environment::empty());
    let variable = variables([("CUSTOMERIO_MARKETING_APP_API_KEY_NEXT", SECOND)])
        .with("CUSTOMERIO_MARKETING_APP_API_KEY", FIRST)
        .with("CUSTOMERIO_REGION", "eu");
    write(folder.path(), "marketing_app_api_key_next", SECOND);
    for loader in [
        empty().file(folder.path().join("cio.toml")),
        empty().file(folder.path().join("cio.toml")).file(folder.path().join("more.toml")),
        empty().environment(variable.clone()),
        empty()
            .environment(variable.without("CUSTOMERIO_MARKETING_APP_API_KEY_NEXT"))
            .secrets_dir(folder.path()),
    ] {
        let keys = loader.rotating().unwrap();
        let report = keys.report().unwrap();
        assert!(report.notes().iter().any(|note| matches!(note, Note::SecondSet { .. })), "{report}");
        assert_eq!((keys.current().app_key.expose(), keys.current().region), (FIRST, Region::Eu));
    }
}

/// Two workspaces, each for its own client.
#[derive(CioCredentials)]
struct Both {
    #[cio(nested)]
    shop: Plain,
    #[cio(nested)]
    marketing: Marketing,
}

#[derive(CioCredentials, Clone)]
struct Plain {
    app_key: AppApiKey,
    region: Region,
}

#[test]
fn the_key_of_one_workspace_changes_over_without_that_of_another() {
    let (sandbox, environment) = two_sets();
    let both = environment
        .with("CUSTOMERIO_MARKETING_APP_API_KEY", FIRST)
        .with("CUSTOMERIO_MARKETING_APP_API_KEY_NEXT", SECOND);
    let keys = rotating::<Both>(both);
    let shop = keys.map(|keys| keys.shop.clone());
    let cio = blocking::Client::rotating_builder(&shop).sandbox(&sandbox).build().unwrap();
    sandbox.retire_older_keys(US);
    cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).unwrap();
    assert_eq!(shop.current().app_key.expose(), sandbox.credentials(US).app_api_key());
    assert_eq!(keys.current().marketing.app_key.expose(), FIRST);
    assert_eq!(keys.current().marketing.region, US);
}

#[test]
fn webhooks_take_the_keys_of_both_sets() {
    #[derive(CioCredentials)]
    #[allow(dead_code)]
    struct Hooks {
        key: WebhookSigningKey,
    }
    let environment = variables([
        ("CUSTOMERIO_WEBHOOK_SIGNING_KEY", "whsec-first"),
        ("CUSTOMERIO_WEBHOOK_SIGNING_KEY_NEXT", "whsec-second"),
    ]);
    let keys = rotating::<Hooks>(environment);
    let exposed = |all: Vec<Arc<Hooks>>| -> Vec<String> {
        all.iter().map(|hooks| Provides::<WebhookSigningKey>::provide(&**hooks).expose().to_owned()).collect()
    };
    assert_eq!(exposed(keys.both_sets()), ["whsec-first", "whsec-second"]);
    let alone =
        variables([("CUSTOMERIO_WEBHOOK_SIGNING_KEY", "whsec-first"), ("CUSTOMERIO_APP_API_KEY", FIRST)]);
    let error = Loader::<Hooks>::empty().environment(alone).rotating().err().unwrap().to_string();
    assert!(
        error.contains("or keep a second set of keys in `CUSTOMERIO_WEBHOOK_SIGNING_KEY_NEXT`"),
        "{error}"
    );
}
