//! Hints know which sources were asked, which workspace the struct has, and how a document is laid out.

use cio_config::{AppApiKey, CioCredentials, Environment, Loader, Region, SiteId, TrackApiKey};
use std::fs;
use std::path::Path;

#[derive(CioCredentials)]
#[allow(dead_code, reason = "it is not always loaded")]
struct App {
    app_key: AppApiKey,
    #[cio(default = "us")]
    region: Region,
}

#[derive(CioCredentials)]
#[cio(workspace = "product")]
#[allow(dead_code, reason = "it never loads")]
struct Product {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

#[test]
fn a_hint_names_the_source_that_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let (toml, dotenv) = (path("a.toml", "[customerio]\n"), path("b.env", "OTHER=1\n"));
    let secrets = folder.path().join("secrets");
    fs::create_dir(&secrets).unwrap();
    let empty = Loader::<App>::empty;
    for (loader, place) in [
        (empty().environment(Environment::empty()), "set `CUSTOMERIO_APP_API_KEY`".to_owned()),
        (empty().file(&toml), format!("set `customerio.app_api_key` in `{}`", toml.display())),
        (empty().dotenv(&dotenv), format!("set `CUSTOMERIO_APP_API_KEY` in `{}`", dotenv.display())),
        (
            empty().secrets_dir(&secrets),
            format!("set it in the file `{}`", secrets.join("app_api_key").display()),
        ),
        (
            empty().figment(figment::Figment::new()),
            "set `customerio.app_api_key` in the `Figment`".to_owned(),
        ),
        (
            empty().command(["printf", "[customerio]"], cio_config::Format::Toml),
            "set `customerio.app_api_key` in the output of `printf`".to_owned(),
        ),
        (empty().file(&toml).environment(Environment::empty()), "set `CUSTOMERIO_APP_API_KEY`".to_owned()),
    ] {
        let error = loader.load().err().unwrap();
        let hint = error.problems()[0].hint();
        assert!(hint.ends_with(&format!(", then {place}")), "{hint}");
        assert!(
            hint.starts_with("create one at https://") && hint.contains("Manage API credentials"),
            "{hint}"
        );
    }
}

fn hints(loader: Loader<Product>) -> Vec<String> {
    loader.load().err().unwrap().problems().iter().map(cio_config::Problem::hint).collect()
}

#[test]
fn a_variable_of_no_workspace_is_named_where_the_struct_has_one() {
    for name in ["CUSTOMERIO_SITE_ID", "CIO_SITE_ID"] {
        let hints = hints(Loader::empty().environment([(name, "site")]));
        assert_eq!(
            hints[0],
            format!(
                "environment variable `{name}` is set, but the struct has the workspace `product`: set \
                 `CUSTOMERIO_PRODUCT_SITE_ID`"
            )
        );
        assert!(!hints[1].contains("SITE_ID"), "{hints:?}");
        assert!(hints[2].contains("one `CUSTOMERIO_REGION` serves all workspaces"), "{hints:?}");
    }
}

#[test]
fn a_credential_in_another_table_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let loader = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        Loader::<Product>::empty().environment([("CUSTOMERIO_REGION", "eu")]).file(path)
    };
    for (name, text, found, end) in [
        (
            "a.toml",
            "[customerio]\nsite_id = 'secret'",
            "customerio.site_id",
            "did you mean `customerio.product.site_id`?",
        ),
        (
            "b.toml",
            "[customerio.products]\nsite_id = 'secret'",
            "customerio.products.site_id",
            "did you mean `customerio.product.site_id`?",
        ),
        (
            "c.toml",
            "[product.customerio]\nsite_id = 'secret'",
            "product.customerio.site_id",
            "did you mean `customerio.product.site_id`?",
        ),
        (
            "d.json",
            r#"{"customerio": {"prodct": {"site_id": "secret"}}}"#,
            "customerio.prodct.site_id",
            "did you mean `customerio.product.site_id`?",
        ),
        (
            "e.toml",
            "[staging.customerio.product]\nsite_id = 'secret'",
            "staging.customerio.product.site_id",
            "set `CUSTOMERIO_PROFILE` to `staging` to read that profile",
        ),
        (
            "f.json",
            r#"{"customerio": {}, "prod": {"customerio": {"product": {"site_id": "secret"}}}}"#,
            "prod.customerio.product.site_id",
            "set `CUSTOMERIO_PROFILE` to `prod` to read that profile",
        ),
    ] {
        let hints = hints(loader(name, text));
        assert!(hints[0].starts_with(&format!("found `{found}` in `")), "{text}: {hints:?}");
        assert!(hints[0].ends_with(end), "{text}: {hints:?}");
        assert!(!hints.concat().contains("secret`"), "{hints:?}");
    }
    for (name, text) in [
        ("g.toml", "[customerio.marketing]\nsite_id = 'secret'"),
        ("h.toml", "[customerio.products]\ntrack_api_key = 'secret'"),
        ("i.toml", "[other]\nsite_id = 'secret'"),
    ] {
        let hints = hints(loader(name, text));
        assert!(hints[0].starts_with("copy it from "), "{text}: {hints:?}");
    }
}

#[test]
fn a_file_of_no_workspace_in_a_directory_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site_id"), "site").unwrap();
    let hints = hints(Loader::empty().secrets_dir(Path::new(folder.path())));
    assert!(hints[0].starts_with("found `") && hints[0].contains("site_id`"), "{hints:?}");
}

#[test]
fn a_name_of_several_keys_is_named_where_the_struct_has_a_workspace() {
    for name in
        ["CUSTOMERIO_API_KEY", "CUSTOMERIO_PRODUCT_API_KEY", "PRODUCT_CUSTOMER_IO_SECRET_KEY", "CIO_SECRET"]
    {
        let hints =
            hints(Loader::empty().environment([(name, "key"), ("CUSTOMERIO_PRODUCT_SITE_ID", "site")]));
        assert_eq!(
            hints[0],
            format!(
                "environment variable `{name}` is set, which is the Track API key in most programs and another key in some: if it \
                 is the Track API key, set `CUSTOMERIO_PRODUCT_TRACK_API_KEY` instead, or write `#[cio(env = \"{name}\")]` on \
                 the field"
            )
        );
    }
    for name in ["CUSTOMERIO_TRACKING_KEY", "CUSTOMER_IO_TRACK_API_TOKEN", "PRODUCT_CUSTOMERIO_TRACK_KEY"] {
        let hints =
            hints(Loader::empty().environment([(name, "key"), ("CUSTOMERIO_PRODUCT_SITE_ID", "site")]));
        let expected =
            format!("environment variable `{name}` is set: did you mean `CUSTOMERIO_PRODUCT_TRACK_API_KEY`?");
        assert_eq!(hints[0], expected);
    }
    for name in ["OTHER_CUSTOMERIO_API_KEY", "CUSTOMERIO_SHOP_API_KEY"] {
        let hints =
            hints(Loader::empty().environment([(name, "key"), ("CUSTOMERIO_PRODUCT_SITE_ID", "site")]));
        assert!(!hints[0].contains(name), "{hints:?}");
    }
}

/// Mistakes of people who had the message alone: each says what to change, and where.
#[test]
fn a_hint_says_what_to_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    };
    let empty = || Loader::<App>::empty().environment(Environment::empty());
    let set = |name: &str, value: &str| Loader::<App>::empty().environment([(name, value)]);
    path("secrets/app-api-key", b"abc");
    for (loader, hint) in [
        (empty().secrets_dir(folder.path().join("secrets")), "did you mean `app_api_key`?"),
        (set("CUSTOMERIO_APP_API_KEY", "0123456789abcdef\r"), "Windows line ends (CRLF)"),
        (empty().file(path("a.yaml", b"customerio:\n")), "only TOML and JSON are read"),
        (empty().dotenv(path(".env", b"\xff\xfeA\0=\0b\0")), "with `Out-File -Encoding utf8`"),
        (
            empty().file(path("a.toml", b"[customerio]\napp_api_key = ['a']\n")),
            "write the value alone, as one string",
        ),
        (empty().file(path("b.toml", b"[customerio]\napp_api_key = 1\n")), "put the value in quotes"),
        (
            set("CUSTOMERIO_APP_API_KEY", "")
                .environment([("CUSTOMERIO_APP_API_KEY", ""), ("CIO_APP_API_KEY", "abc")]),
            "or unset environment variable `CUSTOMERIO_APP_API_KEY`",
        ),
        (
            set("CIO_APP_API_KEY", "")
                .environment([("CUSTOMERIO_APP_API_KEY", "abc"), ("CIO_APP_API_KEY", "")]),
            "or unset environment variable `CIO_APP_API_KEY`",
        ),
    ] {
        let error = loader.load().err().unwrap();
        assert!(error.problems()[0].hint().contains(hint), "{error}");
    }
    for name in ["CUSTOMERIO_SITE_ID_PRODUCT", "CUSTOMER_IO_SITE_ID_PRODUCT", "PRODUCT_CUSTOMERIO_SITE_ID"] {
        let hint = &hints(Loader::empty().environment([(name, "site")]))[0];
        assert_eq!(
            *hint,
            format!("environment variable `{name}` is set: did you mean `CUSTOMERIO_PRODUCT_SITE_ID`?")
        );
    }
}
