//! The message for a field whose type is wrong.

use super::messages::said;

#[test]
fn a_plain_value_is_refused_unless_it_is_a_setting() {
    for ty in ["String", "std::string::String", "Option<String>", "u16", "secrecy::SecretString"] {
        let expected = format!(
            "`{ty}` is not a Customer.io credential: write the credential's type, as in `app_key: AppApiKey`, or mark a value of \
             your own `#[cio(setting)]`"
        );
        assert_eq!(said(&format!("struct A {{ app_key: {ty}, region: Region }}")), [expected.as_str()]);
        assert_eq!(
            said(&format!("struct A {{ #[cio(default = \"3\")] app_key: {ty}, region: Region }}")),
            [expected]
        );
        assert!(said(&format!("struct A {{ #[cio(setting)] label: {ty} }}")).is_empty());
    }
    for ty in ["AppApiKey", "Option<AppApiKey>", "Key", "my::Bool", "Option<R>"] {
        assert!(said(&format!("struct A {{ app_key: {ty}, region: Region }}")).is_empty(), "{ty}");
    }
}

#[test]
fn a_collection_of_credentials_is_refused_and_one_of_settings_is_not() {
    for ty in ["Vec<AppApiKey>", "std::collections::HashMap<String, AppApiKey>", "[AppApiKey; 2]"] {
        let [message] = &said(&format!("struct A {{ app_keys: {ty}, region: Region }}"))[..] else {
            panic!("{ty}")
        };
        assert!(message.starts_with("a field holds one credential, not a collection"), "{message}");
        assert!(said(&format!("struct A {{ #[cio(setting)] lists: {ty} }}")).is_empty());
    }
}

#[test]
fn a_credential_that_borrows_is_refused_with_the_type_to_write() {
    for (ty, instead) in [
        ("&'a AppApiKey", "`AppApiKey`"),
        ("&'static crate::Key", "`crate :: Key`"),
        ("&'static str", "the credential's type, as in `app_key: AppApiKey`"),
    ] {
        let expected = format!("a field owns its credential, so it cannot be a reference: write {instead}");
        assert_eq!(said(&format!("struct A<'a> {{ app_key: {ty}, region: Region }}")), [expected]);
    }
}

#[test]
fn a_setting_that_borrows_is_refused() {
    for ty in ["&'static str", "&'a str", "Option<&'static str>"] {
        let source = format!("struct A<'a> {{ #[cio(setting)] label: {ty} }}");
        assert_eq!(
            said(&source),
            ["a setting owns its value, so it cannot be a reference: write `String` for `&str`"]
        );
    }
}
