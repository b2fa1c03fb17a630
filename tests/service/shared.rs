//! Credentials that a program keeps: a client has them with a policy, a budget and a sandbox, and makes no copy.

use super::pair;
use cio_http::sandbox::Sandbox;
use cio_http::{Policy, RateBudget, track};
use std::sync::Arc;

macro_rules! shares_its_keys {
    ($sandbox:ident, $client:path, $sent:expr) => {{
        use $client as Client;
        let kept = Arc::new(pair(&$sandbox));
        let cio = Client::shared_builder(Arc::clone(&kept))
            .policy(Policy::none())
            .rate_budget(RateBudget::documented())
            .sandbox(&$sandbox)
            .build()
            .unwrap();
        let other = cio.with_shared(Arc::clone(&kept)).unwrap();
        assert!(Arc::ptr_eq(&kept, &cio.credentials()) && Arc::ptr_eq(&kept, &other.credentials()));
        for client in [cio, other] {
            $sent(client.send(&track::Identify::new("42"))).unwrap();
            drop(client);
        }
        assert_eq!(Arc::strong_count(&kept), 1);
    }};
}

#[test]
fn a_client_of_shared_credentials_has_every_setting_and_no_copy_of_a_key() {
    let sandbox = Sandbox::start().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    shares_its_keys!(sandbox, cio_http::Client, |sending| runtime.block_on(sending));
    shares_its_keys!(sandbox, cio_http::blocking::Client, std::convert::identity);
    assert_eq!(sandbox.received().len(), 4);
}
