//! Values written as `serde_json` writes them, and values refused at any depth.

use super::to_json;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
enum Shape {
    Unit,
    Newtype(f64),
    Tuple(f64, f32),
    Struct { x: Option<f64> },
}

#[test]
fn finite_json_is_what_serde_json_writes() {
    let value = (
        vec![Shape::Unit, Shape::Newtype(1.5), Shape::Tuple(2.0, 0.1), Shape::Struct { x: None }],
        BTreeMap::from([("é\"", Some(i128::MAX)), ("b", None)]),
        ((), 'c', "text", u64::MAX, true),
    );
    assert_eq!(to_json("body", &value).unwrap(), serde_json::to_vec(&value).unwrap());
}

#[test]
fn nan_and_infinities_are_refused_at_any_depth() {
    fn refused<T: Serialize>(value: T) -> String {
        to_json("body", &value).unwrap_err().to_string()
    }
    let reason = "body has a number that is NaN or infinite, which JSON cannot represent";
    assert_eq!(refused(f64::NAN), reason);
    assert_eq!(refused(f32::INFINITY), reason);
    assert_eq!(refused(vec![Some(f64::NEG_INFINITY)]), reason);
    assert_eq!(refused((1, f64::NAN)), reason);
    assert_eq!(refused(BTreeMap::from([("a", [f64::NAN])])), reason);
    assert_eq!(refused(Shape::Newtype(f64::NAN)), reason);
    assert_eq!(refused(Shape::Tuple(1.0, f32::NAN)), reason);
    assert_eq!(refused(Shape::Struct { x: Some(f64::NAN) }), reason);
}

#[test]
fn a_time_in_parts_is_refused_wherever_it_is() {
    fn refused<T: Serialize>(value: T) -> bool {
        let written = to_json("data", &value);
        written.is_err_and(|fault| {
            fault.to_string() == "data is a time in parts: give the number of seconds since 1970"
        })
    }
    let now = std::time::SystemTime::now();
    assert!(refused(now) && refused(Some(now)) && refused(vec![BTreeMap::from([("at", now)])]));
    // As the crate `time` writes an `OffsetDateTime` and a `PrimitiveDateTime`.
    assert!(
        refused((2024, 144, 10, 0, 0, 0, 2, 0, 0)) && refused([Some((2024, 144_u16, 10_u8, 0, 0, 7_u32))])
    );
    assert!(!refused((2024, 144, 10, 0, 0)) && !refused((24, 144, 10, 0, 0, 0)) && !refused([0; 6]));
    assert!(!refused((2024, 144, "a", 0, 0, 0)) && !refused((2024, 144, 10, 60, 0, 0, 2, 0, 0)));
    assert!(!refused(std::time::Duration::from_secs(1)));
    // A value that was made before has lost the types, and has its members in order of their names.
    let parts = (2024, 144, 10, 0, 0, 0, 2, 0, 0);
    for time in [serde_json::json!(now), serde_json::json!(parts)] {
        assert!(refused(&time) && refused(serde_json::json!({"a": [{"b": time}]})), "{time}");
    }
    let numbers =
        serde_json::json!({"list": [1, 2, 3, 4, 5, 6], "secs_since_epoch": 1, "count": {"secs": 1, "b": 2}});
    assert!(!refused(numbers));
}

#[test]
fn other_failures_do_not_repeat_the_value() {
    let error = to_json("body", &BTreeMap::from([(vec!["ada@example.com"], 1)])).unwrap_err();
    assert_eq!(error.to_string(), "body cannot be written as JSON");
}
