//! The outcome of the items, for each form of answer to a batch.

use super::BatchOutcome;
use http::Response;

fn read(status: u16, body: &str) -> Result<BatchOutcome, String> {
    let response = Response::builder().status(status).body(body.to_owned().into()).unwrap();
    BatchOutcome::read(3, &response).map_err(|unreadable| unreadable.to_string())
}

#[test]
fn an_item_with_two_errors_is_one_item() {
    let outcome = read(
        207,
        r#"{"errors":[{"batch_index":1,"field":"name"},{"batch_index":1,"reason":"new"},{"message":"?","x":1}]}"#,
    );
    let outcome = outcome.unwrap();
    assert_eq!((outcome.accepted(), outcome.refused(), outcome.uncertain()), (0, 1, 2));
    assert!(!outcome.is_complete());
    let said: Vec<_> = outcome.errors().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["item 1: name was refused", "item 1: new", "an item: ?"]);
}

#[test]
fn an_error_that_names_no_item_leaves_every_item_uncertain() {
    let named = read(207, r#"{"errors":[{"batch_index":1}]}"#).unwrap();
    assert_eq!([0, 1, 2, 3].map(|index| named.is_accepted(index)), [true, false, true, false]);
    for nameless in [r#"{"errors":[{"message":"?"}]}"#, r#"{"errors":[{"batch_index":9}]}"#] {
        let outcome = read(207, nameless).unwrap();
        assert!((0..3).all(|index| !outcome.is_accepted(index)), "{nameless}");
    }
}

/// Each count beside its definition, and an answer of a size at which a search per item would take minutes.
#[test]
fn the_counts_are_those_of_the_errors_however_many_there_are() {
    for (items, errors) in [(0, 3), (1, 0), (3, 7), (7, 3), (7_000, 7_000), (3_000, 400_000)] {
        let index = |error: usize| error * error % (items + items / 3 + 1);
        let list: Vec<_> = (0..errors)
            .map(|error| format!(r#"{{"batch_index":{},"message":"{error}"}}"#, index(error)))
            .collect();
        let body = format!(r#"{{"errors":[{}]}}"#, list.join(","));
        let response = Response::builder().status(207).body(body.into()).unwrap();
        let outcome = BatchOutcome::read(items, &response).unwrap();

        let mut first = vec![None; items + items / 3 + 1];
        for error in (0..errors).rev() {
            first[index(error)] = Some(error.to_string());
        }
        let named = first[..items].iter().flatten().count();
        let nameless = (0..errors).filter(|error| index(*error) >= items).count();
        let uncertain = if nameless > 0 { items - named } else { 0 };
        assert_eq!((outcome.refused(), outcome.uncertain()), (named, uncertain), "{items} {errors}");
        let accepted = (0..items).filter(|item| outcome.is_accepted(*item)).count();
        assert_eq!(outcome.accepted(), accepted, "{items} {errors}");
        assert_eq!(outcome.first_nameless().is_some(), nameless > 0);
        for (item, first) in first.iter().enumerate().take(items) {
            let found = outcome.error_of(item).and_then(|error| error.message.clone());
            assert_eq!(found, *first, "{items} {errors} {item}");
            assert_eq!(outcome.is_accepted(item), first.is_none() && nameless == 0);
        }
        assert!(!outcome.is_accepted(items));
    }
}

#[test]
fn an_error_in_another_form_is_an_error_all_the_same() {
    let outcome =
        read(207, r#"{"errors":[{"batch_index":"1","message":["?"]},{"batch_index":-1},null,"new"]}"#);
    let outcome = outcome.unwrap();
    assert_eq!((outcome.errors().len(), outcome.accepted()), (4, 0));
    assert_eq!(outcome.errors()[0].to_string(), "item 1 was refused");
    assert_eq!(outcome.errors()[3].to_string(), "an item was refused");
}

#[test]
fn all_are_taken_where_no_error_is_listed() {
    for (status, body) in
        [(200, "{}"), (200, ""), (204, ""), (200, r#"{"errors":null}"#), (207, r#"{"errors":[]}"#)]
    {
        let outcome = read(status, body).unwrap();
        assert_eq!((outcome.accepted(), outcome.is_complete()), (3, true), "{status} {body}");
    }
}

#[test]
fn a_207_that_names_no_items_is_not_taken_for_success() {
    for (body, reason) in [
        ("{}", "it does not say which items were refused"),
        ("", "it ends too early (line 1, column 0)"),
        ("<html>", "it is not JSON (line 1, column 1)"),
    ] {
        assert_eq!(read(207, body).unwrap_err(), reason);
    }
}

#[test]
fn words_cannot_forge_a_line_of_a_log() {
    let body =
        r#"{"errors":[{"batch_index":1,"field":"a\nb","message":"bad value \"x\r\nERROR all lost\""}]}"#;
    let outcome = read(207, body).unwrap();
    assert_eq!(outcome.errors()[0].to_string(), "item 1: a b: bad value \"x  ERROR all lost\"");
}

#[test]
fn words_are_cut() {
    let body = format!(r#"{{"errors":[{{"batch_index":9,"message":"{}"}}]}}"#, "é".repeat(400));
    let outcome = read(207, &body).unwrap();
    assert_eq!(outcome.errors()[0].message.as_ref().unwrap().chars().count(), 301);
    assert_eq!(
        (outcome.accepted(), outcome.uncertain()),
        (0, 3),
        "the error names an item that the batch lacks, so every item is uncertain"
    );
}
