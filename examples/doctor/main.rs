//! Which key is wrong: `cargo run --bin doctor`, and `-- --sandbox SET-UP` for one that is broken on purpose.
//!
//! In your program it is one line: `cio_http::doctor::main::<Billing>()`. This one has a sandbox around it.

mod set_ups;

use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Loader, Region, SiteId, TrackApiKey,
    WebhookSigningKey, WorkspaceId,
};
use cio_http::doctor::Doctor;
use cio_http::sandbox::Sandbox;
use set_ups::{SET_UPS, SetUp, Way};
use std::process::ExitCode;
use std::time::Duration;

/// The credentials of the billing service.
#[derive(CioCredentials)]
#[allow(dead_code, reason = "they are asked about, and nothing is sent")]
struct Billing {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: Option<AppApiKey>,
    cdp_key: Option<CdpApiKey>,
    webhook_key: Option<WebhookSigningKey>,
    workspace_id: Option<WorkspaceId>,
    region: Region,
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(at) = arguments.iter().position(|argument| argument == "--sandbox") else {
        return cio_http::doctor::main::<Billing>();
    };
    let name = if at + 1 < arguments.len() { arguments.remove(at + 1) } else { String::new() };
    arguments.remove(at);
    match SET_UPS.iter().find(|set_up| set_up.name == name) {
        Some(set_up) => run(set_up, arguments),
        None => {
            eprintln!("usage: doctor --sandbox SET-UP [--json] [--cross-probe], where SET-UP is one of\n");
            SET_UPS.iter().for_each(|set_up| eprintln!("  {:20} {}", set_up.name, set_up.what));
            ExitCode::from(2)
        }
    }
}

fn run(set_up: &SetUp, arguments: Vec<String>) -> ExitCode {
    let sandbox = match Sandbox::start() {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!("the sandbox did not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    // The signing key and the token of a service account are among its variables, and most set-ups hold neither.
    let environment = sandbox.environment().without("CUSTOMERIO_WEBHOOK_SIGNING_KEY");
    let (environment, way) = (set_up.arrange)(&sandbox, environment);
    doctor(environment, way, &sandbox).arguments(arguments).run()
}

fn doctor(environment: Environment, way: Way, sandbox: &Sandbox) -> Doctor<Billing> {
    let addresses = sandbox.addresses().clone();
    Doctor::new().loader(Loader::empty().environment(environment)).client(move |builder| match way {
        Way::Sandbox => builder.sandbox(&addresses).timeout(Duration::from_secs(1)),
        Way::Loopback(reqwest) => builder.http(*reqwest).connect_timeout(Duration::from_secs(1)),
    })
}
