//! Views of credentials and schemas for people: report, template, mobile configuration.

pub(crate) mod mobile;
pub(crate) mod notes;
pub(crate) mod report;
pub(crate) mod template;
pub(crate) mod template_check;
mod template_diff;
mod template_schema;
