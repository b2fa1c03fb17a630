//! The sockets: six listeners, served by one separate thread.

use super::connections::{Activity, Connections};
use super::control;
use super::delivery::deliver;
use super::intake::{self, Intake};
use super::request::Request;
use super::service::Service;
use super::state::State;
use crate::surface::host::Host;
use bytes::Bytes;
use cio_config::Region;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// How long a connection may lack a complete head: longer than clients keep one that they do not use.
const IDLE: Duration = Duration::from_secs(120);

/// Bytes of a head: the longest path that a client of this crate sends has half of that.
const LONGEST_HEAD: usize = 128_000;

/// The wait after an error, which may last.
const PAUSE: Duration = Duration::from_millis(100);

/// Listeners that are bound and not yet served.
#[derive(Debug)]
pub(super) struct Listeners {
    /// The number of the next one; `None` when the ports are used up.
    next: Option<u16>,
    /// Whether all interfaces are listened on.
    everywhere: bool,
    bound: Vec<(Host, Region, TcpListener)>,
}

impl Listeners {
    /// Will take this port and those that follow, or for 0 any that are free.
    pub(super) const fn from(port: u16, everywhere: bool) -> Self {
        Self { next: Some(port), everywhere, bound: Vec::new() }
    }

    pub(super) fn bind(&mut self, host: Host, region: Region) -> io::Result<SocketAddr> {
        let past_the_end =
            || io::Error::new(io::ErrorKind::InvalidInput, "a sandbox takes six ports, up to 65535");
        let port = self.next.ok_or_else(past_the_end)?;
        self.next = if port == 0 { Some(0) } else { port.checked_add(1) };
        let interface = if self.everywhere { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
        let socket = TcpListener::bind((interface, port))?;
        socket.set_nonblocking(true)?;
        // A container's port is published on loopback.
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, socket.local_addr()?.port()));
        self.bound.push((host, region, socket));
        Ok(address)
    }
}

/// The thread that serves. Dropping it closes every connection.
#[derive(Debug)]
pub(super) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves from its own thread and runtime, so it works with or without a runtime in the caller.
    pub(super) fn start(
        listeners: Listeners,
        service: Arc<Service>,
        state: Option<State>,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let context = runtime.enter();
        let register =
            |(host, region, socket)| Ok((host, region, tokio::net::TcpListener::from_std(socket)?));
        let listeners = listeners.bound.into_iter().map(register).collect::<io::Result<Vec<_>>>()?;
        drop(context);
        let (stop, stopped) = oneshot::channel();
        let serve = move || {
            runtime.block_on(async {
                let connections = Connections::new();
                for (host, region, socket) in listeners {
                    let (service, connections) = (Arc::clone(&service), Arc::clone(&connections));
                    tokio::spawn(accept((host, region), socket, service, connections));
                }
                let saved = state.clone().map(|state| tokio::spawn(save(state, Arc::clone(&service))));
                // An error means that the sender is gone, which is a stop as well.
                let _ = stopped.await;
                if let (Some(state), Some(saved)) = (&state, saved) {
                    saved.abort();
                    report(state.write(&service));
                }
            });
        };
        let thread = std::thread::Builder::new().name("cio-sandbox".into()).spawn(serve)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in the thread has no caller to be reported to.
            let _ = thread.join();
        }
    }
}

/// Writes the state whenever something changed, at most once a second.
async fn save(state: State, service: Arc<Service>) {
    let mut changes = service.record.changes();
    loop {
        report(state.write(&service));
        tokio::time::sleep(Duration::from_secs(1)).await;
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// The sandbox goes on without a file that cannot be written.
fn report(written: io::Result<()>) {
    if let Err(error) = written {
        eprintln!("the state file cannot be written: {error}");
    }
}

async fn accept(
    (host, region): (Host, Region),
    socket: tokio::net::TcpListener,
    service: Arc<Service>,
    connections: Arc<Connections>,
) {
    loop {
        let room = connections.room().await;
        match socket.accept().await {
            Ok((stream, _)) => {
                let activity = Activity::new();
                let shared = (Arc::clone(&service), Arc::clone(&connections), Arc::clone(&activity));
                let served = serve((host, region), stream, shared);
                let connection = tokio::spawn(async move {
                    served.await;
                    drop(room);
                });
                connections.add(connection.abort_handle(), activity);
            }
            // Out of file descriptors, or a client that hung up in the queue: others may still come.
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn serve(
    (host, region): (Host, Region),
    stream: TcpStream,
    (service, connections, activity): (Arc<Service>, Arc<Connections>, Arc<Activity>),
) {
    // Without this an answer may wait 40 ms for the client's acknowledgement; with an error it does just that.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(|request: http::Request<Incoming>| {
        let (service, connections, activity) =
            (Arc::clone(&service), Arc::clone(&connections), Arc::clone(&activity));
        async move {
            let (parts, body) = request.into_parts();
            let body = intake::read(parts.uri.path(), body, &connections).await?;
            activity.answers(true);
            let answer = match body {
                Intake::Whole(body) => {
                    control::answer(&service, host, region, http::Request::from_parts(parts, body))
                }
                Intake::Refused(status, reason) => {
                    let request = http::Request::from_parts(parts, Bytes::new());
                    service.refuse(&Request::read(host, region, request), status, reason)
                }
            };
            activity.answers(false);
            deliver(answer).await
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), answer);
    if (&mut connection).await.is_err() {
        // A fault of the script resets. A client that hung up does not notice.
        let _ = connection.into_parts().io.into_inner().set_zero_linger();
    }
}
