//! What to do about a problem, in one sentence: an arm for each kind.

use crate::credential::claims::is_ambiguous;
use crate::credential::fault::KeyFault;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::problem::{Finding, Problem, Subject};

impl Problem {
    /// What to do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> String {
        let Finding { subject, kind, near, unread, looked_in, .. } = &*self.0;
        let Some(subject) = subject else { return source_hint(kind) };
        if let Some(near) = near.first() {
            return near_miss_hint(near, subject);
        }
        let Subject { role, variable, .. } = subject;
        match (kind, *role) {
            (ProblemKind::Missing, _) if *unread => {
                format!(
                    "fix the source that could not be read: the value may be there; if not, {}",
                    subject.set_in(looked_in)
                )
            }
            (ProblemKind::Missing, Some(Role::Region)) => {
                format!(
                    "{} to `us` or `eu`: the account settings show the data center",
                    subject.set_in(looked_in)
                )
            }
            (ProblemKind::Missing, Some(role)) => {
                format!("{}, then {}", obtain(role), subject.set_in(looked_in))
            }
            (ProblemKind::Missing, None) => subject.set_in(looked_in),
            (ProblemKind::NotHeld { .. }, Some(role)) => format!("{}, then set `{variable}`", obtain(role)),
            (ProblemKind::NotHeld { .. }, None) => format!("set `{variable}`"),
            (ProblemKind::Malformed { origin: Origin::Variable { name }, fault }, _) if names_file(name) => {
                path_hint(name, *fault, variable)
            }
            (ProblemKind::Malformed { origin, fault }, Some(role)) => malformed_hint(origin, *fault, role),
            (ProblemKind::Malformed { origin, .. }, None) => format!("correct {origin}"),
            (ProblemKind::Ambiguous { second, .. }, _) => format!("remove {second}, or make both the same"),
            (ProblemKind::VariableAndFile { .. }, _) => "unset one of them".to_owned(),
            (ProblemKind::SameValue { .. }, Some(role)) => {
                format!("{}, and replace the wrong one", obtain(role))
            }
            (ProblemKind::SameValue { .. }, None) => format!("correct `{variable}`"),
            (ProblemKind::HalfPair { present }, _) => format!("set `{variable}` too, or unset {present}"),
            (ProblemKind::NotText { .. }, _) => "put the value in quotes".to_owned(),
            (kind, _) => source_hint(kind),
        }
    }
}

/// The hint of a problem that does not depend on the field.
fn source_hint(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Reference { why, .. } => why.hint(),
        ProblemKind::Secret { why, .. } => why.hint().to_owned(),
        ProblemKind::Command { program, .. } => {
            format!("run `{program}` with the same arguments, and check its output")
        }
        ProblemKind::Unreadable { reason, .. } => reason.hint().to_owned(),
        ProblemKind::Document { fault, .. } => fault.hint().to_owned(),
        ProblemKind::Malformed { origin, .. } => match origin {
            Origin::Variable { name } => format!("set `{name}` to the path, or unset it"),
            origin => format!("correct {origin}"),
        },
        _ => "correct the line".to_owned(),
    }
}

impl Subject {
    /// How to give it a value, in the first place where the load looked that can be set.
    fn set_in(&self, looked_in: &[Origin]) -> String {
        let Self { variable, key, .. } = self;
        let is_variable = |origin: &&Origin| matches!(origin, Origin::Variable { .. });
        match looked_in.iter().find(is_variable).or(looked_in.first()) {
            Some(Origin::Dotenv { path, .. }) => format!("set `{variable}` in `{}`", path.display()),
            Some(Origin::Document { path, .. }) => format!("set `{key}` in `{}`", path.display()),
            Some(Origin::Output { program, .. }) => format!("set `{key}` in the output of `{program}`"),
            Some(Origin::Figment { .. }) => format!("set `{key}` in the `Figment`"),
            Some(Origin::Entry { path }) => format!("set it in the file `{}`", path.display()),
            Some(Origin::Secret { store, path, field: Some(field), .. }) => {
                format!("set the field `{field}` of `{path}` in {store}")
            }
            _ => format!("set `{variable}`"),
        }
    }
}

/// How to obtain the value of a role.
fn obtain(role: Role) -> String {
    let page = role.page();
    match role {
        Role::AppApiKey | Role::ServiceAccountToken => {
            format!("create one at {page} (each is shown only once)")
        }
        _ => format!("copy it from {page}"),
    }
}

/// The same for a value that was damaged on its way.
fn obtain_again(role: Role) -> String {
    obtain(role).replace("create one", "create a new one").replace("copy it", "copy it again")
}

fn near_miss_hint(near: &Origin, Subject { variable, key, role, .. }: &Subject) -> String {
    match (near, role) {
        (Origin::Dotenv { name, .. }, _) if names_file(name) => format!(
            "{near} is set, but a variable that names a file is read from the environment only: set `{variable}_FILE` there"
        ),
        (Origin::Variable { name }, _) if names_file(name) => {
            format!("{near} is set: did you mean `{variable}_FILE`?")
        }
        (Origin::Variable { name } | Origin::Dotenv { name, .. }, Some(role)) if is_ambiguous(name) => {
            format!(
                "{near} is set, which is the Track API key in most programs and another key in some: if it is the {role}, \
             set `{variable}` instead, or write `#[cio(env = \"{name}\")]` on the field"
            )
        }
        (Origin::Variable { .. } | Origin::Dotenv { .. }, _) => {
            format!("{near} is set: did you mean `{variable}`?")
        }
        // A directory is read under both names, and the key with its table is not one of them.
        (Origin::Entry { .. }, _) => format!("there is {near}: did you mean `{variable}`?"),
        _ => format!("there is {near}: did you mean `{key}`?"),
    }
}

fn path_hint(file_variable: &str, fault: KeyFault, variable: &str) -> String {
    match fault {
        KeyFault::Empty => format!("set `{file_variable}` to the path of the file, or unset it"),
        KeyFault::NamesNoFile => format!(
            "set `{file_variable}` to the absolute path of the file, or `{variable}` to the value itself"
        ),
        _ => format!("remove it from the path in `{file_variable}`"),
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
            format!("{}, or {undo}", obtain(role))
        }
        KeyFault::Blank { .. } | KeyFault::Control { .. } | KeyFault::NotAscii { .. } => {
            format!("remove it, or {}: keys are visible ASCII characters without blanks", obtain_again(role))
        }
        KeyFault::NotUtf8 => format!("{}, and save it as UTF-8", obtain_again(role)),
        KeyFault::Placeholder => format!("{}, and replace the placeholder", obtain(role)),
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
        | KeyFault::NotWorkspaceId => obtain(role),
    }
}
