//! The App API: messages and the workspace.

mod delivery;
mod send_email;
mod template;

pub use delivery::Delivery;
pub use send_email::SendEmail;
pub use template::Template;
