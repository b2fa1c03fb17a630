//! Settings: by the program and by variables.

use crate::environment::Environment;
use crate::finding::store_fault::StoreFault;
use crate::store::secret_store::SecretStore;
use crate::store::vault::VaultStore;
use crate::store::vault::tests::{at, bao, fault, one};
use cio_test_server::unused_url;
use std::fs;

#[test]
fn a_setting_that_cannot_be_right_is_reported_by_name_before_anything_is_sent() {
    let server = bao();
    let folder = std::env::temp_dir().join(format!("cio-vault-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in [("empty", "\n"), ("two-lines", "a\nb\n"), ("no-pem", "MIIB")] {
        fs::write(folder.join(name), text).unwrap();
    }
    let file = |name: &str| folder.join(name);
    for (store, expected) in [
        (VaultStore::at("").token("t".to_owned()), "the address is empty"),
        (
            VaultStore::at("vault.example.com:8200").token("t".to_owned()),
            "the address has no scheme: put `https://` or `http://` before the host",
        ),
        (
            VaultStore::at("ftp://vault.example.com").token("t".to_owned()),
            "the address has a scheme that is neither `https://` nor `http://`",
        ),
        (
            VaultStore::at("https://vault.example.com/v1").token("t".to_owned()),
            "the address has more than a scheme, a host and a port",
        ),
        (VaultStore::at("https://host:port").token("t".to_owned()), "the address is not a URL"),
        (VaultStore::at(server.url()).token("a\nb".to_owned()), "the token has a line feed in it"),
        (VaultStore::at(server.url()).token_file(file("nothing")), "the token file does not exist"),
        (VaultStore::at(server.url()).token_file(file("empty")), "the token file is empty"),
        (VaultStore::at(server.url()).token_file(file("two-lines")), "the token file has a line feed in it"),
        (VaultStore::at(server.url()).token_file(&folder), "the token file is a directory"),
        (VaultStore::at(server.url()).jwt_file("role", file("nothing")), "the JWT file does not exist"),
        (VaultStore::at(server.url()).jwt_file("role", file("empty")), "the JWT file is empty"),
        (
            VaultStore::at(server.url()).app_role("right".to_owned(), "right\r\n".to_owned()),
            "the secret ID has a carriage return and a line feed at its end",
        ),
        (at(&server).namespace("a\nb"), "the namespace has a line feed in it"),
        (at(&server).proxy("::"), "the proxy is not a URL"),
        (
            VaultStore::at("https://127.0.0.1:1").token("t".to_owned()).certificates(file("no-pem")),
            "the path of the certificates has no certificate in PEM",
        ),
    ] {
        let fault = fault(&store, "secret/cio");
        assert_eq!(fault.to_string(), format!("is not set up: {expected}"), "{store:?}");
    }
    let without_login = fault(&VaultStore::at(server.url()), "secret/cio");
    assert!(matches!(without_login, StoreFault::NotConfigured(_)), "{without_login:?}");
    assert_eq!(server.paths(), [""; 0]);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_variable_that_cannot_be_right_is_reported_by_name() {
    let server = bao();
    let folder = std::env::temp_dir().join(format!("cio-vault-variables-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(".vault-token"), "").unwrap();
    let home = folder.display().to_string();
    let empty = folder.join(".vault-token").display().to_string();
    for (variables, expected) in [
        (vec![("VAULT_TOKEN", "hvs.x\n")], "`VAULT_TOKEN` has a line feed at its end"),
        (vec![("BAO_TOKEN", "hvs.x\r\n")], "`BAO_TOKEN` has a carriage return and a line feed at its end"),
        (vec![("VAULT_TOKEN", "'hvs.x'")], "`VAULT_TOKEN` has a quotation mark at its beginning or end"),
        (vec![("VAULT_TOKEN_FILE", &*empty)], "the file in `VAULT_TOKEN_FILE` is empty"),
        (vec![("BAO_TOKEN_FILE", "/no/such")], "the file in `BAO_TOKEN_FILE` does not exist"),
        (vec![("HOME", &*home)], "`~/.vault-token` is empty"),
        (
            vec![("VAULT_ROLE_ID", "r\n"), ("VAULT_SECRET_ID", "s")],
            "`VAULT_ROLE_ID` has a line feed at its end",
        ),
        (
            vec![("VAULT_AUTH_ROLE", "r"), ("VAULT_ID_TOKEN_FILE", &*empty)],
            "the file in `VAULT_ID_TOKEN_FILE` is empty",
        ),
        (
            vec![("VAULT_TOKEN", "t"), ("VAULT_NAMESPACE", "a\n")],
            "`VAULT_NAMESPACE` has a line feed at its end",
        ),
        (
            vec![("VAULT_TOKEN", "t"), ("VAULT_ADDR", "localhost:8200")],
            "`VAULT_ADDR` has no scheme: put `https://` or `http://` before the host",
        ),
        (
            vec![("VAULT_TOKEN", "t"), ("BAO_ADDR", "http://localhost:8200\n")],
            "`BAO_ADDR` has a line feed at its end",
        ),
        (vec![("VAULT_TOKEN", "t"), ("VAULT_PROXY_ADDR", "::")], "`VAULT_PROXY_ADDR` is not a URL"),
        (
            vec![("VAULT_TOKEN", "t"), ("VAULT_ADDR", "https://127.0.0.1:1"), ("VAULT_CACERT", "/no/such")],
            "the file in `VAULT_CACERT` cannot be read",
        ),
    ] {
        let environment: Environment = [("VAULT_ADDR", server.url())].into_iter().collect();
        let environment = variables.iter().fold(environment, |all, (name, value)| all.with(*name, *value));
        let store = VaultStore::from_environment(&environment).unwrap();
        let fault = fault(&store, "secret/cio");
        assert_eq!(fault.to_string(), format!("is not set up: {expected}"), "{variables:?}");
        assert!(store.hint(fault).is_some());
    }
    assert_eq!(server.paths(), [""; 0]);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_variables_of_openbao_come_before_those_of_vault() {
    let server = bao();
    let variables =
        [("VAULT_ADDR", unused_url()), ("BAO_ADDR", server.url()), ("VAULT_TOKEN", "read".to_owned())];
    let environment: Environment = variables.into_iter().collect();
    assert!(one(&VaultStore::from_environment(&environment).unwrap(), "secret/cio").is_ok());
    // One that is set and empty is set.
    let store = VaultStore::from_environment(&environment.with("BAO_TOKEN", "")).unwrap();
    assert!(matches!(fault(&store, "secret/cio"), StoreFault::NotConfigured(_)));
    let unset = VaultStore::from_environment(&Environment::empty()).unwrap_err();
    assert_eq!(unset, StoreFault::NotConfigured("`VAULT_ADDR` is not set"));
}

#[test]
fn each_login_is_made_from_variables() {
    let server = bao();
    let folder = std::env::temp_dir().join(format!("cio-vault-home-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(".vault-token"), "read\n").unwrap();
    fs::write(folder.join("jwt"), "right\n").unwrap();
    let [home, jwt] = ["", "jwt"].map(|name| folder.join(name).display().to_string());
    for variables in [
        vec![("BAO_TOKEN", "read")],
        vec![("HOME", home.as_str())],
        vec![("VAULT_TOKEN_FILE", &*format!("{home}/.vault-token"))],
        vec![("VAULT_ROLE_ID", "right"), ("VAULT_SECRET_ID", "right"), ("HOME", "/nowhere")],
        vec![("VAULT_AUTH_ROLE", "cio"), ("VAULT_ID_TOKEN", "right"), ("VAULT_AUTH_PATH", "gitlab")],
        vec![("BAO_AUTH_ROLE", "cio"), ("BAO_ID_TOKEN_FILE", jwt.as_str()), ("VAULT_NAMESPACE", "team-a")],
    ] {
        let environment: Environment = variables.iter().copied().collect();
        let store = VaultStore::from_environment(&environment.with("VAULT_ADDR", server.url())).unwrap();
        assert!(one(&store, "secret/cio").is_ok(), "{variables:?}");
    }
    assert!(server.paths().contains(&"/v1/auth/gitlab/login".to_owned()));
    assert!(server.received().iter().any(|request| request.header("x-vault-namespace") == Some("team-a")));
    fs::remove_dir_all(&folder).unwrap();
}
