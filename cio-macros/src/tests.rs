//! The derive's output and messages, without a compiler.

mod messages;
mod snapshots;
mod tokens;
mod types;
