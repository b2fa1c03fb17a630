//! The file that the server's agent keeps up to date.

use super::{OpenBao, folder};
use crate::outcome::Billing;
use crate::server::loads;
use cio_config::CioCredentials;
use std::thread::sleep;
use std::time::{Duration, Instant};

#[test]
fn what_an_agent_renders_is_read_and_read_anew_when_it_was_rotated() {
    let server = OpenBao::get();
    let file = folder().join("rendered/customerio.json");
    let reference = format!("ref+file://{}#/app_api_key", file.display());
    let key = || {
        let loader = Billing::loader().environment([("CUSTOMERIO_APP_API_KEY", &reference)]);
        loads(loader).app_key.expose().to_owned()
    };
    assert!(
        key().starts_with("s3cr3t-before") || key().starts_with("s3cr3t-after"),
        "rendered something else"
    );
    let rotated = format!("s3cr3t-after-{}", std::process::id());
    server.put("secret/agent", &[&format!("app_api_key={rotated}")]);
    let start = Instant::now();
    while key() != rotated {
        assert!(start.elapsed() < Duration::from_secs(20), "the agent did not render the new version");
        sleep(Duration::from_millis(100));
    }
}
