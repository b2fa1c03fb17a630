//! A desktop's keyring, on a private bus. A process has one bus, so each load has a process.

use crate::server::{in_a_process, variable};

fn at(bus: &str, user: &str) -> String {
    let reference = format!("ref+keyring://customerio/{user}");
    in_a_process(&[("DBUS_SESSION_BUS_ADDRESS", bus), ("CUSTOMERIO_APP_API_KEY", &reference)])
}

#[test]
fn a_key_in_the_keyring_is_read() {
    assert_eq!(at(&variable("KEYRING_BUS"), "app_api_key"), "s3cr3t-in-the-keyring");
}

#[test]
fn an_absent_user_is_reported() {
    assert_eq!(at(&variable("KEYRING_BUS"), "no_such_user"), "NotFound");
}

#[test]
fn a_locked_keyring_is_reported() {
    assert_eq!(at(&variable("LOCKED_KEYRING_BUS"), "app_api_key"), "Sealed");
}

#[test]
fn without_a_bus_the_keyring_is_unreachable() {
    assert_eq!(at("unix:path=/no/such/bus", "app_api_key"), "Unreachable");
}
