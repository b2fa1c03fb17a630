//! The roles of each name, and that the docs list them.

use super::{KnownName, Role, WORDS, of_variable};
use std::collections::BTreeSet;

#[test]
fn every_name_in_use_may_have_a_brand() {
    for brand in super::BRANDS {
        assert!(super::may_have_brand(&format!("STAGING_{brand}SITE_ID")), "{brand}");
        assert!(super::may_have_brand(&brand.to_lowercase()), "{brand}");
    }
    assert!(!super::may_have_brand("PATH") && !super::may_have_brand("IO"));
}

#[test]
fn a_word_is_in_one_row() {
    let mut seen = BTreeSet::new();
    for word in WORDS.iter().flat_map(|(_, words)| *words) {
        assert!(seen.insert(*word), "{word}");
        assert!(Role::ALL.iter().all(|role| role.file_key() != *word), "{word}");
    }
}

#[test]
fn a_variable_means_what_its_word_means() {
    let certain = |role: &'static [Role]| Some(KnownName { roles: role, of_environment: false });
    let of_environment = |role: &'static [Role]| Some(KnownName { roles: role, of_environment: true });
    for (name, workspace, expected) in [
        ("CUSTOMER_IO_SITE_ID", None, certain(&[Role::SiteId])),
        ("CUSTOMERIO_APP_KEY", None, certain(&[Role::AppApiKey])),
        ("customerio_app_key", None, certain(&[Role::AppApiKey])),
        ("CUSTOMERIO_APP_KEY_FILE", None, certain(&[Role::AppApiKey])),
        ("CUSTOMERIO_TRANSACTIONAL_API_KEY", None, certain(&[Role::AppApiKey])),
        ("CUSTOMERIO_PIPELINES_WRITE_KEY", None, certain(&[Role::CdpApiKey])),
        ("NEXT_PUBLIC_CUSTOMERIO_WRITE_KEY", None, certain(&[Role::CdpApiKey])),
        ("EXPO_PUBLIC_CIO_REGION", None, certain(&[Role::Region])),
        ("CUSTOMERIO_ACCOUNT_REGION", None, certain(&[Role::Region])),
        ("CUSTOMERIO_BEARER_TOKEN", None, certain(&[Role::AppApiKey, Role::ServiceAccountToken])),
        ("STAGING_CUSTOMERIO_SITE_ID", None, of_environment(&[Role::SiteId])),
        ("CUSTOMERIO_SITE_ID_PROD", None, of_environment(&[Role::SiteId])),
        ("CUSTOMERIO_DEV_TRACK_KEY", None, of_environment(&[Role::TrackApiKey])),
        ("TIDEPOOL_CUSTOMERIO_SITE_ID", None, None),
        ("CUSTOMERIO_BASE_URL", None, None),
        ("SITE_ID", None, None),
        ("ELASTICIO_REGION", None, None),
        ("CUSTOMERIO_SHOP_APP_KEY", Some("shop"), certain(&[Role::AppApiKey])),
        ("CUSTOMERIO_APP_KEY_SHOP", Some("shop"), certain(&[Role::AppApiKey])),
        ("CUSTOMERIO_SITE_ID_SHOP", Some("shop"), certain(&[Role::SiteId])),
        ("CUSTOMERIO_SITE_ID_SHOPPING", Some("shop"), None),
        ("SHOP_CUSTOMERIO_APP_KEY", Some("shop"), certain(&[Role::AppApiKey])),
        ("CUSTOMERIO_APP_KEY", Some("shop"), None),
        ("CUSTOMER_IO_REGION", Some("shop"), certain(&[Role::Region])),
    ] {
        assert_eq!(of_variable(name, workspace), expected, "{name} {workspace:?}");
    }
}

/// Checks the names in these columns of the rows, whose other columns name a type; returns how many there are.
fn check_names(rows: &str, columns: &[usize]) -> usize {
    let mut found = 0;
    for row in rows.lines().filter(|line| line.starts_with("| ") && !line.contains("| nothing")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let names = columns
            .iter()
            .filter_map(|at| cells.get(*at))
            .flat_map(|cell| cell.split('`').skip(1).step_by(2));
        for name in names.filter(|name| name.starts_with("CUSTOMER") || name.starts_with("CIO_")) {
            let roles = of_variable(name, None).unwrap_or_else(|| panic!("{name}")).roles;
            let is_named = roles.iter().any(|role| row.contains(&format!(": {}`", role.type_name())));
            assert!(is_named || row.contains("any_name"), "{name}");
            found += 1;
        }
    }
    found
}

#[test]
fn the_names_of_the_pages_are_in_the_table() {
    let page = include_str!("../../../docs/loading.md");
    let found = check_names(page.split("# Variables that you already have").nth(1).unwrap(), &[0]);
    assert!(found > 15, "{found}");
    let found = check_names(include_str!("../../../docs/other-tools.md"), &[1, 2]);
    assert!(found > 8, "{found}");
}
