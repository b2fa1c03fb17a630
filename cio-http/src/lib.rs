//! Every Customer.io API through one client, signed with the right key.
//!
//! ```no_run
//! # #[cfg(feature = "async")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use cio_config::{AppApiKey, CioCredentials, Region, SiteId, TrackApiKey};
//! use cio_http::{Client, app, track};
//!
//! #[derive(CioCredentials)]
//! struct Billing {
//!     site_id: SiteId,
//!     track_key: TrackApiKey,
//!     app_key: AppApiKey,
//!     region: Region,
//! }
//!
//! let cio = Client::new(Billing::load()?)?;
//! cio.send(&track::Identify::new("42").attribute("plan", "pro")).await?; // signs with the Track pair
//! cio.send(&app::SendEmail::template(3).to("ada@example.com").id("42")).await?; // signs with the App key
//! # Ok(())
//! # }
//! ```
//!
//! An [`Operation`] is a value. Its type names the [`Surface`], and so the host and the key: an operation whose key the
//! credentials lack does not compile. A [`Client`] sends it and waits; `blocking::Client` (feature `blocking`) does the
//! same on a thread; and [`Call`] is both without I/O, for your own transport. [`clients`] has their settings, many sends at
//! once, imports and mocks; [`in_axum`] a service; [`behind_a_queue`] many workers. Redirects are never followed, an
//! operation that may have taken effect is not sent again unless that is harmless, and no [`Error`] holds a key or an
//! identifier.
//!
//! # At start-up
//!
//! [`Client::verify_region`] asks the Track API to which region and workspace the pair belongs. That API may take a
//! request in the wrong region, route it internally and answer 200, so no other check finds the mistake.
//!
//! [`Client::diagnose`] asks each API about its key, changes nothing, and is never an error: its [`Checkup`] says which key is
//! wrong, what may have caused it, and what to do. [`which_key_is_wrong`] has every verdict, and a page for on-call.
//!
//! # Who and when
//!
//! Each API names people and writes times in its own way, and each way has its type. Setters take any type that
//! converts into it: a string or a number is your own ID, a `SystemTime` or whole seconds since 1970 is a time.
//!
//! | type | for | from | into |
//! |---|---|---|---|
//! | [`wire::Identifier`] | a person or an object in a path or a body, by ID (a person also by e-mail address) | `&str`, `String`, an integer; a [`track::PersonId`], unless it is a phone number | any of those below |
//! | [`track::PersonId`] | a person by exactly one of ID, e-mail address, phone number, Customer.io's ID | an `Identifier` and its `From` types, as ID; `email()`, `phone()`, `cio_id()` | `Identifier` by `try_from`; a message of [`app`] by `person()` |
//! | [`pipelines::User`] | a known user, an anonymous visitor, or both | an `Identifier` and its `From` types; a [`track::AnonymousId`] | |
//! | [`wire::IdType`] | which kind an identifier is, where a route has to be given it | | |
//! | [`wire::UnixTime`] | whole seconds: Track and App APIs | an integer, `SystemTime`, `IsoTime` (drops the milliseconds) | `IsoTime` |
//! | [`pipelines::IsoTime`] | milliseconds, ISO 8601: Pipelines API | an integer, `SystemTime`, `UnixTime` | `UnixTime` |
//!
//! # Logging
//!
//! Nothing, without the feature `tracing`. With it each send has a span `customerio.send`, of target `cio_http` and level
//! INFO, with `operation`, `route` (a template), `surface`, `region`, `attempt`, `status` (if the last attempt was
//! answered), `elapsed_ms` and `outcome`: `ok`, the name of the [`Error`] in lower case, or `abandoned` if the future was
//! dropped. A retry is an event of level WARN, so is a client made with keys that a sandbox issued, and waiting for a turn under a [`RateBudget`] one of level DEBUG. None of
//! them holds a key, an identifier, a query or a body.
//!
//! The HTTP stack has its own log lines. Over HTTP/1.1, the default, a test with all levels enabled finds hosts and
//! addresses, but no part of a request (reqwest 0.13.5, hyper-util 0.1.21; `connection_verbose` is disabled). HTTP/2, which
//! needs reqwest's feature `http2`, is not tested, and neither are layers that you add around connections. With
//! `tracing_subscriber::EnvFilter`, `warn,cio_http=info` excludes all of these lines.
//!
//! # Features
//!
//! `async` and `rustls` are enabled by default. `blocking` adds the client for threads; `native-tls` and
//! `rustls-no-provider` are other ways to TLS; `sandbox` is a stand-in Customer.io on loopback, for tests; `webhook`
//! verifies and reads webhooks; `doctor` is a program that says which key is wrong; `event-id` makes an event's ID from a
//! key of yours; `tracing` gives each send a span.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "async"), allow(rustdoc::broken_intra_doc_links, reason = "`Client` is a feature"))]

#[cfg(all(
    any(feature = "async", feature = "blocking"),
    not(any(
        feature = "rustls",
        feature = "native-tls",
        feature = "rustls-no-provider",
        feature = "sandbox"
    ))
))]
compile_error!(
    "cio-http's clients need TLS, and none of its features is on: in Cargo.toml write \
     `cio-http = { version = \"0.1\", features = [\"rustls\"] }`, or `native-tls`, or `rustls-no-provider`"
);

pub mod app;
#[doc(hidden)]
pub mod assertion;
pub mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
#[cfg(any(feature = "async", feature = "blocking"))]
mod client;
#[cfg(any(feature = "async", feature = "blocking"))]
mod diagnose;
#[cfg(feature = "doctor")]
pub mod doctor;
mod error;
mod operation;
mod paging;
pub mod pipelines;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod stored;
mod surface;
pub mod track;
#[cfg(feature = "webhook")]
pub mod webhook;
pub mod wire;

#[doc = include_str!("../docs/clients.md")]
pub mod clients {}

// Its code is `examples/service.rs`, which is tested: this crate has no axum.
#[cfg(not(doctest))]
#[doc = include_str!("../docs/in_axum.md")]
pub mod in_axum {}
#[doc = include_str!("../docs/behind_a_queue.md")]
pub mod behind_a_queue {}

#[doc = include_str!("../docs/diagnose.md")]
pub mod which_key_is_wrong {}

pub use call::clock::Clock;
pub use call::hosts::Hosts;
pub use call::rate_budget::{Rate, RateBudget};
pub use call::retry::Policy;
pub use call::{Call, Next};
#[cfg(feature = "async")]
pub use client::asynchronous::{Client, ClientBuilder};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use client::dry_run::DryRun;
#[cfg(feature = "async")]
pub use client::items::Items;
#[cfg(feature = "async")]
pub use client::send_all::SendingAll;
#[cfg(feature = "async")]
pub use client::sending::Sending;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use diagnose::checkup::{Checkup, Outcome};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use diagnose::finding::Finding;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use diagnose::verdict::{Obstacle, Verdict};
pub use error::advice::Advice;
pub use error::connect_fault::{ConnectFault, TlsFault};
pub use error::diagnosis::Diagnosis;
pub use error::failure::Failure;
pub use error::transport_error::{FailurePoint, TransportError};
pub use error::{Error, SetupFault};
pub use operation::{Operation, Replay};
pub use paging::{ListPage, Paged};
pub use stored::Stored;
pub use stored::item::StoredItem;
pub use surface::host::Host;
pub use surface::limit::Limit;
pub use surface::service_account::{AccountToken, ServiceAccount};
pub use surface::{AppApi, AppSendApi, PipelinesApi, PublicApi, SignedBy, Surface, TrackApi, TrackPair};
