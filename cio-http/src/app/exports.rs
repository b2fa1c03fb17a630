//! Exports: files of people or of deliveries.

use super::filter::Filter;
use super::table::routes;

super::lenient::models! {
    /// An export.
    struct Export: personal {
        /// Its number.
        id: u64,
        /// Its number and when it last changed: `7:1492548073`.
        deduplicate_id: Option<String>,
        /// `customers` or `deliveries`.
        kind as "type": String,
        /// `pending`, `done` or `failed`.
        status: String,
        /// Whether it failed.
        failed: bool,
        /// Its content.
        description: Option<String>,
        /// How many rows it has.
        total: u64,
        /// How often it was downloaded.
        downloads: u64,
        /// Who asked for it, by number.
        user_id: Option<u64>,
        /// Who asked for it, by e-mail address.
        user_email: Option<String>,
        /// When it was asked for, in seconds since 1970.
        created_at: u64,
        /// When it last changed, in seconds since 1970.
        updated_at: u64,
    }
}

routes! {
    /// All exports.
    ListExports = GET "/v1/exports" => Many "exports" of Export;
    /// One export: look here whether it is done.
    GetExport(export_id: u64) = GET "/v1/exports/{export_id}" => One "export" of Export;
    /// Where to download an export: a signed address, valid for 15 minutes; anyone who has it can download the export, so
    /// keep it secret.
    DownloadExport(export_id: u64) = GET "/v1/exports/{export_id}/download" => One "url" of String;
    /// Starts an export of people.
    [made] ExportCustomers = POST "/v1/exports/customers" => One "export" of Export;
    /// Starts an export of deliveries.
    [made] ExportDeliveries = POST "/v1/exports/deliveries" => One "export" of Export;
}

impl ExportCustomers {
    /// Of the people who match a filter.
    ///
    /// ```
    /// use cio_http::{Operation, app::{ExportCustomers, Filter}};
    ///
    /// let export = ExportCustomers::new(Filter::has_attribute("plan"));
    /// assert_eq!(
    ///     export.request()?.body(),
    ///     r#"{"filters":{"attribute":{"field":"plan","operator":"exists"}}}"#,
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a filter that was made for this reads better without `&`")]
    pub fn new(filter: Filter) -> Self {
        Self::to(Vec::new()).filter("filters", &filter)
    }
}

macro_rules! deliveries {
    ($($(#[$docs:meta])* $name:ident = $field:literal;)*) => {$(
        $(#[$docs])*
        #[must_use]
        pub fn $name(id: u64) -> Self {
            let mut route = Self::to(Vec::new());
            route.fields().set($field, &id);
            route
        }
    )*};
}

impl ExportDeliveries {
    deliveries! {
        /// Of one newsletter.
        ///
        /// ```
        /// use cio_http::{Operation, app::ExportDeliveries};
        ///
        /// let export = ExportDeliveries::of_newsletter(7).metric("opened").since(1_700_000_000);
        /// assert_eq!(
        ///     export.request()?.body(),
        ///     r#"{"newsletter_id":7,"metric":"opened","start":1700000000}"#,
        /// );
        /// # Ok::<(), cio_http::wire::InvalidInput>(())
        /// ```
        of_newsletter = "newsletter_id";
        /// Of one campaign.
        of_campaign = "campaign_id";
        /// Of one transactional message.
        of_transactional = "transactional_message_id";
        /// Of one action.
        of_action = "action_id";
    }
}

impl<T> ExportDeliveries<T> {
    super::fields::setters! {
        /// Only messages that came as far as this: `sent`, `opened`, `bounced`.
        metric: text;
        /// Drafts too.
        drafts: flag;
        /// Only items created at this time or later.
        since as "start": time;
        /// Only items created before this time.
        until as "end": time;
    }

    /// Adds these attributes of each person.
    #[must_use]
    pub fn attributes<I: Into<String>>(mut self, names: impl IntoIterator<Item = I>) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        self.fields().set("attributes", &names);
        self
    }
}
