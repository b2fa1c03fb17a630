//! Hints for a value that cannot be the credential of its field, with the place of the right one.

use crate::credential::fault::{Blank, Edge, KeyFault};
use crate::credential::region::Region;
use crate::credential::role::Role;
use crate::finding::origin::Origin;

/// The hint for a value that cannot be the credential of this role.
pub(super) fn malformed_hint(origin: &Origin, fault: KeyFault, role: Role) -> String {
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
        KeyFault::Blank { blank: Blank::LineFeed, edge: Edge::End }
            if matches!(origin, Origin::Secret { .. }) =>
        {
            "store it without the line feed: `printf %s VALUE` writes none, `echo` and most editors do"
                .to_owned()
        }
        KeyFault::Blank { blank: Blank::CarriageReturn, edge: Edge::End } => {
            "remove it: a file with Windows line ends (CRLF) was read by a program that ends lines at LF, so save that file with \
             LF, as `dos2unix` does"
                .to_owned()
        }
        KeyFault::Blank { .. } | KeyFault::Control { .. } | KeyFault::NotAscii { .. } => {
            format!("remove it, or {}", obtain_again(role))
        }
        KeyFault::NotUtf8 => format!("{}, and save it as UTF-8", obtain_again(role)),
        KeyFault::Placeholder => format!(
            "{}, and replace the placeholder; variables such as `${{NAME}}` are not expanded here",
            obtain(role)
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
        KeyFault::Header { scheme: "Basic" } => {
            format!("{}: the text after `Basic` is a user name and a password in base64", obtain(role))
        }
        KeyFault::PairInBase64 => format!(
            "{}, or take it out of the decoded text: a site ID is before the colon, its Track API key after it",
            obtain(role)
        ),
        KeyFault::Header { scheme } => format!("remove `{scheme}` and the blank after it"),
        KeyFault::Assignment => "keep only what is after the `=`".to_owned(),
        KeyFault::Document => format!(
            "keep one value of it: Amazon ECS takes the name of a key at the end of `valueFrom` (`…:{key}::`), and a loader \
             reads a file of it with `ref+file://PATH#/{key}`",
            key = role.file_key()
        ),
        KeyFault::CdpApiKey { .. } => {
            format!("put it in `{}`, and the {role} here", Role::CdpApiKey.variable())
        }
        KeyFault::KeyOfOtherRegion { found, .. } => format!(
            "set the region to `{found}`, or copy the key of a source in the stated region from {}",
            role.page()
        ),
        KeyFault::ServiceAccountToken => {
            format!("put it in `{}`, and the {role} here", Role::ServiceAccountToken.variable())
        }
        KeyFault::DamagedSandboxKey => {
            "copy the variables of the sandbox again: its program prints them with `--env`".to_owned()
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

/// How to obtain the value of a role.
pub(super) fn obtain(role: Role) -> String {
    match role {
        Role::AppApiKey | Role::ServiceAccountToken => {
            format!("create one at {}, which shows each only once", page_of(role))
        }
        _ => format!("copy it from {}", page_of(role)),
    }
}

/// The same for a value that was damaged on its way.
fn obtain_again(role: Role) -> String {
    match role {
        Role::AppApiKey | Role::ServiceAccountToken => format!("create a new key at {}", page_of(role)),
        _ => format!("copy the key again from {}", page_of(role)),
    }
}

/// The page of the dashboard, and the permission that it needs. Source: Customer.io's documentation, "Managing credentials", read 2026-10.
fn page_of(role: Role) -> String {
    let page = role.page();
    match page.starts_with("https://fly.customer.io/settings/api_credentials") {
        true => format!("{page} (permission \"Manage API credentials\")"),
        false => page.to_owned(),
    }
}
