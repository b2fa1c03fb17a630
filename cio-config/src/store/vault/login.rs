//! The ways to log in to Vault.

use crate::finding::store_fault::StoreFault;
use crate::finding::unreadable::Unreadable;
use crate::read::file;
use crate::store::vault::server::{Answer, Server};
use crate::store::vault::setting::Setting;
use crate::text::json;
use crate::text::json::object::Object;
use serde_json::value::RawValue;
use std::fmt;
use std::path::PathBuf;
use vaultrs::api::auth::approle::requests::LoginWithApproleRequest;
use vaultrs::api::auth::oidc::requests::JWTLoginRequest;
use zeroize::Zeroizing;

pub(super) enum Login {
    None,
    Token(Text),
    TokenFile(Setting<PathBuf>),
    AppRole { mount: Option<Text>, role_id: Text, secret_id: Text },
    Jwt { mount: Option<Text>, role: Text, jwt: Jwt },
}

pub(super) enum Jwt {
    Text(Text),
    File(Setting<PathBuf>),
}

/// Text that is set, wiped when dropped.
pub(super) type Text = Setting<Zeroizing<String>>;

impl Login {
    pub(super) fn move_to(&mut self, to: Text) {
        if let Self::AppRole { mount, .. } | Self::Jwt { mount, .. } = self {
            *mount = Some(to);
        }
    }

    /// Whether its token comes from a login: then it is kept.
    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::AppRole { .. } | Self::Jwt { .. })
    }

    /// The token to ask with.
    pub(super) async fn token(&self, server: &Server) -> Result<Zeroizing<String>, StoreFault> {
        match self {
            Self::None => Err(StoreFault::NotConfigured("there is neither a token nor a login")),
            Self::Token(token) => token.text().map(|text| Zeroizing::new(text.to_owned())),
            Self::TokenFile(path) => content(path),
            Self::AppRole { mount, role_id, secret_id } => {
                let request = LoginWithApproleRequest {
                    mount: at(mount.as_ref(), "approle")?,
                    role_id: role_id.text()?.to_owned(),
                    secret_id: secret_id.text()?.to_owned(),
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

/// The mount of a login.
fn at(mount: Option<&Text>, default: &str) -> Result<String, StoreFault> {
    Ok(mount.map_or(Ok(default), Setting::text)?.to_owned())
}

/// The token that a login gave.
fn given(answer: &Answer) -> Result<Zeroizing<String>, StoreFault> {
    match answer.status {
        200 => token_in(&answer.body).ok_or(StoreFault::Unreadable),
        // A role that does not exist, a wrong secret, a login that is not mounted.
        400 | 403 | 404 => Err(StoreFault::Unauthenticated),
        _ => Err(answer.fault()),
    }
}

fn token_in(body: &[u8]) -> Option<Zeroizing<String>> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let answer: Object<'_> = serde_json::from_str(whole.get()).ok()?;
    let auth: Object<'_> = serde_json::from_str(answer.get("auth")?.get()).ok()?;
    let token = text(&json::string::text(auth.get("client_token")?).ok()??)?;
    Setting::new("the token", &*token).text().is_ok().then_some(token)
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
