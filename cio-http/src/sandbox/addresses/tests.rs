//! The line of addresses, and which addresses are read.

use super::{Addresses, AddressesFault, loopback};
use crate::sandbox::credentials::Credentials;
use crate::surface::host::Host;
use cio_config::Region;
use serde_json::{Value, json};

fn addresses() -> Addresses {
    Addresses::new(|_, _| ([127, 0, 0, 1], 40_001).into(), |_| Credentials::made_up(40_001))
}

#[test]
fn the_line_reads_back_as_it_was_written() {
    let written = addresses().to_string();
    let read: Addresses = written.parse().unwrap();
    assert_eq!(read.to_string(), written);
    assert!(written.starts_with(r#"{"us":{"track":"http://127.0.0.1:40001","app":"#), "{written}");
    assert!(!written.contains('\n'));
}

#[test]
fn only_roots_on_loopback_are_read() {
    for root in ["http://127.0.0.1:1", "http://127.9.8.7:1", "http://[::1]:1", "http://localhost:1"] {
        assert_eq!(loopback(root).as_deref(), Some(root));
    }
    assert_eq!(loopback("http://127.0.0.1:1/").as_deref(), Some("http://127.0.0.1:1"));
    for root in [
        "https://127.0.0.1:1",
        "https://track.customer.io",
        "http://track.customer.io:80",
        "http://127.0.0.1",
        "http://127.0.0.1:1/api/v1",
        "http://127.0.0.1:1@track.customer.io:80",
        "http://localhost:1@track.customer.io",
        "http://localhost.customer.io:1",
        "http://10.0.0.1:1",
        "http://[::ffff:10.0.0.1]:1",
        "http://0.0.0.0:1",
        "http://[::1%1]:80",
        "http://[::1%0]:80",
        "127.0.0.1:1",
        "",
    ] {
        assert_eq!(loopback(root), None, "{root}");
    }
}

#[test]
fn a_fault_says_where_and_not_what() {
    let mut line: Value = addresses().to_string().parse().unwrap();
    line["eu"]["app"] = json!("https://api-eu.customer.io");
    let fault = line.to_string().parse::<Addresses>().unwrap_err();
    assert_eq!(fault, AddressesFault::NotLoopback { at: "eu.app".into() });
    assert!(!fault.to_string().contains("customer.io"));

    line["us"]["credentials"]["site_id"] = json!(7);
    let fault = line.to_string().parse::<Addresses>().unwrap_err();
    assert_eq!(fault, AddressesFault::Missing { at: "us.credentials.site_id".into() });
    assert_eq!("facade".parse::<Addresses>().unwrap_err(), AddressesFault::NotJson);
}

#[test]
fn a_root_is_named_by_host_and_region() {
    assert_eq!(addresses().root(Host::App, Region::Eu), "http://127.0.0.1:40001");
}
