//! Imports people from a CSV file, with a progress bar; Ctrl-C stops it, and the next start goes on from there:
//! `cargo run --features import --bin import -- people.csv`.
//!
//! The file has the columns `id` and `email`, and any others. `people.csv.resume` holds the row to start from.

use cio_config::{CioCredentials, TrackCredentials};
use cio_http::Client;
use cio_http::batch::{BatchEvent, ItemOutcome, Progress, SendAll, Summary};
use cio_http::track::v2::IdentifyPerson;
use csv::StringRecord;
use indicatif::{ProgressBar, ProgressStyle};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: import FILE.csv")?;
    let cio = Client::new(TrackCredentials::load()?)?;
    cio.verify_region().await?;

    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            asked.store(true, Relaxed);
        }
    });
    let summary = import(&cio, Path::new(&file), &stop, &ProgressBar::new(0)).await?;
    match summary.first_error() {
        Some(error) => Err(format!("{error}\n{}", error.hint().unwrap_or_default()).into()),
        None => Ok(()),
    }
}

/// Sends the rows of a file that are still to be sent, until it ends or is asked to stop.
async fn import(
    cio: &Client<TrackCredentials>,
    file: &Path,
    stop: &AtomicBool,
    bar: &ProgressBar,
) -> Result<Summary, Box<dyn Error>> {
    let resume = PathBuf::from(format!("{}.resume", file.display()));
    let from: usize = fs::read_to_string(&resume).map_or(Ok(0), |row| row.trim().parse())?;
    // A first pass counts the rows, so that the bar has an end.
    let total = csv::Reader::from_path(file)?.into_records().count();
    bar.set_length(total as u64);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} rows, {per_sec}, {eta} left")?);

    let mut reader = csv::Reader::from_path(file)?;
    let columns = reader.headers()?.clone();
    let mut records = reader.into_records().skip(from);
    let rows = std::iter::from_fn(|| if stop.load(Relaxed) { None } else { records.next() });
    let people = rows.map(|record| record.map(|record| person(&columns, &record)));

    let save = |progress: Progress| fs::write(&resume, (from + progress.resume_at).to_string());
    let mut saved = Ok(());
    let summary = cio
        .send_all(people, &SendAll::default(), |event| match event {
            BatchEvent::BadRow(row) => bar.println(format!("row {}: {}", from + row.index(), row.error())),
            BatchEvent::Skipped(item) => {
                bar.println(format!("row {}: {}", from + item.index(), item.fault()));
            }
            BatchEvent::Batch(batch) => {
                for (index, outcome) in batch.items() {
                    if let ItemOutcome::Refused(error) | ItemOutcome::Uncertain(error) = outcome {
                        bar.println(format!("row {}: {error}", from + index));
                    }
                }
                bar.set_position((from + batch.progress().rows()) as u64);
                saved = save(batch.progress());
            }
            _ => {}
        })
        .await;
    saved.and(save(summary.progress()))?;
    bar.abandon();
    Ok(summary)
}

/// A row as a person: each column is an attribute.
fn person(columns: &StringRecord, record: &StringRecord) -> IdentifyPerson {
    let column =
        |name: &str| columns.iter().position(|column| column == name).and_then(|index| record.get(index));
    let person = IdentifyPerson::new(column("id").unwrap_or_default());
    let attributes = columns.iter().zip(record).filter(|(name, value)| *name != "id" && !value.is_empty());
    attributes.fold(person, |person, (name, value)| person.attribute(name, value))
}

#[cfg(test)]
mod tests {
    use super::import;
    use cio_config::{CioCredentials, TrackCredentials};
    use cio_http::Client;
    use cio_http::sandbox::{Fault, Sandbox, Symptom};
    use indicatif::ProgressBar;
    use std::fs;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

    /// A folder with a file of so many people, in batches of about 45; every hundredth row has a column too many.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, rows: usize) -> Self {
            let folder = std::env::temp_dir().join(format!("cio-import-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            // An attribute has at most 1000 bytes.
            let (names, notes) = (",a,b,c,d,e,f,g,h,i,j", format!(",{}", "x".repeat(990)).repeat(10));
            let row = |row: usize| {
                let extra = if row % 100 == 99 { ",?" } else { "" };
                format!("{row},{row}@example.com{notes}{extra}\n")
            };
            let text: String = (0..rows).map(row).collect();
            fs::write(folder.join("people.csv"), format!("id,email{names}\n{text}")).unwrap();
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn client(sandbox: &Sandbox) -> Client<TrackCredentials> {
        let pair: TrackCredentials =
            TrackCredentials::loader().environment(sandbox.environment()).load().unwrap();
        Client::builder(pair).policy(cio_http::Policy::none()).build().unwrap()
    }

    #[tokio::test]
    async fn it_is_stopped_and_goes_on_from_there() {
        let (sandbox, folder, bar) =
            (Sandbox::start().unwrap(), Folder::new("stop", 600), ProgressBar::hidden());
        let (cio, file, stop) = (client(&sandbox), folder.0.join("people.csv"), AtomicBool::new(false));
        let asks = async {
            while sandbox.received().is_empty() {
                tokio::task::yield_now().await;
            }
            stop.store(true, Relaxed);
            std::future::pending::<()>().await;
        };
        let first = tokio::select! {
            summary = import(&cio, &file, &stop, &bar) => summary,
            () = asks => unreachable!("it waits for the import"),
        };
        let first = first.unwrap().progress();
        assert!((1..594).contains(&first.accepted), "{first:?}");
        assert_eq!(bar.length(), Some(600));

        stop.store(false, Relaxed);
        let rest = import(&cio, &file, &stop, &bar).await.unwrap().progress();
        assert_eq!((first.accepted + rest.accepted, first.bad_rows + rest.bad_rows), (594, 6));
        assert_eq!((sandbox.people().len(), bar.position()), (594, 600));
        assert_eq!(sandbox.people()[0].attributes["email"], "0@example.com");
    }

    #[tokio::test]
    async fn a_batch_that_failed_is_sent_by_the_next_start() {
        let (sandbox, folder, bar) =
            (Sandbox::start().unwrap(), Folder::new("fail", 300), ProgressBar::hidden());
        let (cio, file, stop) = (client(&sandbox), folder.0.join("people.csv"), AtomicBool::new(false));
        sandbox.fail(Fault::before(Symptom::status(503)).skip(1));
        let summary = import(&cio, &file, &stop, &bar).await.unwrap();
        assert!(summary.first_error().is_some() && sandbox.people().len() < 297);
        assert!(import(&cio, &file, &stop, &bar).await.unwrap().first_error().is_none());
        assert_eq!(sandbox.people().len(), 297);
    }
}
