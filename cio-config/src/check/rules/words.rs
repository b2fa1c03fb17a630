//! What the rules say: what is wrong, and what to write instead.

use crate::check::rules::{Judged, Rule};
use crate::credential::role::Role;
use crate::schema::fields::{FieldKind, Presence};
use crate::text::message::Message;

impl<const FIELDS: usize> Judged<FIELDS> {
    pub(super) const fn message(&self, index: usize, rule: Rule) -> Message {
        let field = &self.fields[index];
        let role = match field.role() {
            Some(role) => role,
            None => Role::Region,
        };
        match rule {
            Rule::NameClaims(claimed) => {
                let message = Message::new("the field `")
                    .push(field.name)
                    .push("` is named for the ")
                    .push(claimed.name())
                    .push(", but its type is that of the ")
                    .push(role.name());
                let message = match (field.env, field.presence) {
                    // What it reads is right, so the name is what is wrong.
                    (Some(_), _) => message.push(": rename the field, or"),
                    (None, Presence::Optional) => message
                        .push(": write `")
                        .push(field.name)
                        .push(": Option<")
                        .push(claimed.type_name())
                        .push(">`, rename the field, or"),
                    (None, _) => message
                        .push(": write `")
                        .push(field.name)
                        .push(": ")
                        .push(claimed.type_name())
                        .push("`, rename the field, or"),
                };
                message.push(" mark it `#[cio(any_name)]` if it is meant")
            }
            Rule::ParameterAsKey => Message::new(
                "a type parameter can only be the pinned region: write the type of the credential",
            ),
            Rule::EnvClaims(claimed) => Message::new("this is the variable of the ")
                .push(claimed.name())
                .push(", but the field holds the ")
                .push(role.name())
                .push(": read `")
                .push(role.variable())
                .push("`, or mark the field `any_name` if it is meant"),
            Rule::SettingReads(claimed) => Message::new("a setting may not read what belongs to the ")
                .push(claimed.name())
                .push(": hold it as `")
                .push(claimed.type_name())
                .push("`, without `setting`, or give the setting another name"),
            Rule::CredentialAsSetting => Message::new("`")
                .push(role.type_name())
                .push("` is no setting: remove `setting`, the type says where it is read"),
            Rule::SettingIsProfile => Message::new(
                "`CUSTOMERIO_PROFILE` chooses the profile, so no setting can read it: give it another name",
            ),
            Rule::SameRole(first) => Message::new("the field `")
                .push(self.fields[first].name)
                .push("` holds the ")
                .push(role.name())
                .push(" already: keep one of the two"),
            Rule::SameVariable(first) => {
                let message = Message::new("the field `").push(self.fields[first].name);
                match field.kind {
                    FieldKind::Nested(_) => message.push(
                        "` reads a variable that this struct reads too, so both would always hold one value: give the \
                         nested struct a `#[cio(workspace = \"…\")]` of its own",
                    ),
                    _ => message.push(
                        "` reads this variable, or names a file by it, so both would always hold one value: give one \
                         of them another `env`",
                    ),
                }
            }
            Rule::KeyHasDefault => Message::new(
                "only a region can have a default: a key in the source is compiled into the binary for all to read",
            ),
            Rule::NeedlessDefault if matches!(field.kind, FieldKind::Setting) => {
                Message::new("an `Option` never lacks a value: remove `default`, or the `Option`")
            }
            Rule::NeedlessDefault => Message::new(
                "`Option<Region>` and a pin never lack a value: remove `default`, or write `region: Region`",
            ),
            Rule::TrackKeyAlone => Message::new(
                "a `TrackApiKey` signs nothing without its `SiteId`, the Track API takes both as a pair: \
                 add `site_id: SiteId,`",
            ),
            Rule::SiteIdAlone => Message::new(
                "a `SiteId` alone signs nothing: add `track_key: TrackApiKey,` for the Track API, \
                 or `cdp_key: CdpApiKey,` to configure a mobile app",
            ),
            Rule::NoRegion => Message::new(
                "a key that signs requests needs a region, since each region has its own hosts: \
                 add `region: Region,` (an `Option<Region>` does not count)",
            ),
        }
    }
}
