//! Values with one file each: directories of secrets, `_FILE` variables, pipes, and paths that are not files; and what a command
//! prints.

use crate::{APP_KEY, Billing, REGION, SITE_ID, TRACK_KEY, load};
use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, CommandFault, Environment, ProblemKind, Region, Role, Unreadable,
};
use std::fs;
use std::path::PathBuf;

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
            "`CUSTOMERIO_APP_API_KEY_FILE` in `{}`, line 1 is set, but a variable that names a file is read \
             from the environment only: set `CUSTOMERIO_APP_API_KEY_FILE` there",
            path.display()
        )
    );
}

#[test]
fn a_variable_that_names_no_file_is_empty() {
    let variables = [SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_APP_API_KEY_FILE", "")];
    let error = load::<Billing>(&variables).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    let variable = "environment variable `CUSTOMERIO_APP_API_KEY_FILE`";
    assert_eq!(problem.to_string(), format!("the App API key in {variable} is empty"));
    assert_eq!(problem.hint(), "set `CUSTOMERIO_APP_API_KEY_FILE` to the path of the file, or unset it");
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
fn a_path_that_is_not_a_file_is_refused_and_never_waited_for() {
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
            (Some(Role::SiteId), format!("no site ID: {} is a directory", place("site_id"))),
            (
                Some(Role::TrackApiKey),
                format!(
                    "no Track API key: {}, named by `CUSTOMERIO_TRACK_API_KEY_FILE`, is not a regular file",
                    place("socket")
                )
            ),
            (
                Some(Role::AppApiKey),
                format!("no App API key: {} is not a regular file", place("app_api_key"))
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
fn an_invisible_character_at_the_end_of_a_path_is_reported() {
    for (path, words) in [
        ("/nowhere/key\r", "has a carriage return at its end"),
        ("/nowhere/key\n", "has a line feed at its end"),
        (" /nowhere/key", "has a space at its start"),
        ("/no\u{7}where/key", "has a control character (U+0007) inside"),
    ] {
        let error = load::<Billing>(&[SITE_ID, TRACK_KEY, REGION, ("CUSTOMERIO_APP_API_KEY_FILE", path)])
            .unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        let variable = "environment variable `CUSTOMERIO_APP_API_KEY_FILE`";
        assert_eq!(problem.to_string(), format!("the App API key in {variable} {words}"));
        assert_eq!(problem.hint(), "remove it from the path in `CUSTOMERIO_APP_API_KEY_FILE`");
    }
    let error = load::<Billing>(&[("CREDENTIALS_DIRECTORY", "")]).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(problem.to_string(), "environment variable `CREDENTIALS_DIRECTORY` is empty");
    assert_eq!(problem.hint(), "set `CREDENTIALS_DIRECTORY` to the path, or unset it");
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
            format!("the App API key in {variable} is not the path of an existing file")
        );
        assert_eq!(
            problem.hint(),
            "set `CUSTOMERIO_APP_API_KEY_FILE` to the absolute path of the file, or `CUSTOMERIO_APP_API_KEY` to the value itself"
        );
        assert!(!format!("{error} {problem:?}").contains(value));
    }
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
