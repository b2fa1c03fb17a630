//! A name that is nearly right is reported where a field is missing: variables, keys of documents, files of directories.

use crate::{APP_KEY, Billing, REGION, SITE_ID, TRACK_KEY, load};
use cio_config::{AppApiKey, CioCredentials, Region};
use std::fs;

#[test]
fn a_name_that_is_nearly_right_is_reported() {
    for (name, meant) in [
        ("CUSTOMERIO_TRACK_KEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("CUSTOMERIO_TRACK_APIKEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("customerio_track_api_key", "CUSTOMERIO_TRACK_API_KEY"),
        ("CUSTOMER_IO_TRACKING_API_KEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("NEXT_PUBLIC_CUSTOMERIO_TRACK_KEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("CIO_TRACK_API_KEY_FILE", "CUSTOMERIO_TRACK_API_KEY_FILE"),
        ("CUSTOMERIO_TRACK_KEY_FILE", "CUSTOMERIO_TRACK_API_KEY_FILE"),
    ] {
        let error = load::<Billing>(&[SITE_ID, APP_KEY, REGION, (name, "x1")]).unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.hint(), format!("environment variable `{name}` is set: did you mean `{meant}`?"));
    }
    for another in ["CUSTOMERIO_CDP_API_KEY", "customerio_cdp_api_key", "CUSTOMERIO_CDP_API_KEY_FILE"] {
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, (another, "x1")]).unwrap_err();
        assert!(
            error.problems()[0].near_misses().is_empty(),
            "the name of another key is not a misspelling: {error}"
        );
    }
}

#[test]
fn a_name_that_means_many_keys_is_reported_but_never_read() {
    for name in ["CUSTOMERIO_API_KEY", "CUSTOMER_IO_API_KEY", "CIO_API_KEY"] {
        let error = load::<Billing>(&[SITE_ID, APP_KEY, REGION, (name, "x1")]).unwrap_err();
        let hint = error.problems()[0].hint();
        assert!(hint.contains(&format!("`#[cio(env = \"{name}\")]`")), "{hint}");
    }
}

#[test]
fn a_name_of_the_key_is_reported_before_one_that_means_many() {
    let slips = [("CUSTOMERIO_API_KEY", "x1"), ("CUSTOMERIO_TRACK_KEY", "x2")];
    let error = load::<Billing>(&[SITE_ID, APP_KEY, REGION, slips[0], slips[1]]).unwrap_err();
    let hint = error.problems()[0].hint();
    assert!(hint.ends_with("is set: did you mean `CUSTOMERIO_TRACK_API_KEY`?"), "{hint}");
    assert_eq!(error.problems()[0].near_misses().len(), 2);
}

#[test]
fn a_key_of_a_file_that_nothing_reads_is_a_note_and_a_near_miss_is_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cio.toml");
    fs::write(&path, "[customerio]\napp_apikey = 'abcdefgh'\ncolour = 'red'\n").unwrap();
    let loader = Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).file(&path);
    let error = loader.clone().load().unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    let hint = format!(
        "found `customerio.app_apikey` in `{}`, line 2: did you mean `customerio.app_api_key`?",
        path.display()
    );
    assert_eq!(problem.hint(), hint);
    let report = loader.explain();
    assert_eq!(report.notes().len(), 2, "{report}");
    assert!(
        !report.to_string().contains("abcdefgh")
            && report.to_string().contains("no field reads `customerio.colour`")
    );
    let complete = Billing::loader().environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]).file(&path);
    assert!(
        complete.explain().problems().is_empty(),
        "a variable that no field reads is not a problem by itself"
    );
}

#[test]
fn a_key_beside_our_table_or_in_one_of_nearly_its_name_is_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let loader = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).file(path)
    };
    for (name, text, place) in [
        ("a.toml", "app_api_key = 'abcdefgh'", "`app_api_key`"),
        ("b.toml", "CUSTOMERIO_APP_API_KEY = 'abcdefgh'", "`CUSTOMERIO_APP_API_KEY`"),
        ("c.toml", "[Customerio]\napp_api_key = 'abcdefgh'", "`Customerio.app_api_key`"),
        ("d.toml", "[customer_io]\napp_key = 'abcdefgh'", "`customer_io.app_key`"),
        ("e.toml", "[cio]\napp_api_key = 5", "`cio.app_api_key`"),
        ("f.toml", "[customerio]\nappApiKey = 'abcdefgh'", "`customerio.appApiKey`"),
        ("g.toml", "[customerio]\napi_key = 'abcdefgh'", "`customerio.api_key`"),
        ("h.toml", "[default.customer-io]\napp_api_key = 'abcdefgh'", "`default.customer-io.app_api_key`"),
        ("i.json", r#"{"CustomerIO": {"app-api-key": "abcdefgh"}}"#, "`CustomerIO.app-api-key`"),
        ("j.json", r#"{"CUSTOMERIO_APP_API_KEY": "abcdefgh"}"#, "`CUSTOMERIO_APP_API_KEY`"),
    ] {
        let report = loader(name, text).explain();
        let [problem] = report.problems() else { panic!("{report}") };
        let hint = problem.hint();
        assert!(hint.starts_with(&format!("found {place} in `")), "{text}: {hint}");
        assert!(hint.ends_with("did you mean `customerio.app_api_key`?"), "{text}: {hint}");
        assert!(!report.to_string().contains("abcdefgh"), "{report}");
        assert!(report.to_string().contains(&format!("no field reads {place}")), "{report}");
        let complete = loader(name, text).environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]);
        assert!(complete.load().is_ok(), "a key beside our table is not a problem by itself: {text}");
    }
    for (name, text) in [
        ("k.toml", "[other]\napp_api_key = 'abcdefgh'"),
        ("l.toml", "[customerio]\ncdp_apikey = 'abcdefgh'"),
        ("m.toml", "cdp_api_key = 'abcdefgh'"),
        ("n.json", r#"{"other": {"a": 1, "a": 2}}"#),
    ] {
        let error = loader(name, text).load().unwrap_err();
        assert!(error.problems()[0].near_misses().is_empty(), "{text}: {error}");
    }
}

#[test]
fn a_key_outside_of_any_table_is_a_hint_if_the_file_has_none_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("cio.toml", "name = 'x'\napp_api_key = 'abcdefgh'\n[site_id]\nsite_id = 'y'\n"),
        ("cio.json", "{\"name\": \"x\",\n\"app_api_key\": \"abcdefgh\"}"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let error = Billing::loader().environment([TRACK_KEY, REGION]).file(&path).load().unwrap_err();
        let [site_id, app_key] = error.problems() else { panic!("{error}") };
        assert_eq!(
            app_key.hint(),
            format!(
                "found `app_api_key` in `{}`, line 2: did you mean `customerio.app_api_key`?",
                path.display()
            )
        );
        assert!(site_id.near_misses().is_empty(), "{error}");
    }
    let path = folder.path().join("ours.toml");
    fs::write(&path, "app_api_key = 'of another'\n[customerio]\nsite_id = 'site'\n").unwrap();
    let error = Billing::loader().environment([TRACK_KEY, REGION]).file(&path).load().unwrap_err();
    assert!(error.problems().iter().all(|problem| problem.near_misses().is_empty()), "{error}");
}

#[test]
fn a_key_that_may_be_a_value_is_reported_by_its_line_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cio.toml");
    fs::write(&path, "[customerio]\nb0a31ab4c2d65e1f9a77 = 'site_id'\n\"a\\nb\" = 1\nretry_2 = 1\n").unwrap();
    let report = Billing::loader().environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]).file(&path).explain();
    let mut notes: Vec<String> = report.notes().iter().map(ToString::to_string).collect();
    notes.sort();
    let path = path.display();
    assert_eq!(
        notes,
        [
            format!("no field reads `customerio.retry_2` in `{path}`, line 4"),
            format!("no field reads `customerio.\u{2026}` in `{path}`, line 2"),
            format!("no field reads `customerio.\u{2026}` in `{path}`, line 3"),
        ]
    );
}

#[test]
fn a_file_of_a_directory_that_is_nearly_right_is_reported() {
    for name in [
        "app_key",
        "APP_API_KEY",
        "app-api-key",
        "appApiKey",
        "app_api_key.txt",
        "customerio_app_api_key",
        "customerio-app-api-key",
        "CIO_APP_KEY",
        "app_api_kye",
        "api_key",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, "abcdefgh").unwrap();
        fs::write(folder.path().join("cdp_api_key"), "another").unwrap();
        fs::write(folder.path().join("unrelated"), "another").unwrap();
        let loader = Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).secrets_dir(folder.path());
        let error = loader.load().unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.near_misses().len(), 1, "{name}: {error}");
        assert_eq!(problem.hint(), format!("found `{}`: did you mean `app_api_key`?", path.display()));
    }
}

#[test]
fn a_file_of_a_directory_is_reported_for_the_workspace_that_it_names() {
    #[derive(CioCredentials, Debug)]
    #[cio(workspace = "shop")]
    struct Shop {
        app_key: AppApiKey,
        region: Region,
    }
    for (name, near) in [
        ("shop_app_key", 1),
        ("shop-app-api-key", 1),
        ("customerio_shop_app_api_key", 1),
        ("other_app_key", 0),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), "abcdefgh").unwrap();
        let loader = Shop::loader().environment([REGION]).secrets_dir(folder.path());
        let error = loader.load().unwrap_err();
        assert_eq!(error.problems()[0].near_misses().len(), near, "{name}: {error}");
    }
}
