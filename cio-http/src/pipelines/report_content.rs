//! `ReportContent`: metrics of an anonymous message.

use super::call::{Call, Common, call_methods, is_call, item, operation};
use super::user::User;
use crate::wire::{InvalidInput, Writer};
use std::fmt;

/// Reports the metric of an anonymous message: the event `Report Content Event`.
///
/// The documents demand a property `activityType` and describe one called `actionType`; this sends the one described.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::{ContentAction, ReportContent};
///
/// let viewed = ReportContent::new(ContentAction::Viewed).content_id(3).template_id(5);
/// assert_eq!(
///     viewed.message_id("m1").timestamp(1_700_000_000).request()?.body(),
///     concat!(
///         r#"{"event":"Report Content Event","properties":{"actionType":"viewed_content","#,
///         r#""contentId":3,"templateId":5},"messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z"}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct ReportContent {
    user: Option<User>,
    action: ContentAction,
    content_id: Option<u64>,
    template_id: Option<u64>,
    common: Common,
}

/// An action on an anonymous message.
///
/// ```
/// assert_eq!(cio_http::pipelines::ContentAction::Clicked.as_str(), "clicked_content");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentAction {
    /// A link in it was clicked.
    Clicked,
    /// It was shown.
    Viewed,
}

impl ReportContent {
    /// Content that is not named yet.
    #[must_use]
    pub fn new(action: ContentAction) -> Self {
        Self { user: None, action, content_id: None, template_id: None, common: Common::new() }
    }

    /// Whose it is; the API does not ask for it.
    #[must_use]
    pub fn user(mut self, user: impl Into<User>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// Which content.
    #[must_use]
    pub fn content_id(mut self, content_id: u64) -> Self {
        self.content_id = Some(content_id);
        self
    }

    /// Of which template.
    #[must_use]
    pub fn template_id(mut self, template_id: u64) -> Self {
        self.template_id = Some(template_id);
        self
    }

    call_methods!();
}

impl ContentAction {
    /// As the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clicked => "clicked_content",
            Self::Viewed => "viewed_content",
        }
    }
}

impl Call for ReportContent {
    is_call!("track");

    fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        self.user.iter().try_for_each(|user| user.write(call))?;
        call.text("event", "Report Content Event");
        call.with("properties", |text| {
            Writer::write(text, |properties| {
                properties.text("actionType", self.action.as_str());
                for (name, id) in [("contentId", self.content_id), ("templateId", self.template_id)] {
                    id.iter().try_for_each(|id| properties.value(name, id))?;
                }
                Ok(())
            })
        })
    }
}

operation!(ReportContent, "pipelines.report_content", "track");
item!(ReportContent);

impl fmt::Debug for ReportContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("ReportContent");
        fields
            .field("user", &self.user)
            .field("action", &self.action)
            .field("content_id", &self.content_id.is_some());
        self.common.fmt(fields.field("template_id", &self.template_id.is_some()))
    }
}
