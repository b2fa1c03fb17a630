//! Picks one field out of a secret.

use crate::credential::value::Value;
use crate::finding::secret_problem::SecretProblem;
use crate::store::secret::{Content, FieldContent, Secret};

impl Secret {
    /// The value at a path through the fields; without steps, the secret itself.
    pub(crate) fn pick<S: AsRef<str>>(&self, way: &[S]) -> Result<Value, SecretProblem> {
        match (&self.content, way) {
            (Content::Value(bytes), []) => Ok(Value::copy_of(bytes)),
            (Content::Value(bytes), way) => in_json(bytes, way),
            (Content::Fields(_), []) => Err(SecretProblem::NeedsField),
            (Content::Fields(fields), [name, rest @ ..]) => {
                let field = fields.iter().find(|(known, _)| known == name.as_ref());
                match field.map(|(_, content)| content) {
                    Some(FieldContent::Text(bytes)) if rest.is_empty() => Ok(Value::copy_of(bytes)),
                    Some(FieldContent::Text(bytes)) => in_json(bytes, rest),
                    Some(FieldContent::Other(found)) => Err(SecretProblem::FieldNotText { found }),
                    None => Err(SecretProblem::NoField),
                }
            }
        }
    }
}

impl Secret {
    /// The names of the fields at a path; none if nothing with fields is there.
    pub(crate) fn names<S: AsRef<str>>(&self, way: &[S]) -> Vec<String> {
        let (bytes, rest) = match (&self.content, way) {
            (Content::Fields(fields), []) => return fields.iter().map(|(name, _)| name.clone()).collect(),
            (Content::Fields(fields), [name, rest @ ..]) => {
                match fields.iter().find(|(known, _)| known == name.as_ref()) {
                    Some((_, FieldContent::Text(bytes))) => (bytes, rest),
                    _ => return Vec::new(),
                }
            }
            (Content::Value(bytes), way) => (bytes, way),
        };
        names_in_json(bytes, rest).unwrap_or_default()
    }
}

#[cfg(any(feature = "json", feature = "store"))]
fn names_in_json<S: AsRef<str>>(bytes: &[u8], way: &[S]) -> Option<Vec<String>> {
    use crate::text::json::object::Object;

    let mut object: Object<'_> = serde_json::from_slice(bytes).ok()?;
    for name in way {
        object = serde_json::from_str(object.get(name.as_ref())?.get()).ok()?;
    }
    Some(object.names().map(str::to_owned).collect())
}

#[cfg(not(any(feature = "json", feature = "store")))]
fn names_in_json<S: AsRef<str>>(_: &[u8], _: &[S]) -> Option<Vec<String>> {
    None
}

/// The value at a path in JSON. Only the value at the end of the path is decoded.
#[cfg(any(feature = "json", feature = "store"))]
fn in_json<S: AsRef<str>>(bytes: &[u8], way: &[S]) -> Result<Value, SecretProblem> {
    use crate::text::json;
    use crate::text::json::object::Object;
    use serde_json::value::RawValue;

    let mut raw: &RawValue = serde_json::from_slice(bytes).map_err(|_| SecretProblem::NotJson)?;
    for (index, name) in way.iter().enumerate() {
        let found = json::kind(raw);
        if found != "object" {
            let found = SecretProblem::FieldNotObject { found };
            return Err(if index == 0 { SecretProblem::NotJson } else { found });
        }
        let object: Object<'_> = serde_json::from_str(raw.get()).map_err(|_| SecretProblem::NotJson)?;
        if object.second_of_its_name().is_some() {
            return Err(SecretProblem::FieldTwice);
        }
        raw = object.get(name.as_ref()).ok_or(SecretProblem::NoField)?;
    }
    let text = json::string::text(raw).map_err(|_| SecretProblem::NotJson)?;
    text.map(Value::new).ok_or_else(|| SecretProblem::FieldNotText { found: json::kind(raw) })
}

#[cfg(not(any(feature = "json", feature = "store")))]
fn in_json<S: AsRef<str>>(_: &[u8], _: &[S]) -> Result<Value, SecretProblem> {
    Err(SecretProblem::JsonOff)
}

#[cfg(all(test, any(feature = "json", feature = "store")))]
mod tests {
    use crate::finding::secret_problem::SecretProblem;
    use crate::store::secret::Secret;

    fn picked(secret: &Secret, way: &[&str]) -> Result<String, SecretProblem> {
        secret.pick(way).map(|value| value.text().unwrap().to_owned())
    }

    #[test]
    fn a_field_of_json_is_decoded_and_anything_else_is_reported_by_kind() {
        let json = r#"{"key": "a\u002Db", "in": {"key": "deep", "n": 1}, "list": ["x"], "none": null, "text": "{\"key\": \"x\"}"}"#;
        let secret = Secret::value(json.as_bytes().to_vec());
        for (way, expected) in [
            (&["key"][..], Ok("a-b")),
            (&["in", "key"], Ok("deep")),
            (&[], Ok(json)),
            (&["Key"], Err(SecretProblem::NoField)),
            (&["in", "other"], Err(SecretProblem::NoField)),
            (&["in"], Err(SecretProblem::FieldNotText { found: "object" })),
            (&["in", "n"], Err(SecretProblem::FieldNotText { found: "number" })),
            (&["list"], Err(SecretProblem::FieldNotText { found: "array" })),
            (&["none"], Err(SecretProblem::FieldNotText { found: "null" })),
            (&["key", "more"], Err(SecretProblem::FieldNotObject { found: "string" })),
        ] {
            assert_eq!(picked(&secret, way), expected.map(str::to_owned), "{way:?}");
        }
    }

    #[test]
    fn the_names_beside_a_field_are_found() {
        let json = br#"{"key": "a", "in": {"app-api-key": "b", "n": 1}, "text": "c"}"#.to_vec();
        let fields = Secret::fields().field("json", json.clone()).other_field("n", "a number");
        for (secret, way, expected) in [
            (&Secret::value(json), &[][..], &["key", "in", "text"][..]),
            (&fields, &["json", "in"], &["app-api-key", "n"]),
            (&fields, &[], &["json", "n"]),
            (&fields, &["n"], &[]),
            (&fields, &["json", "text"], &[]),
            (&Secret::value(b"plain".to_vec()), &[], &[]),
        ] {
            assert_eq!(secret.names(way), expected, "{way:?}");
        }
    }

    #[test]
    fn only_an_object_has_fields() {
        for text in ["", "plain", "\"quoted\"", "[]", "1", "{\"a\": \"b\"} c", "{\"a\": \"\\ud800\"}"] {
            let secret = Secret::value(text.as_bytes().to_vec());
            assert_eq!(picked(&secret, &["a"]), Err(SecretProblem::NotJson), "{text}");
        }
        let twice = Secret::value(br#"{"a": "b", "a": "c"}"#.to_vec());
        assert_eq!(picked(&twice, &["a"]), Err(SecretProblem::FieldTwice));
    }

    #[test]
    fn a_field_of_a_store_may_hold_json_too() {
        let secret = Secret::fields()
            .field("key", b"k".to_vec())
            .field("json", br#"{"a": "b"}"#.to_vec())
            .other_field("n", "a number");
        for (way, expected) in [
            (&["key"][..], Ok("k")),
            (&["json", "a"], Ok("b")),
            (&["key", "a"], Err(SecretProblem::NotJson)),
            (&["n"], Err(SecretProblem::FieldNotText { found: "a number" })),
            (&["other"], Err(SecretProblem::NoField)),
            (&[], Err(SecretProblem::NeedsField)),
        ] {
            assert_eq!(picked(&secret, way), expected.map(str::to_owned), "{way:?}");
        }
    }
}
