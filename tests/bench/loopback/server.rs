//! A server that accepts every request, in a separate process, so that its cost is in no figure.

use crate::pinned;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Set for the process that serves.
const SERVE: &str = "CIO_BENCH_SERVE";
/// How long it serves at most, whatever happens to the process that started it.
const LONGEST: Duration = Duration::from_secs(1800);

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\
    date: Mon, 09 Nov 2026 08:49:37 GMT\r\nx-request-id: 01E4C4CT6YDC7Y5M7FE1GWWPQJ\r\n\r\n{}";

/// The process that serves; it ends when this is dropped, or with the process that holds it.
pub(crate) struct Server {
    child: Child,
    /// Closing it is the sign to stop.
    stdin: Option<ChildStdin>,
    pub(crate) root: String,
}

impl Server {
    /// Starts this program again, as a server; its `main` calls [`serve_if_asked`] first.
    pub(crate) fn start() -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program has a path"))
            .env(SERVE, "")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started");
        let mut root = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut root).expect("the server says where it is");
        Self { stdin: child.stdin.take(), child, root: root.trim_end().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stdin.take());
        self.child.wait().expect("the server ends when its input does");
    }
}

/// Serves and then ends, if this process was started for that.
pub(crate) fn serve_if_asked() {
    if std::env::var_os(SERVE).is_some() {
        pinned::to_core(1);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime for sockets").block_on(serve());
        std::process::exit(0);
    }
}

async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    println!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that hangs up is its own business.
            tokio::spawn(async move { answer_all(stream).await.ok() });
        }
    });
    let mut input = [0];
    let _end = tokio::time::timeout(LONGEST, tokio::io::stdin().read(&mut input)).await;
}

async fn answer_all(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::with_capacity(64 * 1024);
    loop {
        match request_len(&received) {
            Some(length) if length <= received.len() => {
                received.drain(..length);
                stream.write_all(ANSWER).await?;
            }
            _ if stream.read_buf(&mut received).await? == 0 => return Ok(()),
            _ => {}
        }
    }
}

/// Bytes of the request that begins here, once its head is complete.
fn request_len(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&received[..head]).expect("all clients here write ASCII");
    let body = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().expect("it is a number"))
    });
    Some(head + body.unwrap_or(0))
}
