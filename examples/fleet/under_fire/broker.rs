//! A nats-server of our own, which is killed and started again on the same files.

use std::error::Error;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// When the server writes to the disk what it has confirmed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sync {
    /// Every two minutes, the default: a machine that loses power loses what was confirmed since.
    Default,
    /// Before it confirms.
    Always,
}

pub(crate) struct Broker {
    program: PathBuf,
    configuration: PathBuf,
    pub(crate) url: String,
    port: u16,
    child: Child,
}

impl Broker {
    /// Starts one on a free port, with its files in a new folder.
    pub(crate) fn start(folder: &Path, sync: Sync) -> Result<Self, Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let sync = match sync {
            Sync::Default => "",
            Sync::Always => "sync_interval: always,",
        };
        let store = folder.join("store");
        let text = format!(
            "listen: \"127.0.0.1:{port}\"\nmax_payload: 8MB\njetstream {{ {sync} store_dir: {store:?}, max_file_store: 4GB }}\n"
        );
        let (program, configuration) = (program()?, folder.join("nats.conf"));
        fs::write(&configuration, text)?;
        let child = spawn(&program, &configuration)?;
        let broker = Self { program, configuration, url: format!("nats://127.0.0.1:{port}"), port, child };
        broker.wait_until_ready()?;
        Ok(broker)
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self) -> Result<(), Box<dyn Error>> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    pub(crate) fn restart(&mut self) -> Result<(), Box<dyn Error>> {
        self.child = spawn(&self.program, &self.configuration)?;
        self.wait_until_ready()
    }

    fn wait_until_ready(&self) -> Result<(), Box<dyn Error>> {
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if begun.elapsed() > Duration::from_secs(20) {
                return Err("nats-server did not start".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

fn spawn(program: &Path, configuration: &Path) -> Result<Child, Box<dyn Error>> {
    let mut command = Command::new(program);
    command.arg("--config").arg(configuration).stdout(Stdio::null()).stderr(Stdio::null());
    Ok(command.spawn()?)
}

/// The one that `CIO_TEST_NATS_SERVER` names, or the one that the tests install.
fn program() -> Result<PathBuf, Box<dyn Error>> {
    if let Some(named) = std::env::var_os("CIO_TEST_NATS_SERVER") {
        return Ok(named.into());
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/servers/nats.sh");
    let output = Command::new("bash").arg(script).arg("binary").stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err("tests/servers/nats.sh could not install nats-server".into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().into())
}
