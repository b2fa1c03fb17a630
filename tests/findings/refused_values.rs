//! Values that cannot be a key: each with its cause, and a hint that says what to run or to correct.

use crate::{APP_KEY, Billing, REGION, SITE_ID, TRACK_KEY, load};
use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Eu, KeyFault, Note, ProblemKind, Region, SiteId,
    TrackApiKey, WorkspaceId,
};

const CREATE: &str = "create one at https://fly.customer.io/settings/api_credentials?keyType=app (permission \"Manage API credentials\"), which shows each only once";

#[test]
fn a_value_of_another_kind_says_what_it_is_and_what_to_do() {
    const MARKS: &str = "remove the quotation marks: `docker run --env-file`, a Compose list, systemd and Kubernetes keep those of a \
                         `.env` line";
    const PAIR: &str = "if it is a site ID and its Track API key, put the part before the colon in `CUSTOMERIO_SITE_ID` and the \
                        part after it in `CUSTOMERIO_TRACK_API_KEY`";
    for (value, message, hint) in [
        ("\"0123456789abcdef\"", "has a quotation mark at its start", MARKS),
        ("0123456789abcdef'", "has a quotation mark at its end", MARKS),
        (
            "encrypted:BNd3XkYmKQ==",
            "is sealed by dotenvx",
            "decrypt it first: start the program with `dotenvx run -- …`, or run `dotenvx decrypt`",
        ),
        ("EJ[1:WGj2t4zn]", "is sealed by EJSON", "decrypt it first: run `ejson decrypt FILE`"),
        (
            "vault:secret/data/cio#app",
            "is a reference that Bank-Vaults should have replaced",
            "the webhook did not change this pod: check its namespace, annotations and the image's entry point",
        ),
        ("b0a31ab4c2d65e1f9a77:7d02c5f1a9b84e36d0c1", "is two values joined by a colon", PAIR),
        (
            "Bearer 0123456789abcdef",
            "is an `Authorization` header (Bearer), not the key alone",
            "remove `Bearer` and the blank after it",
        ),
        (
            "CIO_APP_KEY=0123456789abcdef",
            "is a line `NAME=value`, not the value alone",
            "keep only what is after the `=`",
        ),
    ] {
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, (APP_KEY.0, value)]).unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        let place = "the App API key in environment variable `CUSTOMERIO_APP_API_KEY`";
        assert_eq!(problem.to_string(), format!("{place} {message}"));
        assert_eq!(problem.hint(), hint);
        assert!(!format!("{error} {error:?}").contains(value));
    }
    for (value, begins) in [
        (
            "{{APP_KEY}}",
            format!(
                "{CREATE}, and replace the placeholder; variables such as `${{NAME}}` are not expanded here"
            ),
        ),
        ("Basic MDEyMzQ1Njc4OQ==", format!("{CREATE}: the text after `Basic`")),
        ("{\"app_api_key\":\"0123456789\"}", "keep one value of it: Amazon ECS".to_owned()),
        (
            "pk_eu_0123456789_abcdef",
            "put it in `CUSTOMERIO_CDP_API_KEY`, and the App API key here".to_owned(),
        ),
    ] {
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, (APP_KEY.0, value)]).unwrap_err();
        let hint = error.problems()[0].hint();
        assert!(hint.starts_with(&begins), "{hint}");
    }
}

#[test]
fn new_serde_and_a_load_refuse_alike() {
    for value in [
        "'a'",
        "encrypted:BNd3",
        "<key>",
        "a0b1c2d3e4f5a6b7:a0b1c2d3e4f5a6b7",
        "Bearer abc",
        "$(KEY)",
        "op://a/b/c",
    ] {
        let fault = AppApiKey::new(value).unwrap_err();
        assert_eq!(AppApiKey::try_from(value.to_owned()).unwrap_err(), fault);
        let of_serde = serde_json::from_value::<AppApiKey>(value.into()).unwrap_err();
        assert_eq!(of_serde.to_string(), format!("the App API key {fault}"));
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, (APP_KEY.0, value)]).unwrap_err();
        match error.problems()[0].kind() {
            ProblemKind::Malformed { fault: of_load, .. } => assert_eq!(*of_load, fault),
            // A reference that a loader could follow is reported before it can be taken for a key.
            kind => {
                assert!(
                    matches!(kind, ProblemKind::Reference { .. }) && value.starts_with("op:"),
                    "{kind:?}"
                );
            }
        }
    }
}

#[test]
fn a_region_and_a_number_are_refused_with_the_cause_too() {
    assert_eq!("'eu'".parse::<Region>().unwrap_err().to_string(), "has a quotation mark at its start");
    assert_eq!("${CIO_REGION}".parse::<Region>(), Err(KeyFault::Placeholder));
    assert!(matches!("$(CIO_REGION)".parse::<Region>(), Err(KeyFault::NotReplaced { .. })));
    assert_eq!("\"3\"".parse::<WorkspaceId>().unwrap_err().to_string(), "has a quotation mark at its start");
}

#[test]
fn a_quoted_setting_is_a_note() {
    #[derive(CioCredentials)]
    struct Mailer {
        app_key: AppApiKey,
        region: Region,
        #[cio(setting)]
        sender: String,
    }
    let variables = [APP_KEY, REGION, ("CUSTOMERIO_SENDER", "\"ada@example.com\"")];
    let (mailer, report) =
        Mailer::loader().environment(Environment::from(variables)).load_with_report().unwrap();
    assert_eq!((mailer.app_key.expose(), mailer.region), ("app", Region::Eu));
    assert_eq!(mailer.sender, "\"ada@example.com\"");
    assert_eq!(report.fields()[2].notes(), [Note::Quoted]);
}

#[test]
fn a_site_id_that_equals_the_track_key_says_where_both_are() {
    let error = load::<Billing>(&[SITE_ID, (TRACK_KEY.0, SITE_ID.1), APP_KEY, REGION]).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    assert!(problem.hint().contains("shows the two side by side"), "{error}");
}

#[test]
fn a_cdp_key_of_another_region_than_the_stated_one_is_a_problem() {
    #[derive(CioCredentials)]
    struct Stated {
        cdp_key: CdpApiKey,
        region: Region,
    }
    #[derive(CioCredentials)]
    struct ByDefault {
        cdp_key: CdpApiKey,
        #[cio(default = "us")]
        region: Region,
    }
    #[derive(CioCredentials)]
    struct Pinned {
        cdp_key: CdpApiKey,
        region: Eu,
    }
    const OF_EU: (&str, &str) = ("CUSTOMERIO_CDP_API_KEY", "sk_eu_0123456789abcdef_abcdef");
    const OF_US: (&str, &str) = ("CUSTOMERIO_CDP_API_KEY", "pk_us_0123456789abcdef_abcdef");
    let stated: Stated = load(&[OF_EU, REGION]).unwrap();
    assert_eq!((stated.cdp_key.expose(), stated.region), (OF_EU.1, Region::Eu));
    let by_default: ByDefault = load(&[OF_US]).unwrap();
    assert_eq!((by_default.cdp_key.expose(), by_default.region), (OF_US.1, Region::Us));
    let pinned: Pinned = load(&[OF_EU]).unwrap();
    assert_eq!((pinned.cdp_key.expose(), pinned.region), (OF_EU.1, Eu));
    for error in [
        load::<Stated>(&[OF_US, REGION]).err(),
        load::<ByDefault>(&[OF_EU]).err(),
        load::<Pinned>(&[OF_US]).err(),
    ] {
        let error = error.unwrap();
        let [problem] = error.problems() else { panic!("{error}") };
        let ProblemKind::Malformed { fault: KeyFault::KeyOfOtherRegion { .. }, .. } = problem.kind() else {
            panic!("{error}")
        };
        assert!(problem.hint().starts_with("set the region to `"), "{error}");
    }
}

#[test]
fn one_key_in_two_workspaces_is_a_problem_unless_it_is_marked() {
    #[derive(CioCredentials)]
    #[cio(workspace = "shop")]
    struct Shop {
        site_id: SiteId,
        track_key: TrackApiKey,
        workspace_id: Option<WorkspaceId>,
        region: Region,
    }
    #[derive(CioCredentials)]
    struct Company {
        site_id: SiteId,
        track_key: TrackApiKey,
        workspace_id: Option<WorkspaceId>,
        region: Region,
        #[cio(nested)]
        shop: Shop,
    }
    #[derive(CioCredentials)]
    struct Shared {
        site_id: SiteId,
        #[cio(shared)]
        track_key: TrackApiKey,
        region: Region,
        #[cio(nested)]
        shop: Shop,
    }
    let shop = |site_id: &'static str, key: &'static str| {
        [
            SITE_ID,
            TRACK_KEY,
            REGION,
            ("CUSTOMERIO_WORKSPACE_ID", "3"),
            ("CUSTOMERIO_SHOP_WORKSPACE_ID", "3"),
            ("CUSTOMERIO_SHOP_SITE_ID", site_id),
            ("CUSTOMERIO_SHOP_TRACK_API_KEY", key),
        ]
    };
    let error = load::<Company>(&shop("shop", TRACK_KEY.1)).err().unwrap();
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!(
        problem.to_string(),
        "the Track API key in environment variable `CUSTOMERIO_SHOP_TRACK_API_KEY` is the same as the Track API key in \
         environment variable `CUSTOMERIO_TRACK_API_KEY`"
    );
    assert!(problem.hint().ends_with("write `#[cio(shared)]` on one of them"), "{error}");
    assert_eq!(load::<Company>(&shop(SITE_ID.1, TRACK_KEY.1)).err().unwrap().problems().len(), 2);

    let company: Company = load(&shop("shop", "other")).unwrap();
    assert_eq!(company.site_id.expose().len() + company.track_key.expose().len(), 9);
    assert_eq!(company.workspace_id, company.shop.workspace_id);
    assert_eq!((company.region, company.shop.region), (Region::Eu, Region::Eu));
    let shared: Shared = load(&shop("shop", TRACK_KEY.1)).unwrap();
    assert!(shared.track_key.ct_eq(&shared.shop.track_key));
    assert!(!shared.site_id.ct_eq(&shared.shop.site_id) && shared.region == Region::Eu);
}
