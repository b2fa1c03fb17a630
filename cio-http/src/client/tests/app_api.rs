//! The App API through both clients, against the sandbox.

use crate::client::tests::{app_key, each, track_pair};
use crate::error::Error;
use crate::paging::Paged;
use crate::sandbox::Sandbox;
use crate::surface::service_account::ServiceAccount;
use crate::{app, track};
use cio_config::{AppCredentials, CioCredentials, Region, ServiceAccountToken, WorkspaceId};

/// A sandbox, and credentials for its US account.
fn start() -> (Sandbox, AppCredentials) {
    let sandbox = Sandbox::start().unwrap();
    let credentials = app_key(sandbox.addresses().credentials(Region::Us).app_api_key(), Region::Us);
    (sandbox, credentials)
}

/// Makes people called `0`, `1` and so on.
fn make_people(sandbox: &Sandbox, count: u64) {
    let pair = track_pair(sandbox.addresses().credentials(Region::Us), Region::Us);
    for id in 0..count {
        let identify = track::Identify::new(id).attribute("email", format!("{id}@example.com"));
        each(sandbox, &pair, &identify).into_iter().for_each(|result| result.unwrap());
    }
}

#[derive(Clone, CioCredentials)]
struct Script {
    token: ServiceAccountToken,
    workspace: WorkspaceId,
    region: Region,
}

#[test]
fn all_six_sends_arrive_with_either_credential() {
    let (sandbox, credentials) = start();
    let script = ServiceAccount(Script::loader().environment(sandbox.environment()).load().unwrap());
    macro_rules! send {
        ($($message:expr),* $(,)?) => {$(
            for result in each(&sandbox, &credentials, &$message) {
                assert!(!result.unwrap().delivery_id.is_empty());
            }
            for result in each(&sandbox, &script, &$message) {
                assert!(!result.unwrap().delivery_id.is_empty());
            }
        )*};
    }
    send!(
        app::SendEmail::template(3).to("ada@example.com").id("42").attachment("a.txt", "a"),
        app::SendPush::template("welcome").to_last_used_device().id(42),
        app::SendSms::template(3).to("+15550100").email("ada@example.com"),
        app::SendWhatsapp::template(3).to("+15550100").cio_id("a3000001"),
        app::SendInApp::template(3).id("42"),
        app::SendInboxMessage::template(3).id("42"),
    );
    let sent = sandbox.sent();
    let drivers = usize::from(cfg!(feature = "async")) + usize::from(cfg!(feature = "blocking"));
    let kinds: Vec<&str> = sent.chunks(2 * drivers).map(|sent| sent[0].kind).collect();
    assert_eq!(kinds, ["email", "push", "sms", "whatsapp", "in_app", "inbox_message"]);
}

#[test]
fn people_are_found_and_read() {
    let (sandbox, credentials) = start();
    make_people(&sandbox, 3);
    for found in each(&sandbox, &credentials, &app::FindCustomers::by_email("1@example.com")) {
        assert_eq!(found.unwrap()[0].id.as_deref(), Some("1"));
    }
    for found in each(&sandbox, &credentials, &app::FindCustomers::by_email("nobody@example.com")) {
        assert!(found.unwrap().is_empty());
    }
    for person in each(&sandbox, &credentials, &app::GetCustomerAttributes::new(1)) {
        let person = person.unwrap();
        assert_eq!(person.attributes["email"], "1@example.com");
        assert_eq!(person.identifiers.cio_id.as_deref(), Some("a3000002"));
    }
    for people in each(&sandbox, &credentials, &app::GetCustomersAttributes::new([0, 1, 9])) {
        assert_eq!(people.unwrap().len(), 2);
    }
    for segments in each(&sandbox, &credentials, &app::GetCustomerSegments::new(1)) {
        assert!(segments.unwrap().is_empty());
    }
    for result in each(&sandbox, &credentials, &app::GetCustomerAttributes::new(9)) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        assert_eq!(
            (error.status().unwrap().as_u16(), error.messages()),
            (404, &["not found".to_owned()][..])
        );
    }
}

/// Every item that each client goes through.
fn walk<O>(sandbox: &Sandbox, credentials: &AppCredentials, list: &O) -> Vec<Vec<Result<O::Item, Error>>>
where
    O: Paged<Surface = crate::surface::AppApi> + Clone + Send,
{
    let mut walks = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::client::asynchronous::Client::builder(credentials.clone())
            .sandbox(sandbox)
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        walks.push(runtime.block_on(async {
            let (mut items, mut walk) = (cio.items(list.clone()), Vec::new());
            while let Some(item) = items.next().await {
                walk.push(item);
            }
            walk
        }));
    }
    #[cfg(feature = "blocking")]
    {
        let cio =
            crate::client::blocking::Client::builder(credentials.clone()).sandbox(sandbox).build().unwrap();
        walks.push(cio.items(list.clone()).collect());
    }
    walks
}

#[test]
fn a_list_gives_every_item_whichever_page_it_is_on() {
    let (sandbox, credentials) = start();
    make_people(&sandbox, 5);
    let search = app::SearchCustomers::new(app::Filter::has_attribute("email")).limit(2);
    for walk in walk(&sandbox, &credentials, &search) {
        let ids: Vec<String> = walk.into_iter().map(|person| person.unwrap().id.unwrap()).collect();
        assert_eq!(ids, ["0", "1", "2", "3", "4"]);
    }
    let asked =
        sandbox.received().into_iter().filter(|received| received.route == Some("POST /v1/customers"));
    let cursors: Vec<String> = asked.map(|received| received.path).take(3).collect();
    assert_eq!(
        cursors,
        ["/v1/customers?limit=2", "/v1/customers?limit=2&start=2", "/v1/customers?limit=2&start=4"]
    );
}

#[test]
fn a_list_ends_after_its_first_error() {
    let (sandbox, _) = start();
    let wrong = app_key("0123456789abcdef0123456789abcdef", Region::Us);
    for walk in walk(&sandbox, &wrong, &app::ListActivities::new()) {
        assert!(matches!(&walk[..], [Err(Error::Refused(_))]), "{walk:?}");
    }
}

#[test]
fn a_broadcast_is_triggered_and_its_errors_can_be_read() {
    let (sandbox, credentials) = start();
    make_people(&sandbox, 1);
    let broadcast = app::TriggerBroadcast::to(12, app::Ids::new([0])).data("headline", "June");
    for triggered in each(&sandbox, &credentials, &broadcast) {
        let id = triggered.unwrap().id;
        for status in each(&sandbox, &credentials, &app::GetBroadcastTrigger::new(12, id)) {
            assert_eq!(status.unwrap().broadcast_id, 12);
        }
    }
    for result in each(&sandbox, &credentials, &app::TriggerBroadcast::to(12, app::Ids::new([0, 7]))) {
        let error = result.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 422);
        let trigger: u64 = error.messages()[0].rsplit(' ').next().unwrap().parse().unwrap();
        for walk in walk(&sandbox, &credentials, &app::GetBroadcastErrors::new(12, trigger)) {
            let listed: Vec<String> = walk.into_iter().map(Result::unwrap).collect();
            assert_eq!(listed, ["id not found"]);
        }
    }
}

#[test]
fn a_list_that_is_null_is_empty() {
    let (sandbox, credentials) = start();
    for exports in each(&sandbox, &credentials, &app::ListExports::new()) {
        assert!(exports.unwrap().is_empty());
    }
}

#[test]
fn an_export_is_made_watched_and_downloaded() {
    let (sandbox, credentials) = start();
    for export in each(&sandbox, &credentials, &app::ExportCustomers::new(app::Filter::segment(7))) {
        let id = export.unwrap().id;
        for export in each(&sandbox, &credentials, &app::GetExport::new(id)) {
            assert_eq!(export.unwrap().status, "done");
        }
        for url in each(&sandbox, &credentials, &app::DownloadExport::new(id)) {
            assert!(url.unwrap().ends_with(&format!("/exports/{id}")));
        }
    }
}

#[test]
fn an_undocumented_answer_is_read_into_the_callers_type() {
    #[derive(serde::Deserialize)]
    struct Action {
        id: String,
        name: String,
    }
    let (sandbox, credentials) = start();
    let action = app::GetCampaignAction::new(3, 4).read_as::<Action>();
    for action in each(&sandbox, &credentials, &action) {
        let action = action.unwrap();
        assert_eq!((action.id.as_str(), action.name.as_str()), ("4", "Sandbox"));
    }
    for assets in each(&sandbox, &credentials, &app::ListAssets::new()) {
        assert!(assets.unwrap().is_object());
    }
    for deleted in each(&sandbox, &credentials, &app::DeleteAssetFile::new("x")) {
        deleted.unwrap();
    }
}

#[test]
fn the_ip_addresses_need_no_credentials() {
    let (sandbox, _) = start();
    let pair = track_pair(sandbox.addresses().credentials(Region::Us), Region::Us);
    for addresses in each(&sandbox, &pair, &app::GetIpAddresses::new()) {
        assert_eq!(addresses.unwrap().len(), 2);
    }
}

#[cfg(feature = "async")]
#[test]
fn a_list_is_a_stream() {
    use futures_core::Stream;
    use std::pin::Pin;

    let (sandbox, credentials) = start();
    make_people(&sandbox, 3);
    let cio = crate::client::asynchronous::Client::builder(credentials).sandbox(&sandbox).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let count = runtime.block_on(async {
        let mut people = cio.items(app::SearchCustomers::new(app::Filter::has_attribute("email")).limit(1));
        let mut count = 0;
        while let Some(person) =
            std::future::poll_fn(|context| Pin::new(&mut people).poll_next(context)).await
        {
            person.unwrap();
            count += 1;
        }
        count
    });
    assert_eq!(count, 3);
}
