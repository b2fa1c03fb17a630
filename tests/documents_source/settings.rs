//! A setting keeps the type that it has in a document.

use crate::write;
use cio_config::{AppApiKey, CioCredentials, Environment, Region};
use serde::Deserialize;
use std::collections::BTreeMap;
use tempfile::TempDir;

#[derive(CioCredentials)]
struct Tuned {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting)]
    retries: u16,
    #[cio(setting)]
    factor: f64,
    #[cio(setting)]
    started: String,
    #[cio(setting)]
    label: Option<String>,
    #[cio(setting)]
    backoff: Backoff,
    #[cio(setting)]
    hosts: Vec<String>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Backoff {
    region: String,
    steps: Vec<i64>,
    deep: Option<Box<Backoff>>,
}

#[test]
fn settings_keep_the_type_they_have_in_the_document() {
    let folder = TempDir::new().unwrap();
    let toml = "[customerio]\napp_api_key = 'abc'\nregion = 'eu'\nretries = 0x10\nfactor = 1.5\n\
                started = 1979-05-27T07:32:00Z\nlabel = \"a\\u0062\"\nhosts = ['a', \"\"\"\nb\"\"\"]\n\
                [customerio.backoff]\nregion = 'near'\nsteps = [1, -2_0]\n\
                deep = { region = \"far\", steps = [] }\n";
    let json = r#"{"customerio": {"app_api_key": "abc", "region": "eu", "retries": 16, "factor": 1.5,
                "started": "1979-05-27T07:32:00Z", "label": "a\u0062", "hosts": ["a", "b"],
                "backoff": {"region": "near", "steps": [1, -20], "deep": {"region": "far", "steps": [], "deep": null}}}}"#;
    for path in [write(&folder, "a.toml", toml), write(&folder, "a.json", json)] {
        let tuned = Tuned::loader().environment(Environment::empty()).file(path).load().unwrap();
        assert_eq!((tuned.app_key.expose(), tuned.region), ("abc", Region::Eu));
        assert_eq!((tuned.retries, tuned.factor, tuned.label.as_deref()), (16, 1.5, Some("ab")));
        assert_eq!(
            (tuned.started.as_str(), &*tuned.hosts),
            ("1979-05-27T07:32:00Z", &["a".into(), "b".into()][..])
        );
        let deep = Some(Box::new(Backoff { region: "far".into(), steps: vec![], deep: None }));
        assert_eq!(tuned.backoff, Backoff { region: "near".into(), steps: vec![1, -20], deep });
    }
}

#[test]
fn a_setting_keeps_values_that_are_not_strings_even_at_a_key_named_like_a_credential() {
    #[derive(Deserialize, Debug, PartialEq)]
    struct Ledger {
        workspace_id: u32,
        region: Option<Vec<u8>>,
        site_id: Option<BTreeMap<String, bool>>,
    }
    #[derive(CioCredentials)]
    struct Accounting {
        #[cio(setting)]
        ledger: Ledger,
    }
    let folder = TempDir::new().unwrap();
    let toml = "[customerio.ledger]\nworkspace_id = 7\nregion = [1]\nsite_id = { a = true }\n";
    let json = r#"{"customerio": {"ledger": {"workspace_id": 7, "region": null}}}"#;
    let first = Ledger { workspace_id: 7, region: Some(vec![1]), site_id: Some([("a".into(), true)].into()) };
    let second = Ledger { workspace_id: 7, region: None, site_id: None };
    for (path, ledger) in [(write(&folder, "a.toml", toml), first), (write(&folder, "a.json", json), second)]
    {
        let accounting = Accounting::loader().environment(Environment::empty()).file(path).load().unwrap();
        assert_eq!(accounting.ledger, ledger);
    }
}

/// The value of a setting `x` in a TOML or JSON document.
fn setting_x<T: serde::de::DeserializeOwned>(folder: &TempDir, name: &str, value: &str) -> Option<T> {
    #[derive(CioCredentials)]
    struct Holder<T: serde::de::DeserializeOwned> {
        #[cio(setting)]
        x: T,
    }
    let text = match name {
        "a.toml" => format!("[customerio]\nx = {value}\n"),
        _ => format!(r#"{{"customerio": {{"x": {value}}}}}"#),
    };
    let loader = Holder::<T>::loader().environment(Environment::empty()).file(write(folder, name, text));
    loader.load().ok().map(|holder| holder.x)
}

#[test]
fn a_number_of_a_document_is_read_in_every_width_and_refused_where_it_does_not_fit() {
    #[derive(Deserialize, Debug, PartialEq)]
    enum Budget {
        Cents(u128),
    }
    let folder = TempDir::new().unwrap();
    for name in ["a.toml", "a.json"] {
        for number in [0, 7, u128::from(u64::MAX) + 1, u128::MAX] {
            assert_eq!(setting_x(&folder, name, &number.to_string()), Some(number));
            assert_eq!(setting_x(&folder, name, &format!("[{number}]")), Some(vec![number]));
        }
        for number in [-1, i128::from(i64::MIN) - 1, i128::MIN, i128::MAX] {
            assert_eq!(setting_x(&folder, name, &number.to_string()), Some(number));
        }
        assert_eq!(setting_x::<u128>(&folder, name, "-1"), None);
        assert_eq!(setting_x::<i128>(&folder, name, &u128::MAX.to_string()), None);
        assert_eq!(setting_x::<u64>(&folder, name, &u128::MAX.to_string()), None);
        assert_eq!(setting_x(&folder, name, "1.5e3"), Some(1500.0));
        assert_eq!(setting_x::<f64>(&folder, name, "1e400"), None);
        assert_eq!(setting_x(&folder, name, "[1, true]"), Some((1, true)));
        assert_eq!(setting_x::<(u8, bool)>(&folder, name, "[1, true, 2]"), None);
    }
    let nested = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(setting_x::<Vec<u8>>(&folder, "a.json", &nested), None);
    assert_eq!(setting_x(&folder, "a.toml", "{ Cents = 5 }"), Some(Budget::Cents(5)));
    assert_eq!(setting_x(&folder, "a.toml", "-inf"), Some(f64::NEG_INFINITY));
}
