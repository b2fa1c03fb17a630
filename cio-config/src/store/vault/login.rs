//! How a process tells Vault who it is.

use crate::finding::store_fault::StoreFault;
use crate::read::file;
use crate::store::vault::server::{Answer, Server};
use crate::text::json;
use crate::text::json::object::Object;
use serde_json::value::RawValue;
use std::fmt;
use std::path::{Path, PathBuf};
use vaultrs::api::auth::approle::requests::LoginWithApproleRequest;
use vaultrs::api::auth::oidc::requests::JWTLoginRequest;
use zeroize::Zeroizing;

pub(super) enum Login {
    None,
    Token(Zeroizing<String>),
    TokenFile(PathBuf),
    AppRole { mount: Option<String>, role_id: Zeroizing<String>, secret_id: Zeroizing<String> },
    Jwt { mount: Option<String>, role: String, jwt: Jwt },
}

pub(super) enum Jwt {
    Text(Zeroizing<String>),
    File(PathBuf),
}

impl Login {
    pub(super) fn move_to(&mut self, to: String) {
        if let Self::AppRole { mount, .. } | Self::Jwt { mount, .. } = self {
            *mount = Some(to);
        }
    }

    /// Whether its token is made by logging in, which is worth keeping.
    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::AppRole { .. } | Self::Jwt { .. })
    }

    /// The token to ask with.
    pub(super) async fn token(&self, server: &Server) -> Result<Zeroizing<String>, StoreFault> {
        match self {
            Self::None => Err(StoreFault::NotConfigured("there is neither a token nor a login")),
            Self::Token(token) => Ok(token.clone()),
            Self::TokenFile(path) => content(path, "the file with the token cannot be read"),
            Self::AppRole { mount, role_id, secret_id } => {
                let request = LoginWithApproleRequest {
                    mount: mount.clone().unwrap_or_else(|| "approle".to_owned()),
                    role_id: role_id.to_string(),
                    secret_id: secret_id.to_string(),
                };
                given(&server.send(None, request).await?)
            }
            Self::Jwt { mount, role, jwt } => {
                let jwt = match jwt {
                    Jwt::Text(jwt) => jwt.clone(),
                    Jwt::File(path) => content(path, "the file with the JWT cannot be read")?,
                };
                let request = JWTLoginRequest {
                    mount: mount.clone().unwrap_or_else(|| "jwt".to_owned()),
                    jwt: jwt.to_string(),
                    role: Some(role.clone()),
                };
                given(&server.send(None, request).await?)
            }
        }
    }
}

/// The token that a login gave.
fn given(answer: &Answer) -> Result<Zeroizing<String>, StoreFault> {
    match answer.status {
        200 => token_in(&answer.body).ok_or(StoreFault::Unreadable),
        // A role that is not there, a secret that is wrong, a login that is not mounted.
        400 | 403 | 404 => Err(StoreFault::Unauthenticated),
        _ => Err(answer.fault()),
    }
}

fn token_in(body: &[u8]) -> Option<Zeroizing<String>> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let answer: Object<'_> = serde_json::from_str(whole.get()).ok()?;
    let auth: Object<'_> = serde_json::from_str(answer.get("auth")?.get()).ok()?;
    let token = json::string::text(auth.get("client_token")?).ok()??;
    text(&token)
}

fn content(path: &Path, fault: &'static str) -> Result<Zeroizing<String>, StoreFault> {
    let read = file::read_value(path).ok().and_then(|(value, _)| text(value.bytes()));
    read.ok_or(StoreFault::NotConfigured(fault))
}

fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    std::str::from_utf8(bytes).ok().map(|text| Zeroizing::new(text.to_owned()))
}

/// `Debug` says which way it is.
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
