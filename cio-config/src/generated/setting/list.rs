//! A list in text: `[a, "b, c", ['d']]`.

use std::borrow::Cow;

/// How deep lists may be nested in each other.
const DEPTH: usize = 16;

/// One item of a list.
#[derive(Debug, PartialEq)]
pub(super) enum ListItem<'a> {
    /// Text, with or without quotes around it.
    Text(Cow<'a, str>),
    /// A list, with its brackets.
    List(&'a str),
}

/// The text between the brackets, if there are brackets.
pub(super) fn inside(text: &str) -> Option<&str> {
    text.trim().strip_prefix('[')?.strip_suffix(']')
}

/// The items between the brackets of a list, or `None` if one of them could be meant in two ways.
///
/// `"…"` has the escapes `\"`, `\\`, `\n`, `\r` and `\t`; in `'…'` every character is itself. After a closing quote an item
/// has ended. An item without quotes has none of the characters that separate, quote or nest. A comma may follow the last.
pub(super) fn items(inside: &str) -> Option<Vec<ListItem<'_>>> {
    let mut items = Vec::new();
    let mut rest = inside.trim_start();
    while !rest.is_empty() {
        let (item, after) = first(rest)?;
        items.push(item);
        rest = after.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if rest.is_empty() => {}
            None => return None,
        }
    }
    Some(items)
}

/// The item at the start of a string, and the rest.
fn first(text: &str) -> Option<(ListItem<'_>, &str)> {
    match text.as_bytes().first()? {
        b'"' | b'\'' => {
            let (raw, after) = text.split_at(quoted_length(text)?);
            Some((ListItem::Text(decoded(raw)?), after))
        }
        b'[' => {
            let (list, after) = text.split_at(list_length(text)?);
            Some((ListItem::List(list), after))
        }
        _ => {
            let (bare, after) = text.split_at(text.find(',').unwrap_or(text.len()));
            let bare = bare.trim_end();
            let is_clear = !bare.is_empty() && !bare.contains(needs_quotes);
            is_clear.then_some((ListItem::Text(bare.into()), after))
        }
    }
}

/// Whether a character in an item without quotes may have been meant as more than itself.
fn needs_quotes(char: char) -> bool {
    let is_quote = matches!(char, '"' | '\'' | '`' | '«' | '»' | '\u{2018}'..='\u{201f}');
    is_quote || matches!(char, ';' | '[' | ']' | '{' | '}') || char.is_control()
}

/// The length of the quoted string at the start, with its quotes.
fn quoted_length(text: &str) -> Option<usize> {
    let quote = text.as_bytes()[0];
    let mut at = 1;
    loop {
        match text.as_bytes().get(at)? {
            b'\\' if quote == b'"' => at += 2,
            byte if *byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The length of the list at the start, with its brackets.
fn list_length(text: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0);
    loop {
        match text.as_bytes().get(at)? {
            b'"' | b'\'' => {
                at += quoted_length(&text[at..])?;
                continue;
            }
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        match depth {
            0 => return Some(at),
            DEPTH => return None,
            _ => {}
        }
    }
}

/// A string in quotes as it is meant.
fn decoded(quoted: &str) -> Option<Cow<'_, str>> {
    let inside = &quoted[1..quoted.len() - 1];
    if quoted.starts_with('\'') || !inside.contains('\\') {
        return Some(inside.into());
    }
    let mut decoded = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(char) = chars.next() {
        decoded.push(match char {
            '\\' => match chars.next()? {
                plain @ ('"' | '\\') => plain,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => return None,
            },
            char => char,
        });
    }
    Some(decoded.into())
}

#[cfg(test)]
mod tests {
    use super::{ListItem, inside, items};

    fn texts(list: &str) -> Option<Vec<String>> {
        let items = items(inside(list)?)?;
        let texts = items.into_iter().map(|item| match item {
            ListItem::Text(text) => text.into_owned(),
            ListItem::List(list) => format!("list {list}"),
        });
        Some(texts.collect())
    }

    #[test]
    fn an_item_is_read_however_it_is_written() {
        for (list, expected) in [
            ("[]", &[][..]),
            (" [ ] ", &[]),
            ("[a]", &["a"]),
            ("[a, b c,d]", &["a", "b c", "d"]),
            (r#"["trial", "paid"]"#, &["trial", "paid"]),
            ("['trial','paid']", &["trial", "paid"]),
            (r#"[trial, "paid", 'free']"#, &["trial", "paid", "free"]),
            (r#"["a, b", 'c, d']"#, &["a, b", "c, d"]),
            (r#"["a]", "b"]"#, &["a]", "b"]),
            (r#"["it's", 'say "x"']"#, &["it's", "say \"x\""]),
            (r#"["a\"b", "c\\d", "e\nf\tg\rh"]"#, &["a\"b", "c\\d", "e\nf\tg\rh"]),
            (r"['a\b', c:\d]", &["a\\b", "c:\\d"]),
            (r#"["", '']"#, &["", ""]),
            ("[a, b,]", &["a", "b"]),
            ("[\n  \"a\",\n  \"b\",\n]", &["a", "b"]),
            ("[1, -2, 3.5e6]", &["1", "-2", "3.5e6"]),
            ("[[1, 2], ['a]', []]]", &["list [1, 2]", "list ['a]', []]"]),
            ("[é, \"ü\"]", &["é", "ü"]),
        ] {
            assert_eq!(
                texts(list).as_deref(),
                Some(&expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..]),
                "{list}"
            );
        }
    }

    #[test]
    fn an_item_that_could_be_meant_in_two_ways_is_refused() {
        let deep = "[".repeat(17) + &"]".repeat(17);
        for list in [
            "",
            "a",
            "a, b",
            "[a",
            "a]",
            "(a, b)",
            "[,]",
            "[a,,b]",
            "[,a]",
            "[\"a]",
            "['a]",
            "[\"a\" b]",
            "[a \"b\"]",
            "[a\"b]",
            "[it's]",
            "[`a`]",
            "[“a”, “b”]",
            "[‘a’]",
            "[«a»]",
            "[a; b]",
            "[a]b]",
            "[{a}]",
            "[a\nb]",
            r#"["a\qb"]"#,
            r#"["a\"]"#,
            r#"["a""b"]"#,
            "[[a]",
            "[a]]",
            "[[a], b",
            &deep,
        ] {
            assert_eq!(texts(list), None, "{list}");
        }
    }
}
