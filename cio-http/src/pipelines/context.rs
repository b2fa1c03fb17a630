//! `Context`: where a call came from.

use super::context_parts::{AppInfo, Campaign, DeviceInfo, Library, Network, Os, PageInfo};
use crate::wire::{InvalidInput, Object, Writer};
use serde::Serialize;

/// Where a call came from, as far as you know it: a browser, an app, a campaign.
///
/// The service fills in nothing of it for a server. In a batch there is one for all calls.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::{Campaign, Channel, Context, Track};
///
/// let context = Context::new().ip("203.0.113.7").channel(Channel::Server).campaign(Campaign::new().source("news"));
/// assert_eq!(
///     Track::new("42", "purchase").message_id("m1").timestamp(1_700_000_000).context(context).request()?.body(),
///     concat!(
///         r#"{"userId":"42","event":"purchase","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z","#,
///         r#""context":{"ip":"203.0.113.7","channel":"server","campaign":{"source":"news"}}}"#,
///     ),
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct Context(Object);

/// The kind of program that a call came from.
///
/// ```
/// assert_eq!(cio_http::pipelines::Channel::Server.as_str(), "server");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Channel {
    /// A page in a browser.
    Browser,
    /// An app on a phone.
    Mobile,
    /// A server.
    Server,
}

impl Context {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Object::new("context"))
    }

    /// Whether the person is active: a change of their attributes need not mean that they were seen.
    #[must_use]
    pub fn active(self, active: bool) -> Self {
        self.field("active", active)
    }

    /// The person's address in the network.
    #[must_use]
    pub fn ip(self, ip: impl AsRef<str>) -> Self {
        self.field("ip", ip.as_ref())
    }

    /// The person's language and country: `en-US`.
    #[must_use]
    pub fn locale(self, locale: impl AsRef<str>) -> Self {
        self.field("locale", locale.as_ref())
    }

    /// The user agent of the person's browser.
    #[must_use]
    pub fn user_agent(self, user_agent: impl AsRef<str>) -> Self {
        self.field("userAgent", user_agent.as_ref())
    }

    /// The kind of program it came from.
    #[must_use]
    pub fn channel(self, channel: Channel) -> Self {
        self.field("channel", channel.as_str())
    }

    /// The campaign that caused it.
    #[must_use]
    pub fn campaign(self, campaign: Campaign) -> Self {
        self.part("campaign", &campaign.into_object())
    }

    /// The page it happened on.
    #[must_use]
    pub fn page(self, page: PageInfo) -> Self {
        self.part("page", &page.into_object())
    }

    /// The app it happened in.
    #[must_use]
    pub fn app(self, app: AppInfo) -> Self {
        self.part("app", &app.into_object())
    }

    /// The device it happened on.
    #[must_use]
    pub fn device(self, device: DeviceInfo) -> Self {
        self.part("device", &device.into_object())
    }

    /// How the device was connected.
    #[must_use]
    pub fn network(self, network: Network) -> Self {
        self.part("network", &network.into_object())
    }

    /// The system of the device.
    #[must_use]
    pub fn os(self, os: Os) -> Self {
        self.part("os", &os.into_object())
    }

    /// The library that noticed it.
    #[must_use]
    pub fn library(self, library: Library) -> Self {
        self.part("library", &library.into_object())
    }

    /// Anything else, by the name it has in the API; the last value counts.
    #[must_use]
    pub fn field(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.0.set(name.as_ref(), &value);
        self
    }

    fn part(mut self, name: &str, part: &Object) -> Self {
        self.0.set_object(name, part);
        self
    }

    pub(super) fn with_device(mut self, device: &Object) -> Self {
        self.0.only_once("device", "is set in the context too, so one of the two would be lost");
        self.part("device", device)
    }

    pub(super) fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        call.object("context", &self.0)
    }
}

impl Default for Context {
    fn default() -> Self {
        Self::new()
    }
}

impl Channel {
    /// As the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Mobile => "mobile",
            Self::Server => "server",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::context_parts::{AppInfo, Campaign, DeviceInfo, Library, Network, Os, PageInfo};
    use super::{Channel, Context};
    use crate::track::Platform;

    #[test]
    fn each_part_has_its_documented_name() {
        let browser =
            Context::new().active(true).ip("1").locale("en-US").user_agent("u").channel(Channel::Browser);
        let campaign =
            Campaign::new().name("n").source("s").medium("m").term("t").content("c").field("id", 7);
        let page = PageInfo::new().path("/").referrer("r").search("?").title("t").url("u").keywords(["k"]);
        assert_eq!(
            browser.campaign(campaign).page(page).0.to_bytes().unwrap(),
            concat!(
                r#"{"active":true,"ip":"1","locale":"en-US","userAgent":"u","channel":"browser","#,
                r#""campaign":{"name":"n","source":"s","medium":"m","term":"t","content":"c","id":7},"#,
                r#""page":{"path":"/","referrer":"r","search":"?","title":"t","url":"u","keywords":["k"]}}"#,
            )
        );
        let app = AppInfo::new().name("n").version("1").build("2").namespace("com.example");
        let device = DeviceInfo::new().id("i").advertising_id("a").manufacturer("m").model("o").name("n");
        let device = device.platform(Platform::Ios).version("3");
        let network = Network::new().bluetooth(true).carrier("c").cellular(false).wifi(true);
        let context =
            Context::new().app(app).device(device).network(network).os(Os::new().name("iOS").version("4"));
        assert_eq!(
            context.library(Library::new().name("l").version("5")).0.to_bytes().unwrap(),
            concat!(
                r#"{"app":{"name":"n","version":"1","build":"2","namespace":"com.example"},"#,
                r#""device":{"id":"i","advertisingId":"a","manufacturer":"m","model":"o","name":"n","type":"ios","version":"3"},"#,
                r#""network":{"bluetooth":true,"carrier":"c","cellular":false,"wifi":true},"#,
                r#""os":{"name":"iOS","version":"4"},"library":{"name":"l","version":"5"}}"#,
            )
        );
    }

    #[test]
    fn a_fault_in_a_part_is_one_of_the_whole() {
        let fault = Context::new().os(Os::new().field("load", f64::NAN)).0.to_bytes().unwrap_err();
        assert!(fault.to_string().starts_with("os has a number that is NaN"), "{fault}");
    }

    #[test]
    fn debug_shows_how_much_is_set() {
        assert_eq!(format!("{:?}", Context::new().ip("203.0.113.7")), "Context(1 set)");
    }
}
