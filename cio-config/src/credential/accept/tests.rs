//! Values of every kind that is refused, and values that only look so.

mod random;

use super::{api_key, service_account_token, user_name, write_key};
use crate::credential::fault::{Edge, KeyFault};
use crate::credential::region::Region;

#[test]
fn a_placeholder_is_refused_by_its_shape() {
    for value in [
        // Example text.
        "changeme",
        "CHANGE-ME",
        "changeme123",
        "ChangeMe!",
        "todo",
        "tbd",
        "placeholder",
        "your-app-api-key-here",
        "your_site_id",
        "YOUR_SITE_ID",
        "yourSiteId",
        "YourApiKey",
        "YOURAPIKEY",
        "insert-key-here",
        "INSERT_API_KEY_HERE",
        "put your key here",
        "replace_me",
        "replace-with-your-key",
        "REPLACE-abc123",
        "enter_site_id",
        "paste-your-token-here",
        "example-key",
        "sample_site_id",
        "key_from_dashboard",
        "sa_live_your_token",
        "cio-YOUR-KEY-123",
        "set-me",
        "my-real-api-key",
        // Capitals with a word that names a key.
        "SITE_ID",
        "API_KEY",
        "CUSTOMERIO_TRACK_API_KEY",
        "ACME_TOKEN",
        "APIKEY",
        "TRACK-API-KEY-2",
        "SECRET_VALUE",
        // Names in brackets.
        "<your key>",
        "<key>",
        "<\u{2026}>",
        "{SITE_ID}",
        "{site-id}",
        "[API_KEY]",
        "[your key]",
        "(api key)",
        "{{API_KEY}}",
        "{{ .Values.cio.key }}",
        "[[key]]",
        "((cio-key))",
        "{% key %}",
        "%SITE_ID%",
        "%%KEY%%",
        "%(key)s",
        "@SITE_ID@",
        "#KEY#",
        "|key|",
        "__SITE_ID__",
        "__customerio_site_id__",
        "%7BcdpApiKey%7D",
        "%3Ckey%3E",
        "%5bkey%5d",
        "&lt;key&gt;",
        "<%= ENV_KEY %>",
        "#{Customerio.Key}",
        "#{CIO_KEY}#",
        // Variables that were not replaced.
        "$SITE_ID",
        "$cio_key",
        "${APP_KEY}",
        "${APP_KEY:-}",
        "${HOME}x",
        "sk-${KEY}",
        "%{KEY}",
        // Masked, cut, crossed out.
        "xxx",
        "XXXXXXXX",
        "sa_live_xxxx",
        "xxxx-xxxx-xxxx",
        "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx",
        "key1-xxxxxx",
        "***",
        "****1f9a",
        "sa_live_****",
        "b0a3...9a77",
        "b0a31ab4\u{2026}",
        "\u{2022}\u{2022}\u{2022}\u{2022}1f9a",
        "---",
        "...",
        "____",
        // Blanks and quotation marks around it do not hide it.
        " changeme ",
        "\"changeme\"",
        "'<key>'\n",
    ] {
        assert_eq!(api_key(value), Err(KeyFault::Placeholder), "{value}");
    }
}

#[test]
fn a_value_that_only_resembles_a_placeholder_is_accepted() {
    for value in [
        "null",
        "undefined",
        "nil",
        "b0a31ab4c2d65e1f9a77",
        "writekey123",
        "whsec-example",
        "bearer-key",
        "site",
        "track",
        "m-key",
        "key",
        "app-key",
        "fixture-value",
        "test",
        "test-site-id",
        "dummy",
        "aaaaaaaaaaaaaaaa",
        "XXXy",
        "x",
        "xx",
        "ab-xxx",
        "12345",
        "true",
        "off",
        "[a]",
        "(a)",
        "{}",
        "{a}",
        "{a}b",
        "[]",
        "a,b",
        "a=b",
        "=a",
        "a$b",
        "$$",
        "$1",
        "a#b",
        "#a",
        "100%",
        "a'b",
        "a\\",
        "!a",
        "@a",
        "*a",
        "12:30:00",
        "2026-01-02",
        "A1B2C3D4E5F60718",
        "DEADBEEFDEADBEEF",
        "abc.def",
        "REGION_EU",
    ] {
        assert_eq!(api_key(value), Ok(()), "{value}");
    }
}

#[test]
fn a_quotation_mark_at_an_edge_is_refused() {
    for (value, edge) in [
        ("\"7d02c5f1a9b84e36d0c1\"", Edge::Start),
        ("'7d02c5f1a9b84e36d0c1'", Edge::Start),
        ("`7d02c5f1a9b84e36d0c1`", Edge::Start),
        ("\"7d02c5f1a9b84e36d0c1", Edge::Start),
        ("7d02c5f1a9b84e36d0c1'", Edge::End),
        ("\u{201c}7d02c5f1a9b84e36d0c1\u{201d}", Edge::Start),
        ("7d02c5f1a9b84e36d0c1\u{2019}", Edge::End),
        ("\u{ab}7d02c5f1a9b84e36d0c1\u{bb}", Edge::Start),
        ("\\\"7d02c5f1a9b84e36d0c1\\\"", Edge::Start),
        ("&quot;7d02c5f1a9b84e36d0c1&quot;", Edge::Start),
        ("%227d02c5f1a9b84e36d0c1%22", Edge::Start),
        ("\"7d02c5f1a9b84e36d0c1\" # production", Edge::Start),
        ("\"7d02c5f1a9b84e36d0c1\"\n", Edge::Start),
        ("\"", Edge::Start),
    ] {
        assert_eq!(api_key(value), Err(KeyFault::Quoted { edge }), "{value}");
        assert_eq!(service_account_token(value), Err(KeyFault::Quoted { edge }), "{value}");
    }
}

#[test]
fn text_that_holds_a_key_among_other_things_is_refused() {
    const KEY: &str = "7d02c5f1a9b84e36d0c1";
    let basic = KeyFault::Header { scheme: "Basic" };
    let bearer = KeyFault::Header { scheme: "Bearer" };
    for (value, fault) in [
        (format!("b0a31ab4c2d65e1f9a77:{KEY}"), KeyFault::Pair),
        (format!("Bearer {KEY}"), bearer),
        (format!("bearer  {KEY}"), bearer),
        (format!("Authorization: Bearer {KEY}"), bearer),
        (format!("Basic {KEY}=="), basic),
        (format!("authorization:basic {KEY}"), basic),
        (format!("CUSTOMERIO_APP_API_KEY={KEY}"), KeyFault::Assignment),
        (format!("export CIO_APP_KEY='{KEY}'"), KeyFault::Quoted { edge: Edge::End }),
        (format!("export CIO_APP_KEY={KEY}"), KeyFault::Assignment),
        (format!("{{\"app_api_key\":\"{KEY}\"}}"), KeyFault::Document),
        (format!("{{\"a\": \"b\",\n \"app_api_key\": \"{KEY}\"}}"), KeyFault::Document),
    ] {
        assert_eq!(api_key(&value), Err(fault), "{value}");
    }
    for value in [
        "YjBhMzFhYjRjMmQ2NWUxZjlhNzc6N2QwMmM1ZjFhOWI4NGUzNmQwYzE=",
        "YjBhMzFhYjRjMmQ2NWUxZjlhNzc6N2QwMmM1ZjFhOWI4NGUzNmQwYzE",
        "MDEyMzQ1Njc4OWFiY2RlZjo=",
    ] {
        assert_eq!(api_key(value), Err(KeyFault::PairInBase64));
        assert_eq!(write_key(value), Err(KeyFault::PairInBase64));
    }
    assert_eq!(user_name("site:key"), Err(KeyFault::Colon));
    assert_eq!(api_key("{\"a\":1}"), Ok(()));
}

#[test]
fn a_cdp_key_whose_prefix_names_a_region_is_not_another_key() {
    for (prefix, region) in
        [("sk_eu_", Region::Eu), ("pk_eu_", Region::Eu), ("sk_us_", Region::Us), ("pk_us_", Region::Us)]
    {
        let key = format!("{prefix}0123456789abcdef0123456789abcdef_abcdef");
        assert_eq!(write_key(&key), Ok(()));
        assert_eq!(api_key(&key), Err(KeyFault::CdpApiKey { region }));
        assert_eq!(user_name(&key), Err(KeyFault::CdpApiKey { region }));
    }
    assert_eq!(api_key("sk_live_0123456789abcdef"), Ok(()));
}

#[test]
fn hex_digits_need_no_other_rule() {
    use crate::credential::other_tool::OtherTool;
    use crate::credential::placeholder::is_plain_placeholder;

    let mut values = ["deadbeefdeadbeef", "facefacefaceface", "0000000000000001", "addedbadcafefeed0000"]
        .map(str::to_owned)
        .to_vec();
    values.extend((16..=64).map(|length| "0123456789abcdefABCDEF".chars().cycle().take(length).collect()));
    values.extend((16..=64).map(|length| format!("{}b", "a".repeat(length - 1))));
    for value in values {
        assert!(super::is_hex(value.as_bytes()), "{value}");
        assert!(OtherTool::of_plain(value.as_bytes()).is_none(), "{value}");
        assert!(!is_plain_placeholder(value.as_bytes()), "{value}");
    }
    for value in ["aaaaaaaaaaaaaaaa", "0123456789abcde", "0123456789abcdeg", ""] {
        assert!(!super::is_hex(value.as_bytes()), "{value}");
    }
}
