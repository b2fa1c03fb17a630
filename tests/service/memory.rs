//! `send_stream` takes no more memory for ten times as many items.
#![cfg(target_os = "linux")]

use cio_config::{CioCredentials, TrackCredentials};
use cio_http::Client;
use cio_http::batch::SendAll;
use cio_http::sandbox::{Addresses, Sandbox};
use cio_http::track::v2::PersonEvent;
use futures_util::stream;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;

/// Set for the process that is measured: how many events it sends.
const EVENTS: &str = "CIO_TEST_EVENTS";

#[test]
fn memory_does_not_grow_with_the_stream() {
    if let Ok(events) = std::env::var(EVENTS) {
        return send(events.parse().unwrap());
    }
    let [few, many] = [20_000, 200_000].map(peak);
    assert!(many < few + 1_000, "{few} kB, and {many} kB for ten times as many");
}

/// Kilobytes of resident memory at the highest, in a process that does nothing else; the least of three.
fn peak(events: u64) -> u64 {
    let once = || {
        let this = std::env::current_exe().unwrap();
        let arguments = ["memory::memory_does_not_grow_with_the_stream", "--exact", "--nocapture"];
        let output = Command::new(this).args(arguments).env(EVENTS, events.to_string()).output().unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        let (_, peak) = output.split_once("VmHWM:").unwrap_or_else(|| panic!("{output}"));
        peak.trim_start().split(' ').next().unwrap().parse().unwrap()
    };
    (0..3).map(|_| once()).min().unwrap()
}

fn send(events: u64) {
    let sandbox = Sandbox::start().unwrap();
    let keys = TrackCredentials::loader().environment(sandbox.environment()).load().unwrap();
    // A sandbox keeps what it gets.
    let mut line: serde_json::Value = serde_json::from_str(&sandbox.addresses().to_string()).unwrap();
    let track = line.pointer_mut("/us/track").unwrap();
    *track = forgets().into();
    let addresses: Addresses = line.to_string().parse().unwrap();
    let cio = Client::builder(keys).sandbox(&addresses).build().unwrap();
    let rows = stream::iter((0..events).map(|person| PersonEvent::new(person, "imported")));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let summary = runtime.block_on(cio.send_stream(rows, &SendAll::default(), drop));
    assert_eq!(u64::try_from(summary.progress().accepted).unwrap(), events);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM:")).unwrap());
}

/// The root of a server that takes every batch and keeps none.
fn forgets() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    root
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut requests = BufReader::new(stream.try_clone()?);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if requests.read_line(&mut line)? == 0 {
                return Ok(());
            }
            match line.to_lowercase().split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse().unwrap(),
                Some(_) => {}
                None if line == "\r\n" => break,
                None => {}
            }
        }
        std::io::copy(&mut (&mut requests).take(length), &mut std::io::sink())?;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")?;
    }
}
