//! What follows the name of the program: a subcommand, then `--name value` and `--flag`.

use std::error::Error;
use std::str::FromStr;

/// The arguments after the subcommand.
pub(crate) struct Arguments(Vec<String>);

impl Arguments {
    /// The subcommand, and the rest.
    pub(crate) fn read() -> (Option<String>, Self) {
        let mut all = std::env::args().skip(1);
        (all.next(), Self(all.collect()))
    }

    /// Whether a flag is there.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.0.iter().any(|argument| argument == flag)
    }

    /// The value after a name, if it is there.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let at = self.0.iter().position(|argument| argument == name)?;
        self.0.get(at + 1).map(String::as_str)
    }

    /// The number after a name, or another if it is not there.
    pub(crate) fn number<T: FromStr>(&self, name: &str, or: T) -> Result<T, Box<dyn Error>> {
        match self.text(name) {
            Some(text) => text.parse().map_err(|_| format!("{name} takes a number").into()),
            None if self.has(name) => Err(format!("{name} takes a number").into()),
            None => Ok(or),
        }
    }
}
