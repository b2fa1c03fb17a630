//! Each rule, broken and kept, and its words on any compiler.

use crate::check::rules::judge;
use crate::credential::key::app_api_key::AppApiKey;
use crate::credential::key::cdp_api_key::CdpApiKey;
use crate::credential::key::site_id::SiteId;
use crate::credential::key::track_api_key::TrackApiKey;
use crate::credential::key::webhook_signing_key::WebhookSigningKey;
use crate::credential::region::Region;
use crate::generated::setting::setting;
use crate::generated::slot::slot;
use crate::schema::fields::Field;
use crate::schema::pin::Eu;

/// What the rules say of a struct, in the order of its fields.
fn said<const FIELDS: usize>(fields: [Field; FIELDS]) -> Vec<String> {
    let faults = judge(fields);
    let broken = (0..FIELDS).filter_map(|index| Some(faults.message(index, faults.broken[index]?)));
    broken.map(|message| message.as_str().to_owned()).collect()
}

fn region() -> Field {
    slot::<Region>("region").field
}

#[test]
fn a_name_that_claims_another_role_is_told_what_to_write() {
    assert_eq!(
        said([slot::<AppApiKey>("track_key").field, region()]),
        [
            "the field `track_key` is named for the Track API key, but its type is that of the App API key: write \
          `track_key: TrackApiKey`, rename the field, or mark it `#[cio(any_name)]` if it is meant"
        ]
    );
    assert_eq!(
        said([slot::<AppApiKey>("key").env("CIO_TRACK_API_KEY").field, region()]),
        ["this is the variable of the Track API key, but the field holds the App API key: read \
          `CUSTOMERIO_APP_API_KEY`, or mark the field `any_name` if it is meant"]
    );
    assert!(said([slot::<AppApiKey>("track_key").any_name().field, region()]).is_empty());
}

#[test]
fn a_name_is_told_as_the_field_is_written() {
    let optional = &said([slot::<Option<AppApiKey>>("track_key").field, region()])[0];
    assert!(optional.contains("write `track_key: Option<TrackApiKey>`"), "{optional}");
    let right_env = &said([slot::<AppApiKey>("track_key").env("CUSTOMERIO_APP_API_KEY").field, region()])[0];
    assert!(right_env.contains("the App API key: rename the field, or mark it"), "{right_env}");
    let parameter = said([crate::generated::slot::pin("app_key"), region()]);
    assert_eq!(
        parameter,
        ["a type parameter can only be the pinned region: write the type of the credential"]
    );
}

#[test]
fn a_mistaken_variable_is_told_once() {
    let fields = [
        slot::<AppApiKey>("key").env("CIO_TOKEN").field,
        slot::<crate::credential::key::service_account_token::ServiceAccountToken>("token").field,
        region(),
    ];
    assert_eq!(said(fields).len(), 1);
}

#[test]
fn a_mistaken_name_hides_what_follows_from_it() {
    let fields = [slot::<SiteId>("site_id").field, slot::<AppApiKey>("track_key").field, region()];
    assert_eq!(said(fields).len(), 1);
}

#[test]
fn two_fields_of_one_role_are_one_too_many() {
    assert_eq!(
        said([slot::<AppApiKey>("app_key").field, slot::<Option<AppApiKey>>("other").field, region()]),
        ["the field `app_key` holds the App API key already: keep one of the two"]
    );
    assert_eq!(said([slot::<AppApiKey>("app_key").field, region(), slot::<Eu>("home").field]).len(), 1);
}

#[test]
fn a_variable_is_read_once() {
    for env in ["CUSTOMERIO_REGION_FILE", "CUSTOMERIO_LABEL", "CUSTOMERIO_LABEL_FILE"] {
        let label = setting::<String>("label", None, false).field;
        let fields = [region(), label, slot::<AppApiKey>("app_key").env(env).any_name().field];
        let [message] = &said(fields)[..] else { panic!("{env}") };
        assert!(message.contains("reads this variable"), "{message}");
    }
}

#[test]
fn what_is_signed_as_a_pair_or_in_a_region_stands_together() {
    for (said, starts) in [
        (said([slot::<TrackApiKey>("track_key").field, region()]), "a `TrackApiKey` signs nothing without"),
        (said([slot::<SiteId>("site_id").field, region()]), "a `SiteId` alone signs nothing"),
        (said([slot::<AppApiKey>("app_key").field]), "a key that signs requests needs a region"),
        (
            said([slot::<CdpApiKey>("cdp_key").field, slot::<Option<Region>>("region").field]),
            "a key that signs requests needs a region",
        ),
    ] {
        assert!(said.len() == 1 && said[0].starts_with(starts), "{said:?}");
    }
    assert!(said([slot::<WebhookSigningKey>("webhook_key").field]).is_empty());
    assert!(said([slot::<SiteId>("site_id").field, slot::<CdpApiKey>("cdp_key").field, region()]).is_empty());
}

#[test]
fn only_a_plain_region_has_a_default() {
    for (said, starts) in [
        (said([slot::<WebhookSigningKey>("webhook_key").or("us").field]), "only a region can have a default"),
        (said([slot::<Eu>("region").or("us").field]), "`Option<Region>` and a pin never lack a value"),
    ] {
        assert!(said.len() == 1 && said[0].starts_with(starts), "{said:?}");
    }
}

#[test]
fn a_setting_leaves_the_names_of_credentials_alone() {
    for (field, starts) in [
        (
            setting::<String>("label", None, false).env("CUSTOMERIO_PROFILE").field,
            "`CUSTOMERIO_PROFILE` chooses",
        ),
        (setting::<String>("profile", None, false).field, "`CUSTOMERIO_PROFILE` chooses the profile"),
        (
            setting::<String>("site_id", None, false).field,
            "a setting may not read what belongs to the site ID",
        ),
        (
            setting::<String>("label", None, false).env("CIO_REGION").field,
            "a setting may not read what belongs to the region",
        ),
    ] {
        let said = said([field]);
        assert!(said.len() == 1 && said[0].starts_with(starts), "{said:?}");
    }
}
