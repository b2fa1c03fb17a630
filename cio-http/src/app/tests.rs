//! Every operation of the App API against its documentation.

pub(super) mod every_route;
mod requests;
