//! The events, each in its shortest form: there may be many.

use crate::sandbox::effect::Event;
use crate::sandbox::workspace_key::WorkspaceKey;
use crate::surface::host::Host;
use serde_json::{Map, Value};

/// An event as it is kept: an [`Event`] whose data is text.
#[derive(Debug)]
pub(in crate::sandbox) struct StoredEvent {
    pub(in crate::sandbox) place: WorkspaceKey,
    pub(super) person: Option<Box<str>>,
    pub(super) anonymous_id: Option<Box<str>>,
    host: Host,
    kind: Box<str>,
    name: Box<str>,
    id: Option<Box<str>>,
    timestamp: Option<Box<Value>>,
    data: Box<str>,
}

impl StoredEvent {
    pub(super) fn new(event: Event) -> Self {
        let place = event.place();
        let data = if event.data.is_empty() { String::new() } else { Value::Object(event.data).to_string() };
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        Self {
            place,
            person: boxed(event.person),
            anonymous_id: boxed(event.anonymous_id),
            host: event.host,
            kind: event.kind.into(),
            name: event.name.into(),
            id: boxed(event.id),
            timestamp: event.timestamp.map(Box::new),
            data: data.into(),
        }
    }

    pub(in crate::sandbox) fn event(&self) -> Event {
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Event {
            region: self.place.region,
            workspace: self.place.id(),
            host: self.host,
            kind: self.kind.to_string(),
            name: self.name.to_string(),
            person: text(&self.person),
            anonymous_id: text(&self.anonymous_id),
            id: text(&self.id),
            timestamp: self.timestamp.as_deref().cloned(),
            data: serde_json::from_str::<Map<_, _>>(&self.data).unwrap_or_default(),
        }
    }
}
