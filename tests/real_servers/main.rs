//! Loads from real servers, and from stand-ins by others: `bash tests/servers/run.sh` starts them and runs this.

mod aws;
mod azure;
mod google;
mod keyring;
mod openbao;
mod outcome;
mod server;
mod silence;
mod systemd;
mod together;
