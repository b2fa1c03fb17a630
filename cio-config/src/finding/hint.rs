//! The hint of each kind of problem, one sentence each.

mod malformed;

use crate::credential::fault::KeyFault;
use crate::credential::names_in_use;
use crate::credential::role::Role;
use crate::finding::hint::malformed::{malformed_hint, obtain};
use crate::finding::kind::ProblemKind;
use crate::finding::origin::Origin;
use crate::finding::problem::{Finding, Problem, ProblemSubject};
use crate::text::escaped::Escaped;
use std::ffi::OsStr;
use std::path::Path;

impl Problem {
    /// The fix, in one sentence.
    #[must_use]
    pub fn hint(&self) -> String {
        Escaped(self.hint_words()).to_string()
    }

    fn hint_words(&self) -> String {
        let Finding { subject, kind, near, unread, looked_in, .. } = &*self.0;
        let Some(subject) = subject else { return source_hint(kind) };
        if let Some(near) = near.first() {
            return near_miss_hint(near, subject, looked_in);
        }
        let ProblemSubject { role, variable, .. } = subject;
        match (kind, *role) {
            (ProblemKind::Missing, _) if *unread => {
                format!(
                    "fix the source that could not be read: the value may be there; if not, {}",
                    subject.set_in(looked_in)
                )
            }
            (ProblemKind::Missing, Some(Role::Region)) => {
                let shared = match subject.workspace {
                    Some(_) => format!("; one `{}` serves all workspaces", Role::Region.variable()),
                    None => String::new(),
                };
                let set = subject.set_in(looked_in);
                format!("{set} to `us` or `eu`: the account settings show the data center{shared}")
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
            (ProblemKind::SameValue { role: other, first, .. }, Some(role)) => {
                same_value_hint(*other, first, role, variable)
            }
            (ProblemKind::SameValue { .. }, None) => format!("correct `{variable}`"),
            (ProblemKind::HalfPair { present }, _) => format!("set `{variable}` too, or unset {present}"),
            (ProblemKind::OtherAccount { origin }, _) => {
                format!(
                    "remove {origin}: a second set of keys must have the region and workspace of the first"
                )
            }
            (ProblemKind::OtherName { origin }, _) => other_name_hint(origin, subject),
            (ProblemKind::NotText { found: "array" | "table", .. }, _) => {
                "write the value alone, as one string".to_owned()
            }
            (ProblemKind::NotText { .. }, _) => "put the value in quotes".to_owned(),
            (kind, _) => source_hint(kind),
        }
    }
}

/// The hint of a problem that does not depend on the field.
fn source_hint(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Reference { why, .. } => why.hint(),
        ProblemKind::Secret { near: Some(near), .. } => {
            format!("the secret has `{near}`: did you mean `#/{near}`? If so, correct the reference")
        }
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
        ProblemKind::Syntax { expected, .. } if expected.starts_with("UTF-8") => {
            "write the file again: in PowerShell with `Out-File -Encoding utf8`, in an editor with \"Save as\""
                .to_owned()
        }
        _ => "correct the line".to_owned(),
    }
}

impl ProblemSubject {
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

fn near_miss_hint(near: &Origin, subject: &ProblemSubject, looked_in: &[Origin]) -> String {
    let ProblemSubject { variable, key, role, workspace, .. } = subject;
    match (near, role) {
        (Origin::Dotenv { name, .. }, _) if names_file(name) => format!(
            "{near} is set, but a variable that names a file is read from the environment only: set `{variable}_FILE` there"
        ),
        (Origin::Variable { name }, _) if names_file(name) => {
            format!("{near} is set: did you mean `{variable}_FILE`?")
        }
        (Origin::Variable { name } | Origin::Dotenv { name, .. }, Some(role))
            if workspace.is_some() && role.variables().contains(&&**name) =>
        {
            let workspace = workspace.unwrap_or_default();
            format!("{near} is set, but the struct has the workspace `{workspace}`: set `{variable}`")
        }
        (Origin::Variable { name } | Origin::Dotenv { name, .. }, Some(role)) => {
            let in_use = names_in_use::of_variable(name, *workspace);
            match in_use.or_else(|| names_in_use::of_variable(name, None)) {
                Some(in_use) if in_use.roles.len() > 1 => format!(
                    "{near} is set, which is the {} in most programs and another key in some: if it is the {role}, set \
                     `{variable}` instead, or write `#[cio(env = \"{name}\")]` on the field",
                    in_use.roles[0]
                ),
                Some(in_use) if in_use.of_environment => format!(
                    "{near} is set, and its name contains an environment: if it is meant for this process, \
                        set `{variable}`, or write \
                     `#[cio(env = \"{name}\")]` on the field"
                ),
                _ => format!("{near} is set: did you mean `{variable}`?"),
            }
        }
        (Origin::Variable { .. } | Origin::Dotenv { .. }, _) => {
            format!("{near} is set: did you mean `{variable}`?")
        }
        // A directory is read under both names, and the key with its table is not one of them.
        (Origin::Entry { path }, _) => {
            let is_beside = |other: &&Path| other.parent() == path.parent();
            let mut entries = looked_in.iter().filter_map(|origin| match origin {
                Origin::Entry { path } => Some(&**path),
                _ => None,
            });
            let name = entries.find(is_beside).and_then(Path::file_name).and_then(OsStr::to_str);
            format!("found {near}: did you mean `{}`?", name.unwrap_or(variable))
        }
        (Origin::Secret { .. }, _) => {
            let field = looked_in.iter().find_map(|origin| match origin {
                Origin::Secret { field, named_by: None, .. } => field.as_deref(),
                _ => None,
            });
            format!("found {near}: did you mean `{}`?", field.unwrap_or(variable))
        }
        _ => match unchosen_profile(near, key) {
            Some(profile) if *workspace != Some(profile) => {
                format!("found {near}: set `CUSTOMERIO_PROFILE` to `{profile}` to read that profile")
            }
            _ => format!("found {near}: did you mean `{key}`?"),
        },
    }
}

/// The profile whose table has the key, if that is all that is wrong with its place.
fn unchosen_profile<'a>(near: &'a Origin, key: &str) -> Option<&'a str> {
    let (Origin::Document { key: found, .. }
    | Origin::Output { key: found, .. }
    | Origin::Figment { key: found, .. }) = near
    else {
        return None;
    };
    let profile = found.strip_suffix(key)?.strip_suffix('.')?;
    (profile != "default").then_some(profile)
}

fn other_name_hint(origin: &Origin, ProblemSubject { variable, key, .. }: &ProblemSubject) -> String {
    match origin {
        Origin::Variable { name } | Origin::Dotenv { name, .. } => {
            let rename = if names_file(name) {
                format!("rename it to `{variable}_FILE`")
            } else {
                format!("rename it to `{variable}`, or write `#[cio(env = \"{name}\")]` on the field")
            };
            format!(
                "{rename}; if it is meant for another program, write `#[cio(other_names = [\"{name}\"])]` on the struct"
            )
        }
        Origin::Entry { .. } | Origin::Secret { .. } => format!("rename it to `{variable}`"),
        _ => format!("rename it to `{key}`"),
    }
}

fn same_value_hint(other: Role, first: &Origin, role: Role, variable: &str) -> String {
    match (other, role) {
        (Role::SiteId, Role::TrackApiKey) => format!(
            "{} shows the two side by side: set `{variable}` to the API key, and check that {first} is the site ID",
            role.page()
        ),
        (other, role) if other == role => format!(
            "{}, that of the other workspace; if both fields are meant to hold the same key, write \
                `#[cio(shared)]` on one of them",
            obtain(role)
        ),
        _ => format!("{}, and replace the wrong one", obtain(role)),
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
