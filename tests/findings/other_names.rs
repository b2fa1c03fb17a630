//! A field that may be absent does not hide that its value is set under another name.

use crate::{REGION, SITE_ID, TRACK_KEY, load};
use cio_config::{
    AppApiKey, AppCredentials, CdpApiKey, CioCredentials, Environment, LoadError, Loader, Note, ProblemKind,
    Region, Role, SiteId, TrackApiKey, WebhookSigningKey,
};
use std::fs;

#[derive(CioCredentials, Debug)]
struct ByDefault {
    #[cio(env = "CUSTOMER_IO_SITE_ID")]
    site_id: SiteId,
    #[cio(env = "CUSTOMER_IO_API_KEY")]
    track_key: TrackApiKey,
    #[cio(default = "us")]
    region: Region,
}

const OTHER_SITE_ID: (&str, &str) = ("CUSTOMER_IO_SITE_ID", "site");
const OTHER_KEY: (&str, &str) = ("CUSTOMER_IO_API_KEY", "track");

#[derive(CioCredentials, Debug)]
struct Optional {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: Option<AppApiKey>,
    cdp_key: Option<CdpApiKey>,
    webhook_key: Option<WebhookSigningKey>,
    region: Region,
}

fn optional(name: &str) -> Result<Optional, LoadError> {
    load(&[SITE_ID, TRACK_KEY, REGION, (name, "x1y2")])
}

#[test]
fn a_region_under_another_name_is_not_hidden_by_a_default() {
    for name in [
        "CUSTOMER_IO_REGION",
        "CUSTOMERIO_ACCOUNT_REGION",
        "CUSTOMERIO_DATACENTER",
        "CUSTOMER_IO_DATA_CENTER",
        "NEXT_PUBLIC_CIO_REGION",
        "VITE_CUSTOMERIO_CDP_REGION",
    ] {
        let error = load::<ByDefault>(&[OTHER_SITE_ID, OTHER_KEY, (name, "eu")]).unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert!(
            matches!(problem.kind(), ProblemKind::OtherName { .. }) && problem.role() == Some(Role::Region)
        );
        assert_eq!(
            problem.to_string(),
            format!("no region: environment variable `{name}` is set, and no field reads it")
        );
        assert_eq!(
            problem.hint(),
            format!(
                "rename it to `CUSTOMERIO_REGION`, or write `#[cio(env = \"{name}\")]` on the field; if it is meant for another \
                 program, write `#[cio(other_names = [\"{name}\"])]` on the struct"
            )
        );
    }
    assert_eq!(load::<ByDefault>(&[OTHER_SITE_ID, OTHER_KEY]).unwrap().region, Region::Us);
    let own = load::<ByDefault>(&[OTHER_SITE_ID, OTHER_KEY, REGION, ("CUSTOMER_IO_REGION", "us")]).unwrap();
    assert_eq!(own.region, Region::Eu, "a region that is set under its own name hides nothing");
}

#[test]
fn an_optional_key_under_a_name_that_certainly_means_it_is_a_problem() {
    for (name, role) in [
        ("CUSTOMERIO_APP_KEY", Role::AppApiKey),
        ("CUSTOMERIO_APP_KEY_FILE", Role::AppApiKey),
        ("CUSTOMER_IO_APP_API_KEY", Role::AppApiKey),
        ("CUSTOMERIO_TRANSACTIONAL_API_KEY", Role::AppApiKey),
        ("CUSTOMER_IO_APPLICATION_API_KEY", Role::AppApiKey),
        ("CUSTOMERIO_PIPELINES_WRITE_KEY", Role::CdpApiKey),
        ("CUSTOMERIO_SERVER_WRITE_KEY", Role::CdpApiKey),
        ("NEXT_PUBLIC_CUSTOMERIO_WRITE_KEY", Role::CdpApiKey),
        ("CUSTOMERIO_WEBHOOK_SECRET", Role::WebhookSigningKey),
    ] {
        let error = optional(name).unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.role(), Some(role), "{error}");
        assert!(
            matches!(problem.kind(), ProblemKind::OtherName { .. }) && !error.to_string().contains("x1y2")
        );
    }
}

#[test]
fn a_name_that_may_mean_something_else_is_a_note() {
    for name in [
        "CUSTOMERIO_API_KEY",
        "CUSTOMERIO_APIKEY",
        "CUSTOMERIO_BEARER_TOKEN",
        "STAGING_CUSTOMERIO_APP_KEY",
        "CUSTOMERIO_APP_KEY_PROD",
        "CUSTOMERIO_APP_API_KYE",
    ] {
        assert!(optional(name).unwrap().app_key.is_none(), "{name}");
        let variables = [SITE_ID, TRACK_KEY, REGION, (name, "x1y2")];
        let loader: Loader<Optional> = Optional::loader().environment(Environment::from(variables));
        let (loaded, report) = loader.clone().load_with_report().unwrap();
        assert_eq!(
            (loaded.site_id.expose(), loaded.track_key.expose(), loaded.region),
            ("site", "track", Region::Eu)
        );
        assert!(loaded.cdp_key.is_none() && loaded.webhook_key.is_none());
        let is_near_miss = |note: &Note| matches!(note, Note::MeantFor { meant_for: "App API key", .. });
        assert!(report.notes().iter().any(is_near_miss), "{report}");
        assert_eq!(loader.explain().notes(), report.notes());
        assert!(!report.to_string().contains("x1y2"));
    }
    for name in ["TIDEPOOL_CUSTOMERIO_APP_KEY", "CUSTOMERIO_BASE_URL", "APP_KEY"] {
        let variables = [SITE_ID, TRACK_KEY, REGION, (name, "x1y2")];
        let report = Optional::loader().environment(Environment::from(variables)).explain();
        assert!(report.notes().is_empty() && report.problems().is_empty(), "{report}");
    }
}

#[test]
fn an_optional_struct_does_not_hide_its_keys_either() {
    #[derive(CioCredentials)]
    #[cio(workspace = "shop")]
    struct Shop {
        app_key: AppApiKey,
        region: Region,
    }
    #[derive(CioCredentials)]
    struct Company {
        site_id: SiteId,
        track_key: TrackApiKey,
        region: Region,
        #[cio(nested)]
        shop: Option<Shop>,
    }
    let error =
        load::<Company>(&[SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_SHOP_APP_KEY", "app")]).err().unwrap();
    let [problem] = error.problems() else { panic!("{error}") };
    assert!(matches!(problem.kind(), ProblemKind::OtherName { .. }), "{error}");
    let plain: Company = load(&[SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_APP_KEY", "app")]).unwrap();
    assert!(plain.shop.is_none(), "a name without the word of the workspace is not its");
    assert_eq!(
        (plain.site_id.expose(), plain.track_key.expose(), plain.region),
        ("site", "track", Region::Eu)
    );
    let full: Company = load(&[SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_SHOP_APP_API_KEY", "app")]).unwrap();
    let shop = full.shop.unwrap();
    assert_eq!((shop.app_key.expose(), shop.region), ("app", Region::Eu));
}

#[test]
fn a_setting_of_another_brand_is_a_note_where_a_default_fills_it() {
    #[derive(CioCredentials)]
    struct Mailer {
        app_key: AppApiKey,
        region: Region,
        #[cio(setting, default = "3")]
        retries: u32,
    }
    let variables = [("CUSTOMERIO_APP_API_KEY", "app"), REGION, ("CIO_RETRIES", "5")];
    let (mailer, report) =
        Mailer::loader().environment(Environment::from(variables)).load_with_report().unwrap();
    assert_eq!((mailer.app_key.expose(), mailer.region, mailer.retries), ("app", Region::Eu, 3));
    assert!(matches!(report.notes(), [Note::MeantFor { meant_for: "retries", .. }]), "{report}");
}

#[test]
fn a_name_that_is_meant_for_another_program_is_left_alone() {
    #[derive(CioCredentials, Debug)]
    #[cio(other_names = ["CUSTOMERIO_APP_KEY", "CUSTOMER_IO_REGION"])]
    struct Leaves {
        app_key: Option<AppApiKey>,
        #[cio(default = "us")]
        region: Region,
    }
    let variables = [("CUSTOMERIO_APP_KEY", "app"), ("CUSTOMER_IO_REGION", "eu")];
    let leaves: Leaves = load(&variables).unwrap();
    assert!(leaves.app_key.is_none() && leaves.region == Region::Us);
    assert!(Leaves::loader().environment(Environment::from(variables)).explain().notes().is_empty());

    let environment = Environment::from([OTHER_SITE_ID, OTHER_KEY, ("CUSTOMER_IO_REGION", "eu")]);
    let loader = ByDefault::loader().environment(environment.without("CUSTOMER_IO_REGION"));
    let by_default = loader.load().unwrap();
    assert_eq!(
        (by_default.region, by_default.site_id.expose(), by_default.track_key.expose()),
        (Region::Us, "site", "track")
    );
}

#[test]
fn other_names_in_files_count_as_those_in_variables() {
    let folder = tempfile::tempdir().unwrap();
    let dotenv = folder.path().join("dotenv");
    fs::write(&dotenv, "CUSTOMER_IO_REGION=eu\n").unwrap();
    let toml = folder.path().join("cio.toml");
    fs::write(&toml, "[customerio]\ndatacenter = 'eu'\n").unwrap();
    let loader = || ByDefault::loader().environment(Environment::from([OTHER_SITE_ID, OTHER_KEY]));
    for loader in [loader().dotenv(&dotenv), loader().file(&toml)] {
        let error = loader.load().unwrap_err();
        assert!(matches!(error.problems()[0].kind(), ProblemKind::OtherName { .. }), "{error}");
    }
}

#[test]
fn a_known_other_name_is_in_the_hint_where_a_key_is_missing() {
    for (name, hint) in [
        ("CUSTOMERIO_APIKEY", "is set, which is the Track API key in most programs"),
        ("CUSTOMERIO_API_TOKEN", "is set, which is the App API key in most programs"),
        ("CUSTOMER_IO_APP_API_KEY", "is set: did you mean `CUSTOMERIO_APP_API_KEY`?"),
        ("STAGING_CUSTOMERIO_APP_API_KEY", "is set, and its name contains an environment"),
    ] {
        let error = load::<AppCredentials>(&[REGION, (name, "x1y2")]).unwrap_err();
        let problem = &error.problems()[0];
        assert!(problem.hint().contains(hint), "{name}: {}", problem.hint());
    }
}
