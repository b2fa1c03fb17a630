//! Where a client's requests may go, as reqwest names it.

use crate::error::Error;
use crate::error::transport_error::{FailurePoint, TransportError};
use http::Uri;
use http::uri::Authority;
use reqwest::Url;

/// The roots that a client sends to: a key goes to one of them or nowhere.
///
/// They are parsed once, and a request only gets its path: reqwest itself parses each URL from the start.
pub(crate) struct Roots(Vec<(Authority, Url)>);

impl Roots {
    pub(crate) fn parse<'a>(roots: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        let parsed = |root: &str| Some((root.split_once("://")?.1.parse().ok()?, root.parse().ok()?));
        let roots: Option<Vec<_>> = roots.into_iter().map(parsed).collect();
        roots.map(Self).ok_or_else(|| Error::setup("the address of a host is not a URL"))
    }

    /// The URL below one of the roots.
    pub(crate) fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let asked = uri.authority().map(Authority::as_str);
        let root = self.0.iter().find(|(authority, _)| asked == Some(authority.as_str()));
        let (_, root) = root.ok_or_else(|| {
            TransportError::new(FailurePoint::Request, "its host is not one that this client sends to")
        })?;
        let mut url = root.clone();
        url.set_path(uri.path());
        if let Some(query) = uri.query() {
            url.set_query(Some(query));
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::Roots;
    use crate::error::transport_error::FailurePoint;

    #[test]
    fn a_url_is_what_parsing_it_from_the_start_gives() {
        let roots =
            Roots::parse(["https://track.customer.io", "http://127.0.0.1:80", "http://[::1]:4000"]).unwrap();
        for root in ["https://track.customer.io", "http://127.0.0.1:80", "http://[::1]:4000"] {
            for path in [
                "/",
                "/api/v1/customers/42",
                "/api/v1/customers/a%2Fb%40example.com%20-._~!$&'()*+,;=:@",
                "/v1/segments?limit=50&start=a%26b",
                "/v1/segments?",
                "/v1/a?b?c={}|^'`\\é",
                "/v1/\"{}|^'\\é",
            ] {
                let whole = format!("{root}{path}");
                let url = roots.url(&whole.parse().unwrap()).unwrap();
                assert_eq!(url, whole.parse().unwrap());
            }
        }
    }

    #[test]
    fn a_host_that_is_not_a_root_is_refused() {
        let roots = Roots::parse(["https://track.customer.io"]).unwrap();
        for uri in [
            "https://track-eu.customer.io/api/v1/customers/42",
            "https://track.customer.io.example.com/",
            "https://user@track.customer.io/",
            "https://track.customer.io:444/",
            "/api/v1/customers/42",
        ] {
            let error = roots.url(&uri.parse().unwrap()).unwrap_err();
            assert_eq!(error.point(), FailurePoint::Request, "{uri}");
            assert!(!format!("{error:?}").contains("customers"), "{error:?}");
        }
    }
}
