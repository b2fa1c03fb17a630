//! The state that survives a restart, as one JSON file: workspaces with their keys, people, and faults.

use super::account::{Accounts, Workspace};
use super::control::lists;
use super::credentials::{Credentials, role_named};
use super::fault;
use super::people::PeopleStore;
use super::service::Service;
use super::workspace_key::WorkspaceKey;
use crate::sandbox::people::{Person, Suppressed};
use cio_config::{Region, Role};
use serde_json::{Map, Value, json};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The file.
#[derive(Clone, Debug)]
pub(super) struct State(PathBuf);

impl State {
    pub(super) const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// The stored state, if there is one.
    pub(super) fn read(&self) -> io::Result<Option<Value>> {
        match fs::read(&self.0) {
            Ok(bytes) => {
                let value = serde_json::from_slice(&bytes).map_err(|_| {
                    let said = "the state file was not written by a sandbox";
                    io::Error::new(io::ErrorKind::InvalidData, said)
                })?;
                Ok(Some(value))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes beside it and renames: a reader finds the old one or the new one.
    pub(super) fn write(&self, service: &Service) -> io::Result<()> {
        let beside = self.0.with_extension("new");
        let mut file = created(&beside)?;
        file.write_all(of(service).to_string().as_bytes())?;
        drop(file);
        fs::rename(beside, &self.0)
    }
}

/// Readable by its owner only: the keys are made up, but they are still credentials.
fn created(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn of(service: &Service) -> Value {
    let accounts = service.accounts.get();
    let workspaces: Vec<Value> = accounts.all().iter().map(workspace).collect();
    let revoked = accounts.revoked().iter().map(|(place, role, key)| {
        json!({"region": place.region.as_str(), "workspace": place.workspace, "role": role.file_key(), "key": key})
    });
    let (people, suppressed) =
        service.record.with_people(|people_store| (people_store.people(), people_store.suppressed()));
    json!({
        "workspaces": workspaces,
        "revoked": revoked.collect::<Vec<_>>(),
        "people": people.iter().map(lists::person).collect::<Vec<_>>(),
        "suppressed": suppressed.iter().map(lists::suppressed).collect::<Vec<_>>(),
        "faults": service.script.left().iter().filter_map(fault::Fault::to_json).collect::<Vec<_>>(),
    })
}

fn workspace(workspace: &Workspace) -> Value {
    let keys = |keys: &Credentials| -> Value {
        keys.entries()
            .into_iter()
            .map(|(role, key)| (role.file_key().to_owned(), json!(key)))
            .collect::<Map<_, _>>()
            .into()
    };
    json!({
        "region": workspace.place.region.as_str(),
        "id": workspace.place.workspace,
        "name": workspace.name,
        "keys": keys(&workspace.credentials),
        "older": workspace.older.iter().map(keys).collect::<Vec<_>>(),
    })
}

/// The workspaces that were kept, and new ones for the names that were not.
pub(super) fn accounts(kept: &Value, names: &[String], port: u16) -> Accounts {
    let saved = list(kept, "workspaces").filter_map(|it| read_workspace(it, port)).collect();
    let revoked = list(kept, "revoked").filter_map(|it| {
        let role: Role = role_named(it["role"].as_str()?).ok()?;
        Some((place(it)?, role, it["key"].as_str()?.to_owned()))
    });
    Accounts::made_up(names, port).with(saved, revoked.collect())
}

fn read_workspace(it: &Value, port: u16) -> Option<Workspace> {
    let keys = |keys: &Value| {
        let kept = Credentials::try_from_names(|name| keys[name].as_str().map(str::to_owned).ok_or(()));
        kept.ok().map(|kept| kept.on_port(port))
    };
    Some(Workspace {
        place: WorkspaceKey { region: region(it)?, workspace: it["id"].as_u64()? },
        name: it["name"].as_str()?.to_owned(),
        credentials: keys(&it["keys"])?,
        older: list(it, "older").filter_map(keys).collect(),
    })
}

/// Puts people and faults back.
pub(super) fn restore(kept: &Value, service: &Service) {
    let people = list(kept, "people").filter_map(read_person).collect();
    let suppressed = list(kept, "suppressed").filter_map(read_suppressed).collect();
    service.record.restore(PeopleStore::of(people, suppressed));
    for fault in list(kept, "faults") {
        // One that cannot be read was not written by this version.
        let faults = fault::read(fault.to_string().as_bytes()).unwrap_or_default();
        faults.into_iter().for_each(|fault| service.script.add(fault));
    }
}

fn read_person(it: &Value) -> Option<Person> {
    let devices = it["devices"].as_object()?.iter();
    let device = |(token, own): (&String, &Value)| Some((token.clone(), own.as_object()?.clone()));
    Some(Person {
        region: region(it)?,
        workspace: it["workspace"].as_u64()?.into(),
        id: it["id"].as_str()?.to_owned(),
        cio_id: it["cio_id"].as_str()?.to_owned(),
        attributes: it["attributes"].as_object()?.clone(),
        devices: devices.filter_map(device).collect(),
        segments: it["segments"].as_array()?.iter().filter_map(Value::as_u64).collect(),
    })
}

fn read_suppressed(it: &Value) -> Option<Suppressed> {
    let id = it["id"].as_str()?.to_owned();
    Some(Suppressed { region: region(it)?, workspace: it["workspace"].as_u64()?.into(), id })
}

fn place(it: &Value) -> Option<WorkspaceKey> {
    Some(WorkspaceKey { region: region(it)?, workspace: it["workspace"].as_u64()? })
}

fn region(it: &Value) -> Option<Region> {
    it["region"].as_str()?.parse().ok()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use crate::sandbox::stand_in::Sandbox;
    use crate::sandbox::testing::send;
    use cio_config::Region::Us;
    use cio_config::Role;

    #[test]
    fn people_keys_and_faults_are_there_after_a_restart() {
        let path = std::env::temp_dir().join(format!("sandbox-state-{}.json", std::process::id()));
        let start = || Sandbox::builder().workspace("marketing").state(&path).start().unwrap();
        let first = start();
        let keys = first.credentials(Us);
        let identify = |sandbox: &Sandbox, id: &str| {
            send(sandbox, &format!("PUT /api/v1/customers/{id}"), Some(&keys), r#"{"plan":"pro"}"#)
        };
        assert!(identify(&first, "42").starts_with("HTTP/1.1 200 "));
        send(&first, "POST /api/v1/customers/43/suppress", Some(&keys), "{}");
        let faults = r#"[{"before": {"status": 503}, "times": 3}, {"late_ms": 1, "skip": 9}]"#;
        send(&first, "POST /_sandbox/faults", None, faults);
        assert!(identify(&first, "42").starts_with("HTTP/1.1 503 "));
        first.revoke(Us, Role::AppApiKey);
        let before = (first.people(), first.suppressed(), first.workspace(Us, "marketing").id());
        drop(first);

        let second = start();
        assert_eq!((second.people(), second.suppressed(), second.workspace(Us, "marketing").id()), before);
        let number = |key: &str| key.rsplit('_').next().map(str::to_owned);
        assert_eq!(number(second.credentials(Us).app_api_key()), number(keys.app_api_key()));
        let keys = second.credentials(Us);
        let identify = |sandbox: &Sandbox, id: &str| {
            send(sandbox, &format!("PUT /api/v1/customers/{id}"), Some(&keys), r#"{"plan":"pro"}"#)
        };
        assert_eq!(second.service.script.left().len(), 2);
        assert!(identify(&second, "44").starts_with("HTTP/1.1 503 "));
        assert!(identify(&second, "44").starts_with("HTTP/1.1 503 "), "two of three were left");
        assert!(identify(&second, "44").starts_with("HTTP/1.1 200 "));
        assert_eq!(second.people()[1].cio_id, "a3000002");
        identify(&second, "43");
        assert_eq!(second.people().len(), 2, "suppressed");
        drop(second);
        std::fs::write(&path, "no state").unwrap();
        assert!(Sandbox::builder().state(&path).start().is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
