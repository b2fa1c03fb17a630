//! Both clients, made once for each setup.

use crate::server::Server;
use crate::setup::{Account, Keys, Setup};
use cio_config::{CioCredentials, StatesRegion};
use cio_http::{Client, ServiceAccount, blocking};
use std::cell::OnceCell;
use std::time::Duration;
use tokio::runtime::Runtime;

/// The clients of one setup, for a user's keys and for a service account.
pub(crate) struct Clients {
    pub(crate) setup: Setup,
    ports: [u16; 3],
    asynchronous: OnceCell<Client<Keys>>,
    account_asynchronous: OnceCell<Client<Account>>,
    blocking: OnceCell<blocking::Client<Keys>>,
    account_blocking: OnceCell<blocking::Client<Account>>,
}

/// Which of the two sends.
pub(crate) enum Driver<'a> {
    Async(&'a Runtime, &'a Clients),
    Blocking(&'a Clients),
}

/// A method of both builders, which have no trait in common.
macro_rules! set_up {
    ($builder:expr, $clients:expr) => {{
        let setup = &$clients.setup;
        let builder = $builder
            .sandbox(&setup.addresses($clients.ports))
            .policy(setup.policy.clone())
            .user_agent_suffix("exchanges/1");
        let builder = if setup.drops_silently { builder.pipelines_drops_silently() } else { builder };
        let timeout = if setup.is_impatient { Duration::from_millis(500) } else { Duration::from_secs(10) };
        builder.timeout(timeout).build().unwrap()
    }};
}

impl Clients {
    pub(crate) fn new(setup: &Setup, server: &Server) -> Self {
        Self {
            setup: setup.clone(),
            ports: server.ports(),
            asynchronous: OnceCell::new(),
            account_asynchronous: OnceCell::new(),
            blocking: OnceCell::new(),
            account_blocking: OnceCell::new(),
        }
    }

    pub(crate) fn asynchronous(&self) -> &Client<Keys> {
        self.asynchronous.get_or_init(|| self.make(Keys::of(self.setup.region)))
    }

    pub(crate) fn account_asynchronous(&self) -> &Client<Account> {
        self.account_asynchronous.get_or_init(|| self.make(ServiceAccount(Keys::of(self.setup.region))))
    }

    pub(crate) fn blocking(&self) -> &blocking::Client<Keys> {
        self.blocking.get_or_init(|| self.make_blocking(Keys::of(self.setup.region)))
    }

    pub(crate) fn account_blocking(&self) -> &blocking::Client<Account> {
        self.account_blocking.get_or_init(|| self.make_blocking(ServiceAccount(Keys::of(self.setup.region))))
    }

    fn make<C: CioCredentials + StatesRegion>(&self, credentials: C) -> Client<C> {
        set_up!(Client::builder(credentials), self)
    }

    fn make_blocking<C: CioCredentials + StatesRegion>(&self, credentials: C) -> blocking::Client<C> {
        set_up!(blocking::Client::builder(credentials), self)
    }
}
