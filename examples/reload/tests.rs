//! The program on the keys of a sandbox, which names the sandbox's port: they change in the directory, and SIGHUP brings them.
#![cfg(unix)]

use cio_config::Region;
use cio_http::sandbox::Sandbox;
use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

const EU: Region = Region::Eu;

/// The program, and the directory that it reads.
struct Program {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    directory: PathBuf,
}

impl Program {
    fn start(sandbox: &Sandbox) -> Self {
        let directory = std::env::temp_dir().join(format!("cio-reload-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("region"), "eu").unwrap();
        put(&directory, sandbox.credentials(EU).app_api_key());
        let mut child = Command::new(env!("CARGO_BIN_EXE_reload"))
            .arg(&directory)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, stdout, directory }
    }

    fn line(&mut self) -> String {
        self.stdout.next().unwrap().unwrap()
    }

    fn says(&mut self, start: &str) {
        let line = self.line();
        assert!(line.starts_with(start), "{line}");
    }

    fn send(&mut self, address: &str) {
        writeln!(self.child.stdin.as_ref().unwrap(), "{address}").unwrap();
        self.says("sent: ");
    }

    fn hang_up(&self) {
        let sent = Command::new("kill").args(["-HUP", &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Not stopped by the end of its input if the test has failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// Renamed into place, so that no load reads half of it.
fn put(directory: &Path, key: &str) {
    fs::write(directory.join(".new"), key).unwrap();
    fs::rename(directory.join(".new"), directory.join("app_api_key")).unwrap();
}

#[test]
fn sighup_brings_the_key_that_is_in_the_directory_now() {
    let sandbox = Sandbox::start().unwrap();
    let mut program = Program::start(&sandbox);
    program.says("process ");
    program.send("ada@example.com");

    let old = sandbox.credentials(EU).app_api_key().to_owned();
    sandbox.add_keys(EU);
    put(&program.directory, sandbox.credentials(EU).app_api_key());
    assert_ne!(sandbox.credentials(EU).app_api_key(), old);
    program.hang_up();
    // In either order: who waits for a load goes on before the hooks are called.
    let mut lines = [program.line(), program.line()];
    lines.sort_unstable();
    assert!(lines[0].starts_with("loaded again: "), "{lines:?}");
    assert_eq!(lines[1], "the App API key for eu changed");

    // The old key is refused from now on, so a send that is accepted at once is signed with the new one.
    sandbox.retire_older_keys(EU);
    program.send("grace@example.com");
    let statuses: Vec<u16> = sandbox.received().iter().map(|request| request.status.as_u16()).collect();
    assert_eq!(statuses, [200, 200]);

    // A load that fails keeps the key.
    put(&program.directory, "");
    program.hang_up();
    program.send("emmy@example.com");
    assert_eq!(sandbox.sent().len(), 3);
}
