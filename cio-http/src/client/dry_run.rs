//! `DryRun`: a request as it would be sent, to be looked at.

use crate::operation::Operation;
use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};
use std::fmt;

/// A request as a client would send it: its method `dry_run` gives one, and sends nothing.
///
/// Needs the feature `async` or `blocking`.
///
/// `Display` and `Debug` show where it would go and which headers it has, and no identifier, query or body. Those are
/// available on request: search for `expose` to audit every use. The key is not there. Headers that the HTTP stack
/// adds, such as the user agent and the length, is not there either.
///
/// ```
/// # #[cfg(all(feature = "async", feature = "rustls"))] {
/// use cio_config::{AppApiKey, AppCredentials, Region};
/// use cio_http::{Client, app};
///
/// let credentials = AppCredentials::new(AppApiKey::new("0123456789abcdef0123456789abcdef")?, Region::Eu);
/// let cio = Client::new(credentials)?;
/// let find = cio.dry_run(&app::FindCustomers::by_email("ada@example.com"))?;
/// assert_eq!(
///     find.to_string(),
///     "app.find_customers: GET https://api-eu.customer.io/v1/customers with content-type, authorization, and 0 bytes",
/// );
/// assert_eq!(find.expose_path(), "/v1/customers?email=ada%40example.com");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct DryRun {
    operation: &'static str,
    route: &'static str,
    request: Request<Bytes>,
}

impl DryRun {
    pub(crate) fn of<O: Operation>(mut request: Request<Bytes>) -> Self {
        if let Some(key) = request.headers_mut().get_mut(AUTHORIZATION) {
            *key = HeaderValue::from_static("[redacted]");
        }
        Self { operation: O::NAME, route: O::ROUTE, request }
    }

    /// Its name in errors and spans: `app.find_customers`.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.operation
    }

    /// Method and path as a template: `GET /v1/customers`.
    #[must_use]
    pub const fn route(&self) -> &'static str {
        self.route
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The host, with a port if it is a sandbox's: `api-eu.customer.io`.
    #[must_use]
    pub fn host(&self) -> &str {
        self.uri().authority().map_or("", |host| host.as_str())
    }

    /// The headers, with `[redacted]` in place of the signature.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The path and the query, which hold identifiers: not for a log.
    #[must_use]
    pub fn expose_path(&self) -> &str {
        self.uri().path_and_query().map_or("", |path| path.as_str())
    }

    /// The body, which holds what is said of people: not for a log.
    #[must_use]
    pub fn expose_body(&self) -> &Bytes {
        self.request.body()
    }

    fn uri(&self) -> &Uri {
        self.request.uri()
    }
}

impl fmt::Display for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = self.route.split_once(' ').map_or(self.route, |(_, path)| path);
        let scheme = self.uri().scheme_str().unwrap_or_default();
        write!(f, "{}: {} {scheme}://{}{template}", self.operation, self.method(), self.host())?;
        for (index, name) in self.headers().keys().enumerate() {
            write!(f, "{} {name}", if index == 0 { " with" } else { "," })?;
        }
        write!(f, ", and {} bytes", self.expose_body().len())
    }
}

impl fmt::Debug for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DryRun({self})")
    }
}
