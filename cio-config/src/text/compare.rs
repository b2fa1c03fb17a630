//! Comparing names, as const fns where the compiler compares too.

pub(crate) const fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    if text.len() < prefix.len() {
        return false;
    }
    let mut index = 0;
    while index < prefix.len() {
        if text[index] != prefix[index] {
            return false;
        }
        index += 1;
    }
    true
}

pub(crate) const fn ends_with(text: &[u8], end: &[u8]) -> bool {
    text.len() >= end.len() && starts_with(text.split_at(text.len() - end.len()).1, end)
}

pub(crate) const fn equal(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && starts_with(left, right)
}

// The method of slices is not a const fn in the lowest Rust this crate builds with.
pub(crate) const fn equal_in_any_case(left: &[u8], right: &[u8]) -> bool {
    let mut index = 0;
    while index < left.len() && index < right.len() {
        if !left[index].eq_ignore_ascii_case(&right[index]) {
            return false;
        }
        index += 1;
    }
    left.len() == right.len()
}

/// How many letters must be added, dropped or changed to make one name the other, where it is few: names of more than 63
/// letters are as far from each other as can be.
pub(crate) const fn distance(left: &[u8], right: &[u8]) -> usize {
    const LONGEST: usize = 63;
    if left.len() > LONGEST || right.len() > LONGEST {
        return LONGEST;
    }
    let mut row = [0; LONGEST + 1];
    let mut column = 0;
    while column <= right.len() {
        row[column] = column;
        column += 1;
    }
    let mut line = 1;
    while line <= left.len() {
        let mut diagonal = row[0];
        row[0] = line;
        let mut column = 1;
        while column <= right.len() {
            let above = row[column];
            let changed = diagonal + (left[line - 1] != right[column - 1]) as usize;
            row[column] = least(changed, least(above, row[column - 1]) + 1);
            diagonal = above;
            column += 1;
        }
        line += 1;
    }
    row[right.len()]
}

const fn least(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

/// A name as keys in files are written: `app_api_key` for `appApiKey` and `App-API-Key`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for char in name.chars() {
        if char.is_ascii_uppercase() && before.is_ascii_lowercase() {
            words.push('_');
        }
        words.push(if matches!(char, '-' | ' ' | '.') { '_' } else { char.to_ascii_lowercase() });
        before = char;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{distance, snake_case};

    #[test]
    fn a_distance_counts_letters() {
        for (left, right, steps) in [
            ("", "", 0),
            ("CIO_KEY", "CIO_KEY", 0),
            ("CIO_KEY", "CIOKEY", 1),
            ("APP_APIKEY", "APP_API_KEY", 1),
            ("AB", "BA", 2),
        ] {
            assert_eq!(distance(left.as_bytes(), right.as_bytes()), steps, "{left} {right}");
        }
    }

    #[test]
    fn a_name_is_compared_by_its_words() {
        for name in ["app_api_key", "appApiKey", "AppApiKey", "app-api-key", "App API Key", "APP.API.KEY"] {
            assert_eq!(snake_case(name), "app_api_key", "{name}");
        }
    }
}
