//! The sandbox as a whole, with its sockets.

use crate::sandbox::stand_in::Sandbox;
use crate::surface::host::Host;
use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Region, SiteId, TrackApiKey, WebhookSigningKey, WorkspaceId,
};
use std::collections::BTreeSet;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;

fn get(root: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(root.strip_prefix("http://").unwrap()).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn roots(sandbox: &Sandbox) -> BTreeSet<String> {
    let hosts = [Host::Track, Host::App, Host::Pipelines];
    let root = |region| hosts.map(|host| sandbox.addresses().root(host, region).to_owned());
    [Region::Us, Region::Eu].into_iter().flat_map(root).collect()
}

#[test]
fn each_region_of_each_api_has_its_own_address() {
    let sandbox = Sandbox::start().unwrap();
    assert_eq!(roots(&sandbox).len(), 6);
    for host in [Host::Track, Host::App, Host::Pipelines] {
        for region in [Region::Us, Region::Eu] {
            let answer = get(sandbox.addresses().root(host, region), "/nothing");
            assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
            let received = sandbox.received();
            let last = received.last().unwrap();
            assert_eq!((last.host, last.region), (host, region));
        }
    }
    assert_eq!(sandbox.received().len(), 6);
}

#[test]
fn a_dropped_sandbox_hangs_up_and_gives_its_ports_back() {
    let sandbox = Sandbox::start().unwrap();
    let roots = roots(&sandbox);
    let root = sandbox.addresses().root(Host::App, Region::Us).strip_prefix("http://").unwrap().to_owned();
    let mut idle = TcpStream::connect(&root).unwrap();
    drop(sandbox);
    assert_eq!(idle.read(&mut [0]).unwrap_or(0), 0);
    for root in roots {
        assert!(TcpStream::connect(root.strip_prefix("http://").unwrap()).is_err());
    }
}

#[test]
fn a_port_past_the_end_is_refused() {
    let error = Sandbox::builder().port(u16::MAX - 4).start().unwrap_err();
    // Some other program may hold one of these ports, and then that is the error.
    assert!(matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::AddrInUse), "{error}");
}

#[test]
fn it_starts_and_stops_inside_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let sandbox = Sandbox::start().unwrap();
        let root = sandbox.addresses().root(Host::App, Region::Eu);
        assert!(get(root, "/v1/info/ip_addresses").contains("200 OK"));
    });
}

#[test]
fn its_variables_load_into_credentials_of_that_region() {
    #[derive(CioCredentials)]
    struct All {
        site_id: SiteId,
        track_key: TrackApiKey,
        app_key: AppApiKey,
        cdp_key: CdpApiKey,
        webhook_signing_key: WebhookSigningKey,
        workspace_id: WorkspaceId,
        region: Region,
    }
    let sandbox = Sandbox::start().unwrap();
    for region in [Region::Us, Region::Eu] {
        let all = All::loader().environment(sandbox.environment_of(region)).load().unwrap();
        let keys = sandbox.addresses().credentials(region);
        assert_eq!((all.region, all.workspace_id), (region, sandbox.workspace_id(region)));
        assert_eq!(all.site_id.expose(), keys.site_id());
        assert_eq!(all.track_key.expose(), keys.track_api_key());
        assert_eq!(all.app_key.expose(), keys.app_api_key());
        assert_eq!(all.cdp_key.expose(), keys.cdp_api_key());
        assert_eq!(all.webhook_signing_key.expose(), keys.webhook_signing_key());
    }
}

#[test]
fn it_may_be_shared_by_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&Sandbox::start().unwrap());
}

/// Sends bytes as they are, and reads what comes until the end.
fn exchange(sandbox: &Sandbox, sent: &[u8]) -> String {
    let root = sandbox.addresses().root(Host::Track, Region::Us);
    let mut stream = TcpStream::connect(root.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(30))).unwrap();
    // The rest of what is too large need not be taken.
    let _ = stream.write_all(sent);
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        answer.extend_from_slice(&buffer[..read]);
        if answer.windows(4).any(|end| end == b"\r\n\r\n") {
            break;
        }
    }
    String::from_utf8(answer).unwrap()
}

#[test]
fn a_body_of_more_than_ten_megabytes_is_refused_and_listed() {
    let sandbox = Sandbox::start().unwrap();
    let head = "POST /api/v1/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10000001\r\n\r\n";
    let stated = exchange(&sandbox, head.as_bytes());
    assert!(
        stated.starts_with("HTTP/1.1 413 ") && stated.contains("x-sandbox-reason: the body is larger"),
        "{stated}"
    );
    let mut chunked =
        b"POST /api/v1/events HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    chunked.extend_from_slice(b"989681\r\n");
    chunked.resize(chunked.len() + 10_000_001, b'x');
    let unstated = exchange(&sandbox, &chunked);
    assert!(unstated.starts_with("HTTP/1.1 413 "), "{unstated}");
    let received = sandbox.received();
    assert_eq!(received.iter().map(|one| one.status.as_u16()).collect::<Vec<_>>(), [413, 413]);
    assert!(received.iter().all(|one| one.raw.is_empty()));
}

#[test]
fn the_page_comes_from_the_program_and_lets_nothing_else_in() {
    let sandbox = Sandbox::start().unwrap();
    let root = sandbox.addresses().root(Host::App, Region::Us);
    for (path, kind) in [
        ("/_sandbox/", "text/html"),
        ("/_sandbox/page.css", "text/css"),
        ("/_sandbox/page.js", "text/javascript"),
        ("/_sandbox/view.js", "text/javascript"),
        ("/_sandbox/more.js", "text/javascript"),
    ] {
        let answer = get(root, path);
        assert!(
            answer.starts_with("HTTP/1.1 200 ") && answer.contains(&format!("content-type: {kind}")),
            "{answer}"
        );
        assert!(
            answer.contains(
                "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';"
            )
        );
        let own = answer.replace("http://www.w3.org/2000/svg", "");
        assert!(!own.contains("http://") && !own.contains("https://"), "{path} names another place");
    }
    assert!(sandbox.received().is_empty());
}
