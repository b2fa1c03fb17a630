//! Credentials that are loaded again while the process runs.

mod machine;
mod pause;
mod sets;
