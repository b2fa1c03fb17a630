//! The effects of one call.

use super::semantic;
use crate::sandbox::body;
use crate::sandbox::body::JsonObject;
use crate::sandbox::effect::change::Change;
use crate::sandbox::effect::{Effect, Event};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::workspace_key::WorkspaceKey;
use crate::surface::host::Host;
use serde_json::Value;

/// One call, alone or out of a batch.
pub(super) struct Call<'a> {
    /// `identify`, `track` and so on.
    pub(super) kind: &'a str,
    pub(super) body: &'a JsonObject,
    /// Its own, or that of its batch.
    pub(super) context: Option<&'a JsonObject>,
    pub(super) place: WorkspaceKey,
}

impl Call<'_> {
    pub(super) fn effects(&self) -> Result<Vec<Effect>, Refusal> {
        for name in ["timestamp", "originalTimestamp", "sentAt"] {
            body::text(self.body, name)?;
        }
        body::object(self.body, "integrations")?;
        match self.kind {
            "identify" => self.identify(),
            "track" => self.track(),
            "page" | "screen" => {
                self.known_or_anonymous()?;
                Ok(vec![self.event_effect(self.kind, "name")?])
            }
            "group" => self.group(),
            "alias" => self.alias(),
            _ => Err(Refusal::bad_request("type must be identify, track, page, screen, group or alias")),
        }
    }

    /// An address in the traits identifies too; an `anonymousId` alone identifies no person yet.
    fn identify(&self) -> Result<Vec<Effect>, Refusal> {
        let traits = body::object(self.body, "traits")?.cloned().unwrap_or_default();
        match self.id("userId").or_else(|| body::identifier(&traits, "email")) {
            Some(id) => {
                // The documents say nothing of a `timestamp` that is older than another.
                let (place, create, at) = (self.place, true, None);
                Ok(vec![Effect::Identified { place, id, attributes: traits, create, at }])
            }
            None => self.known_or_anonymous().map(|_| Vec::new()),
        }
    }

    fn track(&self) -> Result<Vec<Effect>, Refusal> {
        let event = body::required_text(self.body, "event")?;
        if let Some(effects) = semantic::effects(event, self)? {
            return Ok(effects);
        }
        if self.id("groupId").is_none() && self.known_or_anonymous().is_err() {
            return Err(Refusal::bad_request("one of userId, anonymousId and groupId is required"));
        }
        Ok(vec![self.event_effect("event", "event")?])
    }

    /// The Track API calls groups objects.
    fn group(&self) -> Result<Vec<Effect>, Refusal> {
        let group = self.id("groupId").ok_or_else(|| Refusal::bad_request("groupId is required"))?;
        let person = self.known_or_anonymous()?;
        let mut traits = body::object(self.body, "traits")?.cloned().unwrap_or_default();
        let relationship = body::object(&traits, "relationshipAttributes")?.cloned().unwrap_or_default();
        let type_id = body::identifier(&traits, "object_type_id");
        let object = object_key(type_id.or_else(|| self.id("objectTypeId")), &group)?;
        traits.remove("object_type_id");
        traits.remove("relationshipAttributes");
        Ok(self.changed([
            Change::IdentifiedObject { object: object.clone(), attributes: traits },
            Change::Related { object, person, attributes: relationship },
        ]))
    }

    /// Means something to a few integrations only, and nothing here.
    fn alias(&self) -> Result<Vec<Effect>, Refusal> {
        if self.id("previousId").is_none() || self.id("userId").is_none() {
            return Err(Refusal::bad_request("previousId and userId are required"));
        }
        Ok(Vec::new())
    }

    pub(super) fn event_effect(&self, kind: &str, name: &str) -> Result<Effect, Refusal> {
        Ok(Effect::Event(Event {
            region: self.place.region,
            workspace: self.place.id(),
            host: Host::Pipelines,
            kind: kind.to_owned(),
            name: body::text(self.body, name)?.unwrap_or_default().to_owned(),
            person: self.id("userId"),
            anonymous_id: self.id("anonymousId"),
            id: body::some_text(self.body, "messageId")?,
            timestamp: self.body.get("timestamp").cloned(),
            data: body::object(self.body, "properties")?.cloned().unwrap_or_default(),
        }))
    }

    pub(super) fn changed(&self, changes: impl IntoIterator<Item = Change>) -> Vec<Effect> {
        changes.into_iter().map(|change| Effect::Changed(self.place, change)).collect()
    }

    /// The person it is about, known or anonymous.
    pub(super) fn known_or_anonymous(&self) -> Result<String, Refusal> {
        self.id("userId")
            .or_else(|| self.id("anonymousId"))
            .ok_or_else(|| Refusal::bad_request("userId or anonymousId is required"))
    }

    pub(super) fn id(&self, name: &str) -> Option<String> {
        body::identifier(self.body, name)
    }
}

/// The key under which an object is stored: its type, by default 1, and its ID.
pub(super) fn object_key(type_id: Option<String>, id: &str) -> Result<String, Refusal> {
    let type_id = type_id.unwrap_or_else(|| "1".to_owned());
    if type_id.parse::<u64>().is_err() {
        return Err(Refusal::bad_request("the object type must be a whole number"));
    }
    Ok(format!("{type_id}/{id}"))
}

/// A string property, which must be one of `values` unless that is empty.
pub(super) fn property<'a>(
    properties: &'a JsonObject,
    name: &str,
    values: &[&str],
) -> Result<&'a str, Refusal> {
    let value = properties.get(name).and_then(Value::as_str).filter(|value| !value.is_empty());
    let value = value.ok_or_else(|| Refusal::bad_request(format!("properties.{name} is required")))?;
    if !values.is_empty() && !values.contains(&value) {
        return Err(Refusal::bad_request(format!("properties.{name} must be one of {}", values.join(", "))));
    }
    Ok(value)
}
