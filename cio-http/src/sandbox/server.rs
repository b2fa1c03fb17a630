//! The sockets: six listeners, served by one thread of their own.

use super::connections::{Connections, State};
use super::control;
use super::delivery::deliver;
use super::intake::{self, Intake};
use super::request::Request;
use super::service::Service;
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
    /// What the next one takes; nothing when the ports are used up.
    next: Option<u16>,
    bound: Vec<(Host, Region, TcpListener)>,
}

impl Listeners {
    /// Will take this port and those that follow, or for 0 any that are free.
    pub(super) const fn from(port: u16) -> Self {
        Self { next: Some(port), bound: Vec::new() }
    }

    pub(super) fn bind(&mut self, host: Host, region: Region) -> io::Result<SocketAddr> {
        let past_the_end =
            || io::Error::new(io::ErrorKind::InvalidInput, "a sandbox takes six ports, up to 65535");
        let port = self.next.ok_or_else(past_the_end)?;
        self.next = if port == 0 { Some(0) } else { port.checked_add(1) };
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
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
    pub(super) fn start(listeners: Listeners, service: Arc<Service>) -> io::Result<Self> {
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
                // An error means that the sender is gone, which is a stop as well.
                let _ = stopped.await;
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
                let state = State::new();
                let shared = (Arc::clone(&service), Arc::clone(&connections), Arc::clone(&state));
                let served = serve((host, region), stream, shared);
                let connection = tokio::spawn(async move {
                    served.await;
                    drop(room);
                });
                connections.add(connection.abort_handle(), state);
            }
            // Out of file descriptors, or a client that hung up in the queue: others may still come.
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn serve(
    (host, region): (Host, Region),
    stream: TcpStream,
    (service, connections, state): (Arc<Service>, Arc<Connections>, Arc<State>),
) {
    // Without this an answer may wait 40 ms for the client's acknowledgement; with an error it does just that.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(|request: http::Request<Incoming>| {
        let (service, connections, state) =
            (Arc::clone(&service), Arc::clone(&connections), Arc::clone(&state));
        async move {
            let (parts, body) = request.into_parts();
            let body = intake::read(parts.uri.path(), body, &connections).await?;
            state.answers(true);
            let answer = match body {
                Intake::Whole(body) => {
                    control::answer(&service, host, region, http::Request::from_parts(parts, body))
                }
                Intake::Refused(status, reason) => {
                    let request = http::Request::from_parts(parts, Bytes::new());
                    service.refuse(&Request::read(host, region, request), status, reason)
                }
            };
            state.answers(false);
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
