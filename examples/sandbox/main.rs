//! The sandbox as a program: a stand-in Customer.io on loopback, for clients in any language, with a page to look at.

mod arguments;
mod stop;

use arguments::{Command, Output, Region};
use cio_http::sandbox::{Builder, Sandbox};
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match arguments::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(fault) => {
            eprintln!("{fault}; `sandbox --help` says more");
            return ExitCode::from(2);
        }
    };
    let done = match command {
        Command::Help => io::stdout().write_all(arguments::HELP.as_bytes()).map_err(Into::into),
        Command::Serve(sandbox, output) => serve(*sandbox, &output),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the sandbox did not run: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(sandbox: Builder, output: &Output) -> Result<(), Box<dyn Error>> {
    let stop = stop::requests(output.runs_on)?;
    let sandbox = sandbox.start()?;
    let mut stdout = io::stdout();
    match output.variables {
        None => writeln!(stdout, "{}", sandbox.line())?,
        Some(region) => stdout.write_all(variables(&sandbox, region).as_bytes())?,
    }
    stdout.flush()?;
    eprintln!("open {} in a browser", sandbox.page());
    stop.recv()?;
    Ok(())
}

/// Lines of `NAME=value`: no value has a blank or a quotation mark, so a shell, Compose and readers of `.env` files agree.
fn variables(sandbox: &Sandbox, region: Region) -> String {
    sandbox.variables(region).iter().map(|(name, value)| format!("{name}={value}\n")).collect()
}
