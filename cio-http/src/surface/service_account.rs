//! Signing with a token of a service account, which may send in every workspace and do nothing else.

use crate::surface::{AppSendApi, SignedBy, authorization};
use cio_config::__private::{Asked, Build, Declared};
use cio_config::{CioCredentials, Provides, Role, Schema, ServiceAccountToken, WorkspaceId};
use http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use std::marker::PhantomData;

/// Credentials used for their service account: sends are signed with its token, and name the workspace.
///
/// A client of it can send messages, and nothing else. Customer.io means such tokens for tests and single messages; a
/// program that runs for long takes an App API key.
/// Source: <https://docs.customer.io/ai/cli/service-accounts/>, read 2026-09-17.
///
/// ```
/// # #[cfg(all(feature = "async", feature = "rustls"))] {
/// use cio_config::{CioCredentials, Environment, Region, ServiceAccountToken, WorkspaceId};
/// use cio_http::{Client, ServiceAccount};
///
/// #[derive(CioCredentials)]
/// struct Script {
///     token: ServiceAccountToken,
///     workspace: WorkspaceId,
///     region: Region,
/// }
///
/// let environment = Environment::from([
///     ("CUSTOMERIO_SERVICE_ACCOUNT_TOKEN", "sa_live_0123456789"),
///     ("CUSTOMERIO_WORKSPACE_ID", "3"),
///     ("CUSTOMERIO_REGION", "eu"),
/// ]);
/// let script = Script::loader().environment(environment).load()?;
/// let cio = Client::new(ServiceAccount(script))?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ServiceAccount<C>(pub C);

/// Credentials that hold a token and the workspace it is used in: one trait for all of it, so that lacking any is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold both a `ServiceAccountToken` and a `WorkspaceId`",
    label = "a service account needs both",
    note = "`ServiceAccount` takes a struct that derives `CioCredentials` and has both fields: `token: ServiceAccountToken,` and \
            `workspace: WorkspaceId,`"
)]
pub trait AccountToken: Provides<ServiceAccountToken> + Provides<WorkspaceId> {}

#[diagnostic::do_not_recommend]
impl<C: Provides<ServiceAccountToken> + Provides<WorkspaceId>> AccountToken for C {}

/// A struct in a `ServiceAccount`, represented by `PhantomData`: the compiler looks for a wrong `C` inside the
/// expression `ServiceAccount(…)`, would report it there, and report what follows from it again at the whole.
pub trait Inside<C> {
    type Itself;
    type Region;
    const DECLARATION: &'static Schema;

    fn text(credentials: &C, asked: Asked) -> Option<&str>;

    fn build(build: &mut Build) -> Option<C>;
}

impl<C: CioCredentials> Inside<C> for PhantomData<C> {
    type Itself = <C::Itself as InAccount>::Account;
    type Region = C::Region;
    const DECLARATION: &'static Schema = C::DECLARATION;

    fn text(credentials: &C, asked: Asked) -> Option<&str> {
        credentials.text(asked)
    }

    fn build(build: &mut Build) -> Option<C> {
        C::build(build)
    }
}

/// The account of a struct, asked of the struct: where that is unknown, so is this.
pub trait InAccount {
    type Account;
}

impl<C> InAccount for C {
    type Account = ServiceAccount<C>;
}

impl<C, Itself, Region> Declared for ServiceAccount<C>
where
    PhantomData<C>: Inside<C, Itself = Itself, Region = Region>,
{
    type Itself = Itself;
    type Region = Region;
    const DECLARATION: &'static Schema = PhantomData::<C>::DECLARATION;

    fn text(&self, asked: Asked) -> Option<&str> {
        PhantomData::<C>::text(&self.0, asked)
    }

    fn build(build: &mut Build) -> Option<Self> {
        PhantomData::<C>::build(build).map(Self)
    }
}

/// The same, where the compiler knows the account.
pub trait KnownInside<C>: Inside<C, Itself = ServiceAccount<C>> {}

impl<C: CioCredentials> KnownInside<C> for PhantomData<C> {}

impl<C> CioCredentials for ServiceAccount<C> where PhantomData<C>: KnownInside<C> {}

impl<C: AccountToken> SignedBy<ServiceAccount<C>> for AppSendApi {
    const SIGNERS: &'static [Role] = &[Role::ServiceAccountToken, Role::WorkspaceId];

    fn sign(credentials: &ServiceAccount<C>, headers: &mut HeaderMap) {
        let token: &ServiceAccountToken = credentials.0.provide();
        let workspace: &WorkspaceId = credentials.0.provide();
        headers.insert(AUTHORIZATION, authorization::bearer(token.expose()));
        headers.insert("x-workspace-id", HeaderValue::from(workspace.number()));
    }
}

#[cfg(test)]
mod tests {
    use super::ServiceAccount;
    use crate::app;
    use crate::call::hosts::Hosts;
    use crate::call::retry::Policy;
    use crate::call::{Call, Next};
    use bytes::Bytes;
    use cio_config::{CioCredentials, Environment, Region, ServiceAccountToken, WorkspaceId};

    #[derive(CioCredentials)]
    struct Script {
        token: ServiceAccountToken,
        workspace: WorkspaceId,
        region: Region,
    }

    fn script() -> ServiceAccount<Script> {
        let environment = Environment::from([
            ("CUSTOMERIO_SERVICE_ACCOUNT_TOKEN", "sa_live_0123456789"),
            ("CUSTOMERIO_WORKSPACE_ID", "3"),
            ("CUSTOMERIO_REGION", "eu"),
        ]);
        ServiceAccount::<Script>::loader().environment(environment).load().unwrap()
    }

    #[test]
    fn a_send_carries_the_token_and_the_workspace() {
        let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
        let email = app::SendEmail::template(3).to("ada@example.com").id("42");
        let request = Call::new(&email, &script(), &hosts, &policy).unwrap().request();
        assert_eq!(request.headers()["authorization"], "Bearer sa_live_0123456789");
        assert!(request.headers()["authorization"].is_sensitive());
        assert_eq!(request.headers()["x-workspace-id"], "3");
        assert_eq!(request.uri(), "https://api-eu.customer.io/v1/send/email");
    }

    #[test]
    fn a_refusal_points_at_the_token_and_not_at_an_app_key() {
        let (hosts, policy) = (Hosts::of(Region::Eu), Policy::default());
        let email = app::SendEmail::template(3).to("ada@example.com").id("42");
        let credentials = script();
        let mut call = Call::new(&email, &credentials, &hosts, &policy).unwrap();
        let answer = http::Response::builder().status(401).body(Bytes::new()).unwrap();
        let Next::Done(Err(error)) = call.receive(Ok(answer)) else { panic!("a 401 is an error") };
        let hint = error.hint().unwrap();
        assert!(
            hint.contains("`CUSTOMERIO_SERVICE_ACCOUNT_TOKEN`") && !hint.contains("APP_API_KEY"),
            "{hint}"
        );
    }
}
