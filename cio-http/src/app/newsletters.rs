//! Newsletters: messages to many, sent once.

use super::messages::Message;
use super::metrics::{LinkMetrics, Metrics};
use super::table::routes;

super::lenient::models! {
    /// A newsletter.
    struct Newsletter {
        /// Its number.
        id: u64,
        /// Its number and when it last changed: `7:1492548073`.
        deduplicate_id: Option<String>,
        /// Its name.
        name: String,
        /// `email`, `push`, `twilio` for SMS, `in_app`, `inbox` or `webhook`.
        kind as "type": Option<String>,
        /// Its contents: one, or one for each language and test group.
        content_ids: Vec<u64>,
        /// Its tags.
        tags: Vec<String>,
        /// The segments that it goes to.
        recipient_segment_ids: Vec<u64>,
        /// The topic that one has to be subscribed to.
        subscription_topic_id: Option<u64>,
        /// When it was sent, in seconds since 1970.
        sent_at: Option<u64>,
        /// When it was made, in seconds since 1970.
        created: u64,
        /// When it last changed, in seconds since 1970.
        updated: u64,
    }

    /// One part of a test of several contents.
    struct TestGroup {
        /// Its ID.
        id: String,
        /// Its name.
        name: Option<String>,
        /// Its letter in reports.
        label: Option<String>,
        /// Whether it won.
        winner: bool,
        /// Its contents.
        content_ids: Vec<u64>,
    }
}

routes! {
    /// All newsletters.
    ListNewsletters = GET "/v1/newsletters" => Pages "newsletters" of Newsletter, Limit Sorted;
    /// Makes a newsletter.
    CreateNewsletter = POST "/v1/newsletters";
    /// One newsletter.
    GetNewsletter(newsletter_id: u64) = GET "/v1/newsletters/{newsletter_id}" => One "newsletter" of Newsletter;
    /// Deletes a newsletter.
    DeleteNewsletter(newsletter_id: u64) = DELETE "/v1/newsletters/{newsletter_id}" => Nothing of ();
    /// Sends a newsletter later.
    ScheduleNewsletter(newsletter_id: u64) = POST "/v1/newsletters/{newsletter_id}/schedule";
    /// Sends a newsletter.
    SendNewsletter(newsletter_id: u64) = POST "/v1/newsletters/{newsletter_id}/send";
    /// The messages of a newsletter.
    GetNewsletterMessages(newsletter_id: u64) = GET "/v1/newsletters/{newsletter_id}/messages" => Pages "messages" of Message, Limit ByMetric Since Until;
    /// The metrics of a newsletter's messages.
    NewsletterMetrics(newsletter_id: u64) = GET "/v1/newsletters/{newsletter_id}/metrics" => One "metric" of Metrics, Periodic Stepped Typed;
    /// How often a newsletter's links were clicked.
    NewsletterLinkMetrics(newsletter_id: u64) = GET "/v1/newsletters/{newsletter_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Unique;
    /// The contents of a newsletter.
    ListNewsletterContents(newsletter_id: u64) = GET "/v1/newsletters/{newsletter_id}/contents" => Many "contents";
    /// One content of a newsletter.
    GetNewsletterContent(newsletter_id: u64, content_id: u64) = GET "/v1/newsletters/{newsletter_id}/contents/{content_id}" => One "content";
    /// Changes one content of a newsletter.
    UpdateNewsletterContent(newsletter_id: u64, content_id: u64) = PUT "/v1/newsletters/{newsletter_id}/contents/{content_id}" => One "content";
    /// The metrics of the messages with one content.
    NewsletterContentMetrics(newsletter_id: u64, content_id: u64) = GET "/v1/newsletters/{newsletter_id}/contents/{content_id}/metrics" => One "metric" of Metrics, Periodic Stepped Typed;
    /// How often the links of one content were clicked.
    NewsletterContentLinkMetrics(newsletter_id: u64, content_id: u64) = GET "/v1/newsletters/{newsletter_id}/contents/{content_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Typed;
    /// Adds a language to a newsletter.
    CreateNewsletterTranslation(newsletter_id: u64) = POST "/v1/newsletters/{newsletter_id}/language";
    /// A newsletter in one language.
    GetNewsletterTranslation(newsletter_id: u64, language: String) = GET "/v1/newsletters/{newsletter_id}/language/{language}" => One "content";
    /// Changes a newsletter in one language.
    UpdateNewsletterTranslation(newsletter_id: u64, language: String) = PUT "/v1/newsletters/{newsletter_id}/language/{language}" => One "content";
    /// Removes a language from a newsletter.
    DeleteNewsletterTranslation(newsletter_id: u64, language: String) = DELETE "/v1/newsletters/{newsletter_id}/language/{language}" => Nothing of ();
    /// The test groups of a newsletter.
    ListNewsletterTestGroups(newsletter_id: u64) = GET "/v1/newsletters/{newsletter_id}/test_groups" => Many "test_groups" of TestGroup;
    /// Makes test groups for a newsletter.
    CreateNewsletterTestGroups(newsletter_id: u64) = POST "/v1/newsletters/{newsletter_id}/test_groups";
    /// Adds a language to a test group.
    CreateNewsletterTestTranslation(newsletter_id: u64, test_group_id: String) = POST "/v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language";
    /// A test group in one language.
    GetNewsletterTestTranslation(newsletter_id: u64, test_group_id: String, language: String) = GET "/v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language/{language}" => One "content";
    /// Changes a test group in one language.
    UpdateNewsletterTestTranslation(newsletter_id: u64, test_group_id: String, language: String) = PUT "/v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language/{language}" => One "content";
    /// Removes a language from a test group.
    DeleteNewsletterTestTranslation(newsletter_id: u64, test_group_id: String, language: String) = DELETE "/v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language/{language}" => Nothing of ();
}
