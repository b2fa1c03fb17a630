//! The messages of the derive's own errors, on any compiler: the UI cases assert them with the pinned one.

use syn::DeriveInput;

/// The errors of the derive for a struct, in order.
pub(super) fn said(source: &str) -> Vec<String> {
    let input: DeriveInput = syn::parse_str(source).unwrap();
    let file: syn::File = syn::parse2(crate::derive::credentials(&input)).unwrap();
    let messages = file.items.iter().filter_map(|item| match item {
        syn::Item::Macro(item)
            if item.mac.path.segments.last().is_some_and(|last| last.ident == "compile_error") =>
        {
            Some(item.mac.parse_body::<syn::LitStr>().unwrap().value())
        }
        _ => None,
    });
    messages.collect()
}

/// The errors for a field with this attribute.
fn on_field(attribute: &str) -> Vec<String> {
    said(&format!("struct Billing {{ #[cio({attribute})] app_key: AppApiKey, region: Region }}"))
}

/// The errors for a struct with this attribute.
fn on_struct(attribute: &str) -> Vec<String> {
    said(&format!("#[cio({attribute})] struct Billing {{ app_key: AppApiKey, region: Region }}"))
}

#[test]
fn an_unknown_attribute_gets_the_nearest_known_one() {
    for (attribute, message) in [
        ("enw = \"A\"", "unknown `cio` attribute, expected `env = \"NAME\"`"),
        ("defualt = \"us\"", "unknown `cio` attribute, expected `default = \"us\"`"),
        ("nestd", "unknown `cio` attribute, expected `nested`"),
        ("any_nam", "unknown `cio` attribute, expected `any_name`"),
        ("rename = \"A\"", "unknown `cio` attribute, expected `env = \"NAME\"`"),
        ("flatten", "unknown `cio` attribute, expected `nested`"),
        ("optional", "unknown `cio` attribute: a field that may be absent has the type `Option<…>`"),
        ("required", "unknown `cio` attribute: a field is required unless its type is `Option<…>`"),
        ("workspace = \"shop\"", "`workspace` belongs on the struct"),
    ] {
        assert_eq!(on_field(attribute), [message]);
    }
    for (attribute, message) in [
        ("flie = \"a.toml\"", "unknown `cio` attribute, expected `file = \"path.toml\"`"),
        ("empty_unset", "unknown `cio` attribute, expected `empty_is_unset`"),
        ("prefix = \"A\"", "unknown `cio` attribute, expected `workspace = \"name\"`"),
        (
            "profile = \"a\"",
            "unknown `cio` attribute: the variable `CUSTOMERIO_PROFILE` chooses the profile when the program runs",
        ),
        ("setting", "`setting` belongs on a field"),
    ] {
        assert_eq!(on_struct(attribute), [message]);
    }
}

#[test]
fn a_value_of_the_wrong_kind_gets_the_right_form() {
    for (attribute, message) in [
        ("env", "`env` needs a value: `env = \"NAME\"`"),
        ("env = ", "`env` needs a value: `env = \"NAME\"`"),
        ("\"env\"", "expected `env = \"NAME\"`"),
        ("env = 1", "expected a string literal: `env = \"NAME\"`"),
        ("env == \"A\"", "expected a string literal: `env = \"NAME\"`"),
        ("env = \"\"", "`env` is empty: write `env = \"NAME\"`"),
        (
            "env = \"billing_key\"",
            "a variable name has upper-case letters, digits and `_`: write `BILLING_KEY`",
        ),
        ("env = \"1ST\"", "a variable name does not start with a digit: write `_1ST`"),
        ("any_name = true", "`any_name` takes no value: write `any_name` alone"),
        (
            "command = \"pass cio\"",
            "`command` is a list, since no shell splits it: `command = [\"program\", \"argument\"]`",
        ),
        ("command = []", "the program is missing: `command = [\"program\", \"argument\"]`"),
        ("default = \"uk\"", "`uk` is not a region: expected `default = \"us\"` or `default = \"eu\"`"),
        (
            "default = \"EU\"",
            "`EU` is not a region: expected `default = \"us\"` or `default = \"eu\"`, did you mean `\"eu\"`?",
        ),
    ] {
        assert_eq!(on_field(attribute), [message]);
    }
    for (attribute, message) in [
        (
            "workspace = \"Shop\"",
            "a workspace name has lower-case letters, digits and `_`, and starts with a letter, as in `marketing`",
        ),
        ("file = \"a.yaml\"", "expected a file name that ends in `.toml` or `.json`"),
        ("vault = \"secret\"", "expected a mount and a path in it, as in `secret/customerio`"),
        ("workspace = \"a\", workspace = \"b\"", "`workspace` is set twice: remove one"),
        ("optional_file = \"a.ini\"", "expected a file name that ends in `.toml` or `.json`"),
        ("file = \"a.toml\", optional_file = \"a.toml\"", "`a.toml` is named twice: remove one"),
        ("empty_is_unset = true", "`empty_is_unset` takes no value: write `empty_is_unset` alone"),
        ("other_names", "`other_names` needs a value: `other_names = [\"NAME\"]`"),
        ("other_names = \"A\"", "`other_names` is a list: `other_names = [\"NAME\"]`"),
        ("other_names = []", "the list is empty: `other_names = [\"NAME\"]`"),
        ("other_names = [A]", "expected string literals: `other_names = [\"NAME\"]`"),
        ("other_names = [\"A\", \"A\"]", "`A` is in the list twice: remove one"),
        (
            "other_names = [\"api-key\"]",
            "a variable name has upper-case letters, digits and `_`: write `API_KEY`",
        ),
    ] {
        assert_eq!(on_struct(attribute), [message]);
    }
}

#[test]
fn a_secret_in_the_source_is_refused_whatever_writes_it() {
    for value in ["env!(\"KEY\")", "option_env!(\"KEY\")", "include_str!(\"key\")", "concat!(\"a\", \"b\")"] {
        let [message] = &on_field(&format!("default = {value}"))[..] else { panic!("{value}") };
        assert!(message.starts_with("the output of a macro is compiled into the binary"), "{message}");
    }
    let [message] = &on_field("default = \"0123456789abcdef\"")[..] else { panic!("no error") };
    assert!(message.ends_with("a key written here is compiled into the binary"), "{message}");
}

#[test]
fn a_setting_whose_name_makes_no_variable_is_refused() {
    let of = |attribute: &str| said(&format!("struct Billing {{ #[cio({attribute})] höhe: u8 }}"));
    assert_eq!(
        of("setting"),
        ["a variable name has upper-case letters, digits and `_`: give `höhe` one with `env = \"NAME\"`"]
    );
    assert!(of("setting, env = \"HEIGHT\"").is_empty() && of("nested").is_empty());
}

#[test]
fn every_pair_that_excludes_each_other_is_refused() {
    let attributes = [
        ("env", "env = \"A\""),
        ("default", "default = \"us\""),
        ("reference", "reference = \"ref+file:///a\""),
        ("command", "command = [\"a\"]"),
        ("any_name", "any_name"),
        ("shared", "shared"),
        ("setting", "setting"),
        ("nested", "nested"),
    ];
    let together = |left: &str, right: &str| {
        let may = [
            ("env", "default"),
            ("env", "reference"),
            ("env", "command"),
            ("env", "any_name"),
            ("env", "setting"),
            ("default", "any_name"),
            ("default", "setting"),
            ("reference", "any_name"),
            ("command", "any_name"),
            ("env", "shared"),
            ("default", "shared"),
            ("reference", "shared"),
            ("command", "shared"),
            ("any_name", "shared"),
        ];
        may.contains(&(left, right))
    };
    for (index, (left, write_left)) in attributes.iter().enumerate() {
        for (right, write_right) in &attributes[index + 1..] {
            let said = on_field(&format!("{write_left}, {write_right}"));
            assert_eq!(said.is_empty(), together(left, right), "{left} and {right}: {said:?}");
            assert!(said.len() < 2, "{said:?}");
            assert!(said.iter().all(|message| message.contains("cannot be combined with")), "{said:?}");
        }
    }
}

#[test]
fn two_fields_of_one_type_or_one_variable_are_refused() {
    assert_eq!(
        said("struct A { one: AppApiKey, two: AppApiKey, region: Region }"),
        [
            "the field `one` also holds `AppApiKey`, and a struct holds each credential once: remove one, or move it to a nested struct"
        ]
    );
    assert_eq!(
        said(
            "struct A { #[cio(env = \"X\")] one: AppApiKey, #[cio(env = \"X\")] two: CdpApiKey, region: Region }"
        ),
        ["the field `one` reads this variable too: give one of them another `env`"]
    );
}

#[test]
fn only_a_struct_with_named_fields_will_do() {
    for source in ["enum A { B }", "union A { b: u8 }", "struct A(AppApiKey);", "struct A;"] {
        let expected =
            "expected a struct with named fields: `struct A { app_key: AppApiKey, region: Region }`";
        assert_eq!(said(source), [expected], "{source}");
    }
    let expected = "expected a struct with fields: `struct A { app_key: AppApiKey, region: Region }`";
    assert_eq!(said("struct A {}"), [expected]);
}

#[test]
fn one_build_shows_every_mistake() {
    let source = "#[cio(worksapce = \"a\")] struct A { #[cio(enw = \"B\", nestd)] b: AppApiKey, #[cio(env)] c: Region }";
    assert_eq!(said(source).len(), 4);
}

#[test]
fn a_type_parameter_is_a_pin_or_nothing() {
    let pin = |field: &str| said(&format!("struct A<R> {{ app_key: AppApiKey, {field} }}"));
    assert!(pin("region: R").is_empty() && pin("#[cio(env = \"HOME_REGION\")] region: R").is_empty());
    assert_eq!(
        pin("#[cio(default = \"us\")] region: R"),
        ["a region that is a type parameter takes no `default`: remove it"]
    );
    assert_eq!(
        pin("#[cio(reference = \"no reference\")] region: R"),
        ["a region that is a type parameter takes no `reference`: remove it"]
    );
    assert_eq!(
        pin("region: Option<R>"),
        ["only the region can be a type parameter, as in `region: R`: write the credential's type"]
    );
    for (fields, mistakes) in [
        ("mine: R, region: Region", 1),
        ("region: cio_config::Eu, mine: R", 1),
        ("region: R, other: cio_config::Us", 1),
        ("mine: R, home: S", 1),
        ("mine: R, region: S", 1),
        ("home: R, app_key: AppApiKey", 0),
    ] {
        let message = "only the region can be a type parameter: write the type of the credential";
        let expected = vec![message; mistakes];
        assert_eq!(said(&format!("struct A<R, S> {{ {fields} }}")), expected, "{fields}");
    }
    assert_eq!(
        pin("#[cio(nested)] other: Other<R>"),
        ["a nested struct cannot use the type parameters of the outer struct"]
    );
}

#[test]
fn a_field_whose_attributes_are_wrong_is_not_compared() {
    assert_eq!(said("struct A { #[cio(settings)] one: u16, #[cio(skip)] two: u16 }").len(), 2);
}

#[test]
fn the_errors_of_a_renamed_crate_stay_the_only_ones() {
    let input = syn::parse_quote!(
        #[cio(crate = my::cio)]
        struct A {
            #[cio(enw = "B")]
            b: AppApiKey,
        }
    );
    let expansion = crate::derive::credentials(&input).to_string();
    assert!(
        expansion.contains("use my :: cio :: __private") && !expansion.contains("cio_config"),
        "{expansion}"
    );
}
