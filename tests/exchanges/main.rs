//! One table of scripted exchanges, through the bare core and both drivers: the same requests, the same results.
//!
//! A row says what is sent, what is answered, and how it ends. The core takes the answers from the script; the drivers
//! get them over a real socket, from a server that replays the script and keeps each request as it came.

mod app_reads;
mod app_writes;
mod bare;
mod batches;
mod by_safety;
mod drivers;
mod names;
mod outcome;
mod own_operation;
mod pipelines;
mod redirects;
mod refused;
mod retries;
mod row;
mod run;
mod script;
mod sends;
mod server;
mod setup;
mod signed;
mod statuses;
mod track_v1;
mod track_v2;

use row::Row;

/// Makes the rows of one topic: each driver has its own.
type Rows = fn() -> Vec<Row>;

/// The table, by topic.
const TOPICS: [(&str, Rows); 12] = [
    ("track_v1", track_v1::rows),
    ("track_v2", track_v2::rows),
    ("batches", batches::rows),
    ("sends", sends::rows),
    ("app_reads", app_reads::rows),
    ("app_writes", app_writes::rows),
    ("pipelines", pipelines::rows),
    ("own_operation", own_operation::rows),
    ("statuses", statuses::rows),
    ("redirects", redirects::rows),
    ("retries", retries::rows),
    ("refused", refused::rows),
];

#[test]
fn every_row_is_the_same_in_the_core_and_through_both_drivers() {
    let count: usize = std::thread::scope(|scope| {
        let run = |(topic, rows): (&'static str, Rows)| scope.spawn(move || run::table(topic, rows));
        let topics = TOPICS.map(run);
        topics.into_iter().map(|topic| topic.join().expect("a row differs, see above")).sum()
    });
    println!("{count} rows");
    assert!(count >= 150, "the table has {count} rows");
}

#[test]
fn every_operation_of_track_and_pipelines_has_a_row() {
    let rows: Vec<&str> = TOPICS.iter().flat_map(|(_, rows)| rows()).map(|row| row.name).collect();
    for name in names::of_operations() {
        assert!(rows.contains(&name.as_str()), "no row sends {name}");
    }
}
