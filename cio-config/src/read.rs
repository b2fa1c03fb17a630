//! Reads a file, a pipe or the output of a program, each within bounds.

pub(crate) mod file;
pub(crate) mod opened;
pub(crate) mod pipe;
pub(crate) mod program;
pub(crate) mod stamp;
