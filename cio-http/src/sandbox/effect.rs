//! The effects of one request, as values: the record keeps these, and everything else is computed from them.

pub(super) mod change;

use crate::sandbox::effect::change::Change;
use crate::sandbox::workspace_key::{WorkspaceKey, placed};
use crate::surface::host::Host;
use cio_config::{Region, WorkspaceId};
use serde_json::{Map, Value};

/// An event, a page view or a screen view.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The API it came through.
    pub host: Host,
    /// `event`, `page` or `screen`.
    pub kind: String,
    /// Its name; for a page the address or the title.
    pub name: String,
    /// Whose event it is, if the person is known.
    pub person: Option<String>,
    /// Whose event it is, if the person is not.
    pub anonymous_id: Option<String>,
    /// The ID that identifies repetitions: `id` on the Track API, `messageId` on the Pipelines API.
    pub id: Option<String>,
    /// When it happened: seconds on the Track API, text on the Pipelines API.
    pub timestamp: Option<Value>,
    /// `data` on the Track API, `properties` on the Pipelines API.
    pub data: Map<String, Value>,
}

/// A transactional message that was queued, of any kind.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sent {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// `email`, `push`, `sms`, `whatsapp`, `in_app` or `inbox_message`.
    pub kind: &'static str,
    /// The delivery ID that was answered.
    pub delivery_id: String,
    /// When, in seconds since 1970, as was answered.
    pub queued_at: u64,
    /// The recipients, as one string, if the request names any.
    pub to: Option<String>,
    /// The person it is recorded for: one of `id`, `email` and `cio_id`.
    pub identifiers: Map<String, Value>,
    /// The whole request.
    pub request: Map<String, Value>,
}

/// A transactional e-mail that was queued.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Email {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The delivery ID that was answered.
    pub delivery_id: String,
    /// The recipients, as one string.
    pub to: String,
    /// The person it is recorded for: one of `id`, `email` and `cio_id`.
    pub identifiers: Map<String, Value>,
    /// The whole request.
    pub request: Map<String, Value>,
}

placed!(Event, Sent);

/// One effect of a request.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    Identified {
        place: WorkspaceKey,
        id: String,
        attributes: Map<String, Value>,
        create: bool,
        /// When it is said to have happened: changes of one person count in this order.
        at: Option<i64>,
    },
    Deleted {
        place: WorkspaceKey,
        id: String,
    },
    Event(Event),
    /// The effects of one message, applied once however often it arrives.
    Once {
        place: WorkspaceKey,
        id: String,
        effects: Vec<Effect>,
    },
    /// Anything else that the Track API changes.
    Changed(WorkspaceKey, Change),
    Queued(Sent),
    /// Something that was made by hand, or deleted, which leaves no value.
    Kept {
        place: WorkspaceKey,
        kind: &'static str,
        id: String,
        value: Option<Value>,
    },
}

impl Effect {
    /// ID and value, if this is about a thing of one kind.
    pub(super) fn about(&self, here: WorkspaceKey, wanted: &str) -> Option<(&str, Option<&Value>)> {
        match self {
            Self::Kept { place, kind, id, value } if *place == here && *kind == wanted => {
                Some((id, value.as_ref()))
            }
            _ => None,
        }
    }
}
