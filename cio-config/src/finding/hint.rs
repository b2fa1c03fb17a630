//! What to do about a problem, in one sentence: an arm for each kind.

use crate::credential::fault::KeyFault;
use crate::credential::names_in_use;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::kind::{ProblemKind, ReferenceProblem};
use crate::finding::origin::Origin;
use crate::finding::problem::{Finding, Problem};

impl Problem {
    /// What to do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> String {
        let Finding { variable, key, kind, role, near, unread, .. } = &*self.0;
        if let Some(near) = near.first() {
            return near_miss_hint(near, variable, key, *role);
        }
        if *unread && matches!(kind, ProblemKind::Missing) {
            return format!(
                "mend what could not be read, told below: it may stand there; if not, set `{variable}`"
            );
        }
        match (kind, *role) {
            (ProblemKind::Missing, Some(Role::Region)) => {
                format!("set `{variable}` to `us` or `eu`: the account settings name the data center")
            }
            (ProblemKind::Missing | ProblemKind::NotHeld { .. }, Some(role)) => {
                format!("copy it from {}, then set `{variable}`", role.page())
            }
            (ProblemKind::Malformed { origin: Origin::Variable { name }, fault }, _) if names_file(name) => {
                path_hint(name, *fault, variable)
            }
            (ProblemKind::Malformed { origin, fault }, Some(role)) => malformed_hint(origin, *fault, role),
            (ProblemKind::Ambiguous { second, .. }, _) => format!("remove {second}, or make both the same"),
            (ProblemKind::VariableAndFile { .. }, _) => "unset one of them".to_owned(),
            (ProblemKind::SameValue { role: other, first, .. }, Some(role)) => {
                same_value_hint(*other, first, role, variable)
            }
            (ProblemKind::SameValue { .. }, None) => format!("correct `{variable}`"),
            (ProblemKind::HalfPair { present }, _) => format!("set `{variable}` too, or unset {present}"),
            (ProblemKind::OtherName { origin }, _) => other_name_hint(origin, variable, key),
            (ProblemKind::Reference { why, .. }, _) => why.hint(),
            (ProblemKind::Secret { why, .. }, _) => why.hint().to_owned(),
            (ProblemKind::Command { program, .. }, _) => {
                format!("run `{program}` by hand with the same arguments, and see what it prints")
            }
            (ProblemKind::NotText { .. }, _) => "put the value in quotes".to_owned(),
            (ProblemKind::Unreadable { reason, .. }, _) => reason.hint().to_owned(),
            (ProblemKind::Syntax { .. }, _) => "correct the line".to_owned(),
            (ProblemKind::Document { fault, .. }, _) => fault.hint().to_owned(),
            (ProblemKind::Missing | ProblemKind::NotHeld { .. }, None) => format!("set `{variable}`"),
            (ProblemKind::Malformed { origin, .. }, None) => format!("correct {origin}"),
        }
    }
}

fn other_name_hint(origin: &Origin, variable: &str, key: &str) -> String {
    match origin {
        Origin::Variable { name } | Origin::Dotenv { name, .. } if !names_file(name) => format!(
            "rename it to `{variable}`, or write `#[cio(env = \"{name}\")]` on the field; if it is meant for another program, \
             `#[cio(other_names = [\"{name}\"])]` on the struct"
        ),
        Origin::Variable { name } | Origin::Dotenv { name, .. } => format!(
            "rename it to `{variable}_FILE`; if it is meant for another program, write `#[cio(other_names = [\"{name}\"])]` on \
             the struct"
        ),
        Origin::Entry { .. } => format!("rename it to `{variable}`"),
        _ => format!("rename it to `{key}`"),
    }
}

fn same_value_hint(other: Role, first: &Origin, role: Role, variable: &str) -> String {
    match (other, role) {
        (Role::SiteId, Role::TrackApiKey) => format!(
            "{} shows the two side by side: copy the API key into `{variable}`, and look whether {first} is the site ID",
            role.page()
        ),
        (other, role) if other == role => format!(
            "copy the {role} of the other workspace from {}; if both fields are meant to have one key, mark one of them \
             `#[cio(shared)]`",
            role.page()
        ),
        _ => format!("copy the {role} from {}", role.page()),
    }
}

impl ReferenceProblem {
    fn hint(self) -> String {
        match self {
            Self::Malformed(_) => "correct it, or put the value itself there".to_owned(),
            Self::NotAskedFor => "add `#[cio(references)]` to the struct, or set the value itself".to_owned(),
            Self::NoBackend(backend) => match backend.feature() {
                Some(feature) => format!(
                    "in `Cargo.toml`, write `cio-config = {{ version = \"0.1\", features = [\"{feature}\"] }}`, or put the \
                     value itself there"
                ),
                None => "put the value itself there".to_owned(),
            },
        }
    }
}

fn near_miss_hint(near: &Origin, variable: &str, key: &str, role: Option<Role>) -> String {
    match (near, role) {
        (Origin::Dotenv { name, .. }, _) if names_file(name) => format!(
            "{near} is set, but a variable that names a file is read in the environment alone: set `{variable}_FILE` there"
        ),
        (Origin::Variable { name }, _) if names_file(name) => {
            format!("{near} is set: did you mean `{variable}_FILE`?")
        }
        (Origin::Variable { name } | Origin::Dotenv { name, .. }, Some(role)) => {
            let meaning = names_in_use::of_variable(name, None);
            match meaning {
                Some(in_use) if in_use.roles.len() > 1 => format!(
                    "{near} is set, which is the {} in most programs and another key in some: if it is the {role}, set \
                     `{variable}` instead, or write `#[cio(env = \"{name}\")]` on the field",
                    in_use.roles[0]
                ),
                Some(in_use) if in_use.of_environment => format!(
                    "{near} is set, whose name has an environment in it: if it is meant here, set `{variable}`, or write \
                     `#[cio(env = \"{name}\")]` on the field"
                ),
                _ => format!("{near} is set: did you mean `{variable}`?"),
            }
        }
        (Origin::Variable { .. } | Origin::Dotenv { .. }, _) => {
            format!("{near} is set: did you mean `{variable}`?")
        }
        // In a directory both are read, and the one with a table in it is none of a file.
        (Origin::Entry { .. }, _) => format!("there is {near}: did you mean `{variable}`?"),
        _ => format!("there is {near}: did you mean `{key}`?"),
    }
}

fn path_hint(file_variable: &str, fault: KeyFault, variable: &str) -> String {
    match fault {
        KeyFault::Empty => format!("name the file in it, or unset `{file_variable}`"),
        KeyFault::NamesNoFile => {
            format!(
                "put the whole path of the file in `{file_variable}`, or the value itself in `{variable}`"
            )
        }
        _ => format!("take it away from the path in `{file_variable}`"),
    }
}

fn names_file(variable: &str) -> bool {
    variable.to_ascii_uppercase().ends_with("_FILE")
}

fn malformed_hint(origin: &Origin, fault: KeyFault, role: Role) -> String {
    match fault {
        KeyFault::Empty => {
            let undo = match origin {
                Origin::Variable { name: variable } | Origin::VariableFile { variable, .. } => {
                    format!("unset environment variable `{variable}`")
                }
                _ => format!("remove {origin}"),
            };
            format!("copy the value from {}, or {undo}", role.page())
        }
        KeyFault::Blank { .. } | KeyFault::Control { .. } | KeyFault::NotAscii { .. } => {
            format!("copy it again from {}: what the dashboard shows has none", role.page())
        }
        KeyFault::NotUtf8 => format!("copy it again from {}, and keep it as UTF-8", role.page()),
        KeyFault::Placeholder => format!(
            "replace it with the one from {}; variables such as `${{NAME}}` are not expanded here",
            role.page()
        ),
        KeyFault::Quoted { .. } => {
            "remove the quotation marks: `docker run --env-file`, a Compose list, systemd and Kubernetes \
             keep those of a `.env` line"
                .to_owned()
        }
        KeyFault::Sealed { by } => format!("decrypt it first: {}", by.advice()),
        KeyFault::NotReplaced { by } => by.advice().to_owned(),
        KeyFault::Pair => format!(
            "if it is a site ID and its Track API key, put the part before the colon in `{}` and the part after it in `{}`",
            Role::SiteId.variable(),
            Role::TrackApiKey.variable()
        ),
        KeyFault::Header { scheme: "Basic" } => format!(
            "copy the {role} from {}: the text after `Basic` is a user name and a password in base64",
            role.page()
        ),
        KeyFault::Header { scheme } => format!("remove `{scheme}` and the blank after it"),
        KeyFault::Assignment => "keep only what is after the `=`".to_owned(),
        KeyFault::Document => format!(
            "keep one value of it: Amazon ECS takes the name of a key at the end of `valueFrom` (`…:{}::`), and a loader reads \
             a file of it with `ref+file://PATH#/{}`",
            role.file_key(),
            role.file_key()
        ),
        KeyFault::CdpApiKey { .. } => {
            format!("put it in `{}`, and the {role} from {} here", Role::CdpApiKey.variable(), role.page())
        }
        KeyFault::KeyOfOtherRegion { found, .. } => {
            format!(
                "set the region to `{found}`, or copy the key of a source in the stated region from {}",
                role.page()
            )
        }
        KeyFault::ServiceAccountToken => {
            format!("put it in `{}`, and the {role} here", Role::ServiceAccountToken.variable())
        }
        KeyFault::UnknownRegion { suggestion } => {
            format!("set it to `{}`", suggestion.map_or("us` or `eu", Region::as_str))
        }
        KeyFault::OtherRegion { pinned, .. } => {
            format!("set it to `{pinned}`, or give the struct a plain `region: Region`")
        }
        KeyFault::TooLong { .. }
        | KeyFault::Colon
        | KeyFault::NotSetting { .. }
        | KeyFault::NotServiceAccountToken
        | KeyFault::NamesNoFile
        | KeyFault::NotWorkspaceId => {
            format!("copy it from {}", role.page())
        }
    }
}
