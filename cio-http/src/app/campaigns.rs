//! Campaigns: messages that a person's doings set off.

use super::messages::Message;
use super::metrics::{LinkMetrics, Metrics};
use super::table::routes;

super::lenient::models! {
    /// A campaign or a broadcast.
    struct Campaign {
        /// Its number.
        id: u64,
        /// Its number and when it last changed: `7:1492548073`.
        deduplicate_id: Option<String>,
        /// Its name.
        name: String,
        /// What it is for.
        description: Option<String>,
        /// What sets it off: `segment`, `event`, `form`, `date`, `triggered_broadcast` and others.
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
        /// Those of them whom no filter kept back before the first step.
        activated: Vec<u64>,
        /// Those of them whom a filter kept back.
        never_activated: Vec<u64>,
        /// Those who got at least one message.
        messaged: Vec<u64>,
        /// Those who reached the goal.
        converted: Vec<u64>,
        /// Those who came to the end.
        finished: Vec<u64>,
        /// Those who left before, because the campaign was no longer for them.
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
    /// What became of a campaign's messages. Takes either `version`, `resolution`, `from_time` and `to_time`, or the older `period` and `steps`.
    CampaignMetrics(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/metrics" => One "metric" of Metrics, Versioned Typed Resolved Zoned FromTime ToTime Periodic Stepped;
    /// How often a campaign's links were clicked.
    CampaignLinkMetrics(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Unique;
    /// How far people came in a campaign. Takes `resolution`, `from_time` and `to_time`.
    CampaignJourneyMetrics(campaign_id: u64) = GET "/v1/campaigns/{campaign_id}/journey_metrics" => One "journey_metric" of JourneyMetrics, Resolved FromTime ToTime;
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
    /// What became of the messages of one step. Takes what `CampaignMetrics` takes.
    CampaignActionMetrics(campaign_id: u64, action_id: u64) = GET "/v1/campaigns/{campaign_id}/actions/{action_id}/metrics" => One "metric" of Metrics, Versioned Typed Resolved Zoned FromTime ToTime Periodic Stepped;
    /// How often the links of one step were clicked.
    CampaignActionLinkMetrics(campaign_id: u64, action_id: u64) = GET "/v1/campaigns/{campaign_id}/actions/{action_id}/metrics/links" => Many "links" of LinkMetrics, Periodic Stepped Typed;
}
