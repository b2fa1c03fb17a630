//! What a load notices when it looks at everything together: contradictions, near misses, notes, and how it tells them.

use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, CommandFault, Environment, LoadError, MigrationSiteId, Note,
    Origin, ProblemKind, Region, Role, ServiceAccountToken, SiteId, TrackApiKey, Unreadable,
};
use std::fs;
use std::path::PathBuf;

#[derive(CioCredentials, Debug)]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

fn load<C: CioCredentials>(variables: &[(&str, &str)]) -> Result<C, LoadError> {
    C::loader().environment(variables.iter().copied().collect::<Environment>()).load()
}

const SITE_ID: (&str, &str) = ("CUSTOMERIO_SITE_ID", "site");
const TRACK_KEY: (&str, &str) = ("CUSTOMERIO_TRACK_API_KEY", "track");
const APP_KEY: (&str, &str) = ("CUSTOMERIO_APP_API_KEY", "app");
const REGION: (&str, &str) = ("CUSTOMERIO_REGION", "eu");

#[test]
fn one_value_in_two_slots_is_a_problem() {
    let error =
        load::<Billing>(&[SITE_ID, TRACK_KEY, ("CUSTOMERIO_APP_API_KEY", "track"), REGION]).unwrap_err();
    assert!(matches!(
        error.problems(),
        [problem] if matches!(problem.kind(), ProblemKind::SameValue { role: Role::TrackApiKey, .. })
    ));
    assert!(!error.to_string().contains("`track`"), "{error}");
}

#[test]
fn a_site_id_may_be_the_one_that_an_app_migrates_from() {
    #[derive(CioCredentials)]
    struct Mobile {
        site_id: SiteId,
        migration_site_id: MigrationSiteId,
        cdp_key: CdpApiKey,
        region: Region,
    }
    let same = [SITE_ID, ("CUSTOMERIO_MIGRATION_SITE_ID", "site"), ("CUSTOMERIO_CDP_API_KEY", "cdp"), REGION];
    let mobile: Mobile = load(&same).unwrap();
    assert_eq!(mobile.site_id.expose(), mobile.migration_site_id.expose());
    assert_eq!(
        mobile.mobile_config().to_string(),
        r#"{"cdpApiKey":"cdp","region":"eu","migrationSiteId":"site","inApp":{"siteId":"site"}}"#
    );
    assert_eq!(serde_json::to_string(&mobile.mobile_config()).unwrap(), mobile.mobile_config().to_string());
    assert_eq!((mobile.cdp_key.expose(), mobile.region), ("cdp", Region::Eu));
}

#[test]
fn half_of_a_pair_is_a_problem() {
    #[derive(CioCredentials)]
    struct Tracking {
        site_id: Option<SiteId>,
        track_key: Option<TrackApiKey>,
        region: Region,
    }
    for (half, missing) in [(SITE_ID, Role::TrackApiKey), (TRACK_KEY, Role::SiteId)] {
        let error = load::<Tracking>(&[half, REGION]).err().unwrap();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.role(), Some(missing));
        assert!(matches!(problem.kind(), ProblemKind::HalfPair { .. }), "{error}");
    }
    let error = load::<Tracking>(&[SITE_ID, ("CUSTOMERIO_TRACK_KEY", "x1"), REGION]).err().unwrap();
    assert_eq!(
        error.problems()[0].hint(),
        "environment variable `CUSTOMERIO_TRACK_KEY` is set: did you mean `CUSTOMERIO_TRACK_API_KEY`?"
    );
    let both: Tracking = load(&[SITE_ID, TRACK_KEY, REGION]).unwrap();
    let none: Tracking = load(&[REGION]).unwrap();
    assert!(
        both.site_id.is_some()
            && both.track_key.is_some()
            && none.site_id.is_none()
            && none.track_key.is_none()
    );
    assert_eq!((both.region, none.region), (Region::Eu, Region::Eu));
}

#[test]
fn a_name_that_is_nearly_right_is_told() {
    for (name, meant) in [
        ("CUSTOMERIO_TRACK_KEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("CUSTOMERIO_TRACK_APIKEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("customerio_track_api_key", "CUSTOMERIO_TRACK_API_KEY"),
        ("CUSTOMER_IO_TRACKING_API_KEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("NEXT_PUBLIC_CUSTOMERIO_TRACK_KEY", "CUSTOMERIO_TRACK_API_KEY"),
        ("CIO_TRACK_API_KEY_FILE", "CUSTOMERIO_TRACK_API_KEY_FILE"),
        ("CUSTOMERIO_TRACK_KEY_FILE", "CUSTOMERIO_TRACK_API_KEY_FILE"),
    ] {
        let error = load::<Billing>(&[SITE_ID, APP_KEY, REGION, (name, "x1")]).unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.hint(), format!("environment variable `{name}` is set: did you mean `{meant}`?"));
    }
    for another in ["CUSTOMERIO_CDP_API_KEY", "customerio_cdp_api_key", "CUSTOMERIO_CDP_API_KEY_FILE"] {
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, (another, "x1")]).unwrap_err();
        assert!(error.problems()[0].near_misses().is_empty(), "the name of another key is no slip: {error}");
    }
}

#[test]
fn a_name_that_means_many_keys_is_told_but_never_read() {
    for name in ["CUSTOMERIO_API_KEY", "CUSTOMER_IO_API_KEY", "CIO_API_KEY"] {
        let error = load::<Billing>(&[SITE_ID, APP_KEY, REGION, (name, "x1")]).unwrap_err();
        let hint = error.problems()[0].hint();
        assert!(hint.contains(&format!("`#[cio(env = \"{name}\")]`")), "{hint}");
    }
}

#[test]
fn a_name_that_speaks_of_the_key_is_told_before_one_that_means_many() {
    let slips = [("CUSTOMERIO_API_KEY", "x1"), ("CUSTOMERIO_TRACK_KEY", "x2")];
    let error = load::<Billing>(&[SITE_ID, APP_KEY, REGION, slips[0], slips[1]]).unwrap_err();
    let hint = error.problems()[0].hint();
    assert!(hint.ends_with("is set: did you mean `CUSTOMERIO_TRACK_API_KEY`?"), "{hint}");
    assert_eq!(error.problems()[0].near_misses().len(), 2);
}

#[test]
fn a_variable_that_names_no_file_is_empty() {
    let variables = [SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_APP_API_KEY_FILE", "")];
    let error = load::<Billing>(&variables).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    let variable = "environment variable `CUSTOMERIO_APP_API_KEY_FILE`";
    assert_eq!(problem.to_string(), format!("the App API key in {variable} is empty"));
    assert_eq!(problem.hint(), "name the file in it, or unset `CUSTOMERIO_APP_API_KEY_FILE`");
}

#[test]
fn what_could_not_be_read_is_mended_before_a_key_is_called_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (dotenv, toml) = (folder.path().join(".env"), folder.path().join("cio.toml"));
    fs::write(&dotenv, "CUSTOMERIO_APP_API_KEY='abc\n").unwrap();
    fs::write(&toml, "[customerio]\napp_api_key = abc\n").unwrap();
    let loader = || Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]);
    for loader in [loader().dotenv(&dotenv), loader().file(&toml)] {
        let error = loader.load().unwrap_err();
        let [missing, syntax] = error.problems() else { panic!("{error}") };
        assert_eq!(
            missing.to_string(),
            "no App API key: environment variable `CUSTOMERIO_APP_API_KEY` is not set"
        );
        assert!(missing.hint().starts_with("mend what could not be read, told below"), "{error}");
        assert!(matches!(syntax.kind(), ProblemKind::Syntax { line: 1 | 2, .. }), "{error}");
    }
}

#[test]
fn a_key_of_a_file_that_nothing_reads_is_a_note_and_a_near_miss_is_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cio.toml");
    fs::write(&path, "[customerio]\napp_apikey = 'abcdefgh'\ncolour = 'red'\n").unwrap();
    let loader = Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).file(&path);
    let error = loader.clone().load().unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    let hint = format!(
        "there is `customerio.app_apikey` in `{}`, line 2: did you mean `customerio.app_api_key`?",
        path.display()
    );
    assert_eq!(problem.hint(), hint);
    let report = loader.explain();
    assert_eq!(report.notes().len(), 2, "{report}");
    assert!(
        !report.to_string().contains("abcdefgh")
            && report.to_string().contains("nothing reads `customerio.colour`")
    );
    let complete = Billing::loader().environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]).file(&path);
    assert!(complete.explain().problems().is_empty(), "what nothing reads is no problem by itself");
}

#[test]
fn what_nobody_sees_at_the_end_of_a_path_is_told() {
    for (path, told) in [
        ("/nowhere/key\r", "has a carriage return at its end"),
        ("/nowhere/key\n", "has a line feed at its end"),
        (" /nowhere/key", "has a space at its start"),
        ("/no\u{7}where/key", "has a control character (U+0007) inside"),
    ] {
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_APP_API_KEY_FILE", path)])
            .unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        let variable = "environment variable `CUSTOMERIO_APP_API_KEY_FILE`";
        assert_eq!(problem.to_string(), format!("the App API key in {variable} {told}"));
        assert_eq!(problem.hint(), "take it away from the path in `CUSTOMERIO_APP_API_KEY_FILE`");
    }
    let error = load::<Billing>(&[("CREDENTIALS_DIRECTORY", "")]).unwrap_err();
    let problem = error.problems().last().unwrap();
    assert_eq!(problem.to_string(), "the value in environment variable `CREDENTIALS_DIRECTORY` is empty");
    assert_eq!(problem.hint(), "correct environment variable `CREDENTIALS_DIRECTORY`");
}

#[test]
fn a_key_beside_our_table_or_in_one_of_nearly_its_name_is_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let loader = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).file(path)
    };
    for (name, text, place) in [
        ("a.toml", "app_api_key = 'abcdefgh'", "`app_api_key`"),
        ("b.toml", "CUSTOMERIO_APP_API_KEY = 'abcdefgh'", "`CUSTOMERIO_APP_API_KEY`"),
        ("c.toml", "[Customerio]\napp_api_key = 'abcdefgh'", "`Customerio.app_api_key`"),
        ("d.toml", "[customer_io]\napp_key = 'abcdefgh'", "`customer_io.app_key`"),
        ("e.toml", "[cio]\napp_api_key = 5", "`cio.app_api_key`"),
        ("f.toml", "[customerio]\nappApiKey = 'abcdefgh'", "`customerio.appApiKey`"),
        ("g.toml", "[customerio]\napi_key = 'abcdefgh'", "`customerio.api_key`"),
        ("h.toml", "[default.customer-io]\napp_api_key = 'abcdefgh'", "`default.customer-io.app_api_key`"),
        ("i.json", r#"{"CustomerIO": {"app-api-key": "abcdefgh"}}"#, "`CustomerIO.app-api-key`"),
        ("j.json", r#"{"CUSTOMERIO_APP_API_KEY": "abcdefgh"}"#, "`CUSTOMERIO_APP_API_KEY`"),
    ] {
        let report = loader(name, text).explain();
        let [problem] = report.problems() else { panic!("{report}") };
        let hint = problem.hint();
        assert!(hint.starts_with(&format!("there is {place} in `")), "{text}: {hint}");
        assert!(hint.ends_with("did you mean `customerio.app_api_key`?"), "{text}: {hint}");
        assert!(!report.to_string().contains("abcdefgh"), "{report}");
        assert!(report.to_string().contains(&format!("nothing reads {place}")), "{report}");
        let complete = loader(name, text).environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]);
        assert!(complete.load().is_ok(), "what stands beside our table is no problem by itself: {text}");
    }
    for (name, text) in [
        ("k.toml", "[other]\napp_api_key = 'abcdefgh'"),
        ("l.toml", "[customerio]\ncdp_apikey = 'abcdefgh'"),
        ("m.toml", "cdp_api_key = 'abcdefgh'"),
        ("n.json", r#"{"other": {"a": 1, "a": 2}}"#),
    ] {
        let error = loader(name, text).load().unwrap_err();
        assert!(error.problems()[0].near_misses().is_empty(), "{text}: {error}");
    }
}

#[test]
fn a_file_of_a_directory_that_is_nearly_right_is_told() {
    for name in [
        "app_key",
        "APP_API_KEY",
        "app-api-key",
        "appApiKey",
        "app_api_key.txt",
        "customerio_app_api_key",
        "customerio-app-api-key",
        "CIO_APP_KEY",
        "app_api_kye",
        "api_key",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, "abcdefgh").unwrap();
        fs::write(folder.path().join("cdp_api_key"), "another").unwrap();
        fs::write(folder.path().join("unrelated"), "another").unwrap();
        let loader = Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).secrets_dir(folder.path());
        let error = loader.load().unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.near_misses().len(), 1, "{name}: {error}");
        assert_eq!(
            problem.hint(),
            format!("there is `{}`: did you mean `CUSTOMERIO_APP_API_KEY`?", path.display())
        );
    }
}

#[test]
fn a_file_of_a_directory_is_told_to_the_workspace_that_it_names() {
    #[derive(CioCredentials, Debug)]
    #[cio(workspace = "shop")]
    struct Shop {
        app_key: AppApiKey,
        region: Region,
    }
    for (name, near) in [
        ("shop_app_key", 1),
        ("shop-app-api-key", 1),
        ("customerio_shop_app_api_key", 1),
        ("other_app_key", 0),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), "abcdefgh").unwrap();
        let loader = Shop::loader().environment([REGION]).secrets_dir(folder.path());
        let error = loader.load().unwrap_err();
        assert_eq!(error.problems()[0].near_misses().len(), near, "{name}: {error}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_optional_is_forgiven_only_where_there_is_nothing() {
    use std::os::unix::fs::symlink;
    #[derive(CioCredentials, Debug)]
    struct Mailer {
        app_key: Option<AppApiKey>,
        region: Region,
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), "").unwrap();
    symlink("nowhere", path("link")).unwrap();
    symlink("nowhere", path("link.toml")).unwrap();
    fs::create_dir(path("secrets")).unwrap();
    symlink("..data/app_api_key", path("secrets/app_api_key")).unwrap();
    let loader = || Mailer::loader().environment([REGION]);
    assert!(loader().optional_secrets_dir(path("gone")).load().unwrap().app_key.is_none());
    for (loader, expected) in [
        (loader().optional_secrets_dir(path("file")), Unreadable::NotADirectory),
        (loader().optional_secrets_dir(path("link")), Unreadable::BrokenLink),
        (loader().optional_secrets_dir(path("secrets")), Unreadable::BrokenLink),
        (loader().optional_dotenv(path("link")), Unreadable::BrokenLink),
        (loader().optional_file(path("link.toml")), Unreadable::BrokenLink),
    ] {
        let error = loader.load().unwrap_err();
        assert!(
            matches!(error.problems(), [problem] if matches!(
                problem.kind(),
                ProblemKind::Unreadable { reason, .. } if *reason == expected
            )),
            "{error}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_and_never_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let pipe = std::process::Command::new("mkfifo").arg(path("app_api_key")).status().unwrap();
    assert!(pipe.success());
    let _listener = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    fs::create_dir(path("site_id")).unwrap();
    let environment = Environment::from([REGION]).with("CUSTOMERIO_TRACK_API_KEY_FILE", path("socket"));
    let start = std::time::Instant::now();
    let error = Billing::loader().environment(environment).secrets_dir(folder.path()).load().unwrap_err();
    assert!(start.elapsed() < std::time::Duration::from_secs(5));
    let found: Vec<_> =
        error.problems().iter().map(|problem| (problem.role(), problem.to_string())).collect();
    let place = |name: &str| format!("`{}`", path(name).display());
    assert_eq!(
        found,
        [
            (Some(Role::SiteId), format!("the site ID in {}: the file is a directory", place("site_id"))),
            (
                Some(Role::TrackApiKey),
                format!(
                    "the Track API key in {}, named by `CUSTOMERIO_TRACK_API_KEY_FILE`: the file is no regular file",
                    place("socket")
                )
            ),
            (
                Some(Role::AppApiKey),
                format!("the App API key in {}: the file is no regular file", place("app_api_key"))
            ),
        ]
    );
    let null =
        Environment::from([SITE_ID, TRACK_KEY, REGION]).with("CUSTOMERIO_APP_API_KEY_FILE", "/dev/null");
    let error = Billing::loader().environment(null).load().unwrap_err();
    assert_eq!(error.problems()[0].hint(), "put the value in a regular file");
}

#[cfg(unix)]
#[test]
fn a_pipe_gives_what_another_program_writes_to_it() {
    use std::io::{Write, pipe};
    use std::os::fd::AsRawFd;
    for folder in ["/dev/fd", "/proc/self/fd"].into_iter().filter(|folder| PathBuf::from(folder).exists()) {
        let (reader, mut writer) = pipe().unwrap();
        let path = format!("{folder}/{}", reader.as_raw_fd());
        let writing = std::thread::spawn(move || {
            writer.write_all(b"from-").unwrap();
            std::thread::sleep(std::time::Duration::from_millis(50));
            writer.write_all(b"the-pipe\n").unwrap();
        });
        let variables = [SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_APP_API_KEY_FILE", &path)];
        assert_eq!(load::<Billing>(&variables).unwrap().app_key.expose(), "from-the-pipe");
        writing.join().unwrap();
        let error = load::<Billing>(&variables).unwrap_err();
        assert!(error.to_string().contains("is empty"), "what was read is gone: {error}");
    }

    let folder = tempfile::tempdir().unwrap();
    let mounted = folder.path().join(".env");
    assert!(std::process::Command::new("mkfifo").arg(&mounted).status().unwrap().success());
    let mut writing = std::process::Command::new("sh")
        .args(["-c", "echo CUSTOMERIO_APP_API_KEY=from-the-mount > \"$0\""])
        .arg(&mounted)
        .spawn()
        .unwrap();
    let loader = Billing::loader().environment([SITE_ID, TRACK_KEY, REGION]).dotenv(&mounted);
    assert_eq!(loader.load().unwrap().app_key.expose(), "from-the-mount");
    writing.wait().unwrap();
}

#[test]
fn a_key_that_may_be_a_value_is_told_by_its_line_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cio.toml");
    fs::write(&path, "[customerio]\nb0a31ab4c2d65e1f9a77 = 'site_id'\n\"a\\nb\" = 1\nretry_2 = 1\n").unwrap();
    let report = Billing::loader().environment([SITE_ID, TRACK_KEY, APP_KEY, REGION]).file(&path).explain();
    let mut told: Vec<String> = report.notes().iter().map(ToString::to_string).collect();
    told.sort();
    let path = path.display();
    assert_eq!(
        told,
        [
            format!("nothing reads `customerio.retry_2` in `{path}`, line 4"),
            format!("nothing reads `customerio.\u{2026}` in `{path}`, line 2"),
            format!("nothing reads `customerio.\u{2026}` in `{path}`, line 3"),
        ]
    );
}

#[test]
fn a_key_that_stands_in_no_table_is_a_hint_if_the_file_has_none_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("cio.toml", "name = 'x'\napp_api_key = 'abcdefgh'\n[site_id]\nsite_id = 'y'\n"),
        ("cio.json", "{\"name\": \"x\",\n\"app_api_key\": \"abcdefgh\"}"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let error = Billing::loader().environment([TRACK_KEY, REGION]).file(&path).load().unwrap_err();
        let [site_id, app_key] = error.problems() else { panic!("{error}") };
        assert_eq!(
            app_key.hint(),
            format!(
                "there is `app_api_key` in `{}`, line 2: did you mean `customerio.app_api_key`?",
                path.display()
            )
        );
        assert!(site_id.near_misses().is_empty(), "{error}");
    }
    let path = folder.path().join("ours.toml");
    fs::write(&path, "app_api_key = 'of another'\n[customerio]\nsite_id = 'site'\n").unwrap();
    let error = Billing::loader().environment([TRACK_KEY, REGION]).file(&path).load().unwrap_err();
    assert!(error.problems().iter().all(|problem| problem.near_misses().is_empty()), "{error}");
}

#[test]
fn ten_things_wrong_are_ten_findings() {
    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "it never loads")]
    struct Everything {
        site_id: SiteId,
        track_key: TrackApiKey,
        app_key: AppApiKey,
        cdp_key: CdpApiKey,
        webhook_key: cio_config::WebhookSigningKey,
        token: cio_config::ServiceAccountToken,
        migration_site_id: MigrationSiteId,
        workspace_id: cio_config::WorkspaceId,
        region: Region,
        #[cio(setting)]
        retries: u16,
    }
    let error = load::<Everything>(&[
        ("CUSTOMERIO_SITE_ID", ""),
        ("CUSTOMERIO_TRACK_API_KEY", "a b"),
        ("CUSTOMERIO_APP_API_KEY", "<your key>"),
        ("CUSTOMERIO_CDP_API_KEY", "sa_live_x"),
        ("CUSTOMERIO_WEBHOOK_SIGNING_KEY_FILE", "/nowhere"),
        ("CUSTOMERIO_SERVICE_ACCOUNT_TOKEN", "x"),
        ("CUSTOMERIO_MIGRATION_SITE_ID", "ref+vault://a"),
        ("CUSTOMERIO_WORKSPACE_ID", "007"),
        ("CUSTOMERIO_RETRIES", "many"),
    ])
    .err()
    .unwrap();
    assert_eq!(error.problems().len(), 10, "{error}");
    for problem in error.problems() {
        assert!(!problem.looked_in().is_empty() && !problem.hint().is_empty(), "{problem:?}");
    }
}

#[test]
fn a_problem_of_two_places_names_both() {
    let named = ("CUSTOMERIO_APP_API_KEY_FILE", "/nowhere");
    let error =
        load::<Billing>(&[("CIO_SITE_ID", "other"), SITE_ID, TRACK_KEY, APP_KEY, named, REGION]).unwrap_err();
    let places = error.problems().iter().map(|problem| problem.looked_in().iter().map(ToString::to_string));
    assert_eq!(
        places.map(Iterator::collect::<Vec<_>>).collect::<Vec<_>>(),
        [
            ["environment variable `CUSTOMERIO_SITE_ID`", "environment variable `CIO_SITE_ID`"],
            [
                "environment variable `CUSTOMERIO_APP_API_KEY`",
                "environment variable `CUSTOMERIO_APP_API_KEY_FILE`"
            ],
        ]
    );
}

#[test]
fn a_value_where_a_path_belongs_is_not_repeated() {
    for value in ["0123456789abcdef0123456789abcdef", "sa_live_0123/456", &"k".repeat(5000)] {
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_APP_API_KEY_FILE", value)])
            .unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        let variable = "environment variable `CUSTOMERIO_APP_API_KEY_FILE`";
        assert_eq!(
            problem.to_string(),
            format!("the App API key in {variable} is no path of a file that exists")
        );
        assert_eq!(
            problem.hint(),
            "put the whole path of the file in `CUSTOMERIO_APP_API_KEY_FILE`, or the value itself in `CUSTOMERIO_APP_API_KEY`"
        );
        assert!(!format!("{error} {problem:?}").contains(value));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_everybody_may_read_and_a_mark_at_its_start_are_notes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app");
    fs::write(&path, "\u{feff}abc\n").unwrap();
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let environment =
        Environment::from([SITE_ID, TRACK_KEY, REGION]).with("CUSTOMERIO_APP_API_KEY_FILE", &path);
    let (billing, report) = Billing::loader().environment(environment).load_with_report().unwrap();
    assert_eq!(billing.app_key.expose(), "abc");
    assert_eq!(report.fields()[2].notes(), [Note::ByteOrderMark, Note::ReadableByAll { path }]);
}

#[test]
fn a_key_that_looks_like_another_is_a_note() {
    let long = ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123456789abcdef");
    let environment: Environment = [SITE_ID, long, APP_KEY, REGION].into();
    let report = Billing::loader().environment(environment).explain();
    assert_eq!(report.fields()[1].notes(), [Note::LooksLikeAppApiKey]);
    assert!(report.problems().is_empty());
}

#[test]
fn a_fingerprint_tells_equal_from_different_within_one_report() {
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
fn a_report_tells_the_fields_of_nested_structs_apart() {
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
fn a_directory_of_secrets_is_read_by_either_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site_id"), "site\n").unwrap();
    fs::write(folder.path().join("CUSTOMERIO_TRACK_API_KEY"), "track").unwrap();
    fs::write(folder.path().join("app_api_key"), "app").unwrap();
    let loader = Billing::loader().environment([REGION]).secrets_dir(folder.path());
    let billing = loader.clone().load().unwrap();
    assert_eq!((billing.site_id.expose(), billing.track_key.expose()), ("site", "track"));
    fs::write(folder.path().join("CUSTOMERIO_APP_API_KEY"), "another").unwrap();
    let error = loader.load().unwrap_err();
    assert!(matches!(error.problems()[0].kind(), ProblemKind::Ambiguous { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn the_links_of_kubernetes_are_followed() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let version = folder.path().join("..2026_11_21");
    fs::create_dir(&version).unwrap();
    for (name, value) in
        [("site_id", "site"), ("track_api_key", "track"), ("app_api_key", "app"), ("region", "eu")]
    {
        fs::write(version.join(name), value).unwrap();
        symlink(PathBuf::from("..data").join(name), folder.path().join(name)).unwrap();
    }
    symlink("..2026_11_21", folder.path().join("..data")).unwrap();
    let billing =
        Billing::loader().environment(Environment::empty()).secrets_dir(folder.path()).load().unwrap();
    assert_eq!(billing.app_key.expose(), "app");
}

#[test]
fn systemd_names_its_directory_in_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app_api_key"), "app").unwrap();
    let environment =
        Environment::from([SITE_ID, TRACK_KEY, REGION]).with("CREDENTIALS_DIRECTORY", folder.path());
    let (billing, report) = Billing::loader().environment(environment).load_with_report().unwrap();
    assert_eq!(billing.app_key.expose(), "app");
    assert!(report.fields()[2].origin().unwrap().to_string().ends_with("app_api_key`"));
    let gone = Environment::from([SITE_ID, TRACK_KEY, REGION]).with("CREDENTIALS_DIRECTORY", "/nowhere");
    let error = Billing::loader().environment(gone).load().unwrap_err();
    assert!(error.problems().iter().any(|problem| matches!(
        problem.kind(),
        ProblemKind::Unreadable { reason: Unreadable::NotFound, .. }
    )));
    let text = error.to_string();
    assert!(text.contains("- `/nowhere`, named by `CREDENTIALS_DIRECTORY`, does not exist"), "{text}");
}

#[test]
fn a_variable_that_names_a_file_is_read_in_the_environment_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".env");
    fs::write(&path, "CUSTOMERIO_APP_API_KEY_FILE=/run/secrets/app").unwrap();
    let environment = Environment::from([SITE_ID, TRACK_KEY, REGION]);
    let error = Billing::loader().environment(environment).dotenv(&path).load().unwrap_err();
    assert_eq!(
        error.problems()[0].hint(),
        format!(
            "`CUSTOMERIO_APP_API_KEY_FILE` in `{}`, line 1 is set, but a variable that names a file is read in the \
             environment alone: set `CUSTOMERIO_APP_API_KEY_FILE` there",
            path.display()
        )
    );
}

#[cfg(unix)]
#[test]
fn what_a_command_prints_is_the_value_where_nothing_else_has_one() {
    #[derive(CioCredentials, Debug)]
    struct Mailer {
        #[cio(command = ["printf", "from-the-command\n"])]
        app_key: AppApiKey,
        region: Region,
    }
    let mailer: Mailer = load(&[REGION]).unwrap();
    assert_eq!((mailer.app_key.expose(), mailer.region), ("from-the-command", Region::Eu));
    let mailer: Mailer = load(&[REGION, APP_KEY]).unwrap();
    assert_eq!(mailer.app_key.expose(), "app");

    #[derive(CioCredentials)]
    #[allow(dead_code, reason = "it never loads")]
    struct Failing {
        #[cio(command = ["sh", "-c", "echo a-secret; echo a-secret >&2; exit 3"])]
        app_key: AppApiKey,
        #[cio(command = ["sh", "-c", "head -c 100000 /dev/zero"])]
        cdp_key: CdpApiKey,
        region: Region,
    }
    let error = load::<Failing>(&[REGION]).err().unwrap();
    let faults = error.problems().iter().map(|problem| match problem.kind() {
        ProblemKind::Command { fault, .. } => *fault,
        other => panic!("{other:?}"),
    });
    assert_eq!(faults.collect::<Vec<_>>(), [CommandFault::Failed(Some(3)), CommandFault::TooMuch]);
    assert!(!error.to_string().contains("a-secret"), "{error}");
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
    struct Told {
        #[cio(setting, default = "Team #1 # ours")]
        channel: String,
        #[cio(setting, default = "'quoted'")]
        quoted: String,
        #[cio(setting, default = " it's \"padded\" ")]
        padded: String,
        #[cio(setting, default = "two\r\n\tlines\\")]
        lines: String,
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
    let (template, folder) = (Told::template(), tempfile::tempdir().unwrap());
    let of_the_types = Told::loader().environment(Environment::empty()).load().unwrap();
    let (env, toml) = (folder.path().join(".env"), folder.path().join("customerio.toml"));
    fs::write(&env, template.env()).unwrap();
    let (from_env, report) =
        Told::loader().environment(Environment::empty()).dotenv(env).load_with_report().unwrap();
    assert_eq!(from_env, of_the_types, "{}", template.env());
    assert!(report.fields().iter().all(|field| matches!(field.origin(), Some(Origin::Dotenv { .. }))));

    let text = template.toml();
    let filled_in =
        text.lines().map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(line));
    let filled_in: String = filled_in.map(|line| format!("{line}\n")).collect();
    fs::write(&toml, &filled_in).unwrap();
    let (from_toml, report) =
        Told::loader().environment(Environment::empty()).file(toml).load_with_report().expect(&filled_in);
    assert_eq!(from_toml, of_the_types, "{filled_in}");
    assert!(report.fields().iter().all(|field| matches!(field.origin(), Some(Origin::Document { .. }))));
}

#[test]
fn a_template_has_each_table_and_key_once_wherever_the_nested_struct_stands() {
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

#[test]
fn a_key_in_another_configuration_is_a_string_or_refused_without_a_word_of_it() {
    #[derive(serde::Deserialize, Debug)]
    struct Config {
        app_key: AppApiKey,
        region: Region,
    }
    let config: Config = serde_json::from_str(r#"{"app_key":"0123","region":"eu"}"#).unwrap();
    assert_eq!((config.app_key.expose(), config.region), ("0123", Region::Eu));
    for value in
        ["815815815", "true", "1.5", "null", "[815815815]", "{\"a\":815815815}", "\"815815815 \"", "-7"]
    {
        let error =
            serde_json::from_str::<Config>(&format!(r#"{{"app_key":{value},"region":"eu"}}"#)).unwrap_err();
        assert!(
            !error.to_string().contains("815815") && error.to_string().contains("App API key"),
            "{error}"
        );
    }
}
