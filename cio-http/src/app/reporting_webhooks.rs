//! Webhooks that report metrics of messages.

use super::route::{RouteKind, Parameter, Route};
use super::table::routes;

super::lenient::models! {
    /// A webhook that reports metrics of messages.
    struct ReportingWebhook {
        /// Its number.
        id: u64,
        /// `webhook`, or `js` for one in JavaScript.
        kind as "type": Option<String>,
        /// Its name.
        name: String,
        /// Where it goes.
        endpoint: String,
        /// Whether it rests.
        disabled: bool,
        /// Whether it reports every opening and click, and not only the first.
        full_resolution: bool,
        /// Whether it brings the content of messages.
        with_content: bool,
        /// The events it reports: `email_sent`, `push_clicked` and so on.
        events: Vec<String>,
    }
}

routes! {
    /// Makes a webhook.
    [made] CreateReportingWebhook = POST "/v1/reporting_webhooks" => Whole of ReportingWebhook;
    /// All webhooks.
    ListReportingWebhooks = GET "/v1/reporting_webhooks" => Many "reporting_webhooks" of ReportingWebhook;
    /// One webhook.
    GetReportingWebhook(webhook_id: u64) = GET "/v1/reporting_webhooks/{webhook_id}" => Whole of ReportingWebhook;
    /// Replaces all that a webhook is.
    [made] UpdateReportingWebhook = PUT "/v1/reporting_webhooks/{webhook_id}" => Whole of ReportingWebhook;
    /// Deletes a webhook.
    DeleteReportingWebhook(webhook_id: u64) = DELETE "/v1/reporting_webhooks/{webhook_id}" => Nothing of ();
}

impl CreateReportingWebhook {
    /// Called so, that goes there and reports this.
    ///
    /// ```
    /// use cio_http::{Operation, app::CreateReportingWebhook};
    ///
    /// let create = CreateReportingWebhook::new("audit", "https://example.com/cio", ["email_sent"]).with_content(true);
    /// assert_eq!(
    ///     create.request()?.body(),
    ///     r#"{"name":"audit","endpoint":"https://example.com/cio","events":["email_sent"],"with_content":true}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn new<E: Into<String>>(
        name: impl Into<String>,
        endpoint: impl Into<String>,
        events: impl IntoIterator<Item = E>,
    ) -> Self {
        Self::to(Vec::new()).reports(&name.into(), &endpoint.into(), events)
    }
}

impl UpdateReportingWebhook {
    /// The one of this number: called so, that goes there and reports this.
    #[must_use]
    pub fn new<E: Into<String>>(
        webhook_id: u64,
        name: impl Into<String>,
        endpoint: impl Into<String>,
        events: impl IntoIterator<Item = E>,
    ) -> Self {
        Self::to(vec![Parameter::Number(webhook_id)]).reports(&name.into(), &endpoint.into(), events)
    }
}

/// A route whose body is a webhook.
#[doc(hidden)]
pub trait DescribesWebhook: RouteKind {}

impl DescribesWebhook for kind::CreateReportingWebhook {}
impl DescribesWebhook for kind::UpdateReportingWebhook {}

impl<K: DescribesWebhook, T> Route<K, T> {
    fn reports<E: Into<String>>(
        mut self,
        name: &str,
        endpoint: &str,
        events: impl IntoIterator<Item = E>,
    ) -> Self {
        let events: Vec<String> = events.into_iter().map(Into::into).collect();
        self.fields().text("name", name);
        self.fields().text("endpoint", endpoint);
        self.fields().set("events", &events);
        self
    }

    super::fields::setters! {
        /// Lets it rest.
        disabled: flag;
        /// Reports every opening and click, and not only the first.
        full_resolution: flag;
        /// Brings the content of messages.
        with_content: flag;
    }
}
