//! Names that are put together of parts, for as long as they are looked at.

/// The longest name that needs no allocation. Variables of workspaces and settings are rarely longer.
const SHORT: usize = 96;

/// Calls `use_text` with the first part as it is and the others in upper case. Made in place, so a name that is asked for and
/// not set costs no allocation.
pub(crate) fn with_joined<T>(first: &str, others: &[&str], use_text: impl FnOnce(&str) -> T) -> T {
    let length = first.len() + others.iter().map(|part| part.len()).sum::<usize>();
    let (mut short, mut long) = ([0; SHORT], Vec::new());
    let buffer = match short.get_mut(..length) {
        Some(buffer) => buffer,
        None => {
            long.resize(length, 0);
            &mut long[..]
        }
    };
    let (start, mut rest) = buffer.split_at_mut(first.len());
    start.copy_from_slice(first.as_bytes());
    for part in others {
        let (here, after) = rest.split_at_mut(part.len());
        here.copy_from_slice(part.as_bytes());
        here.make_ascii_uppercase();
        rest = after;
    }
    use_text(std::str::from_utf8(buffer).expect("whole parts, of which only ASCII letters change"))
}

#[cfg(test)]
mod tests {
    use super::{SHORT, with_joined};

    #[test]
    fn short_and_long_names_are_put_together_alike() {
        for length in [0, 1, SHORT - 8, SHORT - 7, SHORT - 6, 3 * SHORT] {
            let word = "a\u{e4}".chars().cycle().take(length).collect::<String>();
            let expected = format!("x_{}_FILE", word.to_ascii_uppercase());
            with_joined("x_", &[&word, "_file"], |text| assert_eq!(text, expected));
        }
    }
}
