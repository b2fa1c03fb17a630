//! The JSON object of a stored item, and why another is refused.

use super::Stored;
use crate::operation::Replay;
use crate::stored::item::StoredItem;
use crate::wire::UniqueId;
use serde::de::IgnoredAny;
use serde::ser::{Error as _, SerializeStruct as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use std::collections::HashMap;

const VERSION: u64 = 1;
const MEMBERS: [&str; 5] = ["version", "kind", "id", "replay", "body"];
const REPLAYS: [(&str, Replay); 3] =
    [("safe", Replay::Safe), ("deduped_by_id", Replay::DedupedById), ("unsafe", Replay::Unsafe)];

impl Serialize for Stored {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let replay = REPLAYS.iter().find(|(_, replay)| *replay == self.replay());
        let mut object = serializer.serialize_struct("Stored", MEMBERS.len())?;
        object.serialize_field("version", &VERSION)?;
        object.serialize_field("kind", self.item.kind())?;
        object.serialize_field("id", self.id())?;
        object.serialize_field("replay", replay.map_or("unsafe", |(name, _)| *name))?;
        // As a string: a store that reorders or reformats JSON leaves it as it is.
        object.serialize_field("body", &self.item.body().map_err(S::Error::custom)?)?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Not derived: serde's own words for a wrong type repeat the value.
        let value = Value::deserialize(deserializer)?;
        read(value).map_err(|fault| serde::de::Error::custom(format_args!("not a stored item: {fault}")))
    }
}

/// Says what is wrong in words of our own, and repeats nothing of it.
fn read(value: Value) -> Result<Stored, String> {
    let Value::Object(mut members) = value else { return Err("expected a JSON object".into()) };
    match members.get("version").map(Value::as_u64) {
        Some(Some(VERSION)) => {}
        Some(Some(_)) => {
            return Err(format!(
                "`version` is not {VERSION}, which this program reads; update the program that reads before the one \
                 that writes"
            ));
        }
        _ => return Err("`version` is missing or not a number".into()),
    }
    if members.keys().any(|name| !MEMBERS.contains(&name.as_str())) {
        return Err(format!("it has a member that version {VERSION} does not have"));
    }
    let [kind, id, replay, body] = ["kind", "id", "replay", "body"].map(|name| text(&mut members, name));
    let (kind, id, replay) = (kind?, UniqueId::from(id?), replay?);
    if !id.is_ulid() {
        return Err("`id` is not a ULID".into());
    }
    let replay = REPLAYS.iter().find(|(name, _)| *name == replay).map(|(_, replay)| *replay);
    let replay = replay.ok_or("`replay` is not one of `safe`, `deduped_by_id` and `unsafe`")?;
    let body = object(body?)?;
    let item = StoredItem::written(&kind, replay, body);
    let item = item.ok_or_else(|| format!("`kind` is not one that version {VERSION} has"))?;
    if item.replay() != replay {
        return Err("`replay` is not that of its `kind`".into());
    }
    item.body().map_err(|fault| format!("`body` {}", fault.reason()))?;
    Ok(Stored { id, item })
}

fn text(members: &mut Map<String, Value>, name: &str) -> Result<String, String> {
    match members.remove(name) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(format!("`{name}` is missing or not a string")),
    }
}

/// A body, if it is one JSON object from its first byte to its last: it becomes part of a larger one.
fn object(body: String) -> Result<String, String> {
    let is_object = body.starts_with('{')
        && body.ends_with('}')
        && serde_json::from_str::<HashMap<String, IgnoredAny>>(&body).is_ok();
    if is_object { Ok(body) } else { Err("`body` is not a JSON object".into()) }
}
