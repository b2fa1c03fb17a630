//! Views of credentials and schemas for people: report, template, mobile configuration.

pub(crate) mod mobile;
pub(crate) mod notes;
pub(crate) mod report;
pub(crate) mod template;
