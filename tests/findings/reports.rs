//! The printed forms of a struct and of a load: reports and templates.

use crate::{APP_KEY, Billing, REGION, SITE_ID, TRACK_KEY};
use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Origin, ProblemKind, Region, ServiceAccountToken,
    SiteId, TrackApiKey,
};
use std::fs;

#[test]
fn equal_values_have_equal_fingerprints_within_one_report() {
    let environment: Environment = [SITE_ID, TRACK_KEY, APP_KEY, REGION].into();
    let loader = Billing::loader().environment(environment);
    let (first, second) = (loader.clone().explain(), loader.explain());
    let prints = |report: &cio_config::Report| -> Vec<String> {
        report.fields().iter().map(|field| field.fingerprint().unwrap().to_owned()).collect()
    };
    let (one, other) = (prints(&first), prints(&second));
    assert!(one[0] != one[1] && one[1] != one[2], "{one:?}");
    assert_ne!(one, other, "a print says nothing in another report");
}

#[test]
fn a_report_is_data_for_machines() {
    let environment: Environment = [SITE_ID, APP_KEY, REGION].into();
    let report = serde_json::to_value(Billing::loader().environment(environment).explain()).unwrap();
    assert_eq!(report["struct"], "Billing");
    assert_eq!(report["fields"][0]["role"], "site_id");
    assert_eq!(report["fields"][0]["origin"], "environment variable `CUSTOMERIO_SITE_ID`");
    assert_eq!(report["problems"][0]["role"], "track_api_key");
    assert!(report["problems"][0]["hint"].as_str().unwrap().starts_with("copy it from https://"));
}

#[test]
fn a_report_names_the_nested_struct_of_each_field() {
    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "only its report is used")]
    struct Company {
        app_key: AppApiKey,
        region: Region,
        #[cio(nested)]
        shop: Option<Shop>,
        #[cio(setting)]
        retries: Option<u8>,
    }
    #[derive(CioCredentials)]
    #[cio(workspace = "shop")]
    #[allow(dead_code, reason = "only its report is used")]
    struct Shop {
        app_key: AppApiKey,
        region: Region,
        #[cio(nested)]
        outlet: Option<Outlet>,
    }
    #[derive(CioCredentials)]
    #[cio(workspace = "outlet")]
    #[allow(dead_code, reason = "only its report is used")]
    struct Outlet {
        cdp_key: CdpApiKey,
        region: Region,
    }
    let report = Company::loader().environment([APP_KEY, REGION]).explain();
    let names: Vec<&str> = report.fields().iter().map(cio_config::FieldReport::name).collect();
    let (shop, outlet) = (["shop.app_key", "shop.region"], ["shop.outlet.cdp_key", "shop.outlet.region"]);
    assert_eq!(names, [&["app_key", "region"][..], &shop, &outlet, &["retries"]].concat());
    assert!(report.to_string().contains("\n  shop.app_key         App API key"), "{report}");
    assert_eq!(serde_json::to_value(&report).unwrap()["fields"][4]["name"], "shop.outlet.cdp_key");
}

#[test]
fn a_template_is_what_the_struct_reads() {
    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "only its description is used")]
    struct Company {
        /// Sends to
        /// everybody.
        app_key: AppApiKey,
        region: Region,
        #[cio(setting, default = "3")]
        retries: u8,
        #[cio(nested)]
        shop: Option<Shop>,
    }
    #[derive(CioCredentials)]
    #[cio(workspace = "shop")]
    #[allow(dead_code, reason = "only its description is used")]
    struct Shop {
        site_id: SiteId,
        cdp_key: Option<CdpApiKey>,
        track_key: TrackApiKey,
        region: Region,
    }
    let template = Company::template();
    let env = template.env();
    assert!(
        env.starts_with("# Company\n# Fill each in, or remove its line: an empty variable is a problem.\n"),
        "{env}"
    );
    assert!(env.contains("# Sends to\n# everybody.\nCUSTOMERIO_APP_API_KEY=\n"), "{env}");
    assert!(
        env.contains("\nCUSTOMERIO_RETRIES=3\n") && env.contains("\nCUSTOMERIO_SHOP_SITE_ID=\n"),
        "{env}"
    );

    let folder = tempfile::tempdir().unwrap();
    let toml = folder.path().join("customerio.toml");
    fs::write(&toml, template.toml()).unwrap();
    let error = Company::loader().environment(Environment::empty()).file(&toml).load().err().unwrap();
    assert!(
        error.problems().iter().all(|problem| {
            matches!(problem.kind(), ProblemKind::Malformed { .. } | ProblemKind::SameValue { .. })
        }),
        "{error}\n{}",
        template.toml()
    );

    assert!(
        template.markdown().contains("| `CUSTOMERIO_SHOP_CDP_API_KEY` | CDP API key | no |"),
        "{}",
        template.markdown()
    );
}

#[test]
fn a_default_is_written_in_a_template_so_that_it_is_read_back() {
    #[derive(CioCredentials, Debug, PartialEq)]
    struct Documented {
        #[cio(setting, default = "Team #1 # ours")]
        channel: String,
        #[cio(setting, default = " a \"padded\" $value ")]
        padded: String,
        #[cio(setting, default = "007")]
        retries: u16,
        #[cio(setting, default = "-0.5")]
        factor: f64,
        #[cio(setting, default = "true")]
        strict: bool,
        #[cio(setting, default = "[trial, paid]")]
        lists: Vec<String>,
        #[cio(setting, env = "HEIGHT", default = "2")]
        höhe: u8,
    }
    let (template, folder) = (Documented::template(), tempfile::tempdir().unwrap());
    let of_the_types = Documented::loader().environment(Environment::empty()).load().unwrap();
    let (env, toml) = (folder.path().join(".env"), folder.path().join("customerio.toml"));
    fs::write(&env, template.env()).unwrap();
    let (from_env, report) =
        Documented::loader().environment(Environment::empty()).dotenv(env).load_with_report().unwrap();
    assert_eq!(from_env, of_the_types, "{}", template.env());
    assert!(report.fields().iter().all(|field| matches!(field.origin(), Some(Origin::Dotenv { .. }))));

    let text = template.toml();
    let filled_in =
        text.lines().map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(line));
    let filled_in: String = filled_in.map(|line| format!("{line}\n")).collect();
    fs::write(&toml, &filled_in).unwrap();
    let (from_toml, report) = Documented::loader()
        .environment(Environment::empty())
        .file(toml)
        .load_with_report()
        .expect(&filled_in);
    assert_eq!(from_toml, of_the_types, "{filled_in}");
    assert!(report.fields().iter().all(|field| matches!(field.origin(), Some(Origin::Document { .. }))));
}

#[test]
fn a_template_has_each_table_and_key_once_wherever_the_nested_struct_is() {
    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "only its description is used")]
    struct Company {
        app_key: AppApiKey,
        #[cio(nested)]
        shop: Shop,
        region: Region,
    }
    #[derive(CioCredentials)]
    #[cio(workspace = "shop")]
    #[allow(dead_code, reason = "only its description is used")]
    struct Shop {
        cdp_key: CdpApiKey,
        token: ServiceAccountToken,
        region: Region,
        #[cio(nested)]
        outlet: Outlet,
    }
    /// In a file it reads what the company does.
    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "only its description is used")]
    struct Outlet {
        #[cio(env = "OUTLET_APP_KEY")]
        app_key: AppApiKey,
        #[cio(env = "OUTLET_REGION")]
        region: Region,
    }
    let text = Company::template().toml();
    let keys: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert_eq!(
        keys,
        [
            "[customerio]",
            "app_api_key = \"<App API key>\"",
            "service_account_token = \"<service account token>\"",
            "region = \"<region>\"",
            "[customerio.shop]",
            "cdp_api_key = \"<CDP API key>\"",
            "region = \"<region>\"",
        ]
    );
}
