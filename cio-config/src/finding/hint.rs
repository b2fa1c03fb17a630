//! What to do about a problem, in one sentence: an arm for each kind.

use crate::credential::claims::is_ambiguous;
use crate::credential::fault::KeyFault;
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::problem::{Finding, Problem};
use crate::text::escaped::Escaped;

impl Problem {
    /// What to do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> String {
        Escaped(self.hint_words()).to_string()
    }

    fn hint_words(&self) -> String {
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
            (ProblemKind::SameValue { .. }, Some(role)) => format!("copy the {role} from {}", role.page()),
            (ProblemKind::SameValue { .. }, None) => format!("correct `{variable}`"),
            (ProblemKind::HalfPair { present }, _) => format!("set `{variable}` too, or unset {present}"),
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

fn near_miss_hint(near: &Origin, variable: &str, key: &str, role: Option<Role>) -> String {
    match (near, role) {
        (Origin::Dotenv { name, .. }, _) if names_file(name) => format!(
            "{near} is set, but a variable that names a file is read in the environment alone: set `{variable}_FILE` there"
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
        KeyFault::Placeholder => format!("replace it with the one from {}", role.page()),
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
