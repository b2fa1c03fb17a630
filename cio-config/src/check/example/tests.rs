//! The names a committed example must have, and which of its lines are checked.

use crate::check::example::{missing, wrong_lines};
use crate::credential::key::app_api_key::AppApiKey;
use crate::credential::key::webhook_signing_key::WebhookSigningKey;
use crate::credential::region::Region;
use crate::generated::declared::Declared;

#[derive(cio_macros::CioCredentials)]
#[cio(other_names = ["CIO_API_KEY"])]
struct Billing {
    app_key: AppApiKey,
    webhook_key: Option<WebhookSigningKey>,
    #[cio(default = "eu")]
    region: Region,
    #[cio(nested)]
    shop: Option<Shop>,
}

#[derive(cio_macros::CioCredentials)]
#[cio(workspace = "shop")]
struct Shop {
    app_key: AppApiKey,
    region: Region,
}

/// A file that names every variable, the optional ones in comments.
const COMPLETE: &str = "CUSTOMERIO_APP_API_KEY=\n\
    # CUSTOMERIO_WEBHOOK_SIGNING_KEY=\n\
    #CUSTOMERIO_REGION=eu\n\
    ## export CUSTOMERIO_SHOP_APP_API_KEY='<key>'\n\
    #  CUSTOMERIO_SHOP_REGION=\n";

/// The differences that the compiler would report for a file.
fn differences(text: &str) -> Vec<String> {
    let schema = Billing::DECLARATION;
    let wrong = wrong_lines("a", text.as_bytes(), schema);
    let message = missing("a", text.as_bytes(), schema, false, wrong);
    let lines = message.as_ref().map_or("", |message| message.as_str()).lines().skip(1);
    lines.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn the_line_of_what_may_be_absent_may_be_a_comment() {
    assert_eq!(differences(COMPLETE), [""; 0]);
    let commented_out = COMPLETE.replace("CUSTOMERIO_APP_API_KEY=\n", "#CUSTOMERIO_APP_API_KEY=\n");
    assert_eq!(
        differences(&commented_out),
        ["`app_key` has no line: add `CUSTOMERIO_APP_API_KEY=`"],
        "a required field needs a line"
    );
    let without = COMPLETE.replace("# CUSTOMERIO_WEBHOOK_SIGNING_KEY=\n", "# the webhook\n");
    assert_eq!(differences(&without).len(), 1, "words in a comment are not a line");
}

#[test]
fn a_line_of_another_program_is_not_judged() {
    for line in [
        "DATABASE_URL=postgres://localhost",
        "not a line of ours",
        "JWT_KEY=\"-----BEGIN",
        "CIO_API_KEY=0123456789abcdef",
        "CUSTOMERIO_PROFILE=staging",
    ] {
        assert_eq!(differences(&format!("{COMPLETE}{line}\n")), [""; 0], "{line}");
    }
}

#[test]
fn a_line_of_ours_is_judged_by_its_name() {
    for (line, expected) in [
        (
            "CUSTOMERIO_CDP_API_KEY=",
            "no field reads `CUSTOMERIO_CDP_API_KEY`: remove it, or correct the name",
        ),
        (
            "CUSTOMERIO_AP_API_KEY=",
            "no field reads `CUSTOMERIO_AP_API_KEY`: did you mean `CUSTOMERIO_APP_API_KEY`?",
        ),
        ("CIO_APP_KEI=", "no field reads `CIO_APP_KEI`: did you mean `CIO_APP_KEY`?"),
        (
            "CUSTOMERIO_SHOP_REGIO=",
            "no field reads `CUSTOMERIO_SHOP_REGIO`: did you mean `CUSTOMERIO_SHOP_REGION`?",
        ),
        ("CUSTOMERIO_REGION", "expected `NAME=value`"),
        ("  CIO_APP_KEY  ", "expected `NAME=value`"),
        (
            "CIO_APP_KEY=0123456789abcdef0123456789abcdef",
            "`CIO_APP_KEY` seems to hold a secret: leave it empty, or write a placeholder such as `<key>`, or a reference",
        ),
    ] {
        assert_eq!(differences(&format!("{COMPLETE}{line}\n")), [format!("line 6: {expected}")]);
    }
}
