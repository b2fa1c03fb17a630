//! A stand-in Customer.io on loopback, for tests: it checks what the service checks, and says why it refuses.
//!
//! Needs the feature `sandbox`.
//!
//! [`Sandbox::start`] gives two accounts, one in each region, with fresh made-up keys and an address for each API. It
//! wants the right key, the right region, JSON, and the fields that the API documents, and answers as the service does,
//! to any client in any language. It keeps a [record](Sandbox::received) of every request, and what they amount to:
//! [people](Sandbox::people), [events](Sandbox::events), [messages](Sandbox::sent).
//!
//! ```
//! # #[cfg(feature = "async")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};
//! use cio_http::sandbox::Sandbox;
//! use cio_http::{Client, track};
//!
//! #[derive(CioCredentials)]
//! struct Billing {
//!     site_id: SiteId,
//!     track_key: TrackApiKey,
//!     region: Region,
//! }
//!
//! let sandbox = Sandbox::start()?;
//! let billing = Billing::loader().environment(sandbox.environment()).load()?;
//! let cio = Client::new(billing)?;
//!
//! cio.send(&track::Identify::new("42").attribute("plan", "pro")).await?;
//!
//! assert_eq!(sandbox.people()[0].id, "42");
//! assert_eq!(sandbox.people()[0].attributes["plan"], "pro");
//! # Ok(())
//! # }
//! # #[cfg(feature = "async")]
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(example())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a refusal says
//!
//! The body is the one that the service documents. The header `X-Sandbox-Reason` adds what the service leaves one to
//! guess: that the key is another of the account's keys, or that of the other region's account, or that the pair is
//! swapped. It never holds any part of a key. Many requests without effect are answered with 200, as by the service,
//! and the reason is there as well: what the Pipelines API drops without `X-Strict-Mode: 1`, an event that repeats an
//! id, a merge into a person who does not exist, an identifier of another person, everything about a suppressed person.
//!
//! ```
//! use cio_config::Region;
//! use cio_http::Host;
//! use cio_http::sandbox::Sandbox;
//! use std::io::{Read, Write};
//! use std::net::TcpStream;
//!
//! let sandbox = Sandbox::start()?;
//! let root = sandbox.addresses().root(Host::App, Region::Us);
//!
//! let mut stream = TcpStream::connect(root.trim_start_matches("http://"))?;
//! stream.write_all(b"POST /v1/send/email HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//!
//! assert!(answer.starts_with("HTTP/1.1 401 "));
//! assert!(answer.contains("the Authorization header is missing; the App API takes the App API key as a Bearer token"));
//! assert!(sandbox.emails().is_empty());
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # What goes wrong, when a test says so
//!
//! [`Sandbox::fail`] takes a [`Fault`]: a status, a reset, silence, half of an answer, a page of HTML, a key that is
//! revoked or rotated; at which request, and whether that request is carried out. So a test sees what its service does
//! on the day that Customer.io is down:
//!
//! ```
//! # #[cfg(feature = "blocking")]
//! # {
//! use cio_config::{CioCredentials, TrackCredentials};
//! use cio_http::sandbox::{Fault, Sandbox, Symptom};
//! use cio_http::{blocking::Client, track};
//!
//! let sandbox = Sandbox::start()?;
//! let credentials = TrackCredentials::loader().environment(sandbox.environment()).load()?;
//! let cio = Client::new(credentials)?;
//!
//! sandbox.fail(Fault::before(Symptom::status(503)).times(2)); // the third attempt is answered
//! cio.send(&track::TrackEvent::new("42", "purchase"))?;
//!
//! sandbox.fail(Fault::after(Symptom::reset())); // done, and the answer is lost: it is sent again, and counts once
//! cio.send(&track::TrackEvent::new("42", "refund"))?;
//!
//! assert_eq!(sandbox.received().len(), 5);
//! assert_eq!(sandbox.events().len(), 2);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![doc = include_str!("../docs/sandbox.md")]

mod account;
mod addresses;
mod answer;
mod app;
mod auth;
mod body;
mod builder;
mod by_region;
mod connections;
mod control;
mod credentials;
mod delivery;
mod effect;
mod fault;
mod inspect;
mod intake;
mod line;
mod objects;
mod people;
mod pipelines;
mod rates;
mod received;
mod record;
mod refusal;
mod report;
mod request;
mod route;
mod seen;
mod server;
mod service;
mod settings;
mod stand_in;
mod state;
mod surfaces;
mod template;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod track;
mod variables;
mod views;
#[cfg(feature = "webhook")]
mod webhook;
mod workspace;
mod workspace_key;

pub use crate::sandbox::effect::change::{Form, Metric};
pub use crate::sandbox::effect::{Email, Event, Sent};
pub use crate::sandbox::people::Suppressed;
pub use addresses::{Addresses, AddressesFault};
pub use builder::Builder;
pub use credentials::Credentials;
pub use fault::{Fault, Symptom};
pub use objects::Object;
pub use people::Person;
pub use received::Received;
pub use settings::{AppInWrongRegion, RetryAfter, TrackInWrongRegion};
pub use stand_in::Sandbox;
#[cfg(feature = "webhook")]
pub use webhook::Webhook;
pub use workspace::Workspace;
