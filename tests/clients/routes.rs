//! The routes of the App API that are a path, and perhaps an open body: as `customerio-node` names them.

use crate::ours::{Input, Known, Ours};
use cio_http::{Operation as _, app};
use serde_json::Value;

/// The values of a path, one after the other.
struct Path<'a>(std::slice::Iter<'a, Value>);

impl<'a> Path<'a> {
    fn number(&mut self) -> u64 {
        self.0.next().and_then(Value::as_u64).expect("a number is the next part of the path")
    }

    fn text(&mut self) -> &'a str {
        self.0.next().and_then(Value::as_str).expect("the next part of the path is a string")
    }
}

/// One line a route: its type, what its path holds, and whether its body is given.
macro_rules! routes {
    ($($name:ident($($part:ident),*) $($with:ident $body:ident)?;)*) => {
        pub(crate) fn send(ours: &Ours, operation: &str, input: Input<'_>) -> Known {
            if !input.has("path") {
                return None;
            }
            let mut path = Path(input.list("path").iter());
            $(if operation == <app::$name>::NAME {
                let route = app::$name::new($(path.$part()),*)$(.$body(input.value("body")))?;
                ours.call(&route);
                return Some(());
            })*
            None
        }
    };
}

routes! {
ListAssets();
GetAssetFile(text);
UpdateAssetFile(text) with body;
DeleteAssetFile(text);
ListAssetFolders();
CreateAssetFolder() with body;
GetAssetFolder(text);
UpdateAssetFolder(text) with body;
DeleteAssetFolder(text);
ListBroadcasts();
GetBroadcast(number);
ListBroadcastTriggers(number);
GetBroadcastErrors(number, number);
BroadcastMetrics(number);
BroadcastLinkMetrics(number);
GetBroadcastMessages(number);
ListBroadcastActions(number);
GetBroadcastAction(number, number);
UpdateBroadcastAction(number, number) with body;
GetBroadcastActionTranslation(number, number, text);
UpdateBroadcastActionTranslation(number, number, text) with body;
BroadcastActionMetrics(number, number);
BroadcastActionLinkMetrics(number, number);
ListCampaigns();
GetCampaign(number);
CampaignLinkMetrics(number);
GetCampaignMessages(number);
ListCampaignActions(number);
GetCampaignAction(number, number);
UpdateCampaignAction(number, number) with body;
GetCampaignActionTranslation(number, number, text);
UpdateCampaignActionTranslation(number, number, text) with body;
CampaignActionLinkMetrics(number, number);
ListComponents();
CreateComponent() with body;
GetComponent(text);
UpdateComponent(text) with body;
DeleteComponent(text);
ListDesignFolders();
CreateDesignFolder() with body;
GetDesignFolder(text);
UpdateDesignFolder(text) with body;
DeleteDesignFolder(text);
ListDesigns();
CreateDesign() with body;
GetDesign(text);
UpdateDesign(text) with body;
DeleteDesign(text);
ListDesignTranslations(text);
CreateDesignTranslation(text) with body;
GetDesignTranslation(text, text);
UpdateDesignTranslation(text, text) with body;
DeleteDesignTranslation(text, text);
GetImport(number);
ListMessages();
GetMessage(text);
GetArchivedMessage(text);
CreateNewsletter() with body;
GetNewsletter(number);
DeleteNewsletter(number);
ScheduleNewsletter(number) with body;
SendNewsletter(number) with body;
GetNewsletterMessages(number);
NewsletterMetrics(number);
NewsletterLinkMetrics(number);
ListNewsletterContents(number);
GetNewsletterContent(number, number);
UpdateNewsletterContent(number, number) with body;
NewsletterContentMetrics(number, number);
NewsletterContentLinkMetrics(number, number);
CreateNewsletterTranslation(number) with body;
GetNewsletterTranslation(number, text);
UpdateNewsletterTranslation(number, text) with body;
DeleteNewsletterTranslation(number, text);
ListNewsletterTestGroups(number);
CreateNewsletterTestGroups(number);
CreateNewsletterTestTranslation(number, text) with body;
GetNewsletterTestTranslation(number, text, text);
UpdateNewsletterTestTranslation(number, text, text) with body;
DeleteNewsletterTestTranslation(number, text, text);
ListObjectTypes();
GetObjectRelationships(number, text);
ListReportingWebhooks();
GetReportingWebhook(number);
DeleteReportingWebhook(number);
GetSegmentUsage(number);
ListSnippets();
CreateSnippet() with body;
ListCollections();
GetCollection(number);
DeleteCollection(number);
GetCollectionContent(number);
UpdateCollectionContent(number) with body;
ListSubscriptionTopics();
ListSubscriptionChannels();
GetSubscriptionCenterToken(text);
ListSuppressions(text);
ListDomainSuppressions(text, text);
UnsuppressAddress(text, text);
ListTransactional();
GetTransactionalDeliveries(number);
TransactionalMetrics(number);
TransactionalLinkMetrics(number);
ListTransactionalContents(number);
UpdateTransactionalContent(number, number) with body;
GetTransactionalTranslation(number, text);
UpdateTransactionalTranslation(number, text) with body;
ListSenderIdentities();
GetSenderIdentity(number);
GetSenderUsage(number);}
