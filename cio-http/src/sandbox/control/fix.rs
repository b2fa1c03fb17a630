//! The outcome of a request in one word, and its fix in one sentence.

use crate::sandbox::line::RecordedRequest;
use crate::surface::host::Host;

/// The outcome of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestOutcome {
    Accepted,
    /// Answered as if all were well, and not done, or not all of it.
    Ignored,
    Refused,
    /// A fault of the script struck it.
    Fault,
}

impl RequestOutcome {
    pub(super) fn of(line: &RecordedRequest) -> Self {
        let is_fault = line.fault.as_deref().is_some_and(|fault| fault.carries_out().is_some());
        match &line.reason {
            _ if is_fault => Self::Fault,
            _ if !line.status.is_success() => Self::Refused,
            Some(_) => Self::Ignored,
            None => Self::Accepted,
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Ignored => "ignored",
            Self::Refused => "refused",
            Self::Fault => "fault",
        }
    }
}

/// The fix for a request that was not accepted: that of the first row whose words are in the reason.
pub(super) fn fix(line: &RecordedRequest, verdict: RequestOutcome) -> Option<&'static str> {
    let reason = match verdict {
        RequestOutcome::Accepted => return None,
        RequestOutcome::Fault => {
            return Some("Nothing: this fault was switched on. Recover to switch all faults off.");
        }
        RequestOutcome::Ignored | RequestOutcome::Refused => line.reason.as_deref().unwrap_or_default(),
    };
    let row = ROWS.iter().find(|(words, _)| words.iter().all(|word| reason.contains(word)));
    row.map(|(_, fix)| *fix).or_else(|| by_status(line))
}

type Row = (&'static [&'static str], &'static str);

const ROWS: &[Row] = &[
    (
        &["more than", "second"],
        "Send more slowly, or wait as long as Retry-After says; the client of this crate does both.",
    ),
    (
        &["the Authorization header is missing"],
        "Sign the request: give the client its key, and send it in the header Authorization.",
    ),
    (
        &["two Authorization headers"],
        "Send the header Authorization once: a proxy or a second library may add another.",
    ),
    (&["not base64-encoded"], "Encode the pair `site_id:track_api_key` in base64 after the word Basic."),
    (&["standard base64 with padding"], "Use standard base64 with padding, not the alphabet for URLs."),
    (
        &["no colon once decoded"],
        "Encode user name, colon and password together; a missing password leaves the colon at the end.",
    ),
    (&["neither Basic nor Bearer"], "Start the header with Basic (Track, Pipelines) or Bearer (App)."),
    (
        &["site ID and Track API key are swapped"],
        "Swap the two: the site ID is the user name, the Track API key the password.",
    ),
    (
        &["revoked"],
        "Load the keys again: this one was revoked or replaced. A client made by `Client::rotating` does it by itself.",
    ),
    (&["a key with blanks around it"], "Trim the key: it has a blank or a line feed at its edge."),
    (
        &["Missing required field: \"body\""],
        "Name a template by `transactional_message_id`, or write the message itself: subject, from and body.",
    ),
    (
        &["the key belongs to", "region"],
        "State the region of the account in the client, or use the keys of this region.",
    ),
    (
        &["not a key of this sandbox"],
        "Use a key that this sandbox issued (`--env` prints them). A key of another sandbox, or a real one, is refused.",
    ),
    (
        &["is the App API key", "the Track API takes"],
        "Sign with the pair of site ID and Track API key: the App API key is for the App API.",
    ),
    (
        &["is the App API key", "the Pipelines API takes"],
        "Sign with the CDP API key: the App API key is for the App API.",
    ),
    (&["the App API takes"], "Sign with the App API key, as a Bearer token: another key was sent."),
    (
        &["the Track API takes"],
        "Sign with the site ID as user name and its Track API key as password, both of one pair.",
    ),
    (&["the Pipelines API takes"], "Sign with the CDP API key as user name and an empty password."),
    (
        &["X-Strict-Mode is not set"],
        "Set `X-Strict-Mode: 1` so that the status says so, and correct what the reason names.",
    ),
    (
        &["empty segment"],
        "Check the identifier before you send: it was empty, so it left two slashes in the path.",
    ),
    (
        &["segment `.` or `..`"],
        "Check the identifier before you send, and percent-encode it: `.` and `..` change the path.",
    ),
    (&["this path takes"], "Use the method that the reason names."),
    (
        &["this is a route of the"],
        "Send it to the address of the API that the reason names, with that API's key.",
    ),
    (
        &["has no such route"],
        "Check path and version (`/api/v1`, `/api/v2`, `/v1`) against the API's documents.",
    ),
    (&["body is compressed"], "Send the body without Content-Encoding."),
    (&["the body is empty"], "Send a JSON object as the body."),
    (&["not JSON"], "Send valid JSON, not a form, a truncated body or NaN. Let a JSON library write it."),
    (&["must be a JSON object"], "Send a JSON object, in braces, not a list or a single value."),
    (&["must be whole seconds"], "Send whole seconds since 1970, not milliseconds, a fraction or text."),
    (&["is required"], "Add the field that the reason names, with a value in it."),
    (&["Missing required field"], "Add the field that the reason names, with a value in it."),
    (
        &["cannot be longer than"],
        "Shorten what the reason names, or leave it out: the limit is the service's.",
    ),
    (&["more than 300 attributes"], "Send fewer attributes of one person: at most 300."),
    (&["larger than"], "Send less at once: split the batch, or leave attachments out."),
    (
        &["operations were refused"],
        "Read the answer: it lists each refused operation by its index. The others were done; send only these again, corrected.",
    ),
    (&["must hold exactly one of"], "Name the person by exactly one of the identifiers in the reason."),
    (
        &["older than that of a change"],
        "Nothing, if it came late. If it should count, send the time of this change, not that of an old one.",
    ),
    (&["an event with this id was received before"], "Nothing, if it is a retry. Two events need two ids."),
    (
        &["messageId was received before"],
        "Nothing, if it is a retry. Two messages need two values of messageId.",
    ),
    (
        &["this person is suppressed"],
        "Unsuppress the person first, if data should be kept; until then all of it is dropped.",
    ),
    (&["no person has this identifier"], "Leave `_update` out to create the person."),
    (
        &["no person has this cio_id"],
        "Identify the person by id or e-mail address: a cio_id cannot create a person.",
    ),
    (
        &["an identifier in the body was ignored"],
        "Leave the identifier out of the body, or change it with `cio_` and the cio_id in the path.",
    ),
    (&["no existing person was sent"], "Use the delivery_id that a send returned."),
    (&["do not exist, and were ignored"], "Identify these people first."),
    (&["primary person does not exist"], "Identify the primary person first, or swap the two."),
    (&["both are the same person"], "Merge two different people."),
    (&["no request created this"], "Create it first: the sandbox knows only what was sent to it."),
    (&["recipients"], "Send to fewer people at once: 15 in to, cc and bcc together."),
    (
        &["workspace_id is required"],
        "Send X-Workspace-Id with a service account's token: the token is valid in all workspaces.",
    ),
    (&["X-Workspace-Id"], "Send the number of a workspace of this account."),
    (&["must be"], "Correct the value that the reason names."),
    (&["must hold"], "Correct the value that the reason names."),
];

/// Where the reason has no words that are known.
fn by_status(line: &RecordedRequest) -> Option<&'static str> {
    Some(match (line.status.as_u16(), line.host) {
        (401, Host::Track) => "Sign with the site ID and its Track API key.",
        (401, Host::App) => "Sign with the App API key.",
        (401, Host::Pipelines) => "Sign with the CDP API key.",
        (404, _) => "Check the path.",
        (413, _) => "Send less at once.",
        (400 | 422, _) => "Correct what the reason names.",
        _ => return None,
    })
}
