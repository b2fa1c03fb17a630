//! Campaigns: messages that a person's doings set off.

use super::messages::Message;
use super::metrics::{LinkMetrics, Metrics};
use super::parameters::{MetricsVersion, Period};
use super::route::Parameter;
use super::table::routes;
use crate::wire::UnixTime;

super::lenient::models! {
    /// A campaign or a broadcast.
    struct Campaign {
        /// Its number.
        id: u64,
        /// Its number and when it last changed: `7:1492548073`.
        deduplicate_id: Option<String>,
        /// Its name.
        name: String,
        /// Its description, as entered in the dashboard or by an API call.
        description: Option<String>,
        /// The trigger: `segment`, `event`, `form`, `date`, `triggered_broadcast` and others.
        kind as "type": Option<String>,
        /// `running`, `draft` or `stopped`.
        state: Option<String>,
        /// Whether it runs.
        active: bool,
        /// Its steps.
        actions: Vec<ActionRef>,
        /// The templates that a campaign uses.
        msg_templates: Vec<ActionRef>,
        /// The templates that a broadcast uses.
        msg_template_ids: Vec<ActionRef>,
        /// Its tags.
        tags: Vec<String>,
        /// The event that sets it off.
        event_name: Option<String>,
        /// The segments that set it off.
        trigger_segment_ids: Vec<u64>,
        /// The segments that a person has to be in.
        filter_segment_ids: Vec<u64>,
        /// The webhook that sets it off.
        webhook_id: Option<u64>,
        /// The type of the objects that set it off.
        object_type_id: Option<u64>,
        /// The attribute with the date that sets it off.
        date_attribute: Option<String>,
        /// How often that date counts: `once`, `monthly` or `yearly`.
        frequency: Option<String>,
        /// The hour of that day.
        start_hour: Option<u64>,
        /// The minute of that hour.
        start_minutes: Option<u64>,
        /// The time zone of that hour.
        timezone: Option<String>,
        /// Whether it is the person's time zone instead.
        use_customer_timezone: bool,
        /// When it first ran, in seconds since 1970.
        first_started: Option<u64>,
        /// When it was made, in seconds since 1970.
        created: u64,
        /// When it last changed, in seconds since 1970.
        updated: u64,
    }

    /// How far people came in a campaign: how many, step by step.
    struct JourneyMetrics {
        /// Those who were set off.
        started: Vec<u64>,
        /// Those of them whom no filter stopped before the first step.
        activated: Vec<u64>,
        /// Those of them whom a filter stopped.
        never_activated: Vec<u64>,
        /// Those who got at least one message.
        messaged: Vec<u64>,
        /// Those who reached the goal.
        converted: Vec<u64>,
        /// The people who reached the end.
        finished: Vec<u64>,
        /// Those who left early, since they no longer matched the campaign.
        exited_early: Vec<u64>,
    }

    /// A step of a campaign, or a template, by its number.
    struct ActionRef {
        /// Its number.
        id: u64,
        /// `email`, `push`, `sms`, `webhook`, `slack`.
        kind as "type": Option<String>,
    }
}

routes! {
    /// All campaigns.
    ListCampaigns = GET "/v1/campaigns" => Many "campaigns" of Campaign;
    /// One campaign.
    GetCampaign(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}" => One "campaign" of Campaign;
    /// The metrics of a campaign's messages, counted in one of two [ways](super::MetricsVersion).
    [made] CampaignMetrics(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/metrics" => One "metric" of Metrics, Typed Resolved Zoned FromTime ToTime Periodic Stepped;
    /// How often a campaign's links were clicked.
    CampaignLinkMetrics(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Unique;
    /// How far people came in a campaign.
    [made] CampaignJourneyMetrics(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/journey_metrics" => One "journey_metric" of JourneyMetrics;
    /// The messages of a campaign.
    GetCampaignMessages(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/messages" => Pages "messages" of Message, Limit Typed ByMetric Drafts Since Until;
    /// The steps of a campaign.
    ListCampaignActions(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/actions" => Pages "actions";
    /// One step of a campaign.
    GetCampaignAction(campaign_id: u64, action_id: u64) = GET "/v1/campaigns/{campaign_id}/actions/{action_id}" => One "action";
    /// Changes one step of a campaign.
    UpdateCampaignAction(campaign_id: u64, action_id: u64) = PUT "/v1/campaigns/{campaign_id}/actions/{action_id}" => One "action";
    /// One step of a campaign in one language.
    GetCampaignActionTranslation(campaign_id: u64, action_id: u64, language: String) = GET "/v1/campaigns/{campaign_id}/actions/{action_id}/language/{language}" => One "action";
    /// Changes one step of a campaign in one language.
    UpdateCampaignActionTranslation(campaign_id: u64, action_id: u64, language: String) = PUT "/v1/campaigns/{campaign_id}/actions/{action_id}/language/{language}" => One "action";
    /// The metrics of the messages of one step, counted in one of two [ways](super::MetricsVersion).
    [made] CampaignActionMetrics(campaign_id: u64, action_id: u64) = GET "/v1/campaigns/{campaign_id}/actions/{action_id}/metrics" => One "metric" of Metrics, Typed Resolved Zoned FromTime ToTime Periodic Stepped;
    /// How often the links of one step were clicked.
    CampaignActionLinkMetrics(campaign_id: u64, action_id: u64) = GET "/v1/campaigns/{campaign_id}/actions/{action_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Typed;
}

impl CampaignMetrics {
    /// The route, with everything that it requires.
    #[must_use]
    pub fn new(campaign_id: u64, version: MetricsVersion) -> Self {
        Self::to(vec![Parameter::Number(campaign_id)]).query("version", version)
    }
}

impl CampaignActionMetrics {
    /// The route, with everything that it requires.
    #[must_use]
    pub fn new(campaign_id: u64, action_id: u64, version: MetricsVersion) -> Self {
        let parameters = vec![Parameter::Number(campaign_id), Parameter::Number(action_id)];
        Self::to(parameters).query("version", version)
    }
}

impl CampaignJourneyMetrics {
    /// The journeys that began from `start` to `end`, in steps of one `resolution`.
    ///
    /// The service refuses a request that lacks one of the three. The parameter list of the documents calls the last
    /// one
    /// `res`; their description, every code sample and customerio-node 5.2.0 call it `resolution`, which is what is
    /// sent. Source: <https://docs.customer.io/files/journeys-app.json>, read 2025-07-11.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::app::{CampaignJourneyMetrics, Period};
    ///
    /// let metrics = CampaignJourneyMetrics::new(3, 1_700_000_000, 1_700_086_400, Period::Hours);
    /// assert_eq!(
    ///     metrics.request()?.uri(),
    ///     "/v1/campaigns/3/journey_metrics?start=1700000000&end=1700086400&resolution=hours",
    /// );
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn new(
        campaign_id: u64,
        start: impl Into<UnixTime>,
        end: impl Into<UnixTime>,
        resolution: Period,
    ) -> Self {
        Self::to(vec![Parameter::Number(campaign_id)])
            .query_checked("start", start.into().seconds("start"))
            .query_checked("end", end.into().seconds("end"))
            .query("resolution", resolution)
    }
}
