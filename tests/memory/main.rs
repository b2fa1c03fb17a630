//! No copies of secrets remain: the process searches its own memory for those that it has read.
//!
//! A separate program with one test, so that nothing else runs beside it. The secrets are made by other programs, and this
//! one holds them only as what they are with every byte changed.
#![cfg(target_os = "linux")]

use cio_config::{
    AppApiKey, Backend, CioCredentials, Environment, Fetching, Format, LoadError, Loader, Region, Secret,
    SecretRequest, SecretStore,
};
use cio_http::app::SendEmail;
use cio_http::{Call, Hosts, Policy};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::Command;

#[derive(CioCredentials)]
struct Billing {
    app_key: AppApiKey,
    region: Region,
}

#[derive(CioCredentials)]
struct Printed {
    #[cio(command = ["cat", "secret"])]
    app_key: AppApiKey,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(references)]
struct Referring {
    app_key: AppApiKey,
    region: Region,
}

/// A store whose secrets are files, read without a copy that it does not give away.
struct Files;

impl SecretStore for Files {
    fn name(&self) -> &'static str {
        "files"
    }

    fn fetch<'a>(&'a self, requests: &'a [SecretRequest]) -> Fetching<'a> {
        let read = |request: &SecretRequest| Ok(Secret::value(fs::read(request.path()).unwrap()));
        Box::pin(async move { requests.iter().map(read).collect() })
    }
}

/// Makes `secret`, and with it a file of every kind, in the working directory.
const MAKE: &str = r#"
set -eu
half() { head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
one=$(half) two=$(half)
mkdir -p secrets
printf %s "$one" > one
printf %s "$two" > two
printf '%s-%s\n' "$one" "$two" > secret
cp secret secrets/app_api_key
mkfifo pipe
escaped_one=$(printf %s "$one" | sed 's/1/\\u0031/g; s/a/\\u0061/g')
escaped_two=$(printf %s "$two" | sed 's/2/\\u0032/g; s/b/\\u0062/g')
printf '[customerio]\napp_api_key = "%s-%s" # %s\n' "$one" "$two" "$one" > plain.toml
printf '[customerio]\napp_api_key = "%s\\u002D%s"\nother = 1\n' "$escaped_one" "$escaped_two" > escaped.toml
printf "[customerio]\napp_api_key = '''\n%s-%s'''\n" "$one" "$two" > literal.toml
printf '[staging.customerio]\napp_api_key = "%s\\u002D%s"\n[elsewhere]\nkey = "%s\\u002D%s"\n' "$one" "$two" "$two" "$one" > profile.toml
printf '{"customerio": {"app_api_key": "%s-%s"}}' "$one" "$two" > plain.json
printf '{"customerio": {"app_api_key": "%s\\u002D%s"}, "elsewhere": ["%s\\n"]}' "$escaped_one" "$escaped_two" "$one" > escaped.json
printf '{"in": {"app": "%s\\u002D%s"}, "other": "%s"}' "$escaped_one" "$escaped_two" "$one" > fields.ref
printf '{"app_api_key": "%s\\u002D%s", "n": 1}' "$escaped_one" "$escaped_two" > flat.ref
printf '{"app_api_key": ["%s-%s"]}' "$one" "$two" > list.ref
printf '{"app_api_key": "%s-%s"' "$one" "$two" > syntax.ref
printf 'ref+file:///%s-%s' "$one" "$two" > nested.ref
printf '#!/bin/sh\ncat secret\n' > op
chmod 700 op
mkdir stored
cp fields.ref stored
printf 'CUSTOMERIO_APP_API_KEY=%s-%s\n' "$one" "$two" > plain.env
printf 'CUSTOMERIO_APP_API_KEY="%s\\"%s"\n' "$one" "$two" > escaped.env
# What cannot be loaded.
printf '[customerio]\napp_api_key = "%s-%s"\n[customerio\n' "$one" "$two" > syntax.toml
printf '[customerio]\napp_api_key = "%s-%s"\napp_api_key = "%s"\n' "$one" "$two" "$one" > twice.toml
printf '[customerio]\napp_api_key = %s-%s\n' "$one" "$two" > bare.toml
printf '[customerio]\napp_api_key = "%s\\u002D%s\\q"\n' "$one" "$two" > escape.toml
printf '[customerio]\napp_api_key = "%s\\u002D%s "\n' "$one" "$two" > padded.toml
printf '[customerio]\napp_api_key = ["%s", "%s\\u002D"]\n' "$one" "$two" > list.toml
printf '{"customerio": {"app_api_key": "%s\\u002D%s"},}' "$one" "$two" > syntax.json
printf '{"customerio": {"app_api_key": "%s\\u002D%s", "app_api_key": "%s"}}' "$one" "$two" "$one" > twice.json
printf '"%s\\u002D%s"' "$one" "$two" > text.json
printf '{"customerio": "%s\\u002D%s"}' "$one" "$two" > table.json
printf '{"customerio": {"app_api_key": "%s\\u002D%s\\ud800"}}' "$one" "$two" > surrogate.json
printf '{"customerio": {"app_api_key": "%s\\u002D%s "}}' "$one" "$two" > padded.json
printf 'CUSTOMERIO_APP_API_KEY="%s\\"%s\n' "$one" "$two" > syntax.env
printf 'CUSTOMERIO_APP_API_KEY="%s\\"%s "\n' "$one" "$two" > padded.env
printf 'CUSTOMERIO_APP_API_KEY=%s\nCUSTOMERIO_APP_API_KEY=%s\n' "$one" "$two" > twice.env
printf ' %s-%s\n' "$one" "$two" > padded
"#;

/// Every byte of what is looked for, changed so that it is found nowhere else.
const CHANGE: u8 = 0xa5;

/// Reads a secret byte by byte, so that it is never in memory as it is.
fn changed(path: &str) -> Vec<u8> {
    let mut file = File::open(path).unwrap();
    let mut secret = Vec::with_capacity(64);
    let mut byte = [0];
    while file.read(&mut byte).unwrap() == 1 {
        secret.push(byte[0] ^ CHANGE);
    }
    assert_eq!(secret.len(), 32);
    secret
}

/// The process's own memory.
struct Memory {
    file: File,
    needles: [Vec<u8>; 2],
    /// The bytes that were read. This buffer is not searched.
    buffer: Vec<u8>,
}

impl Memory {
    fn new(needles: [Vec<u8>; 2]) -> Self {
        Self { file: File::open("/proc/self/mem").unwrap(), needles, buffer: vec![0; 1 << 20] }
    }

    /// How often either half of the secret is found.
    fn copies(&mut self) -> [usize; 2] {
        // Where nothing can be written, nothing was.
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let mut copies = [0; 2];
        for line in
            maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|mode| mode.starts_with("rw")))
        {
            let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
            let [start, end] = [start, end].map(|address| u64::from_str_radix(address, 16).unwrap());
            self.look_through(start, end, &mut copies);
        }
        copies
    }

    fn look_through(&mut self, mut start: u64, end: u64, copies: &mut [usize; 2]) {
        let own = self.buffer.as_ptr() as u64..self.buffer.as_ptr() as u64 + self.buffer.len() as u64;
        while start < end {
            let length = (self.buffer.len() as u64).min(end - start) as usize;
            // Some pages are the kernel's and cannot be read: no secret is there.
            if self.file.seek(SeekFrom::Start(start)).is_err() {
                return;
            }
            let Ok(read @ 1..) = self.file.read(&mut self.buffer[..length]) else { return };
            for (needle, copies) in self.needles.iter().zip(&mut *copies) {
                let found = positions(&self.buffer[..read], needle);
                *copies += found.iter().filter(|at| !own.contains(&(start + **at as u64))).count();
            }
            // A secret across the end of a part is found in the next.
            start += if start + read as u64 >= end { read as u64 } else { (read - 31).max(1) as u64 };
        }
        self.buffer.fill(0);
    }
}

/// Where a needle starts. Pages that hold nothing are most of the memory.
fn positions(text: &[u8], needle: &[u8]) -> Vec<usize> {
    const PAGE: usize = 4096;
    let first = needle[0] ^ CHANGE;
    let mut found = Vec::new();
    for (index, page) in text.chunks(PAGE).enumerate() {
        if page == &[0; PAGE][..page.len()] {
            continue;
        }
        for (offset, byte) in page.iter().enumerate() {
            if *byte == first && is_at(&text[index * PAGE + offset..], needle) {
                found.push(index * PAGE + offset);
            }
        }
    }
    found
}

fn is_at(text: &[u8], needle: &[u8]) -> bool {
    text.len() >= needle.len() && needle.iter().zip(text).all(|(needle, byte)| needle ^ CHANGE == *byte)
}

fn environment() -> Environment {
    Environment::from([("CUSTOMERIO_REGION", "eu")])
}

fn loader() -> Loader<Billing> {
    Loader::empty().environment(environment())
}

fn named(path: &str) -> Loader<Billing> {
    Loader::empty().environment(environment().with("CUSTOMERIO_APP_API_KEY_FILE", path))
}

fn profile() -> Loader<Billing> {
    Loader::empty().environment(environment().with("CUSTOMERIO_PROFILE", "staging"))
}

fn referring(reference: &str) -> Loader<Referring> {
    let path = format!("{}:/usr/bin:/bin", std::env::current_dir().unwrap().display());
    let environment = environment().with("CUSTOMERIO_APP_API_KEY", reference).with("PATH", path);
    Loader::empty().environment(environment).backend(Backend::Vault, Files)
}

/// Loads, looks while the struct lives, and looks again.
fn check<C: CioCredentials>(memory: &mut Memory, what: &str, load: impl FnOnce() -> Result<C, LoadError>) {
    match load() {
        Ok(credentials) => {
            assert_eq!(memory.copies(), [1, 1], "{what}, while the struct lives");
            drop(credentials);
        }
        Err(error) => panic!("{what}: {error}"),
    }
    assert_eq!(memory.copies(), [0, 0], "{what}, afterwards");
}

fn check_failing<C: CioCredentials>(memory: &mut Memory, what: &str, loader: Loader<C>) {
    let error = loader.load().err().unwrap_or_else(|| panic!("{what} loads"));
    assert_eq!(memory.copies(), [0, 0], "{what}, while the error lives: {error}");
    drop(error);
    assert_eq!(memory.copies(), [0, 0], "{what}, afterwards");
}

/// A header is wiped with the last of its clones. Copies made by a connection are outside our control.
fn check_header(memory: &mut Memory) {
    let billing = loader().secrets_dir("secrets").load().unwrap();
    let (email, hosts, policy) =
        (SendEmail::template(3).to("zoe@example.com").id("42"), Hosts::of(Region::Eu), Policy::none());
    let call = Call::new(&email, &billing, &hosts, &policy).unwrap();
    let (request, other) = (call.request(), call.request());
    assert_eq!(memory.copies(), [2, 2], "the key, and the header that all requests share");
    drop((billing, call, request));
    assert_eq!(memory.copies(), [1, 1], "while a request lives");
    drop(other);
    assert_eq!(memory.copies(), [0, 0], "the header, afterwards");
}

/// The keys of an old generation are gone once their last reader is, though those after them live.
fn check_rotation(memory: &mut Memory) {
    // Copied by another program: the kernel's copy is not in this process's memory.
    let copy = || {
        let copied =
            Command::new("sh").args(["-c", "mkdir -p rotating; cp secret rotating/app_api_key"]).status();
        assert!(copied.unwrap().success());
    };
    copy();
    let keys = loader().secrets_dir("rotating").rotating().unwrap();
    let part = keys.map(|billing| billing.app_key.clone());
    let (reader, part_reader) = (keys.current(), part.current());
    assert_eq!(memory.copies(), [2, 2], "the keys in use, and a part of them");
    fs::write("rotating/app_api_key", "0123456789abcdef").unwrap();
    keys.reload().unwrap();
    assert_eq!(memory.copies(), [2, 2], "while the old generation has readers");
    drop((reader, part_reader));
    assert_eq!(memory.copies(), [0, 0], "the old generation, afterwards");

    copy();
    keys.reload().unwrap();
    assert_eq!(memory.copies(), [2, 2], "the newer generation");
    fs::write("rotating/app_api_key", "").unwrap();
    keys.reload().unwrap_err();
    assert_eq!(memory.copies(), [2, 2], "the last good keys after a failed load");
    drop((keys, part));
    assert_eq!(memory.copies(), [0, 0], "what rotated, afterwards");
}

#[test]
fn no_copy_of_a_secret_outlives_the_struct_and_one_lives_with_it() {
    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(folder.path()).unwrap();
    assert!(Command::new("sh").args(["-c", MAKE]).status().unwrap().success());
    let mut memory = Memory::new([changed("one"), changed("two")]);
    assert_eq!(memory.copies(), [0, 0], "before");
    // That a copy is found at all.
    let found = fs::read("secret").unwrap();
    assert_eq!(memory.copies(), [1, 1], "{}", found.len());
    drop(zeroize(found));
    assert_eq!(memory.copies(), [0, 0], "after the look that is meant to find something");

    check(&mut memory, "a file that a variable names", || named("secret").load());
    let mut writing = Command::new("sh").args(["-c", "cat secret > pipe"]).spawn().unwrap();
    check(&mut memory, "a pipe that a variable names", || named("pipe").load());
    writing.wait().unwrap();
    check(&mut memory, "a directory", || loader().secrets_dir("secrets").load());
    for path in ["plain.toml", "escaped.toml", "literal.toml", "plain.json", "escaped.json"] {
        let format = if path.ends_with("toml") { Format::Toml } else { Format::Json };
        check(&mut memory, path, || loader().file(path).load());
        check(&mut memory, &format!("the output of `cat {path}`"), || {
            loader().command(["cat", path], format).load()
        });
        check(&mut memory, &format!("{path}, with its report"), || {
            loader().file(path).load_with_report().map(|(billing, _)| billing)
        });
    }
    check(&mut memory, "profile.toml", || profile().file("profile.toml").load());
    for path in ["plain.env", "escaped.env"] {
        check(&mut memory, path, || loader().dotenv(path).load());
    }
    check(&mut memory, "the output of a command", || {
        Loader::<Printed>::empty().environment(environment()).load()
    });

    for reference in [
        "ref+file://secret",
        "ref+file://fields.ref#/in/app",
        "ref+vault://stored/fields.ref#/in/app",
        "op://vault/item/field",
    ] {
        check(&mut memory, reference, || referring(reference).load());
    }
    check(&mut memory, "a whole struct from a store", || loader().store(Files, "flat.ref").load());
    let stored = |path| check_failing(&mut memory, path, loader().store(Files, path));
    ["list.ref", "syntax.ref", "secret"].into_iter().for_each(stored);
    for reference in
        ["ref+file://nested.ref", "ref+file://fields.ref#/in", "ref+file://syntax.ref#/app_api_key"]
    {
        check_failing(&mut memory, reference, referring(reference));
    }

    for path in fs::read_dir(".").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        let is_good =
            ["plain.", "escaped.", "literal.", "profile."].iter().any(|start| path.starts_with(start));
        match Path::new(&path).extension().and_then(|ending| ending.to_str()) {
            _ if is_good => {}
            Some("toml" | "json") => check_failing(&mut memory, &path, loader().file(&path)),
            Some("env") => check_failing(&mut memory, &path, loader().dotenv(&path)),
            _ => {}
        }
    }
    check_failing(&mut memory, "a padded file", named("padded"));
    check_failing(&mut memory, "a profile without the key", loader().file("profile.toml"));
    check_failing(&mut memory, "the output of a failing command", {
        loader().command(["sh", "-c", "cat plain.toml; exit 1"], Format::Toml)
    });
    check_failing(
        &mut memory,
        "the output of a wrong command",
        loader().command(["cat", "syntax.toml"], Format::Toml),
    );
    check_rotation(&mut memory);
    check_header(&mut memory);
    drop(std::env::set_current_dir("/"));
}

fn zeroize(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.fill(0);
    std::hint::black_box(bytes)
}
