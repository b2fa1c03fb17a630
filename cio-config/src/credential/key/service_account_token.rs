//! A token that may send in every workspace.

use crate::credential::accept::service_account_token;
use crate::credential::key::key;

key! {
    /// Service account token: sends messages in any workspace of the account.
    ///
    /// Starts with `sa_live_` or `sa_sandbox_`, the only credential whose prefix always names its kind
    /// (Customer.io's command line client checks the same, read 2026-06-24). `Debug` shows the type, never the token.
    ///
    /// ```
    /// use cio_config::{KeyFault, ServiceAccountToken};
    ///
    /// let token = ServiceAccountToken::new("sa_live_0123456789")?;
    /// assert_eq!(format!("{token:?}"), "ServiceAccountToken([redacted])");
    /// assert_eq!(ServiceAccountToken::new("0123456789").unwrap_err(), KeyFault::NotServiceAccountToken);
    /// # Ok::<(), KeyFault>(())
    /// ```
    ServiceAccountToken, service_account_token
}
