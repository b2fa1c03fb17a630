//! Against a server that answers like OpenBao 2.7.2 does, as was seen there.

mod logins;
mod settings;

use crate::finding::store_fault::StoreFault;
use crate::store::secret::{Secret, SecretRequest};
use crate::store::secret_store::SecretStore;
use crate::store::testing::log::Log;
use crate::store::testing::{run, text};
use crate::store::vault::VaultStore;
use cio_test_server::{Answer, Request, Server, unused_url};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const DENIED: &str = r#"{"errors":["permission denied"]}"#;
const NOTHING: &str = r#"{"errors":[]}"#;
const NOT_ALLOWED: &str = r#"{"errors":["1 error occurred:\n\t* permission denied\n\n"]}"#;
const DELETED: &str =
    r#"{"data":{"data":null,"metadata":{"deletion_time":"2026-11-26T15:00:00Z","version":2}}}"#;
const DESTROYED: &str =
    r#"{"data":{"data":null,"metadata":{"deletion_time":"","destroyed":true,"version":2}}}"#;
const SECRET: &str = r#"{"data":{"data":{"key":"a\u002Db"},"metadata":{"deletion_time":"","version":1}}}"#;

/// A server of KV v2 at `secret`, of KV v1 at `kv1` and of KV v2 at `team/kv`, where `read` is the token that may read.
fn bao() -> Server {
    Server::answering(|request: &Request| {
        if request.path().ends_with("/login") {
            return match request.body().contains("right") {
                true => Answer::new(200, r#"{"auth":{"client_token":"read"}}"#),
                false => Answer::new(400, r#"{"errors":["invalid role or secret ID"]}"#),
            };
        }
        match (request.header("x-vault-token"), request.path()) {
            (
                Some("read"),
                "/v1/secret/data/cio" | "/v1/secret/data/cio?version=2" | "/v1/team/kv/data/cio",
            ) => Answer::new(200, SECRET),
            (Some("read"), "/v1/secret/data/gone") => Answer::new(404, DELETED),
            (Some("read"), "/v1/secret/data/destroyed") => Answer::new(404, DESTROYED),
            (Some("read"), "/v1/kv1/cio") => Answer::new(200, r#"{"data":{"key":"one"}}"#),
            (Some("read"), path) if path.starts_with("/v1/sys/internal/ui/mounts/") => mount(path),
            (Some("read"), path) if path.starts_with("/v1/nowhere/") => Answer::new(
                404,
                r#"{"errors":["no handler for route \"nowhere/data/cio\". route entry not found."]}"#,
            ),
            (Some("read"), _) => Answer::new(404, NOTHING),
            (Some("limited"), _) => Answer::new(403, NOT_ALLOWED),
            _ => Answer::new(403, DENIED),
        }
    })
}

fn mount(path: &str) -> Answer {
    let answer = |kind: &str, path: &str, version: u8| {
        Answer::new(
            200,
            format!(r#"{{"data":{{"type":"{kind}","path":"{path}/","options":{{"version":"{version}"}}}}}}"#),
        )
    };
    match path.strip_prefix("/v1/sys/internal/ui/mounts/").unwrap() {
        path if path.starts_with("secret/") => answer("kv", "secret", 2),
        path if path.starts_with("kv1/") => answer("kv", "kv1", 1),
        path if path.starts_with("team/kv/") => answer("kv", "team/kv", 2),
        path if path.starts_with("pki/") => answer("pki", "pki", 0),
        _ => Answer::new(403, r#"{"errors":["preflight capability check returned 403"]}"#),
    }
}

fn at(server: &Server) -> VaultStore {
    VaultStore::at(server.url()).token("read".to_owned())
}

fn one(store: &VaultStore, path: &str) -> Result<Secret, StoreFault> {
    run(store.fetch(&[SecretRequest::new(path)])).pop().unwrap()
}

fn fault(store: &VaultStore, path: &str) -> StoreFault {
    one(store, path).unwrap_err()
}

#[test]
fn both_spellings_are_one_read_and_the_fields_arrive_as_written() {
    let server = bao();
    let requests = [
        SecretRequest::new("secret/cio"),
        SecretRequest::new("secret/data/cio"),
        SecretRequest::new("secret/cio").with("version", "2"),
    ];
    let answers = run(at(&server).fetch(&requests));
    assert!(answers.iter().all(|answer| text(answer) == r#"{"key":"a\u002Db"}"#));
    let mut paths = server.paths();
    paths.sort();
    // One spelling says which version it is, the other does not: the secret is the same, and read once.
    assert_eq!(
        paths,
        ["/v1/secret/data/cio", "/v1/secret/data/cio?version=2", "/v1/sys/internal/ui/mounts/secret/cio"]
    );
}

#[test]
fn a_mount_of_another_version_or_of_two_steps_is_asked_for_once() {
    let server = bao();
    let store = at(&server);
    assert_eq!(text(&one(&store, "kv1/cio")), r#"{"key":"one"}"#);
    assert_eq!(text(&one(&store, "team/kv/cio")), r#"{"key":"a\u002Db"}"#);
    assert_eq!(text(&one(&store, "kv1/cio")), r#"{"key":"one"}"#);
    let looks = server.paths().iter().filter(|path| path.contains("/mounts/")).count();
    assert_eq!(looks, 2, "{:?}", server.paths());
    assert_eq!(server.paths().last().unwrap(), "/v1/kv1/cio");
    // In version 1 the two spellings are two secrets.
    let both = [SecretRequest::new("kv1/cio"), SecretRequest::new("kv1/data/cio")];
    for store in [store, at(&server)] {
        let answers = run(store.fetch(&both));
        assert_eq!(text(&answers[0]), r#"{"key":"one"}"#);
        assert!(matches!(answers[1], Err(StoreFault::NotFound)));
    }
}

#[test]
fn each_kind_of_absence_is_its_own_fault() {
    let server = bao();
    for (path, expected) in [
        ("secret/nothing", StoreFault::NotFound),
        ("secret/gone", StoreFault::Deleted),
        ("secret/destroyed", StoreFault::Destroyed),
        ("kv1/nothing", StoreFault::NotFound),
        ("nowhere/cio", StoreFault::WrongMount),
        ("pki/cio", StoreFault::WrongMount),
        ("secret/../sys", StoreFault::NotFound),
        ("secret", StoreFault::NotFound),
    ] {
        assert_eq!(fault(&at(&server), path), expected, "{path}");
    }
    let with = |version| SecretRequest::new("kv1/cio").with("version", version);
    for version in ["2", "two"] {
        assert_eq!(
            run(at(&server).fetch(&[with(version)])).pop().unwrap().unwrap_err(),
            StoreFault::NotFound
        );
    }
}

#[test]
fn a_name_with_any_letter_is_one_step_of_the_address() {
    for (path, expected) in [
        ("secret/schlüssel", "/v1/secret/data/schl%C3%BCssel"),
        ("secret/a b", "/v1/secret/data/a%20b"),
        ("secret/鍵", "/v1/secret/data/%E9%8D%B5"),
        ("secret/a?version=1", "/v1/secret/data/a%3Fversion=1"),
        ("secret/a#b", "/v1/secret/data/a%23b"),
        ("secret/a%2Fb", "/v1/secret/data/a%252Fb"),
    ] {
        let server = Server::answering(move |request: &Request| match request.path() == expected {
            true => Answer::new(200, SECRET),
            false => Answer::new(404, NOTHING),
        });
        assert!(one(&at(&server), path).is_ok(), "{path}: {:?}", server.paths());
    }
}

#[test]
fn a_bad_token_and_a_missing_policy_are_distinguished() {
    let server = bao();
    let store = |token: &str| VaultStore::at(server.url()).token(token.to_owned());
    assert_eq!(fault(&store("limited"), "secret/cio"), StoreFault::PermissionDenied);
    assert_eq!(fault(&store("expired"), "secret/cio"), StoreFault::Unauthenticated);
    for (body, expected) in [
        (DENIED, StoreFault::Unauthenticated),
        (
            r#"{"errors":["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]}"#,
            StoreFault::Unauthenticated,
        ),
        (NOT_ALLOWED, StoreFault::PermissionDenied),
        ("<html>", StoreFault::PermissionDenied),
    ] {
        let server = Server::answering(move |_| Answer::new(403, body));
        for path in ["secret/cio", "secret/data/cio"] {
            assert_eq!(fault(&at(&server), path), expected, "{body}");
        }
        // A valid token without the policy `default` may not look itself up.
        assert!(!server.paths().iter().any(|path| path.contains("lookup-self")));
    }
}

#[test]
fn a_token_of_one_use_reads_one_secret_of_either_version() {
    let body = r#"{"data":{"key":"a\u002Db"}}"#;
    for (path, read, answer) in
        [("kv1/cio", "/v1/kv1/cio", body), ("secret/cio", "/v1/secret/data/cio", SECRET)]
    {
        let is_used = AtomicBool::new(false);
        let server = Server::answering(move |request: &Request| match request.path() {
            // Asking for the mount costs no use.
            path if path.starts_with("/v1/sys/internal/ui/mounts/") => mount(path),
            _ if is_used.swap(true, Ordering::Relaxed) => Answer::new(403, DENIED),
            path if path == read => Answer::new(200, answer),
            _ => Answer::new(404, NOTHING),
        });
        assert_eq!(text(&one(&at(&server), path)), r#"{"key":"a\u002Db"}"#, "{path}");
    }
}

#[test]
fn a_login_is_made_once_and_again_when_its_token_has_expired() {
    let server = bao();
    let right = || "right".to_owned();
    for store in [
        VaultStore::at(server.url()).app_role(right(), right()),
        VaultStore::at(server.url()).jwt("cio", right()).login_at("kubernetes"),
    ] {
        assert!(one(&store, "secret/cio").is_ok());
        assert!(one(&store, "secret/cio").is_ok());
        *super::lock(&store.lease) =
            Some(super::Lease::new("expired".to_owned().into(), 0, true, Duration::ZERO));
        assert!(one(&store, "secret/cio").is_ok());
    }
    let logins: Vec<String> = server.paths().into_iter().filter(|path| path.ends_with("/login")).collect();
    assert_eq!(
        logins,
        [
            "/v1/auth/approle/login",
            "/v1/auth/approle/login",
            "/v1/auth/kubernetes/login",
            "/v1/auth/kubernetes/login"
        ]
    );
    let wrong = VaultStore::at(server.url()).app_role("x".to_owned(), "y".to_owned());
    assert_eq!(fault(&wrong, "secret/cio"), StoreFault::Unauthenticated);
}

#[test]
fn each_failure_of_the_server_is_its_own_fault() {
    for (said, expected) in [
        (Answer::new(503, r#"{"errors":["Vault is sealed"]}"#), StoreFault::Sealed),
        (Answer::new(503, "upstream"), StoreFault::Failed(Some(503))),
        (Answer::new(500, NOTHING), StoreFault::Failed(Some(500))),
        (Answer::new(429, NOTHING), StoreFault::Throttled { retry_after: None }),
        (
            Answer::new(429, NOTHING).header("retry-after", "7"),
            StoreFault::Throttled { retry_after: Some(Duration::from_secs(8)) },
        ),
        (Answer::new(200, "{}"), StoreFault::Unreadable),
        (Answer::new(200, "no json"), StoreFault::Unreadable),
        (Answer::new(200, r#"{"data":{"data":"text"}}"#), StoreFault::Unreadable),
    ] {
        let server = Server::answering(move |_| said.clone());
        assert_eq!(fault(&at(&server), "secret/cio"), expected);
    }
    assert_eq!(
        fault(&VaultStore::at(unused_url()).token("t".to_owned()), "secret/cio"),
        StoreFault::Unreachable
    );
    let no_tls = bao().url().replace("http://", "https://");
    assert_eq!(fault(&VaultStore::at(no_tls).token("t".to_owned()), "secret/cio"), StoreFault::Tls);
}

#[test]
fn debug_shows_no_secret() {
    let store = VaultStore::at("https://v").app_role("role-id".to_owned(), "Q7Q7Q7".to_owned());
    *super::lock(&store.lease) = Some(super::Lease::new("Q7Q7Q7".to_owned().into(), 0, true, Duration::ZERO));
    assert_eq!(
        format!("{store:?}"),
        r#"VaultStore { address: "https://v", namespace: None, login: AppRole, .. }"#
    );
}

/// Reads with secrets that begin and end with `Q7`; some reads fail.
fn read_with_secrets() {
    let (server, leaking) = (bao(), Server::always(500, r#"{"errors":["Q7Q7Q7"]}"#));
    let secret = |word: &str| format!("Q7{word}Q7");
    for store in [
        at(&server),
        VaultStore::at(server.url()).app_role("right".to_owned(), secret("secret-id")),
        VaultStore::at(server.url()).jwt("cio", secret("right-jwt")),
        VaultStore::at(server.url()).token(secret("token")),
        VaultStore::at(unused_url()).token(secret("token")),
        at(&leaking),
    ] {
        for path in ["secret/cio", "secret/gone", "kv1/cio", "nowhere/cio"] {
            let _ = one(&store, path);
        }
    }
}

#[test]
fn nothing_secret_is_logged_at_any_level() {
    let log = Log::of_all();
    read_with_secrets();
    let said = log.said();
    assert!(said.contains("/v1/secret/data/cio"), "it is not watched: {said}");
    for secret in ["Q7", "a-b", "u002Db"] {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
}
