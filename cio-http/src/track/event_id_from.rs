//! A ULID that is always the same for the same job.

use crate::wire::{self, InvalidInput, UnixTime};
use sha2::{Digest, Sha256};
use std::fmt::Display;
use ulid::Ulid;

/// The event ID of a job, from the job's own key and the time when it was made.
///
/// Needs the feature `event-id`.
///
/// A job that runs twice then sends two events with the same ID, and the service keeps one of them. The same key and second
/// give the same ID in every process and every version: the time part of the ULID is `made_at` in milliseconds, and its 80
/// random bits are the first 80 of the SHA-256 of the key's text in UTF-8. So `made_at` must be stored with the job; the
/// current time would give each attempt another ID. Two different events of one job need two keys.
///
/// ```
/// use cio_http::track::{self, TrackEvent};
///
/// let made_at = 1_613_063_089; // the column `created_at` of the job
/// let id = track::event_id_from("invoice 7: paid", made_at)?;
/// assert_eq!(id, "01EY90TTV8K89YV3FRYD71J8F7");
/// let event = TrackEvent::new(42, "invoice_paid").event_id(id);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
///
/// For how long the service remembers an ID, and whether it reads the time in one, is not documented; a time that is that of
/// the job is right in either case. Source of "an event that repeats an ID is ignored":
/// <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// # Errors
/// [`InvalidInput`] if the key is blank, or the time is before 1970 or in milliseconds.
pub fn event_id_from(key: impl Display, made_at: impl Into<UnixTime>) -> Result<String, InvalidInput> {
    let key = key.to_string();
    wire::not_blank("event key", &key)?;
    let milliseconds = made_at.into().seconds("time of the event ID")? * 1000;
    let hash = Sha256::digest(key.as_bytes());
    let random = hash[..10].iter().fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
    Ok(Ulid::from_parts(milliseconds, random).to_string())
}

#[cfg(test)]
mod tests {
    use super::event_id_from;
    use crate::track::event_body::EventId;
    use std::collections::HashSet;
    use std::time::{Duration, UNIX_EPOCH};
    use ulid::Ulid;

    #[test]
    fn the_same_key_and_time_give_the_same_id_and_others_another() {
        let known = event_id_from("invoice 7: paid", 1_613_063_089).unwrap();
        let time = UNIX_EPOCH + Duration::from_millis(1_613_063_089_999);
        assert_eq!(event_id_from("invoice 7: paid".to_owned(), time).unwrap(), known);
        assert_eq!(Ulid::from_string(&known).unwrap().timestamp_ms(), 1_613_063_089_000);
        // The bits as `printf %s 'invoice 7: paid' | sha256sum | head -c 20` shows them.
        assert_eq!(format!("{:020x}", Ulid::from_string(&known).unwrap().random()), "9a13ed8df8f34e1921e7");
        let ids: HashSet<_> = (0..100_u64)
            .flat_map(|key| (0..10_u64).map(move |time| event_id_from(key, time).unwrap()))
            .collect();
        assert_eq!(ids.len(), 1000);
    }

    #[test]
    fn every_id_is_one_that_an_event_takes() {
        for key in ["7", "é", " 7", &"x".repeat(100_000), "\0", "ada@example.com"] {
            for time in [0_u64, 1, 1_613_063_089, 99_999_999_999] {
                let id = event_id_from(key, time).unwrap();
                assert!(EventId::stored(&*id).checked().is_ok(), "{id}");
            }
        }
    }

    #[test]
    fn a_blank_key_and_a_time_that_is_not_in_seconds_are_refused() {
        for (key, time, reason) in [
            ("", 1, "event key is empty"),
            (" \t", 1, "event key is blank"),
            (
                "7",
                1_613_063_089_000_u64,
                "time of the event ID is in milliseconds: divide by 1000 to get seconds",
            ),
        ] {
            assert_eq!(event_id_from(key, time).unwrap_err().to_string(), reason);
        }
        let before = UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(
            event_id_from("7", before).unwrap_err().to_string(),
            "time of the event ID is before 1970"
        );
    }
}
