//! Addresses that the e-mail service does not send to.

use super::table::routes;
use std::fmt;

/// Why an address is suppressed.
///
/// ```
/// use cio_http::{Operation, app::{SuppressAddress, SuppressionType}};
///
/// let suppress = SuppressAddress::new(SuppressionType::Bounces, "ada@example.com");
/// assert_eq!(suppress.request()?.uri(), "/v1/esp/suppression/bounces/ada%40example.com");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SuppressionType {
    /// Mail to it was turned away for now.
    Blocks,
    /// Mail to it came back.
    Bounces,
    /// The address does not exist.
    InvalidEmails,
    /// Its owner reported spam.
    SpamReports,
}

impl fmt::Display for SuppressionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blocks => "blocks",
            Self::Bounces => "bounces",
            Self::InvalidEmails => "invalid_emails",
            Self::SpamReports => "spam_reports",
        })
    }
}

impl From<SuppressionType> for String {
    fn from(kind: SuppressionType) -> Self {
        kind.to_string()
    }
}

super::lenient::models! {
    /// Suppressed addresses.
    struct Suppressions {
        /// `bounces` or `spam`.
        category: Option<String>,
        /// The addresses.
        suppressions: Vec<Suppression>,
    }

    /// A suppressed address.
    struct Suppression: personal {
        /// The address.
        email: String,
        /// The answer of the receiving mail server.
        reason: Option<String>,
        /// Its status code.
        status: Option<String>,
        /// When it was suppressed, in seconds since 1970.
        created: u64,
    }
}

routes! {
    /// Whether one address is suppressed.
    FindSuppression(email_address: String) = GET "/v1/esp/search_suppression/{email_address}" => Whole of Suppressions;
    /// All addresses that are suppressed for one reason.
    ListSuppressions(suppression_type: String) = GET "/v1/esp/suppression/{suppression_type}" => Whole of Suppressions, Limit Offset;
    /// The addresses that are suppressed for one reason on one sending domain.
    ListDomainSuppressions(domain_name: String, suppression_type: String) = GET "/v1/esp/domains/{domain_name}/suppression/{suppression_type}" => Pages "suppressions" of Suppression, Limit ByEmail;
    /// Suppresses an address.
    SuppressAddress(suppression_type: String, email_address: String) = POST "/v1/esp/suppression/{suppression_type}/{email_address}" => Nothing of ();
    /// Sends to an address again.
    UnsuppressAddress(suppression_type: String, email_address: String) = DELETE "/v1/esp/suppression/{suppression_type}/{email_address}" => Nothing of ();
}
