//! What the derive writes and says, without a compiler.

mod messages;
mod snapshots;
mod tokens;
mod types;
