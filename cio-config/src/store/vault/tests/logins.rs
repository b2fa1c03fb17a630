//! Tokens across several reads: renewed, replaced, or used until their end.

use super::{DENIED, SECRET, one};
use crate::finding::store_fault::StoreFault;
use crate::store::vault::VaultStore;
use cio_test_server::{Answer, Request, Server};
use std::sync::Mutex;
use std::thread::sleep;
use std::time::Duration;

/// A server's settings: how long its tokens live, whether they may be renewed, and how often one may log in.
#[derive(Clone, Copy)]
struct Rules {
    seconds: u64,
    renewable: bool,
    renewals: usize,
    logins: usize,
}

/// Gives the tokens `token-1`, `token-2`, …, of which the last one is valid.
fn server(rules: Rules) -> Server {
    let (logins, renewals) = (Mutex::new(0), Mutex::new(0));
    Server::answering(move |request: &Request| {
        let mut logins = logins.lock().unwrap();
        let mut renewals = renewals.lock().unwrap();
        let auth = |token: usize| {
            let Rules { seconds, renewable, .. } = rules;
            let lease = format!(r#""lease_duration":{seconds},"renewable":{renewable}"#);
            Answer::new(200, format!(r#"{{"auth":{{"client_token":"token-{token}",{lease}}}}}"#))
        };
        let is_valid = |token: usize| request.header("x-vault-token") == Some(&*format!("token-{token}"));
        match request.path() {
            path if path.ends_with("/login") && *logins < rules.logins => {
                *logins += 1;
                auth(*logins)
            }
            path if path.ends_with("/login") => {
                Answer::new(400, r#"{"errors":["invalid role or secret ID"]}"#)
            }
            "/v1/auth/token/renew-self" if *renewals < rules.renewals && is_valid(*logins) => {
                *renewals += 1;
                auth(*logins)
            }
            "/v1/secret/data/cio" if is_valid(*logins) => Answer::new(200, SECRET),
            _ => Answer::new(403, DENIED),
        }
    })
}

fn store(server: &Server) -> VaultStore {
    VaultStore::at(server.url()).app_role("role".to_owned(), "secret".to_owned())
}

fn reads(store: &VaultStore) -> bool {
    one(store, "secret/data/cio").is_ok()
}

/// How often the server was asked for a path with this end.
fn times(server: &Server, end: &str) -> usize {
    server.paths().iter().filter(|path| path.ends_with(end)).count()
}

#[test]
fn with_a_secret_id_of_one_use_the_token_is_renewed_at_two_thirds_of_its_life() {
    let server = server(Rules { seconds: 3, renewable: true, renewals: 9, logins: 1 });
    let store = store(&server);
    assert!(reads(&store) && reads(&store));
    assert_eq!(times(&server, "renew-self"), 0);
    for renewals in 1..=2 {
        sleep(Duration::from_millis(2100));
        assert!(reads(&store));
        assert_eq!((times(&server, "renew-self"), times(&server, "login")), (renewals, 1));
    }
}

#[test]
fn a_token_that_may_not_be_renewed_is_replaced_by_a_login() {
    let server = server(Rules { seconds: 1, renewable: false, renewals: 0, logins: 2 });
    let store = store(&server);
    assert!(reads(&store));
    sleep(Duration::from_millis(700));
    assert!(reads(&store));
    assert_eq!((times(&server, "renew-self"), times(&server, "login")), (0, 2));
}

#[test]
fn where_neither_works_the_token_is_used_until_its_own_end() {
    let server = server(Rules { seconds: 1, renewable: true, renewals: 0, logins: 1 });
    let store = store(&server);
    assert!(reads(&store));
    sleep(Duration::from_millis(700));
    // Neither the renewal nor the login works, and the token is valid all the same.
    assert!(reads(&store) && reads(&store));
    assert_eq!((times(&server, "renew-self"), times(&server, "login")), (1, 2));
    sleep(Duration::from_millis(400));
    assert_eq!(one(&store, "secret/data/cio").unwrap_err(), StoreFault::Unauthenticated);
}

#[test]
fn a_wrapped_secret_id_is_unwrapped_once() {
    let unwrapped = Mutex::new(false);
    let server = Server::answering(move |request: &Request| match request.path() {
        "/v1/sys/wrapping/unwrap" if request.header("x-vault-token") == Some("wrapping") => {
            match std::mem::replace(&mut *unwrapped.lock().unwrap(), true) {
                false => Answer::new(200, r#"{"data":{"secret_id":"right","secret_id_ttl":60}}"#),
                true => Answer::new(400, r#"{"errors":["wrapping token is not valid or does not exist"]}"#),
            }
        }
        path if path.ends_with("/login") && request.body().contains("right") => {
            Answer::new(200, r#"{"auth":{"client_token":"read","lease_duration":1,"renewable":false}}"#)
        }
        "/v1/secret/data/cio" => Answer::new(200, SECRET),
        _ => Answer::new(403, DENIED),
    });
    let wrapped = || VaultStore::at(server.url()).app_role_wrapped("role".to_owned(), "wrapping".to_owned());
    let store = wrapped();
    assert!(reads(&store));
    sleep(Duration::from_millis(1100));
    assert!(reads(&store), "the secret ID is kept for the next login");
    assert_eq!((times(&server, "unwrap"), times(&server, "login")), (1, 2));
    // Another process has unwrapped it.
    assert_eq!(one(&wrapped(), "secret/data/cio").unwrap_err(), StoreFault::Unauthenticated);
}
