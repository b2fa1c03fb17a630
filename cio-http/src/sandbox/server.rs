//! The sockets: six listeners, served by one separate thread.

use super::addresses::HOSTS;
use super::by_region::REGIONS;
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

/// How often six ports in a row are looked for.
const TRIES: usize = 100;

/// Listeners that are bound and not yet served, on six ports in a row: the keys name the first.
#[derive(Debug)]
pub(super) struct Listeners {
    first_port: u16,
    bound: Vec<(Host, Region, TcpListener)>,
}

impl Listeners {
    /// Takes this port and those that follow, or for 0 six that are free; `everywhere` on all interfaces.
    pub(super) fn bind(port: u16, everywhere: bool) -> io::Result<Self> {
        if port != 0 {
            return Self::from(port, everywhere);
        }
        let free = || Ok::<_, io::Error>(listener(0, everywhere)?.local_addr()?.port());
        let mut bound = Self::from(free()?, everywhere);
        for _ in 1..TRIES {
            if bound.is_ok() {
                break;
            }
            bound = Self::from(free()?, everywhere);
        }
        bound
    }

    fn from(first_port: u16, everywhere: bool) -> io::Result<Self> {
        if first_port > u16::MAX - 5 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a sandbox needs six consecutive ports up to 65535",
            ));
        }
        let places = REGIONS.into_iter().flat_map(|region| HOSTS.map(|host| (host, region)));
        let bound = (first_port..).zip(places).map(|(port, (host, region))| {
            let socket = listener(port, everywhere)?;
            socket.set_nonblocking(true)?;
            Ok((host, region, socket))
        });
        Ok(Self { first_port, bound: bound.collect::<io::Result<_>>()? })
    }

    pub(super) const fn first_port(&self) -> u16 {
        self.first_port
    }

    /// Where a host of a region is reached. A container's port is published on loopback.
    pub(super) fn address(&self, host: Host, region: Region) -> SocketAddr {
        let at = self.bound.iter().position(|(own, of, _)| (*own, *of) == (host, region));
        let after = at.and_then(|at| u16::try_from(at).ok()).expect("each host of each region is bound");
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.first_port + after))
    }
}

fn listener(port: u16, everywhere: bool) -> io::Result<TcpListener> {
    let interface = if everywhere { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    TcpListener::bind((interface, port))
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
