//! How many addresses a string holds.

/// Counts the non-empty parts between commas; a comma inside quotes is part of a name.
pub(crate) fn count(addresses: &str) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    let ends = |character: char| {
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && quoted && !escaped;
        character == ',' && !quoted
    };
    addresses.split(ends).filter(|address| !address.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::app::send_email::SendEmail;
    use crate::operation::Operation;

    #[test]
    fn a_comma_in_a_quoted_name_does_not_separate_recipients() {
        for (addresses, recipients) in [
            ("a@b.c", 1),
            ("a@b.c, b@b.c", 2),
            ("a@b.c, , b@b.c,", 2),
            (r#""Doe\\", "J" <a@b.c>"#, 2),
            (r#""Doe, Jane" <a@b.c>"#, 1),
            (r#""Doe, \"J, J\"" <a@b.c>, "Roe, R" <b@b.c>"#, 2),
        ] {
            assert_eq!(count(addresses), recipients, "{addresses}");
        }
        let crowd = [r#""Doe, Jane" <jane@example.com>"#; 15].join(",");
        assert!(SendEmail::template(3).to(crowd).id("42").request().is_ok());
    }
}
