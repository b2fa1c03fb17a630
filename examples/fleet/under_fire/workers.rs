//! Worker processes: started, killed, and started again when they end.

use std::error::Error;
use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

pub(crate) struct Workers {
    arguments: Vec<String>,
    sandbox: String,
    folder: PathBuf,
    children: Vec<Child>,
    started: u32,
    /// How each ended that was not killed by us.
    pub(crate) ends: Vec<ExitStatus>,
}

impl Workers {
    pub(crate) fn start(
        count: usize,
        arguments: Vec<String>,
        sandbox: String,
        folder: &Path,
    ) -> Result<Self, Box<dyn Error>> {
        let mut workers = Self {
            arguments,
            sandbox,
            folder: folder.into(),
            children: Vec::new(),
            started: 0,
            ends: Vec::new(),
        };
        for _ in 0..count {
            let child = workers.spawn()?;
            workers.children.push(child);
        }
        Ok(workers)
    }

    fn spawn(&mut self) -> Result<Child, Box<dyn Error>> {
        self.started += 1;
        let output = File::create(self.folder.join(format!("worker-{}.log", self.started)))?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("work").args(&self.arguments).env("SANDBOX", &self.sandbox);
        Ok(command.stdout(output.try_clone()?).stderr(output).spawn()?)
    }

    pub(crate) fn count(&self) -> usize {
        self.children.len()
    }

    /// SIGKILL, and another in its place.
    pub(crate) fn kill(&mut self, which: usize) -> Result<(), Box<dyn Error>> {
        self.children[which].kill()?;
        self.children[which].wait()?;
        self.children[which] = self.spawn()?;
        Ok(())
    }

    /// SIGKILL to all, with nothing in their place.
    pub(crate) fn kill_all(&mut self) -> Result<usize, Box<dyn Error>> {
        let killed = self.children.len();
        for mut child in self.children.drain(..) {
            child.kill()?;
            child.wait()?;
        }
        Ok(killed)
    }

    pub(crate) fn start_all(&mut self, count: usize) -> Result<(), Box<dyn Error>> {
        for _ in 0..count {
            let child = self.spawn()?;
            self.children.push(child);
        }
        Ok(())
    }

    /// As a supervisor does: puts another in the place of each that ended by itself.
    pub(crate) fn supervise(&mut self) -> Result<(), Box<dyn Error>> {
        for which in 0..self.children.len() {
            if let Some(end) = self.children[which].try_wait()? {
                self.ends.push(end);
                self.children[which] = self.spawn()?;
            }
        }
        Ok(())
    }

    /// SIGTERM to all; whether all ended well, within 20 s.
    pub(crate) fn terminate(&mut self) -> Result<bool, Box<dyn Error>> {
        for child in &self.children {
            Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
        }
        let (begun, mut all_well) = (Instant::now(), true);
        for mut child in self.children.drain(..) {
            loop {
                match child.try_wait()? {
                    Some(end) => {
                        // The signal ends one that has not begun: it holds nothing.
                        all_well &= end.success() || end.signal() == Some(15);
                        break;
                    }
                    None if begun.elapsed() > Duration::from_secs(20) => {
                        child.kill()?;
                        child.wait()?;
                        all_well = false;
                        break;
                    }
                    None => std::thread::sleep(Duration::from_millis(20)),
                }
            }
        }
        Ok(all_well)
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        let _ = self.kill_all();
    }
}
