//! Each rule, broken and kept, and its message on any compiler.

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

/// The messages for a struct, in the order of its fields.
fn said<const FIELDS: usize>(fields: [Field; FIELDS]) -> Vec<String> {
    let faults = judge(fields);
    let broken = (0..FIELDS).filter_map(|index| Some(faults.message(index, faults.broken[index]?)));
    broken.map(|message| message.as_str().to_owned()).collect()
}

fn region() -> Field {
    slot::<Region>("region").field
}

#[test]
fn a_name_that_claims_another_role_gets_three_ways_out() {
    assert_eq!(
        said([slot::<AppApiKey>("track_key").field, region()]),
        [
            "the field `track_key` is named for the Track API key, but its type is that of the App API key: write \
          `track_key: TrackApiKey`, rename the field, or mark it `#[cio(any_name)]` if this is intended"
        ]
    );
    assert_eq!(
        said([slot::<AppApiKey>("key").env("CIO_TRACK_API_KEY").field, region()]),
        ["this is the variable of the Track API key, but the field holds the App API key: read \
          `CUSTOMERIO_APP_API_KEY`, or mark the field `#[cio(any_name)]` if this is intended"]
    );
    assert!(said([slot::<AppApiKey>("track_key").any_name().field, region()]).is_empty());
}

#[test]
fn the_fix_of_a_name_fits_the_field() {
    let optional = &said([slot::<Option<AppApiKey>>("track_key").field, region()])[0];
    assert!(optional.contains("write `track_key: Option<TrackApiKey>`"), "{optional}");
    let right_env = &said([slot::<AppApiKey>("track_key").env("CUSTOMERIO_APP_API_KEY").field, region()])[0];
    assert!(right_env.contains("the App API key: rename the field, or mark it"), "{right_env}");
    let parameter = said([crate::generated::slot::pin("app_key"), region()]);
    assert_eq!(parameter, ["only the region can be a type parameter: write the type of the credential"]);
}

#[test]
fn a_type_parameter_for_a_key_is_one_error_whatever_its_field_is_called() {
    use crate::generated::slot::pin;
    let [key, mine, home] = [pin("app_key"), pin("mine"), pin("region")];
    for fields in
        [[key, region()], [mine, region()], [region(), mine], [mine, home], [home, mine], [home, key]]
    {
        let said = said(fields);
        assert_eq!(said, ["only the region can be a type parameter: write the type of the credential"]);
    }
    assert!(said([pin("home"), slot::<AppApiKey>("app_key").field]).is_empty());
}

#[test]
fn a_default_on_an_optional_region_is_one_error_beside_a_key() {
    let said = said([slot::<AppApiKey>("app_key").field, slot::<Option<Region>>("region").or("us").field]);
    assert_eq!(said, ["only the type `Region` takes a default: write `region: Region`, or remove `default`"]);
}

#[test]
fn a_mistaken_variable_is_one_error() {
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
        [
            "the field `app_key` holds the App API key too, and a struct holds each credential once: remove one of the two"
        ]
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
fn a_signing_key_needs_its_pair_and_its_region() {
    for (said, starts) in [
        (
            said([slot::<TrackApiKey>("track_key").field, region()]),
            "the Track API takes a `TrackApiKey` and its `SiteId` as a pair",
        ),
        (said([slot::<SiteId>("site_id").field, region()]), "a `SiteId` alone cannot sign requests"),
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
        (said([slot::<Eu>("region").or("us").field]), "only the type `Region` takes a default"),
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
            "this is a name of the site ID, which a setting cannot read",
        ),
        (
            setting::<String>("label", None, false).env("CIO_REGION").field,
            "this is a name of the region, which a setting cannot read",
        ),
    ] {
        let said = said([field]);
        assert!(said.len() == 1 && said[0].starts_with(starts), "{said:?}");
    }
}

#[test]
#[should_panic(expected = "the workspace ID may be the same in several fields without it: remove `shared`")]
fn a_key_that_is_shared_by_design_is_not_marked() {
    use crate::credential::key::workspace_id::WorkspaceId;
    judge([slot::<WorkspaceId>("workspace_id").shared().field]).of_shared(0);
}

#[test]
fn a_key_may_be_shared() {
    judge([slot::<AppApiKey>("app_key").shared().field, region()]).of_shared(0);
}
