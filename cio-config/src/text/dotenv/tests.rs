//! Any bytes are read, and a value is written as every reader reads it.

use super::{Assignment, Line, Quote, line, lines, start, unescape, written};
use proptest::prelude::*;

/// Every item, with its start and the start of the next one.
fn items(text: &[u8]) -> Vec<(Line, usize, usize)> {
    let mut at = start(text);
    let mut items = Vec::new();
    while at < text.len() {
        let (line, next) = line(text, at);
        assert!(next > at, "no progress at {at}");
        assert!(lines(text, at, next) >= 1);
        items.push((line, at, next));
        at = next;
    }
    items
}

/// Text that is likely to break a rule.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "A",
        "CUSTOMERIO_SITE_ID",
        "export ",
        "=",
        "= ",
        "\"",
        "'",
        "`",
        "\\",
        "#",
        " ",
        "\n",
        "\r\n",
        "\r",
        "$",
        "\u{feff}",
        "\0",
    ];
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn any_bytes_are_read_and_only_one_quote_of_a_kind_is_searched_to_the_end(text in text()) {
        let items = items(&text);
        let never_closed: Vec<u8> = items.iter().filter_map(|(line, ..)| match line {
            Line::Fault { at, expected: "a closing quote", .. } => Some(text[*at]),
            _ => None,
        }).collect();
        for quote in [b'"', b'\'', b'`'] {
            prop_assert!(never_closed.iter().filter(|found| **found == quote).count() <= 1);
        }
        for (line, from, to) in items {
            // A name and a mistake are in the first line of their item, a value in the item.
            match line {
                Line::Assignment(Assignment { name, value, .. }) => {
                    prop_assert!(from <= name.0 && name.0 < name.1 && name.1 < value.0.max(1));
                    prop_assert!(value.0 <= value.1 && value.1 <= to);
                }
                Line::Fault { at, .. } => prop_assert!(from <= at && lines(&text, from, at) <= 1),
                Line::Blank => {}
            }
        }
    }

    #[test]
    fn a_value_that_has_a_spelling_is_read_back(value in "[ -~éü\\t\\\\'\"`$#{}\n]{0,12}") {
        if let Some(written) = written(&value) {
            let text = format!("NAME={written}\nOTHER=1\n");
            let items = items(text.as_bytes());
            let (Line::Assignment(Assignment { value: (from, to), quote, .. }), ..) = items[0] else { panic!("{text}") };
            prop_assert_eq!(&text[from..to], value.as_str());
            prop_assert!(quote != Quote::Double && items.len() == 2);
        }
    }
}

#[test]
fn a_value_is_written_as_every_reader_reads_it() {
    for (value, spelling) in [
        ("", Some("")),
        ("abc_1.2:/+=%-", Some("abc_1.2:/+=%-")),
        ("a b", Some("'a b'")),
        ("ab#cd", Some("'ab#cd'")),
        ("ab$cd", Some("'ab$cd'")),
        ("say \"x\"", Some("'say \"x\"'")),
        ("`x`", Some("'`x`'")),
        ("[a, b]", Some("'[a, b]'")),
        ("it's", None),
        ("two\nlines", None),
        ("a\\b", None),
        ("${x}", None),
    ] {
        assert_eq!(written(value).as_deref(), spelling, "{value}");
    }
}

#[test]
fn an_escape_is_replaced_only_where_shells_do() {
    let mut unescaped = Vec::new();
    unescape(br#"a\"\\\$\n\r\t\q\'\"#, |byte| unescaped.push(byte));
    assert_eq!(String::from_utf8(unescaped).unwrap(), "a\"\\$\n\r\t\\q\\'\\");
}
