//! Rules that need types, run by the compiler: a struct that breaks one does not compile, and the error names the rule.

pub(crate) mod example;
pub(crate) mod feature;
pub(crate) mod other_name;
mod reader;
pub(crate) mod rules;
pub(crate) mod stated;
