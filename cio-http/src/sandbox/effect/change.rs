//! Changes by requests to the Track API, other than attributes and events.

use crate::sandbox::workspace_key::placed;
use cio_config::{Region, WorkspaceId};
use serde_json::{Map, Value};

/// One change, within the account that the request was signed for.
#[derive(Clone, Debug)]
pub(in crate::sandbox) enum Change {
    AddedDevice { person: String, token: String, device: Map<String, Value> },
    DeletedDevice { person: String, token: String },
    Suppressed { person: String },
    Unsuppressed { person: String },
    Merged { primary: String, secondary: String },
    Segmented { segment: u64, people: Vec<String>, added: bool },
    Unsubscribed { delivery_id: String },
    Submitted(Form),
    Reported(Metric),
    IdentifiedObject { object: String, attributes: Map<String, Value> },
    DeletedObject { object: String },
    Related { object: String, person: String, attributes: Map<String, Value> },
    Unrelated { object: String, person: String },
}

/// A form that was submitted.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Form {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The form.
    pub form_id: String,
    /// Who submitted it: the id or the e-mail address.
    pub person: String,
    /// All fields that the service keeps, `id` or `email` included.
    pub data: Map<String, Value>,
}

/// A metric that was reported.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Metric {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The delivery.
    pub delivery_id: String,
    /// The metric: `opened`.
    pub metric: String,
    /// The whole request, or the whole operation of a batch.
    pub request: Map<String, Value>,
}

placed!(Form, Metric);

impl Change {
    /// Whom it is about.
    pub(in crate::sandbox) fn people(&self) -> Vec<&str> {
        match self {
            Self::AddedDevice { person, .. }
            | Self::DeletedDevice { person, .. }
            | Self::Suppressed { person }
            | Self::Unsuppressed { person }
            | Self::Related { person, .. }
            | Self::Unrelated { person, .. } => vec![person],
            Self::Merged { primary, secondary } => vec![primary, secondary],
            Self::Segmented { people, .. } => people.iter().map(String::as_str).collect(),
            Self::Submitted(form) => vec![&form.person],
            Self::Unsubscribed { .. }
            | Self::Reported(_)
            | Self::IdentifiedObject { .. }
            | Self::DeletedObject { .. } => Vec::new(),
        }
    }
}
