//! The message of each rule: the mistake, and the fix.

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
                    // The type reads the right variable, so the field's name is the mistake.
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
                message.push(" mark it `#[cio(any_name)]` if this is intended")
            }
            Rule::ParameterAsKey => {
                Message::new("only the region can be a type parameter: write the type of the credential")
            }
            Rule::EnvClaims(claimed) => Message::new("this is the variable of the ")
                .push(claimed.name())
                .push(", but the field holds the ")
                .push(role.name())
                .push(": read `")
                .push(role.variable())
                .push("`, or mark the field `#[cio(any_name)]` if this is intended"),
            Rule::SettingReads(claimed) => Message::new("this is a name of the ")
                .push(claimed.name())
                .push(", which a setting cannot read: write `")
                .push(claimed.type_name())
                .push("` without `setting`, or give the setting another name"),
            Rule::CredentialAsSetting => Message::new("`")
                .push(role.type_name())
                .push("` is a credential, not a setting: remove `setting`"),
            Rule::SettingIsProfile => Message::new(
                "`CUSTOMERIO_PROFILE` chooses the profile, so a setting cannot read it: give the setting another name",
            ),
            Rule::SameRole(first) => Message::new("the field `")
                .push(self.fields[first].name)
                .push("` holds the ")
                .push(role.name())
                .push(" too, and a struct holds each credential once: remove one of the two"),
            Rule::SameVariable(first) => {
                let message = Message::new("the field `").push(self.fields[first].name);
                match field.kind {
                    FieldKind::Nested(_) => message.push(
                        "` and this one read the same variable, so both would hold the same value: give the nested \
                         struct its own `#[cio(workspace = \"…\")]`",
                    ),
                    _ => message.push(
                        "` reads this variable too, or one of the two is the other's `_FILE`, so both would hold the \
                         same value: give one of them another `env`",
                    ),
                }
            }
            Rule::KeyHasDefault => Message::new(
                "only a region can have a default, since a key in the source is compiled into the binary: remove `default`",
            ),
            Rule::NeedlessDefault if matches!(field.kind, FieldKind::Setting) => {
                Message::new("an `Option` is `None` when no value is set: remove `default`, or the `Option`")
            }
            Rule::NeedlessDefault => Message::new(
                "only the type `Region` takes a default: write `region: Region`, or remove `default`",
            ),
            Rule::TrackKeyAlone => Message::new(
                "the Track API takes a `TrackApiKey` and its `SiteId` as a pair: add `site_id: SiteId,`",
            ),
            Rule::SiteIdAlone => Message::new(
                "a `SiteId` alone cannot sign requests: add `track_key: TrackApiKey,` for the Track API, \
                 or `cdp_key: CdpApiKey,` to configure a mobile app",
            ),
            Rule::NoRegion => Message::new(
                "a key that signs requests needs a region, since each region has its own hosts: \
                 add `region: Region,` (`Option<Region>` is not enough)",
            ),
        }
    }
}
