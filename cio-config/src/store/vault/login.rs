//! The ways to log in to Vault.

use crate::finding::store_fault::StoreFault;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
use crate::store::vault::server::{Server, VaultAnswer};
use crate::store::vault::setting::Setting;
use crate::text::json;
use crate::text::json::object::Object;
use rustify::endpoint::Endpoint;
use rustify::enums::{RequestMethod, RequestType, ResponseType};
use serde_json::value::RawValue;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use vaultrs::api::auth::approle::requests::LoginWithApproleRequest;
use vaultrs::api::auth::oidc::requests::JWTLoginRequest;
use zeroize::Zeroizing;

pub(super) enum Login {
    None,
    Token(SecretSetting),
    TokenFile(Setting<PathBuf>),
    AppRole { mount: Option<SecretSetting>, role_id: SecretSetting, secret_id: SecretId },
    Jwt { mount: Option<SecretSetting>, role: SecretSetting, jwt: Jwt },
}

/// The secret ID of an AppRole, as it is or wrapped.
pub(super) enum SecretId {
    Plain(SecretSetting),
    /// The server gives it once for the wrapping token, so it is kept for the next login.
    Wrapped {
        token: SecretSetting,
        unwrapped: Mutex<Option<Zeroizing<String>>>,
    },
}

/// A token to ask with.
pub(super) enum Token {
    /// As it was set.
    Given(Zeroizing<String>),
    /// By a login: how many seconds it lives, or zero, and whether it may be renewed.
    Made { token: Zeroizing<String>, seconds: u64, renewable: bool },
}

pub(super) enum Jwt {
    Text(SecretSetting),
    File(Setting<PathBuf>),
}

/// Text that is set, wiped when dropped.
pub(super) type SecretSetting = Setting<Zeroizing<String>>;

impl Login {
    pub(super) fn move_to(&mut self, to: SecretSetting) {
        if let Self::AppRole { mount, .. } | Self::Jwt { mount, .. } = self {
            *mount = Some(to);
        }
    }

    /// The token to ask with.
    pub(super) async fn token(&self, server: &Server) -> Result<Token, StoreFault> {
        match self {
            Self::None => Err(StoreFault::NotConfigured("neither a token nor a login is set")),
            Self::Token(token) => token.text().map(|text| Token::Given(Zeroizing::new(text.to_owned()))),
            Self::TokenFile(path) => content(path).map(Token::Given),
            Self::AppRole { mount, role_id, secret_id } => {
                let request = LoginWithApproleRequest {
                    mount: at(mount.as_ref(), "approle")?,
                    role_id: role_id.text()?.to_owned(),
                    secret_id: secret_id.text(server).await?.to_string(),
                };
                given(&server.send(None, request).await?)
            }
            Self::Jwt { mount, role, jwt } => {
                let jwt = match jwt {
                    Jwt::Text(jwt) => jwt.text()?.to_owned(),
                    Jwt::File(path) => content(path)?.to_string(),
                };
                let (mount, role) = (at(mount.as_ref(), "jwt")?, Some(role.text()?.to_owned()));
                given(&server.send(None, JWTLoginRequest { mount, jwt, role }).await?)
            }
        }
    }
}

impl SecretId {
    pub(super) fn wrapped(token: SecretSetting) -> Self {
        Self::Wrapped { token, unwrapped: Mutex::default() }
    }

    async fn text(&self, server: &Server) -> Result<Zeroizing<String>, StoreFault> {
        let (token, unwrapped) = match self {
            Self::Plain(secret_id) => return secret_id.text().map(|text| Zeroizing::new(text.to_owned())),
            Self::Wrapped { token, unwrapped } => (token, unwrapped),
        };
        if let Some(secret_id) = &*unwrapped.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(secret_id.clone());
        }
        let token = Zeroizing::new(token.text()?.to_owned());
        let answer = server.send(Some(&token), Post("sys/wrapping/unwrap")).await?;
        let secret_id = match answer.status {
            200 => {
                member(&answer.body, "data", "secret_id").and_then(string).ok_or(StoreFault::Unreadable)?
            }
            // It was unwrapped before, or its time is over.
            400 | 403 | 404 => return Err(StoreFault::Unauthenticated),
            _ => return Err(answer.fault()),
        };
        *unwrapped.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret_id.clone());
        Ok(secret_id)
    }
}

/// Renews a token: how many seconds it lives from now on, and whether it may be renewed once more.
pub(super) async fn renew(server: &Server, token: &Zeroizing<String>) -> Result<(u64, bool), StoreFault> {
    let answer = server.send(Some(token), Post("auth/token/renew-self")).await?;
    match answer.status {
        200 => Ok(lifetime(&answer.body)),
        _ => Err(answer.fault()),
    }
}

/// A request without a body.
struct Post(&'static str);

impl Endpoint for Post {
    type Response = ();
    const REQUEST_BODY_TYPE: RequestType = RequestType::JSON;
    const RESPONSE_BODY_TYPE: ResponseType = ResponseType::JSON;

    fn path(&self) -> String {
        self.0.to_owned()
    }

    fn method(&self) -> RequestMethod {
        RequestMethod::POST
    }
}

/// The mount of a login.
fn at(mount: Option<&SecretSetting>, default: &str) -> Result<String, StoreFault> {
    Ok(mount.map_or(Ok(default), Setting::text)?.to_owned())
}

/// The token that a login gave.
fn given(answer: &VaultAnswer) -> Result<Token, StoreFault> {
    match answer.status {
        200 => {
            let token = token_in(&answer.body).ok_or(StoreFault::Unreadable)?;
            let (seconds, renewable) = lifetime(&answer.body);
            Ok(Token::Made { token, seconds, renewable })
        }
        // A role that does not exist, a wrong secret, a login that is not mounted.
        400 | 403 | 404 => Err(StoreFault::Unauthenticated),
        _ => Err(answer.fault()),
    }
}

fn token_in(body: &[u8]) -> Option<Zeroizing<String>> {
    let token = string(member(body, "auth", "client_token")?)?;
    Setting::new("the token", &*token).text().is_ok().then_some(token)
}

/// How many seconds a token lives, and whether it may be renewed.
fn lifetime(body: &[u8]) -> (u64, bool) {
    let number = member(body, "auth", "lease_duration").and_then(|raw| raw.get().parse().ok());
    let renewable = member(body, "auth", "renewable").is_some_and(|raw| raw.get() == "true");
    (number.unwrap_or_default(), renewable)
}

/// A member of an object in an answer.
fn member<'a>(body: &'a [u8], object: &str, name: &str) -> Option<&'a RawValue> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let answer: Object<'a> = serde_json::from_str(whole.get()).ok()?;
    let object: Object<'a> = serde_json::from_str(answer.get(object)?.get()).ok()?;
    object.get(name)
}

fn string(raw: &RawValue) -> Option<Zeroizing<String>> {
    text(&json::string::text(raw).ok()??)
}

/// The text in a file, without a line break at its end.
fn content(path: &Setting<PathBuf>) -> Result<Zeroizing<String>, StoreFault> {
    let (value, _) = file::read_value(&path.value).map_err(|reason| path.fault(words(reason)))?;
    let read = text(value.bytes()).ok_or_else(|| path.fault("is not UTF-8"))?;
    Setting::new(path.name, &*read).text()?;
    Ok(read)
}

/// Why a file could not be read.
fn words(reason: Unreadable) -> &'static str {
    match reason {
        Unreadable::NotFound => "does not exist",
        Unreadable::BrokenLink => "is a link to a file that does not exist",
        Unreadable::PermissionDenied => "is not readable by this process",
        Unreadable::Directory => "is a directory",
        _ => "cannot be read",
    }
}

fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    std::str::from_utf8(bytes).ok().map(|text| Zeroizing::new(text.to_owned()))
}

/// `Debug` shows the kind of login.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Token(_) => "a token",
            Self::TokenFile(_) => "a token in a file",
            Self::AppRole { .. } => "AppRole",
            Self::Jwt { .. } => "JWT",
        })
    }
}
