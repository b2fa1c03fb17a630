//! How long a load from a vault takes, in round trips: `cargo bench --features vault --bench stores`.
//!
//! The vault is a server on loopback that answers late, and counts the reads.
#![allow(long_running_const_eval, reason = "a struct of a hundred keys is checked by the compiler")]

use cio_config::{
    AppApiKey, Backend, CdpApiKey, CioCredentials, Environment, Eu, Loader, SiteId, TrackApiKey, VaultStore,
};
use cio_test_server::{Answer, Server};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// How long the server takes over an answer.
const DELAY: Duration = Duration::from_millis(50);
const TURNS: usize = 10;

/// 25 workspaces of four keys.
macro_rules! company {
    ($($name:ident $type:ident $word:literal)*) => {
        $(
            #[derive(CioCredentials)]
            #[cio(workspace = $word, references)]
            #[allow(dead_code, reason = "that it loads is all")]
            struct $type {
                site_id: SiteId,
                track_key: TrackApiKey,
                app_key: AppApiKey,
                cdp_key: CdpApiKey,
                region: Eu,
            }
        )*
        #[derive(CioCredentials)]
        #[allow(dead_code, reason = "that it loads is all")]
        struct Company {
            app_key: Option<AppApiKey>,
            region: Eu,
            $(#[cio(nested)] $name: $type,)*
        }
        const WORKSPACES: [&str; 25] = [$($word),*];
    };
}

company! {
    a A "wa" b B "wb" c C "wc" d D "wd" e E "we" f F "wf" g G "wg" h H "wh" i I "wi" j J "wj" k K "wk" l L "wl" m M "wm"
    n N "wn" o O "wo" p P "wp" q Q "wq" r R "wr" s S "ws" t T "wt" u U "wu" v V "wv" w W "ww" x X "wx" y Y "wy"
}

static READS: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let address = serve();
    println!("a server that takes {} ms over an answer; best of {TURNS} loads", DELAY.as_millis());
    let token = || VaultStore::at(&address).token("token".to_owned());
    let login = || VaultStore::at(&address).app_role("role".to_owned(), "secret".to_owned());
    report("100 references to 5 secrets, token", 5, || company(token()));
    report("100 references to 5 secrets, AppRole", 5, || company(login()));
    report("a whole struct of 4 keys, AppRole", 1, || {
        let loader: Loader<A> = Loader::empty();
        assert!(loader.store(login(), "secret/team0").load().is_ok());
    });
}

fn company(vault: VaultStore) {
    let variables = WORKSPACES.iter().enumerate().flat_map(|(index, workspace)| {
        ["site_id", "track_api_key", "app_api_key", "cdp_api_key"].map(|name| {
            let variable = format!("CUSTOMERIO_{}_{}", workspace.to_uppercase(), name.to_uppercase());
            (variable, format!("ref+vault://secret/team{}#/{name}", index % 5))
        })
    });
    let environment: Environment = variables.collect();
    assert!(Company::loader().environment(environment).backend(Backend::Vault, vault).load().is_ok());
}

fn report(what: &str, reads: usize, load: impl Fn()) {
    let best = (0..TURNS).map(|_| {
        READS.store(0, Relaxed);
        let start = Instant::now();
        load();
        assert_eq!(READS.load(Relaxed), reads, "{what}");
        start.elapsed()
    });
    let best = best.min().expect("there are turns").as_secs_f64();
    let trips = best / DELAY.as_secs_f64();
    println!("{what:40} {:6.1} ms, {trips:.2} round trips, {reads} reads", best * 1000.0);
}

/// Answers as Vault does, late, and gives its address.
fn serve() -> String {
    const LOGIN: &str = r#"{"auth":{"client_token":"token"}}"#;
    const SECRET: &str = r#"{"data":{"data":{"site_id":"s-0123456789","track_api_key":"t-0123456789",
        "app_api_key":"a-0123456789","cdp_api_key":"c-0123456789","wa_site_id":"s-0123456789",
        "wa_track_api_key":"t-0123456789","wa_app_api_key":"a-0123456789","wa_cdp_api_key":"c-0123456789"}}}"#;
    let server = Server::answering(|request| {
        std::thread::sleep(DELAY);
        let is_login = request.path().ends_with("/login");
        READS.fetch_add(usize::from(!is_login), Relaxed);
        Answer::new(200, if is_login { LOGIN } else { SECRET })
    });
    server.url()
}
