//! The scenario table: a name, what is given, what happens, and what the machine answers to each event.

use super::script::run;

const TABLE: &str = include_str!("scenarios.txt");

fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let columns: Vec<&str> = row.split('|').map(str::trim).collect();
        columns.try_into().unwrap_or_else(|_| panic!("four columns: {row}"))
    })
}

#[test]
fn every_scenario_ends_as_the_table_says() {
    for [name, given, events, expected] in rows() {
        assert_eq!(run(given, events), expected, "{name}");
    }
}

#[test]
fn the_table_has_many_rows_and_each_has_its_own_name() {
    let mut names: Vec<&str> = rows().map(|[name, ..]| name).collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() == rows().count() && names.len() >= 40, "{}", names.len());
}
