//! The settings of other tools, read with what the page about them says to write.

use cio_config::{
    AppApiKey, CdpApiKey, CioCredentials, Environment, Region, SiteId, TrackApiKey, Us, WebhookSigningKey,
};
use std::fs;
use tempfile::TempDir;

const KEY: &str = "0123456789abcdef0123";
const OTHER: &str = "b0a31ab4c2d65e1f9a77";

#[derive(CioCredentials)]
struct ArcadeTrack {
    site_id: SiteId,
    #[cio(env = "CUSTOMERIO_API_KEY")]
    track_key: TrackApiKey,
    region: Us,
}

#[derive(CioCredentials)]
struct ArcadeApp {
    #[cio(env = "CUSTOMERIO_API_KEY")]
    app_key: AppApiKey,
    #[cio(default = "us")]
    region: Region,
}

#[derive(CioCredentials)]
struct ArcadePipelines {
    #[cio(env = "CUSTOMERIO_TRACK_API_KEY", any_name)]
    cdp_key: CdpApiKey,
    #[cio(default = "us")]
    region: Region,
}

#[derive(CioCredentials)]
struct McpArmory {
    #[cio(env = "BASIC_AUTH_USERNAME")]
    site_id: SiteId,
    #[cio(env = "BASIC_AUTH_PASSWORD")]
    track_key: TrackApiKey,
    #[cio(default = "us")]
    region: Region,
}

#[derive(CioCredentials)]
struct NodeWebhook {
    #[cio(env = "CIO_WEBHOOK_SECRET")]
    webhook_key: WebhookSigningKey,
}

#[derive(CioCredentials)]
#[cio(references)]
struct N8n {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    webhook_key: WebhookSigningKey,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(references)]
struct Nango {
    cdp_key: CdpApiKey,
    region: Region,
}

#[derive(CioCredentials)]
#[cio(references)]
struct Airbyte {
    app_key: AppApiKey,
    #[cio(default = "us")]
    region: Region,
}

fn load<C: CioCredentials>(environment: impl Into<Environment>) -> C {
    C::loader().environment(environment).load().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn variables_of_other_tools_are_read_by_the_structs_of_the_page() {
    let track: ArcadeTrack = load([("CUSTOMERIO_SITE_ID", OTHER), ("CUSTOMERIO_API_KEY", KEY)]);
    assert_eq!((track.site_id.expose(), track.track_key.expose()), (OTHER, KEY));

    let app: ArcadeApp = load([("CUSTOMERIO_API_KEY", KEY), ("CUSTOMERIO_REGION", "eu")]);
    assert_eq!((app.app_key.expose(), app.region), (KEY, Region::Eu));

    let pipelines: ArcadePipelines = load([("CUSTOMERIO_TRACK_API_KEY", KEY)]);
    assert_eq!((pipelines.cdp_key.expose(), pipelines.region), (KEY, Region::Us));

    let armory: McpArmory = load([("BASIC_AUTH_USERNAME", OTHER), ("BASIC_AUTH_PASSWORD", KEY)]);
    assert_eq!((armory.site_id.expose(), armory.track_key.expose(), armory.region), (OTHER, KEY, Region::Us));

    let node: NodeWebhook = load([("CIO_WEBHOOK_SECRET", KEY)]);
    assert_eq!(node.webhook_key.expose(), KEY);
}

#[test]
fn settings_in_json_are_read_through_references() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, settings: &str| {
        let path = folder.path().join(name);
        fs::write(&path, settings).unwrap();
        move |key: &str| format!("ref+file://{}#/{key}", path.display())
    };

    let at = file(
        "n8n.json",
        r#"{"trackingApiKey":"0123456789abcdef0123","region":"track-eu.customer.io",
            "trackingSiteId":"b0a31ab4c2d65e1f9a77","appApiKey":"app-0123456789","webhookSigningKey":"hook-0123456789"}"#,
    );
    let n8n: N8n = load([
        ("CUSTOMERIO_SITE_ID", at("trackingSiteId")),
        ("CUSTOMERIO_TRACK_API_KEY", at("trackingApiKey")),
        ("CUSTOMERIO_APP_API_KEY", at("appApiKey")),
        ("CUSTOMERIO_WEBHOOK_SIGNING_KEY", at("webhookSigningKey")),
        ("CUSTOMERIO_REGION", at("region")),
    ]);
    assert_eq!((n8n.site_id.expose(), n8n.track_key.expose(), n8n.region), (OTHER, KEY, Region::Eu));
    assert_eq!((n8n.app_key.expose(), n8n.webhook_key.expose()), ("app-0123456789", "hook-0123456789"));

    let at = file("nango.json", r#"{"username":"0123456789abcdef0123","subdomain":"cdp-eu"}"#);
    let nango: Nango =
        load([("CUSTOMERIO_CDP_API_KEY", at("username")), ("CUSTOMERIO_REGION", at("subdomain"))]);
    assert_eq!((nango.cdp_key.expose(), nango.region), (KEY, Region::Eu));

    let at = file("airbyte.json", r#"{"app_api_key":"0123456789abcdef0123"}"#);
    let airbyte: Airbyte = load([("CUSTOMERIO_APP_API_KEY", at("app_api_key"))]);
    assert_eq!((airbyte.app_key.expose(), airbyte.region), (KEY, Region::Us));
}

#[test]
fn the_label_of_segment_is_refused_with_the_region_as_hint() {
    let environment = [("CUSTOMERIO_CDP_API_KEY", KEY), ("CUSTOMERIO_REGION", "EU \u{1f1ea}\u{1f1fa}")];
    let error = Nango::loader().environment(environment).load().err().expect("a label is not a region");
    assert!(error.to_string().contains("did you mean `eu`?"), "{error}");
}
