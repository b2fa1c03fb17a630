//! The client for threads: [`Client`] as in the root of the crate, without `.await`.
//!
//! Needs the feature `blocking`.
//!
//! ```no_run
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use cio_config::{AppApiKey, AppCredentials, Region};
//! use cio_http::{app, blocking::Client};
//!
//! let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
//! let cio = Client::new(credentials)?;
//! cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42"))?;
//! # Ok(())
//! # }
//! ```

pub use crate::client::blocking::{Client, ClientBuilder};
pub use crate::client::items_blocking::Items;
