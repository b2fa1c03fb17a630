//! A load without a store starts no thread. A separate program with one test, so that nothing else starts one.

use cio_config::{AppApiKey, Backend, CioCredentials, Region};
use cio_tests::scripted_store::Scripted;

#[derive(CioCredentials)]
#[cio(references)]
#[allow(dead_code, reason = "that it loads is all")]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

/// The number of the next thread: the standard library counts all that it starts.
fn next_thread() -> u64 {
    let id = std::thread::spawn(|| std::thread::current().id()).join().unwrap();
    format!("{id:?}").trim_matches(|char: char| !char.is_ascii_digit()).parse().unwrap()
}

#[test]
fn a_load_starts_a_thread_only_if_a_store_is_asked() {
    let store = Scripted::json(r#"{"app": "a-0123456789"}"#);
    let loader = |app_key: &str| {
        Billing::loader()
            .environment([("CUSTOMERIO_APP_API_KEY", app_key), ("CUSTOMERIO_REGION", "eu")])
            .backend(Backend::Vault, store.clone())
    };
    let (key, reference) = ("a-0123456789", "ref+vault://secret/cio#/app");
    let before = next_thread();
    loader(key).store(store.clone(), "shelf/cio").load().unwrap();
    assert_eq!(next_thread(), before + 1);
    loader(reference).load().unwrap();
    assert_eq!(next_thread(), before + 3, "one for the store");

    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(loader(key).load_async()).unwrap();
    assert_eq!(next_thread(), before + 4);
    runtime.block_on(loader(reference).load_async()).unwrap();
    assert_eq!(next_thread(), before + 7, "one for the store, one to wait for it");
}
