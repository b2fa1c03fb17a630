//! `reload`, and what is kept when it fails.

use super::{App, FIRST, SECOND, app_folder, app_keys, app_loader, key, write};
use cio_config::{ProblemKind, RotateError, Rotating, RotationCounts};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

#[test]
fn a_reload_brings_the_new_key_and_a_new_generation() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    assert_eq!((key(&keys).as_str(), keys.generation()), (FIRST, 0));
    write(folder.path(), "app_api_key", SECOND);
    assert_eq!(key(&keys), FIRST);
    keys.reload().unwrap();
    assert_eq!((key(&keys).as_str(), keys.generation()), (SECOND, 1));
}

#[test]
fn a_reload_of_the_same_keys_makes_no_generation_and_keeps_the_credentials() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    let before = keys.current();
    keys.reload().unwrap();
    assert_eq!(keys.generation(), 0);
    assert!(Arc::ptr_eq(&before, &keys.current()));
    let counts = keys.counts();
    assert_eq!((counts.changed, counts.unchanged, counts.failed), (0, 1, 0));
}

#[test]
fn the_first_load_fails_closed() {
    let folder = app_folder();
    fs::remove_file(folder.path().join("app_api_key")).unwrap();
    let error = app_loader(folder.path()).rotating().err().unwrap();
    let RotateError::Load(error) = error else { panic!("{error}") };
    assert!(matches!(error.problems()[0].kind(), ProblemKind::Missing));
}

#[test]
fn a_failed_reload_keeps_the_last_good_keys_and_says_why_until_one_works() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    let path = folder.path().join("app_api_key");
    let spoilt: [fn(&Path); 2] = [|path| fs::remove_file(path).unwrap(), |path| fs::write(path, "").unwrap()];
    for spoil in spoilt {
        spoil(&path);
        assert!(matches!(keys.reload(), Err(RotateError::Load(_))));
        assert!(matches!(keys.last_error(), Some(RotateError::Load(_))));
        assert_eq!((key(&keys).as_str(), keys.generation()), (FIRST, 0));
        write(folder.path(), "app_api_key", FIRST);
        keys.reload().unwrap();
        assert!(keys.last_error().is_none());
    }
    assert_eq!(keys.counts().failed, 2);
}

#[test]
fn no_error_of_a_reload_holds_a_byte_of_a_key() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    write(folder.path(), "app_api_key", "secret with a space");
    let error = keys.reload().unwrap_err();
    let shown = format!("{error} {error:?} {keys:?}");
    assert!(!shown.contains("secret with") && !shown.contains(FIRST), "{shown}");
}

#[test]
fn the_report_is_that_of_the_last_good_load() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    let origin = |keys: &Rotating<App>| keys.report().unwrap().fields()[0].origin().unwrap().to_string();
    assert!(origin(&keys).contains("app_api_key"));
    let renamed = folder.path().join("CUSTOMERIO_APP_API_KEY");
    fs::rename(folder.path().join("app_api_key"), &renamed).unwrap();
    keys.reload().unwrap();
    assert!(origin(&keys).contains("CUSTOMERIO_APP_API_KEY"));
    fs::remove_file(renamed).unwrap();
    keys.reload().unwrap_err();
    assert!(origin(&keys).contains("CUSTOMERIO_APP_API_KEY"));
}

#[test]
fn reloads_that_wait_for_a_running_load_share_the_next_one() {
    const CALLERS: usize = 16;
    let (calls, folder) = (Arc::new(AtomicUsize::new(0)), app_folder());
    let (inside, go_on) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let load = {
        let (calls, inside, go_on) = (calls.clone(), inside.clone(), go_on.clone());
        let loader = app_loader(folder.path());
        move || {
            if calls.fetch_add(1, Ordering::SeqCst) == 1 {
                inside.wait();
                go_on.wait();
            }
            loader.clone().load()
        }
    };
    let keys = Rotating::from_fn(load).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| keys.reload().unwrap());
        inside.wait();
        // The load that runs may have read the old key: all of these need a later one.
        let requests: Vec<_> = (0..CALLERS).map(|_| keys.reload_async()).collect();
        go_on.wait();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            for request in requests {
                request.await.unwrap();
            }
        });
    });
    // The first, the one that ran, and one for all that asked meanwhile.
    assert_eq!(calls.load(Ordering::SeqCst), 3);
}

#[test]
fn current_answers_while_a_load_hangs() {
    let (inside, go_on) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let (folder, calls) = (app_folder(), AtomicUsize::new(0));
    let loader = app_loader(folder.path());
    let load = {
        let (inside, go_on) = (inside.clone(), go_on.clone());
        move || {
            if calls.fetch_add(1, Ordering::SeqCst) == 1 {
                inside.wait();
                go_on.wait();
            }
            loader.clone().load()
        }
    };
    let keys = Rotating::from_fn(load).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| keys.reload().unwrap());
        inside.wait();
        assert_eq!((key(&keys).as_str(), keys.generation()), (FIRST, 0));
        go_on.wait();
    });
    assert_eq!(keys.generation(), 1);
}

#[test]
fn a_fixed_rotating_never_changes() {
    let folder = app_folder();
    let keys = Rotating::fixed(app_loader(folder.path()).load().unwrap());
    write(folder.path(), "app_api_key", SECOND);
    keys.reload().unwrap();
    assert_eq!((key(&keys).as_str(), keys.generation()), (FIRST, 0));
    assert_eq!(keys.counts(), RotationCounts::default());
    assert!(keys.report().is_none());
}
