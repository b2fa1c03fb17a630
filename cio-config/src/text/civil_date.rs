//! The date of a day, without a library for times.

/// Year, month and day, so many days after 1 January 1970.
///
/// It counts from 1 March of the year 0, so that a leap day is the last of its year, in eras of 400 years, all of which
/// have 146,097 days. Method: <https://howardhinnant.github.io/date_algorithms.html>, read 2026-10.
#[must_use]
pub const fn civil_date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Months from March on have 31, 30, 31, 30, 31 days, over and over: 153 in five months.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (era * 400 + year, month, day)
}

#[cfg(test)]
mod tests {
    use super::civil_date;

    /// Every day of some three thousand years, against a calendar that is turned day by day.
    #[test]
    fn every_day_has_its_date() {
        let is_leap = |year: u64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let length = |year, month| match month {
            2 => 28 + u64::from(is_leap(year)),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let mut expected = (1970, 1, 1);
        for days in 0..=99_999_999_999 / 86_400 {
            assert_eq!(civil_date(days), expected, "{days}");
            let (year, month, day) = expected;
            expected = match (month, day) {
                (12, 31) => (year + 1, 1, 1),
                _ if day == length(year, month) => (year, month + 1, 1),
                _ => (year, month, day + 1),
            };
        }
    }
}
