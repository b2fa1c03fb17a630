//! Every operation of the App API against its documentation.

pub(super) mod every_route;
mod parameters;
mod requests;

/// A line of a table of routes.
pub(super) struct Listed {
    pub(super) route: &'static str,
    pub(super) shape: &'static str,
    pub(super) parameters: &'static [&'static str],
}
