//! Reads secrets of the key-value engine, whichever version it is.

use crate::finding::note::Date;
use crate::finding::store_fault::StoreFault;
use crate::store::secret::SecretRequest;
use crate::store::vault::lock;
use crate::store::vault::server::{Server, VaultAnswer};
use crate::text::json;
use crate::text::json::object::Object;
use futures_util::future::join_all;
use rustify::endpoint::Endpoint;
use rustify::enums::{RequestMethod, RequestType, ResponseType};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::SystemTime;
use vaultrs::api::kv1::requests::GetSecretRequest;
use vaultrs::api::kv2::requests::ReadSecretRequest;
use zeroize::Zeroizing;

/// For each place, the JSON object that holds its fields.
pub(super) type Answers = Vec<Result<Fields, StoreFault>>;

/// The object with the fields of a secret, as it is written in the answer, and when this version was stored.
#[derive(Clone)]
pub(super) struct Fields {
    pub(super) json: Zeroizing<Vec<u8>>,
    pub(super) stored: Option<SystemTime>,
}

/// A secret, as it was named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SecretPath {
    /// The mount and the path in it, without the `data` of version 2: `secret/customerio`.
    path: String,
    version: Option<u64>,
    /// Whether `data` is after the mount: then it is version 2.
    has_data: bool,
}

/// The versions of the engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum KvVersion {
    One,
    Two,
}

pub(super) struct Reader<'a> {
    pub(super) server: &'a Server,
    pub(super) token: &'a Zeroizing<String>,
    pub(super) mounts: &'a Mutex<BTreeMap<String, KvVersion>>,
}

impl SecretPath {
    pub(super) fn of(request: &SecretRequest) -> Result<Self, StoreFault> {
        let mut steps: Vec<&str> = request.path().split('/').collect();
        // A URL would lose them, and be another path.
        if steps.len() < 2 || steps.iter().any(|step| matches!(*step, "" | "." | "..")) {
            return Err(StoreFault::NotFound);
        }
        let version = request.parameter("version").map(str::parse).transpose();
        let has_data = steps[1] == "data" && steps.len() > 2;
        if has_data {
            steps.remove(1);
        }
        Ok(Self { path: steps.join("/"), version: version.map_err(|_| StoreFault::NotFound)?, has_data })
    }

    /// The first step, which most mounts are.
    fn guess(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// The path without its last step.
    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether both are the same secret where the mount is of version 2.
    fn is_spelling_of(&self, other: &Self) -> bool {
        (&self.path, self.version) == (&other.path, other.version)
    }
}

impl Reader<'_> {
    /// Reads every place at the same time, after the mounts of those whose version is unknown: asking for a mount costs no use
    /// of a token, and reading at the wrong version does. Where the server does not say, version 2 at the first step is
    /// assumed.
    pub(super) async fn read(&self, places: &[SecretPath]) -> Answers {
        let failed = self.look_at_mounts(places).await;
        let fault = |place: &SecretPath| failed.get(place.folder()).filter(|_| !place.has_data).copied();
        let open: Vec<SecretPath> = places.iter().filter(|place| fault(place).is_none()).cloned().collect();
        let mut read = Vec::new();
        for (place, (answer, guessed)) in open.iter().zip(self.first(&open).await) {
            let answer = match (answer, guessed) {
                (Ok(ReadOutcome::Nothing(answer)), Some(guessed)) => self.look(place, &guessed, answer).await,
                (answer, _) => answer,
            };
            read.push(answer.and_then(|asked| match asked {
                ReadOutcome::Secret(fields) => Ok(fields),
                ReadOutcome::Nothing(answer) => Err(absence(&answer)),
            }));
        }
        let mut read = read.into_iter();
        let mut next = || read.next().expect("each open place was read");
        places.iter().map(|place| fault(place).map_or_else(&mut next, Err)).collect()
    }

    /// Asks for the mounts that are not known yet, once for each folder, and gives the faults.
    async fn look_at_mounts<'p>(&self, places: &'p [SecretPath]) -> BTreeMap<&'p str, StoreFault> {
        let is_open = |place: &&SecretPath| !place.has_data && self.known(place).is_none();
        let folders: BTreeMap<&str, &SecretPath> =
            places.iter().filter(is_open).map(|place| (place.folder(), place)).collect();
        let looks = join_all(folders.values().map(|place| self.mount_of(place))).await;
        folders.into_keys().zip(looks).filter_map(|(folder, look)| Some((folder, look.err()?))).collect()
    }

    /// The first answer for each place, and the mount that was guessed for it. Two spellings of one secret, which are
    /// next to each other, are one request.
    async fn first(&self, places: &[SecretPath]) -> Vec<(Result<ReadOutcome, StoreFault>, Option<String>)> {
        let is_one = |place: &SecretPath| matches!(self.known(place), Some((_, KvVersion::One)));
        let groups = places.chunk_by(|one, other| one.is_spelling_of(other) && !is_one(one));
        let groups: Vec<&[SecretPath]> = groups.collect();
        let asked = join_all(groups.iter().map(|group| async move {
            let known = self.known(&group[0]);
            let (mount, version) = known.clone().unwrap_or((group[0].guess().to_owned(), KvVersion::Two));
            (self.ask(&group[0], &mount, version).await, known.is_none().then_some(mount))
        }));
        let answers = groups.iter().zip(asked.await);
        answers.flat_map(|(group, answer)| group.iter().map(move |_| answer.clone())).collect()
    }

    /// The mount of a place and its version, if it was looked at.
    fn known(&self, place: &SecretPath) -> Option<(String, KvVersion)> {
        let mounts = lock(self.mounts);
        let within = |mount: &str| place.path.strip_prefix(mount).is_some_and(|rest| rest.starts_with('/'));
        let known = mounts.iter().filter(|(mount, _)| within(mount)).max_by_key(|(mount, _)| mount.len());
        known.map(|(mount, version)| (mount.clone(), *version))
    }

    async fn ask(
        &self,
        place: &SecretPath,
        mount: &str,
        version: KvVersion,
    ) -> Result<ReadOutcome, StoreFault> {
        let path = place.path[mount.len()..].trim_start_matches('/').to_owned();
        let mount = mount.to_owned();
        let answer = match version {
            KvVersion::Two => {
                let request = ReadSecretRequest { mount, path, version: place.version };
                self.server.send(Some(self.token), request).await?
            }
            // Version 1 keeps one version of each secret, and no other can be had.
            KvVersion::One if place.version.is_some() => return Err(StoreFault::NotFound),
            KvVersion::One => {
                let path = if place.has_data { format!("data/{path}") } else { path };
                self.server.send(Some(self.token), GetSecretRequest { mount, path }).await?
            }
        };
        match answer.status {
            200 => fields(&answer.body, version).map(ReadOutcome::Secret).ok_or(StoreFault::Unreadable),
            404 if answer.says("\"deletion_time\"") && is_destroyed(&answer.body) => {
                Err(StoreFault::Destroyed)
            }
            404 if answer.says("\"deletion_time\"") => Err(StoreFault::Deleted),
            403 | 404 => Ok(ReadOutcome::Nothing(answer)),
            _ => Err(answer.fault()),
        }
    }

    /// Asks for the mount of a place that was not found where it was assumed to be, and reads it if it is elsewhere.
    async fn look(
        &self,
        place: &SecretPath,
        guessed: &str,
        nothing: VaultAnswer,
    ) -> Result<ReadOutcome, StoreFault> {
        let known = match self.known(place) {
            Some(known) => Some(known),
            None if place.has_data => self.mount_of(place).await?,
            None => None,
        };
        match known {
            Some((mount, version)) if mount != guessed || version != KvVersion::Two => {
                self.ask(place, &mount, version).await
            }
            _ => Ok(ReadOutcome::Nothing(nothing)),
        }
    }

    /// The mount of a place, which the server gives to every token that allows reading something in it.
    async fn mount_of(&self, place: &SecretPath) -> Result<Option<(String, KvVersion)>, StoreFault> {
        let answer = self.server.send(Some(self.token), Mounted { path: place.path.clone() }).await?;
        match answer.status {
            200 => {
                let (mount, version) = mount_in(&answer.body).ok_or(StoreFault::Unreadable)??;
                lock(self.mounts).insert(mount.clone(), version);
                Ok(Some((mount, version)))
            }
            400..=404 => Ok(None),
            _ => Err(answer.fault()),
        }
    }
}

/// Why a place gave nothing. The server says `permission denied` alone to a token that it does not know, and lists it
/// as an error that occurred to one whose policies do not allow the path (OpenBao 2.7.2; a server may add `invalid
/// token` to the first). `lookup-self` cannot distinguish the two: a valid token without the policy `default` is not
/// allowed to call it.
fn absence(answer: &VaultAnswer) -> StoreFault {
    match answer.status {
        403 if answer.says("invalid token") => StoreFault::Unauthenticated,
        403 if answer.says("permission denied") && !answer.says("occurred") => StoreFault::Unauthenticated,
        403 => StoreFault::PermissionDenied,
        _ if answer.says("no handler for route") => StoreFault::WrongMount,
        _ => StoreFault::NotFound,
    }
}

/// Whether the version in an answer of KV v2 was destroyed: deleted ones can be restored, those cannot.
fn is_destroyed(body: &[u8]) -> bool {
    let find = || {
        let whole: &RawValue = serde_json::from_slice(body).ok()?;
        member(member(member(whole, "data")?, "metadata")?, "destroyed")
    };
    find().is_some_and(|destroyed| destroyed.get() == "true")
}

/// The result of reading one path.
#[derive(Clone)]
enum ReadOutcome {
    Secret(Fields),
    /// Nothing is there, or the token does not allow reading it.
    Nothing(VaultAnswer),
}

fn fields(body: &[u8], version: KvVersion) -> Option<Fields> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let (mut data, mut stored) = (member(whole, "data")?, None);
    if version == KvVersion::Two {
        let time = member(data, "metadata").and_then(|metadata| member(metadata, "created_time"));
        stored = time.and_then(|time| Date::begin_of(time.get().trim_matches('"')));
        data = member(data, "data")?;
    }
    let json = Zeroizing::new(data.get().as_bytes().to_vec());
    (json::kind(data) == "object").then_some(Fields { json, stored })
}

fn member<'a>(raw: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    let object: Object<'a> = serde_json::from_str(raw.get()).ok()?;
    object.get(name)
}

/// The mount in an answer, or the fault that it is of another engine.
fn mount_in(body: &[u8]) -> Option<Result<(String, KvVersion), StoreFault>> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let data = member(whole, "data")?;
    let text = |raw| Some(String::from_utf8_lossy(&json::string::text(raw).ok()??).into_owned());
    if text(member(data, "type")?)? != "kv" {
        return Some(Err(StoreFault::WrongMount));
    }
    let mount = text(member(data, "path")?)?.trim_end_matches('/').to_owned();
    let version = member(data, "options").and_then(|options| text(member(options, "version")?));
    let version = if version.as_deref() == Some("2") { KvVersion::Two } else { KvVersion::One };
    Some(Ok((mount, version)))
}

/// The mount that a path is in: the server's command line client asks for it before it reads.
struct Mounted {
    path: String,
}

impl Endpoint for Mounted {
    type Response = ();
    const REQUEST_BODY_TYPE: RequestType = RequestType::JSON;
    const RESPONSE_BODY_TYPE: ResponseType = ResponseType::JSON;

    fn path(&self) -> String {
        format!("sys/internal/ui/mounts/{}", self.path)
    }

    fn method(&self) -> RequestMethod {
        RequestMethod::GET
    }
}
