//! The Pipelines API through both clients.

use super::each;
use crate::batch::SendAll;
use crate::error::Error;
use crate::operation::Operation;
use crate::pipelines::{
    AddDevice, Alias, AnyCall, Batch, BatchInContext, ContentAction, Context, DeleteDevice, DeleteObject,
    DeletePerson, DeleteRelationship, DeliveryMetric, Group, Identify, Page, ReportContent, ReportDelivery,
    Screen, SuppressPerson, Track, UnsuppressPerson, User,
};
use crate::sandbox::Sandbox;
use crate::track::Platform;
use cio_config::{CdpApiKey, PipelinesCredentials, Region};

fn source(key: &str, region: Region) -> PipelinesCredentials {
    PipelinesCredentials::new(CdpApiKey::new(key).unwrap(), region)
}

fn source_of(sandbox: &Sandbox, region: Region) -> PipelinesCredentials {
    source(sandbox.addresses().credentials(region).cdp_api_key(), region)
}

#[test]
fn a_client_of_the_other_region_than_its_key_names_is_not_made() {
    let eu_key_in_us = || source("sk_eu_0123456789abcdef", Region::Us);
    let is_setup = |error: Error| matches!(error, Error::Setup(_));
    #[cfg(feature = "async")]
    {
        let made =
            crate::client::asynchronous::Client::new(source("pk_eu_0123456789abcdef", Region::Eu)).unwrap();
        assert!(made.with_credentials(eu_key_in_us()).is_err_and(is_setup));
        assert!(crate::client::asynchronous::Client::new(eu_key_in_us()).is_err_and(is_setup));
    }
    #[cfg(feature = "blocking")]
    {
        let made =
            crate::client::blocking::Client::new(source("pk_eu_0123456789abcdef", Region::Eu)).unwrap();
        assert!(made.with_credentials(eu_key_in_us()).is_err_and(is_setup));
        assert!(crate::client::blocking::Client::new(eu_key_in_us()).is_err_and(is_setup));
    }
}

#[test]
fn every_call_reaches_the_service_through_each_client() {
    fn send<O: Operation<Surface = crate::surface::PipelinesApi>>(sandbox: &Sandbox, operation: &O) {
        for result in each(sandbox, &source_of(sandbox, Region::Eu), operation) {
            assert!(result.is_ok(), "{}: {}", O::NAME, result.err().unwrap());
        }
    }
    let sandbox = Sandbox::start().unwrap();
    send(&sandbox, &Identify::new(User::id("42").formerly_anonymous("v")).attribute("plan", "pro"));
    send(&sandbox, &Identify::by_email("ada@example.com"));
    send(&sandbox, &Track::new("42", "purchase").timestamp(std::time::SystemTime::now()));
    send(&sandbox, &Track::of_group("acme", "grew"));
    send(&sandbox, &Page::new("42").name("Prices"));
    send(&sandbox, &Screen::new(User::anonymous("v"), "Basket"));
    send(&sandbox, &Group::new("42", "acme").relationship_attribute("role", "admin"));
    send(&sandbox, &Group::new("42", "globex"));
    send(&sandbox, &Alias::new("v", "42"));
    send(&sandbox, &AddDevice::new("42", "t1", Platform::Ios));
    send(&sandbox, &AddDevice::new("42", "t2", Platform::Android));
    send(&sandbox, &DeleteDevice::new("42", "t2"));
    send(&sandbox, &DeleteRelationship::new("42", "acme"));
    send(&sandbox, &DeleteObject::new("globex"));
    send(&sandbox, &ReportDelivery::new("d1", DeliveryMetric::Opened));
    send(&sandbox, &ReportContent::new(ContentAction::Viewed));
    send(&sandbox, &SuppressPerson::new("43"));
    send(&sandbox, &SuppressPerson::new("44"));
    send(&sandbox, &UnsuppressPerson::new("44"));
    send(&sandbox, &Identify::new("45"));
    send(&sandbox, &DeletePerson::new("45"));

    let people: Vec<_> = sandbox.people().into_iter().map(|person| person.id).collect();
    assert_eq!(people, ["42", "ada@example.com"]);
    assert_eq!(sandbox.people()[0].devices.keys().collect::<Vec<_>>(), ["t1"]);
    let objects: Vec<_> =
        sandbox.objects().into_iter().map(|object| (object.id, object.people.len())).collect();
    assert_eq!(objects, [("1/acme".to_owned(), 0)]);
    let suppressed: Vec<_> = sandbox.suppressed().into_iter().map(|person| person.id).collect();
    assert_eq!(suppressed, ["43"]);
    assert_eq!(sandbox.metrics().len(), 1, "both clients sent one and the same message");
    let events: Vec<_> = sandbox.events().into_iter().map(|event| event.name).collect();
    assert_eq!(events, ["purchase", "grew", "Prices", "Basket", "Report Content Event"]);
    for received in sandbox.received() {
        assert_eq!((received.header("x-strict-mode"), received.region), (Some("1"), Region::Eu));
    }
}

#[test]
fn a_batch_arrives_once_through_each_client() {
    let sandbox = Sandbox::start().unwrap();
    let mut batch = Batch::new();
    for call in [
        AnyCall::from(Identify::new("42")),
        Track::new("42", "purchase").into(),
        Alias::new("v", "42").into(),
    ] {
        batch.push(call).unwrap();
    }
    for result in each(&sandbox, &source_of(&sandbox, Region::Us), &batch) {
        assert_eq!(result.unwrap().accepted(), 3);
    }
    let in_context = BatchInContext::new(batch).context(Context::new().locale("de-AT"));
    for result in each(&sandbox, &source_of(&sandbox, Region::Us), &in_context) {
        assert!(result.unwrap().is_complete());
    }
    assert_eq!((sandbox.people().len(), sandbox.events().len()), (1, 1));
}

#[test]
fn any_number_of_calls_is_sent_by_each_client() {
    let calls = |client: &'static str| {
        (0..2000_u64).map(move |user| Track::new(user, client).property("note", "x".repeat(400)))
    };
    let (sandbox, options) = (Sandbox::start().unwrap(), SendAll::default());
    let credentials = source_of(&sandbox, Region::Us);
    let mut summaries = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::client::asynchronous::Client::builder(credentials.clone())
            .sandbox(&sandbox)
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        summaries.push(runtime.block_on(cio.send_all(calls("async"), &options, |_| {})));
    }
    #[cfg(feature = "blocking")]
    {
        let cio = crate::client::blocking::Client::builder(credentials).sandbox(&sandbox).build().unwrap();
        summaries.push(cio.send_all(calls("blocking"), &options, |_| {}));
    }
    for summary in &summaries {
        assert!(summary.is_complete(), "{summary:?}");
        assert_eq!((summary.progress().accepted, summary.progress().batches), (2000, 3));
    }
    assert_eq!(sandbox.events().len(), 2000 * summaries.len());
}

#[test]
fn a_wrong_key_or_region_is_refused_unless_drops_are_silent() {
    let sandbox = Sandbox::start().unwrap();
    let eu = sandbox.addresses().credentials(Region::Eu).cdp_api_key();
    for credentials in [source("0123456789abcdef0123", Region::Us), source(eu, Region::Us)] {
        for result in each(&sandbox, &credentials, &Track::new("42", "purchase")) {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Refused(_)), "{error}");
            assert!(error.hint().unwrap().contains("`CUSTOMERIO_CDP_API_KEY`"));
        }
        for result in silently(&sandbox, &credentials, &Track::new("42", "purchase")) {
            result.unwrap();
        }
        let dropped = sandbox.received().pop().unwrap();
        assert_eq!((dropped.status.as_u16(), dropped.header("x-strict-mode")), (200, None));
        assert!(dropped.reason.unwrap().starts_with("dropped, "));
    }
    assert!(sandbox.events().is_empty());
}

/// Sends an operation once through each client with `pipelines_drops_silently`.
fn silently(sandbox: &Sandbox, credentials: &PipelinesCredentials, event: &Track) -> Vec<Result<(), Error>> {
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::client::asynchronous::Client::builder(credentials.clone())
            .sandbox(sandbox)
            .pipelines_drops_silently();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        results.push(runtime.block_on(cio.build().unwrap().send(event)));
    }
    #[cfg(feature = "blocking")]
    {
        let cio = crate::client::blocking::Client::builder(credentials.clone())
            .sandbox(sandbox)
            .pipelines_drops_silently();
        results.push(cio.build().unwrap().send(event));
    }
    results
}
