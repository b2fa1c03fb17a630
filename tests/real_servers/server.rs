//! Where the servers are, and how a load from them ends.

use crate::outcome::{outcome, reason};
use cio_config::{CioCredentials, Loader, SecretProblem, StoreFault};
use std::net::TcpListener;
use std::process::Command;

/// A server as `tests/servers/run.sh` describes it: its address, a login, a folder.
pub(crate) fn variable(name: &str) -> String {
    let name = format!("CIO_TEST_{name}");
    std::env::var(&name)
        .unwrap_or_else(|_| panic!("{name} is not set: `bash tests/servers/run.sh` starts the servers"))
}

/// An address at which nothing listens.
pub(crate) fn unused(scheme: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("{scheme}://{}", listener.local_addr().unwrap())
}

/// The output of a command, which must succeed.
pub(crate) fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A load that succeeds.
pub(crate) fn loads<C: CioCredentials>(loader: Loader<C>) -> C {
    outcome(loader).unwrap_or_else(|error| panic!("{error}"))
}

/// Why a load fails.
pub(crate) fn why<C: CioCredentials>(loader: Loader<C>) -> SecretProblem {
    reason(&outcome(loader).err().expect("this cannot load"))
}

/// Why a load fails, whose store gives no secret.
pub(crate) fn fault<C: CioCredentials>(loader: Loader<C>) -> StoreFault {
    match why(loader) {
        SecretProblem::Store { fault, .. } => fault,
        other => panic!("{other:?}"),
    }
}

/// The output of a load in a separate process: the key, or why there is none.
pub(crate) fn in_a_process(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_load_in_a_process"));
    output(command.env_clear().envs(variables.iter().copied()))
}
