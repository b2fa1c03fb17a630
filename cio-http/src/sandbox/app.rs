//! The App API.

mod activities;
pub(super) mod answers;
mod broadcasts;
mod filter;
mod kept;
mod messages;
mod objects;
mod paging;
mod people;
mod person_view;
mod plain;
mod routes;
mod sends;

use super::route::Surface;
use crate::sandbox::app::answers::refuse;

pub(super) const SURFACE: Surface = Surface { name: "App API", routes: routes::ROUTES, refuse };

#[cfg(test)]
mod tests;
