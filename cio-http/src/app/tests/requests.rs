//! Values that routes refuse, hide and read; the requests are in the table of `tests/exchanges`.

use crate::app;
use crate::operation::Operation;

#[test]
fn a_value_that_cannot_be_sent_is_refused_by_name() {
    let nan = "body has a number that is NaN or infinite, which JSON cannot represent";
    let none: [&str; 0] = [];
    for (request, reason) in [
        (app::GetCustomerAttributes::new("").request(), "customer_id is empty"),
        (
            app::GetCustomerAttributes::new("..").request(),
            "customer_id is `.` or `..`, which would change the path",
        ),
        (app::GetCustomerAttributes::new("x".repeat(151)).request(), "customer_id is longer than 150 bytes"),
        (app::FindCustomers::by_email("").request(), "email is empty"),
        (app::DeleteSnippet::new(".").request(), "snippet_name is `.` or `..`, which would change the path"),
        (app::CreateNewsletter::new().body(f64::NAN).request(), nan),
        (app::CreateCollection::of_data("n", [f64::INFINITY]).request(), nan),
        (app::CreateSegment::new("").request(), "name is empty"),
        (
            app::SearchCustomers::new(app::Filter::and([])).request(),
            "filter has an `and` or an `or` without conditions",
        ),
        (app::GetCustomersAttributes::new(none).request(), "ids name no recipient"),
        (app::GetCustomersAttributes::new(0..101).request(), "ids name more than 100 people"),
        (
            app::ListMessages::new().since(1_700_000_000_000_u64).request(),
            "start_ts is in milliseconds: divide by 1000 to get seconds",
        ),
    ] {
        assert_eq!(request.unwrap_err().to_string(), reason);
    }
}

#[test]
fn an_address_may_be_longer_than_an_id() {
    let long = format!("{}@example.com", "x".repeat(140));
    for request in [
        app::GetCustomerAttributes::new(&long).id_type(app::IdType::Email).request(),
        app::GetSubscriptionCenterToken::new(&long).request(),
        app::ListActivities::new().customer(&long).request(),
        app::SendInApp::template(1).email(&long).request(),
        app::TriggerBroadcast::to(1, app::Emails::new([&long])).request(),
        app::TriggerBroadcast::to(1, app::PerUserData::new().email(&long, [1])).request(),
    ] {
        request.unwrap();
    }
    for request in [
        app::SendInApp::template(1).id(&long).request(),
        app::TriggerBroadcast::to(1, app::Ids::new([&long])).request(),
        app::GetObjectAttributes::new(1, &long).request(),
    ] {
        assert!(request.unwrap_err().to_string().ends_with("is longer than 150 bytes"));
    }
}

#[test]
fn names_are_those_of_the_types() {
    assert_eq!(<app::GetCustomerAttributes>::NAME, "app.get_customer_attributes");
    assert_eq!(<app::GetIpAddresses>::NAME, "app.get_ip_addresses");
    assert_eq!(<app::GetSegment>::ROUTE, "GET /v1/segments/{segment_id}");
}

#[test]
fn debug_shows_what_is_set_and_no_value() {
    let messages = app::GetCustomerMessages::new("zoe@example.com").limit(5).start("zoe");
    assert_eq!(format!("{messages:?}"), r#"GetCustomerMessages { query: ["limit", "start"] }"#);
    let segment = app::CreateSegment::new("zoe");
    assert_eq!(format!("{segment:?}"), r#"CreateSegment { query: [], body: ["name"] }"#);
    let open = app::CreateNewsletter::new().body("zoe");
    assert_eq!(format!("{open:?}"), "CreateNewsletter { query: [], body: true }");
}

#[test]
fn answers_are_read_in_every_form_that_has_been_seen() {
    let answer = |body: &'static str| http::Response::new(bytes::Bytes::from_static(body.as_bytes()));
    assert!(app::ListAssets::new().response(&answer("")).unwrap().is_null());
    assert!(app::DeleteSegment::new(1).response(&answer("")).is_ok());
    assert!(app::DeleteSegment::new(1).response(&answer("{}")).is_ok());
    assert!(app::GetSegment::new(1).response(&answer("{}")).is_err());
    assert!(app::ListSegments::new().response(&answer(r#"{"segments":null}"#)).unwrap().is_empty());
    let preferences = app::GetSubscriptionPreferences::new(1)
        .response(&answer(
            r#"{"customer":{"id":"1","topics":[{"id":1,"subscribed":true},{"id":"2"}],"header":null}}"#,
        ))
        .unwrap();
    let topics: Vec<_> = preferences.topics.iter().map(|topic| (topic.id, topic.subscribed)).collect();
    assert_eq!(topics, [(1, true), (2, false)]);
    let wrapped = r#"{"customers":[{"customer":{"id":"1"}},{"id":2}]}"#;
    let people = app::GetCustomersAttributes::new(["1"]).response(&answer(wrapped)).unwrap();
    assert_eq!((people[0].id.as_deref(), people[1].id.as_deref()), (Some("1"), Some("2")));
}
