//! The page `cio-http/docs/diagnose.md` says what the checkup prints.

use crate::trial::{Shop, Trial, UNKNOWN};
use cio_config::{Loader, Region, Role, WorkspaceId};
use cio_http::sandbox::{Fault, Symptom};
use cio_http::{Checkup, ConnectFault, Host, Obstacle, TlsFault, Verdict};

const PAGE: &str = include_str!("../../cio-http/docs/diagnose.md");

/// The rows of the table below a heading, as cells.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = PAGE.split_once(&format!("\n# {heading}\n")).unwrap();
    let table =
        section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &'static str| line.trim_matches('|').split(" | ").map(str::trim).collect();
    table.skip(2).map(cells).collect()
}

fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_verdict_is_in_the_table() {
    let ids = (WorkspaceId::from(1), Some(WorkspaceId::from(2)));
    let connect = |fault| Verdict::Unreachable(Obstacle::Connect(fault));
    let documented: Vec<_> = rows("Verdicts").iter().map(|row| code(row[0])[0]).collect();
    let all = [
        Verdict::Ok,
        Verdict::Refused,
        Verdict::NotAllowed,
        Verdict::OtherRegion { stated: Region::Us, found: Region::Eu },
        Verdict::OtherWorkspace { expected: ids.0, found: ids.1 },
        Verdict::WrongKind { slot: Role::SiteId, holds: Role::TrackApiKey },
        connect(ConnectFault::NameNotFound),
        connect(ConnectFault::Refused),
        Verdict::Unreachable(Obstacle::NoAnswer),
        connect(ConnectFault::Tls(TlsFault::Other)),
        connect(ConnectFault::ProxyRefused),
        Verdict::Unreachable(Obstacle::Interrupted),
        Verdict::AnsweredBySomethingElse,
        Verdict::CannotTell,
        Verdict::NotAsked,
        Verdict::NotLoaded,
    ];
    assert_eq!(documented, all.map(|verdict| verdict.to_string()));
}

/// A set-up with each symptom, in the order of the page.
fn symptoms() -> Vec<Trial> {
    let all = |symptom| Trial::new().fails(Fault::before(symptom).always());
    let list = Symptom::status(200).body(r#"{"workspaces":[{"id":7}]}"#);
    vec![
        Trial::new().with(Role::TrackApiKey, UNKNOWN),
        Trial::new().revoked(Role::AppApiKey),
        all(Symptom::status(401)),
        Trial::new().of_eu().region(Region::Us),
        Trial::new().fails(Fault::before(list).host(Host::App).always()),
        all(Symptom::status(403)),
        Trial::new().revoked(Role::CdpApiKey),
        all(Symptom::reset()),
        all(Symptom::html(502)),
        all(Symptom::silence()),
        all(Symptom::status(503)),
    ]
}

#[test]
fn each_symptom_prints_what_the_page_says() {
    let mut checkups: Vec<Checkup> = symptoms().iter().flat_map(Trial::checkups).collect();
    let not_loaded = Trial::new().without(&[Role::Region]);
    let error = Loader::<Shop>::empty().environment(not_loaded.environment).load().err().unwrap();
    checkups.extend([Checkup::not_loaded(&error), Checkup::not_loaded(&error)]);
    let rows = rows("On call");
    assert_eq!(rows.len() * 2, checkups.len());
    for (index, checkup) in checkups.iter().enumerate() {
        let shown = checkup.to_string();
        for part in code(rows[index / 2][1]) {
            assert!(shown.contains(part), "{part:?} of {:?} in\n{shown}", rows[index / 2][0]);
        }
    }
}

#[test]
fn each_row_about_a_guide_is_a_test() {
    let tests = include_str!("seeds.rs");
    let rows = rows("Causes that guides give");
    for row in &rows {
        let name = code(row[3])[0];
        assert!(tests.contains(&format!("#[test]\nfn {name}() {{")), "{name}");
    }
    assert_eq!(rows.len(), tests.matches("#[test]\n").count());
}
