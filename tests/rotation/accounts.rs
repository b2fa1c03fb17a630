//! A process keeps to one account; what cannot change is an error of the constructor.

use super::{App, FIRST, Pair, SECOND, app_folder, app_keys, key, variables, write};
use cio_config::{AppApiKey, CioCredentials, Loader, Origin, Region, Role, RotateError, WorkspaceId};

#[derive(CioCredentials)]
struct Numbered {
    app_key: AppApiKey,
    workspace_id: Option<WorkspaceId>,
    region: Region,
}

#[derive(CioCredentials)]
struct Outer {
    #[cio(nested)]
    inner: App,
}

#[test]
fn a_reload_to_the_other_region_is_refused_and_reported() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    write(folder.path(), "app_api_key", SECOND);
    write(folder.path(), "region", "us");
    let error = keys.reload().unwrap_err();
    assert!(matches!(error, RotateError::OtherAccount { role: Role::Region }));
    assert!(error.to_string().starts_with("the region differs from that of the keys in use"), "{error}");
    assert!(matches!(keys.last_error(), Some(RotateError::OtherAccount { .. })));
    assert_eq!((key(&keys).as_str(), keys.generation()), (FIRST, 0));
    // Once it is corrected, the new key is taken.
    write(folder.path(), "region", "EU");
    keys.reload().unwrap();
    assert_eq!((key(&keys).as_str(), keys.generation()), (SECOND, 1));
}

#[test]
fn a_reload_to_another_workspace_is_refused() {
    let folder = app_folder();
    write(folder.path(), "workspace_id", "1001");
    let keys = Loader::<Numbered>::empty().secrets_dir(folder.path()).rotating().unwrap();
    write(folder.path(), "app_api_key", SECOND);
    write(folder.path(), "workspace_id", "1002");
    assert!(matches!(keys.reload(), Err(RotateError::OtherAccount { role: Role::WorkspaceId })));
    assert_eq!(keys.current().app_key.expose(), FIRST);
    assert_eq!(keys.current().workspace_id.unwrap().to_string(), "1001");
}

#[test]
fn a_reload_of_a_nested_struct_to_the_other_region_is_refused() {
    let folder = app_folder();
    let keys = Loader::<Outer>::empty().secrets_dir(folder.path()).rotating().unwrap();
    write(folder.path(), "region", "us");
    assert!(matches!(keys.reload(), Err(RotateError::OtherAccount { role: Role::Region })));
    assert_eq!(keys.current().inner.region, Region::Eu);
}

#[test]
fn the_same_region_in_other_words_is_the_same_account() {
    let folder = app_folder();
    let keys = app_keys(folder.path());
    write(folder.path(), "region", "EU");
    keys.reload().unwrap();
    assert_eq!(keys.current().region, Region::Eu);
}

#[test]
fn keys_of_the_environment_alone_cannot_change_and_the_error_says_what_to_do() {
    let environment = variables([
        ("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"),
        ("CUSTOMERIO_TRACK_API_KEY", "0123456789abcdef0123"),
        ("CUSTOMERIO_REGION", "eu"),
    ]);
    let error = Loader::<Pair>::empty().environment(environment).rotating().err().unwrap();
    assert_eq!(
        error.to_string(),
        "no key of `Pair` can change while the process runs\n\
         - environment variable `CUSTOMERIO_SITE_ID`\n  \
           hint: a process's environment does not change: set `CUSTOMERIO_SITE_ID_FILE` to the path of a file instead, \
           or keep a second set of keys in `CUSTOMERIO_SITE_ID_NEXT`\n\
         - environment variable `CUSTOMERIO_TRACK_API_KEY`\n  \
           hint: a process's environment does not change: set `CUSTOMERIO_TRACK_API_KEY_FILE` to the path of a file instead, \
           or keep a second set of keys in `CUSTOMERIO_TRACK_API_KEY_NEXT`"
    );
}

#[test]
fn mounted_credentials_of_systemd_cannot_change() {
    let folder = app_folder();
    let environment = variables([("CREDENTIALS_DIRECTORY", folder.path().to_str().unwrap())]);
    let error = App::loader().environment(environment).rotating().err().unwrap();
    let RotateError::CannotChange { schema: "App", origins } = &error else { panic!("{error}") };
    assert!(matches!(&origins[..], [Origin::Entry { .. }]));
    assert!(error.to_string().contains("systemd mounts credentials once"), "{error}");
}

#[test]
fn a_figment_cannot_change() {
    let figment =
        figment::Figment::from(figment::providers::Serialized::default("customerio.app_api_key", FIRST))
            .merge(figment::providers::Serialized::default("customerio.region", "eu"));
    let error = Loader::<App>::empty().figment(figment).rotating().err().unwrap();
    assert!(matches!(error, RotateError::CannotChange { .. }));
}

#[test]
fn a_key_in_a_file_may_change_though_another_is_in_a_variable() {
    let folder = app_folder();
    write(folder.path(), "track_api_key", "0123456789abcdef0123");
    let environment =
        variables([("CUSTOMERIO_SITE_ID", "b0a31ab4c2d65e1f9a77"), ("CUSTOMERIO_REGION", "eu")]);
    let loader = Loader::<Pair>::empty().environment(environment).secrets_dir(folder.path());
    let keys = loader.rotating().unwrap();
    write(folder.path(), "track_api_key", "3210fedcba9876543210");
    keys.reload().unwrap();
    assert_eq!(keys.current().track_key.expose(), "3210fedcba9876543210");
}
