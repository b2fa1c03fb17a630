//! Keys from a function of the program, parts, and what is called after a change.

use super::{App, FIRST, SECOND, app_folder, app_keys, app_loader, key, write};
use cio_config::{AppApiKey, AppCredentials, CioCredentials, Loader, Region, RotateError, Rotating};
use std::fs;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

#[derive(CioCredentials)]
struct Optional {
    app_key: Option<AppApiKey>,
    region: Region,
}

#[derive(CioCredentials)]
struct Outer {
    #[cio(nested)]
    inner: App,
}

/// A function that answers with one result after the other.
fn answers(
    results: Vec<fn() -> Result<AppCredentials, io::Error>>,
) -> Result<Rotating<AppCredentials>, RotateError> {
    let calls = AtomicUsize::new(0);
    Rotating::from_fn(move || results[calls.fetch_add(1, Ordering::SeqCst)]())
}

fn credentials(key: &str, region: Region) -> Result<AppCredentials, io::Error> {
    Ok(AppCredentials::new(AppApiKey::new(key).unwrap(), region))
}

#[test]
fn a_function_of_the_program_gives_the_keys() {
    let keys = answers(vec![
        || credentials(FIRST, Region::Eu),
        || credentials(SECOND, Region::Eu),
        || Err(io::Error::other("the database is down")),
        || panic!("a bug in the program"),
        || credentials(FIRST, Region::Us),
        || credentials(FIRST, Region::Eu),
    ])
    .unwrap();
    keys.reload().unwrap();
    assert_eq!(keys.generation(), 1);
    let error = keys.reload().unwrap_err();
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the database is down");
    assert!(matches!(keys.reload(), Err(RotateError::Panicked)));
    assert!(matches!(keys.reload(), Err(RotateError::OtherAccount { .. })));
    assert_eq!((keys.generation(), keys.current().region()), (1, Some(Region::Eu)));
    keys.reload().unwrap();
    assert_eq!(keys.generation(), 2);
}

#[test]
fn the_first_call_of_a_function_must_succeed() {
    let error = answers(vec![|| Err(io::Error::other("down"))]).err().unwrap();
    assert!(matches!(error, RotateError::Function(_)));
}

#[test]
fn a_part_changes_with_the_whole_and_shares_its_loads() {
    let folder = app_folder();
    let keys = Loader::<Outer>::empty().secrets_dir(folder.path()).rotating().unwrap();
    let inner = keys.map(|outer| outer.inner.clone());
    let innermost = inner.map(|app| AppCredentials::new(app.app_key.clone(), app.region));
    write(folder.path(), "app_api_key", SECOND);
    inner.reload().unwrap();
    assert_eq!(key(&inner), SECOND);
    assert_eq!((keys.generation(), inner.generation(), innermost.generation()), (1, 1, 1));
    assert_eq!(keys.counts().changed, 1);
}

#[test]
fn a_part_that_a_later_load_lacks_is_kept_and_reported() {
    let folder = app_folder();
    let loader = Loader::<Optional>::empty().secrets_dir(folder.path());
    let keys = loader.rotating().unwrap();
    let part = keys.try_map(AppCredentials::narrow).unwrap();
    fs::remove_file(folder.path().join("app_api_key")).unwrap();
    keys.reload().unwrap_err();
    assert!(keys.current().app_key.is_none());
    assert!(matches!(keys.last_error(), Some(RotateError::Function(_))));
    assert_eq!((part.generation(), part.current().region()), (1, Some(Region::Eu)));
    assert!(keys.try_map(AppCredentials::narrow).is_err());
}

#[test]
fn a_hook_is_called_after_each_change_and_only_then() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (to, of) = (seen.clone(), keys.clone());
    keys.on_change(move |app| to.lock().unwrap().push((app.app_key.expose().to_owned(), of.generation())));
    keys.on_change(|_| panic!("a bug in the program"));
    keys.reload().unwrap();
    write(folder.path(), "app_api_key", SECOND);
    keys.reload().unwrap();
    keys.reload().unwrap();
    // The hook runs on the load's thread, which may go on for a moment after the reload has returned.
    while seen.lock().unwrap().is_empty() {
        std::thread::yield_now();
    }
    assert_eq!(*seen.lock().unwrap(), [(SECOND.to_owned(), 1)]);
}

#[test]
fn no_old_credentials_are_held_once_their_last_reader_is_gone() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    let part = keys.map(|app| AppCredentials::new(app.app_key.clone(), app.region));
    let reader = keys.current();
    let (whole, old_part) = (Arc::downgrade(&reader), Arc::downgrade(&part.current()));
    write(folder.path(), "app_api_key", SECOND);
    keys.reload().unwrap();
    assert!(old_part.upgrade().is_none());
    assert_eq!(reader.app_key.expose(), FIRST);
    drop(reader);
    assert!(whole.upgrade().is_none());
}

#[test]
fn a_loader_can_be_used_again_after_it_made_a_rotating() {
    let folder = app_folder();
    let loader = app_loader(folder.path());
    let (one, two) = (loader.clone().rotating().unwrap(), loader.rotating().unwrap());
    write(folder.path(), "app_api_key", SECOND);
    one.reload().unwrap();
    assert_eq!((one.generation(), two.generation()), (1, 0));
}
