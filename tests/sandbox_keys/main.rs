//! The keys of a sandbox lead a client to it, without a word about the sandbox in the code that sends; all other keys go to
//! Customer.io alone.

use cio_config::{
    AppApiKey, AppCredentials, CdpApiKey, CioCredentials, Environment, KeyFault, Note, Region, Rotating,
    SiteId, TrackApiKey,
};
use cio_http::sandbox::Sandbox;
use cio_http::{Call, Client, ConnectFault, Error, Host, Hosts, Policy, app, blocking, pipelines, track};
use std::error::Error as _;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What a service would derive: it says nothing of a sandbox.
#[derive(CioCredentials)]
struct Service {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    region: Region,
}

const REAL: &str = "0123456789abcdef0123456789abcdef";

fn load(environment: Environment) -> Service {
    Service::loader().environment(environment).load().unwrap()
}

fn app_key(key: &str) -> AppCredentials {
    AppCredentials::new(AppApiKey::new(key).unwrap(), Region::Us)
}

fn of_sandbox(sandbox: &Sandbox) -> AppCredentials {
    app_key(sandbox.credentials(Region::Us).app_api_key())
}

/// The text of a set-up error, with its cause.
fn setup<T>(result: Result<T, Error>) -> String {
    match result {
        Err(error @ Error::Setup(_)) => match error.source() {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was made"),
    }
}

fn email() -> app::SendEmail {
    app::SendEmail::template(3).to("ada@example.com").id("42")
}

#[tokio::test]
async fn the_keys_are_all_that_a_service_needs_to_reach_the_sandbox() {
    let sandbox = Sandbox::start().unwrap();
    for region in [Region::Us, Region::Eu] {
        let service = load(sandbox.environment_of(region));
        let cio = Client::new(service).unwrap();
        cio.verify_region().await.unwrap();
        cio.send(&track::Identify::new("42")).await.unwrap();
        cio.send(&email()).await.unwrap();
        cio.send(&pipelines::Track::new("42", "purchase")).await.unwrap();
        assert!(format!("{cio:?}").contains("sandbox_port"), "{cio:?}");
        let seen = sandbox.received();
        assert_eq!(seen.len(), 4, "{seen:?}");
        assert!(seen.iter().all(|request| request.region == region && request.reason.is_none()), "{seen:?}");
        sandbox.clear();
    }
}

#[test]
fn a_blocking_client_goes_there_too() {
    let sandbox = Sandbox::start().unwrap();
    for region in [Region::Us, Region::Eu] {
        let cio = blocking::Client::new(load(sandbox.environment_of(region))).unwrap();
        cio.send(&track::Identify::new("42")).unwrap();
        cio.send(&email()).unwrap();
        cio.send(&pipelines::Track::new("42", "purchase")).unwrap();
        assert!(sandbox.received().iter().all(|request| request.region == region));
        assert_eq!(sandbox.received().len(), 3);
        sandbox.clear();
    }
}

#[tokio::test]
async fn keys_of_the_other_account_are_refused_as_the_service_refuses_them() {
    let sandbox = Sandbox::start().unwrap();
    let us: Environment =
        sandbox.variables(Region::Eu).into_iter().filter(|(name, _)| name != "CUSTOMERIO_REGION").collect();
    let cio = Client::new(load(us.with("CUSTOMERIO_REGION", "us"))).unwrap();
    let error = cio.send(&track::Identify::new("42")).await.unwrap_err();
    assert!(matches!(error, Error::WrongRegion(_)), "{error}");
}

#[test]
fn every_other_key_goes_to_customer_io() {
    for key in [REAL.to_owned(), format!("facade{REAL}"), format!("sandbox_4010_{REAL}")] {
        let cio = Client::new(app_key(&key)).unwrap();
        assert_eq!(cio.dry_run(&email()).unwrap().host(), "api.customer.io", "{key}");
        let hosts = Hosts::of_credentials(&app_key(&key)).unwrap();
        assert_eq!(hosts.root(Host::App), "https://api.customer.io", "{key}");
    }
}

#[test]
fn a_damaged_key_of_a_sandbox_is_not_taken_for_one_of_customer_io() {
    let key = Sandbox::start().unwrap().credentials(Region::Us).app_api_key().to_owned();
    for damaged in [
        key[..key.len() - 1].to_owned(),
        key.replace("sandbox_", "sandbox_9"),
        key.to_ascii_uppercase(),
        "facade_sandbox_10.1.2.3_0123456789abcdef".to_owned(),
        "facade_sandbox_4010@example.com_0123456789abcdef".to_owned(),
        "facade_sandbox".to_owned(),
    ] {
        assert_eq!(AppApiKey::new(&damaged).unwrap_err(), KeyFault::DamagedSandboxKey, "{damaged}");
        let environment =
            Environment::from([("CUSTOMERIO_APP_API_KEY", &*damaged), ("CUSTOMERIO_REGION", "us")]);
        let error = AppCredentials::loader().environment(environment).load().unwrap_err().to_string();
        assert!(error.contains("is a sandbox's key that was cut off or changed"), "{error}");
        assert!(error.contains("copy the variables of the sandbox again"), "{error}");
    }
}

#[test]
fn keys_of_several_issuers_make_no_client() {
    let (one, other) = (Sandbox::start().unwrap(), Sandbox::start().unwrap());
    let foreign = |name: &str, key: &str| load(one.environment().without(name).with(name, key));
    let others = other.credentials(Region::Us);
    for (name, key, two) in [
        ("CUSTOMERIO_TRACK_API_KEY", REAL, "the site ID and the Track API key"),
        ("CUSTOMERIO_APP_API_KEY", REAL, "the site ID and the App API key"),
        ("CUSTOMERIO_CDP_API_KEY", REAL, "the site ID and the CDP API key"),
        ("CUSTOMERIO_APP_API_KEY", others.app_api_key(), "the site ID and the App API key"),
    ] {
        let expected = format!(
            "the client could not be set up: some of the keys were issued by a sandbox and others were not, \
                or by another sandbox; load all of them from one source: {two} come from different places"
        );
        assert_eq!(setup(Client::new(foreign(name, key))), expected);
        assert_eq!(setup(blocking::Client::new(foreign(name, key))), expected);
        assert_eq!(setup(Hosts::of_credentials(&foreign(name, key))), expected);
    }
}

#[test]
fn a_client_goes_on_only_with_keys_that_are_good_where_it_sends() {
    let (one, other) = (Sandbox::start().unwrap(), Sandbox::start().unwrap());
    let (real, here, there) = (|| app_key(REAL), || of_sandbox(&one), || of_sandbox(&other));
    let refused = "the client could not be set up: these credentials are not valid where the client sends: \
        one of the two is a sandbox, or they are two different sandboxes; make a new client for them";
    assert_eq!(setup(Client::new(real()).unwrap().with_credentials(here())), refused);
    assert_eq!(setup(Client::new(here()).unwrap().with_credentials(real())), refused);
    assert_eq!(setup(blocking::Client::new(here()).unwrap().with_credentials(there())), refused);
    assert!(Client::new(here()).unwrap().with_credentials(here()).is_ok());
    assert!(Client::new(real()).unwrap().with_credentials(real()).is_ok());
}

#[tokio::test]
async fn a_rotated_key_of_another_issuer_is_never_sent() {
    let sandbox = Sandbox::start().unwrap();
    let issued = sandbox.credentials(Region::Us).app_api_key().to_owned();
    let is_first = AtomicBool::new(true);
    let load = move || {
        Ok::<_, io::Error>(app_key(if is_first.swap(false, Ordering::Relaxed) { &issued } else { REAL }))
    };
    let rotating = Rotating::from_fn(load).unwrap();
    let cio = Client::rotating(&rotating).unwrap();
    cio.send(&email()).await.unwrap();
    rotating.reload().unwrap();
    let refused = setup(cio.send(&email()).await);
    assert!(refused.contains("was not issued by the sandbox that the client sends to"), "{refused}");
    assert_eq!(sandbox.received().len(), 1);
}

#[test]
fn a_transport_of_your_own_cannot_send_a_key_elsewhere() {
    let sandbox = Sandbox::start().unwrap();
    let (email, policy) = (email(), Policy::none());
    let made = |credentials: &AppCredentials, hosts: &Hosts| {
        Call::new(&email, credentials, hosts, &policy).map(|call| call.request().uri().to_string())
    };
    let (real, here) = (app_key(REAL), of_sandbox(&sandbox));
    let at_sandbox = Hosts::of_credentials(&here).unwrap();
    assert_eq!(made(&real, &Hosts::of(Region::Us)).unwrap(), "https://api.customer.io/v1/send/email");
    let root = sandbox.addresses().root(Host::App, Region::Us);
    assert_eq!(made(&here, &at_sandbox).unwrap(), format!("{root}/v1/send/email"));
    assert!(setup(made(&real, &at_sandbox)).contains("was not issued by the sandbox"));
    assert!(setup(made(&here, &Hosts::of(Region::Us))).contains("was issued by a sandbox"));
}

#[tokio::test]
async fn a_sandbox_that_does_not_run_is_named_as_the_cause() {
    let sandbox = Sandbox::start().unwrap();
    let credentials = of_sandbox(&sandbox);
    drop(sandbox);
    let policy = Policy::none();
    let cio = Client::builder(credentials).policy(policy).timeout(Duration::from_secs(5)).build().unwrap();
    let error = cio.send(&email()).await.unwrap_err();
    assert_eq!(error.connect_fault(), Some(ConnectFault::SandboxNotRunning), "{error}");
    assert!(error.to_string().contains("the sandbox that issued the keys is not running"), "{error}");
    assert!(error.hint().unwrap().contains("start the sandbox"), "{error:?}");
}

#[test]
fn a_report_says_that_a_key_is_of_a_sandbox() {
    let sandbox = Sandbox::start().unwrap();
    let report = Service::loader().environment(sandbox.environment()).explain();
    let port: u16 =
        sandbox.addresses().root(Host::Track, Region::Us).rsplit(':').next().unwrap().parse().unwrap();
    let noted = report.fields().iter().filter(|field| field.notes().contains(&Note::OfSandbox { port }));
    assert_eq!(noted.count(), 4, "{report}");
    let real = Environment::from([("CUSTOMERIO_APP_API_KEY", REAL), ("CUSTOMERIO_REGION", "us")]);
    let report = AppCredentials::loader().environment(real).explain();
    assert!(!report.to_string().contains("sandbox"), "{report}");
}
