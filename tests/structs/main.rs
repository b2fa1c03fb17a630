//! The forms of a struct: settings, workspaces, structs within structs, pins, names from elsewhere.

use cio_config::{
    AppApiKey, AppCredentials, CdpApiKey, CioCredentials, Environment, Eu, LoadError, Note, Pin, ProblemKind,
    Provides, Region, SiteId, TrackApiKey, Us,
};
use serde::Deserialize;
use std::fs;
use std::net::IpAddr;

fn load<C: CioCredentials>(variables: &[(&str, &str)]) -> Result<C, LoadError> {
    C::loader().environment(variables.iter().copied().collect::<Environment>()).load()
}

const APP_KEY: (&str, &str) = ("CUSTOMERIO_APP_API_KEY", "abc");
const REGION: (&str, &str) = ("CUSTOMERIO_REGION", "eu");

#[derive(Deserialize, Debug, PartialEq, Default)]
#[serde(rename_all = "lowercase")]
enum Mode {
    #[default]
    Live,
    Dry,
}

#[derive(CioCredentials)]
struct Tuned {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting)]
    retries: u16,
    #[cio(setting, default = "1.5")]
    factor: f64,
    #[cio(setting, default)]
    mode: Mode,
    #[cio(setting, env = "LISTEN_ON")]
    addresses: Vec<IpAddr>,
    #[cio(setting)]
    label: Option<String>,
}

#[test]
fn a_setting_is_read_as_its_type_asks() {
    let variables = [
        APP_KEY,
        REGION,
        ("CUSTOMERIO_RETRIES", "007"),
        ("CUSTOMERIO_MODE", "dry"),
        ("LISTEN_ON", "[127.0.0.1, ::1]"),
        ("CUSTOMERIO_LABEL", "007"),
    ];
    let tuned: Tuned = load(&variables).unwrap();
    assert_eq!((tuned.retries, tuned.factor, tuned.mode), (7, 1.5, Mode::Dry));
    assert_eq!(tuned.addresses, ["127.0.0.1".parse::<IpAddr>().unwrap(), "::1".parse().unwrap()]);
    assert_eq!(tuned.label.as_deref(), Some("007"));
    assert_eq!((tuned.app_key.expose(), tuned.region), ("abc", Region::Eu));
}

#[test]
fn a_setting_in_a_document_keeps_its_type_and_loses_to_a_variable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cio.toml");
    let text = "[customerio]\napp_api_key = \"abc\"\nregion = \"us\"\nretries = 3\nmode = \"dry\"\naddresses = [\"::1\"]\n";
    fs::write(&file, text).unwrap();
    let tuned: Tuned = Tuned::loader().environment([("CUSTOMERIO_RETRIES", "9")]).file(&file).load().unwrap();
    assert_eq!((tuned.retries, tuned.mode, tuned.addresses.len()), (9, Mode::Dry, 1));
    fs::write(&file, text.replace("retries = 3", "retries = \"three\"")).unwrap();
    let error = Tuned::loader().environment(Environment::empty()).file(&file).load().err().unwrap();
    assert!(error.to_string().contains("the retries in `customerio.retries`"), "{error}");
    assert!(!error.to_string().contains("three"), "{error}");
}

#[test]
fn a_setting_that_is_missing_or_wrong_is_reported_with_its_variable() {
    let error = load::<Tuned>(&[APP_KEY, REGION, ("LISTEN_ON", "localhost")]).err().unwrap();
    let said: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "no retries: environment variable `CUSTOMERIO_RETRIES` is not set",
            "the addresses in environment variable `LISTEN_ON` cannot be read: expected `[a, b]`",
        ]
    );
}

#[derive(CioCredentials)]
#[cio(workspace = "marketing")]
struct Marketing {
    site_id: SiteId,
    track_key: TrackApiKey,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(workspace = "product")]
struct Product {
    cdp_key: CdpApiKey,
    region: Region,
}

#[derive(CioCredentials)]
struct Company {
    app_key: AppApiKey,
    region: Region,
    #[cio(nested)]
    marketing: Marketing,
    #[cio(nested)]
    product: Option<Product>,
}

#[test]
fn each_workspace_has_its_own_variables_and_shares_the_region() {
    let variables = [
        APP_KEY,
        REGION,
        ("CUSTOMERIO_MARKETING_SITE_ID", "m-site"),
        ("CIO_MARKETING_TRACK_API_KEY", "m-key"),
        ("CUSTOMERIO_PRODUCT_REGION", "us"),
    ];
    let company: Company = load(&variables).unwrap();
    assert_eq!(
        (company.marketing.site_id.expose(), company.marketing.track_key.expose()),
        ("m-site", "m-key")
    );
    assert_eq!((company.region, company.marketing.region), (Region::Eu, Region::Eu));
    assert_eq!(company.app_key.expose(), "abc");
    assert!(company.product.is_none(), "a region alone is not a workspace");
}

#[test]
fn two_plain_names_of_the_shared_region_must_agree_where_a_workspace_falls_back_to_them() {
    let of_two = |own: Option<(&'static str, &'static str)>| {
        let keys = [("CUSTOMERIO_MARKETING_SITE_ID", "site"), ("CUSTOMERIO_MARKETING_TRACK_API_KEY", "key")];
        let plain = [("CUSTOMERIO_REGION", "us"), ("CIO_REGION", "eu")];
        load::<Marketing>(&keys.into_iter().chain(plain).chain(own).collect::<Vec<_>>())
    };
    let error = of_two(None).err().unwrap();
    assert!(
        matches!(error.problems(), [one] if matches!(one.kind(), ProblemKind::Ambiguous { .. })),
        "{error}"
    );
    let own = of_two(Some(("CIO_MARKETING_REGION", "eu"))).unwrap();
    assert_eq!(own.region, Region::Eu, "the plain names are not asked then");
}

#[test]
fn a_workspace_falls_back_to_the_plain_region_as_a_struct_without_one_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("region");
    fs::write(&file, "us\n").unwrap();
    let file = file.to_str().unwrap();
    let keys = [("CUSTOMERIO_MARKETING_SITE_ID", "m-site"), ("CUSTOMERIO_MARKETING_TRACK_API_KEY", "m-key")];
    let with = |regions: &[(&str, &str)]| load::<Marketing>(&[&keys[..], regions].concat());

    let own_file = ("CUSTOMERIO_MARKETING_REGION_FILE", file);
    assert_eq!(with(&[own_file, REGION]).unwrap().region, Region::Us, "its own comes first, in a file too");
    assert_eq!(with(&[("CUSTOMERIO_REGION_FILE", file)]).unwrap().region, Region::Us);
    let own = ("CIO_MARKETING_REGION", "eu");
    assert_eq!(with(&[own, ("CUSTOMERIO_REGION_FILE", file)]).unwrap().region, Region::Eu);

    let kind = |regions: &[(&str, &str)]| with(regions).err().unwrap().problems()[0].kind().clone();
    assert!(matches!(kind(&[own_file, own]), ProblemKind::VariableAndFile { .. }));
    let both = kind(&[REGION, ("CUSTOMERIO_REGION_FILE", file)]);
    assert!(matches!(both, ProblemKind::VariableAndFile { .. }), "{both:?}");
    let differ = kind(&[REGION, ("CIO_REGION", "us")]);
    assert!(matches!(differ, ProblemKind::Ambiguous { .. }), "{differ:?}");
    assert_eq!(with(&[own, REGION, ("CIO_REGION", "us")]).unwrap().region, Region::Eu);

    let loader = Marketing::loader()
        .environment([&keys[..], &[("CIO_REGION", "eu")]].concat().into_iter().collect::<Environment>());
    let notes = loader.explain().fields()[2].notes().to_vec();
    assert_eq!(notes, [Note::Alias { canonical: "CUSTOMERIO_REGION".into() }]);

    let dotenv = folder.path().join(".env");
    fs::write(&dotenv, "CUSTOMERIO_REGION=eu\nCIO_REGION=us\n").unwrap();
    let loader = Marketing::loader().environment(keys).dotenv(dotenv);
    assert!(matches!(loader.load().err().unwrap().problems()[0].kind(), ProblemKind::Ambiguous { .. }));
}

#[test]
fn a_key_never_falls_back_to_the_plain_name() {
    let plain = [APP_KEY, REGION, ("CUSTOMERIO_SITE_ID", "plain"), ("CUSTOMERIO_TRACK_API_KEY", "plain")];
    let error = load::<Company>(&plain).err().unwrap();
    assert_eq!(error.problems().len(), 2);
    assert!(error.to_string().contains("`CUSTOMERIO_MARKETING_SITE_ID` is not set"), "{error}");
}

#[test]
fn an_optional_workspace_is_all_or_nothing() {
    let rest = [
        APP_KEY,
        ("CUSTOMERIO_MARKETING_SITE_ID", "m-site"),
        ("CUSTOMERIO_MARKETING_TRACK_API_KEY", "m-key"),
        ("CUSTOMERIO_MARKETING_REGION", "us"),
        ("CUSTOMERIO_PRODUCT_CDP_API_KEY", "p-key"),
    ];
    let error = load::<Company>(&rest).err().unwrap();
    assert_eq!(error.problems().len(), 2, "the region of the company, and that of the product: {error}");
    let company: Company = load(&[&rest[..], &[REGION]].concat()).unwrap();
    let product = company.product.unwrap();
    assert_eq!((product.cdp_key.expose(), product.region), ("p-key", Region::Eu));
}

#[test]
fn a_workspace_has_its_own_table_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cio.toml");
    let text = "[customerio]\nregion = 'eu'\n[customerio.marketing]\nsite_id = 's'\ntrack_api_key = 'k'\nregion = 'us'\n";
    fs::write(&file, text).unwrap();
    let company: Company = Company::loader().environment([APP_KEY]).file(&file).load().unwrap();
    assert_eq!((company.marketing.site_id.expose(), company.marketing.region), ("s", Region::Us));
}

#[test]
fn the_file_that_a_struct_names_is_asked_after_the_environment() {
    #[derive(CioCredentials)]
    #[cio(file = "/nowhere/customerio.toml")]
    struct Named {
        app_key: AppApiKey,
        region: Region,
    }
    let error = load::<Named>(&[REGION]).err().unwrap();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::Unreadable { .. }), "{error}");
    let named: Named = load(&[REGION, APP_KEY]).unwrap();
    assert_eq!((named.app_key.expose(), named.region), ("abc", Region::Eu));
}

#[test]
fn code_may_be_generic_over_the_pin_and_over_what_is_held() {
    #[derive(CioCredentials)]
    struct Pinned<R: Pin> {
        app_key: AppApiKey,
        region: R,
    }
    fn key<C: Provides<AppApiKey>>(credentials: &C) -> &str {
        credentials.provide().expose()
    }
    fn check<R: Pin>() {
        let pinned: Pinned<R> = load(&[APP_KEY]).unwrap();
        assert_eq!((key(&pinned), pinned.region()), ("abc", Some(R::REGION)));
        assert_eq!(format!("{:?}", pinned.region), format!("{:?}", R::REGION));
    }
    check::<Us>();
    check::<Eu>();
}

#[test]
fn a_macro_may_write_the_struct() {
    macro_rules! credentials {
        ($name:ident, $key:ty, $docs:expr, $variable:literal) => {
            #[derive(CioCredentials)]
            struct $name<R: Pin> {
                #[doc = $docs]
                #[cio(env = $variable)]
                app_key: $key,
                region: R,
            }
        };
    }
    credentials!(Written, AppApiKey, "Sends receipts.", "BILLING_KEY");
    let written: Written<Eu> = load(&[("BILLING_KEY", "abc")]).unwrap();
    assert_eq!((written.app_key.expose(), written.region()), ("abc", Some(Region::Eu)));
    let Eu = written.region;
    assert_eq!(Written::<Us>::SCHEMA.fields()[0].docs(), Some("Sends receipts."));
}

#[test]
fn a_setting_may_be_of_a_type_with_a_lifetime() {
    #[derive(CioCredentials)]
    struct Named<'a> {
        app_key: AppApiKey,
        region: Region,
        #[cio(setting)]
        sender: std::borrow::Cow<'a, str>,
    }
    let named: Named<'_> = load(&[REGION, APP_KEY, ("CUSTOMERIO_SENDER", "billing")]).unwrap();
    assert_eq!((&*named.sender, named.app_key.expose(), named.region), ("billing", "abc", Region::Eu));
}

#[derive(CioCredentials)]
struct Wide {
    app_key: AppApiKey,
    region: Region,
    #[cio(setting, default = "2")]
    s2: u8,
    #[cio(setting, default = "3")]
    s3: u8,
    #[cio(setting, default = "4")]
    s4: u8,
    #[cio(setting, default = "5")]
    s5: u8,
    #[cio(setting, default = "6")]
    s6: u8,
    #[cio(setting, default = "7")]
    s7: u8,
    #[cio(setting, default = "8")]
    s8: u8,
    #[cio(setting, default = "9")]
    s9: u8,
    #[cio(setting, default = "10")]
    s10: u8,
    #[cio(setting, default = "11")]
    s11: u8,
    #[cio(setting, default = "12")]
    s12: u8,
    #[cio(setting)]
    s13: u8,
    #[cio(setting)]
    s14: u8,
}

#[test]
fn a_struct_may_have_more_fields_than_the_longest_tuple() {
    let wide: Wide = load(&[APP_KEY, REGION, ("CUSTOMERIO_S13", "13"), ("CUSTOMERIO_S14", "14")]).unwrap();
    let settings = [wide.s2, wide.s3, wide.s4, wide.s5, wide.s6, wide.s7, wide.s8, wide.s9];
    assert_eq!(settings, [2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!([wide.s10, wide.s11, wide.s12, wide.s13, wide.s14], [10, 11, 12, 13, 14]);
    assert_eq!((wide.app_key.expose(), CioCredentials::region(&wide)), ("abc", Some(Region::Eu)));
    let error = load::<Wide>(&[REGION]).err().unwrap();
    assert_eq!(error.problems().len(), 3, "{error}");
}

#[derive(CioCredentials)]
struct Optional {
    app_key: Option<AppApiKey>,
    region: Region,
}

#[test]
fn credentials_without_their_optional_key_cannot_be_narrowed() {
    let narrowed = |variables: &[(&str, &str)]| AppCredentials::narrow(&load::<Optional>(variables).unwrap());
    let problem = narrowed(&[REGION]).unwrap_err();
    assert!(
        matches!(problem.kind(), ProblemKind::NotHeld { field: "app_key", schema: "Optional" }),
        "{problem:?}"
    );
    assert!(narrowed(&[APP_KEY, REGION]).is_ok());
}
